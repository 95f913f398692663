-- Reports on where children live.

create function reporting.kinds_of_home_counted(q reporting.question)
returns table (authority text, child_id uuid, day date, category text, children boolean) language sql stable parallel safe as
$$
  select c.authority, c.child_id, d.day, c.category, true
  from reporting.census_days(q.as_at) d
  cross join lateral reporting.children_on(q, d.day) c
$$;

create function reporting.kinds_of_home(q reporting.question)
returns table (day date, category text, children bigint, percent numeric) language sql stable parallel safe as
$$
  select s.day, s.category, s.children, reporting.percent(s.children, reporting.shown(s.of_day, q.suppress))
  from (
    select
      d.day, k.category, k.place, reporting.shown(coalesce(n.children, 0), q.suppress) as children,
      (sum(n.children) over (partition by d.day))::bigint as of_day
    from reporting.census_days(q.as_at) d
    cross join reporting.categories() k
    left join (
      select c.day, c.category, count(*) as children from reporting.kinds_of_home_counted(q) c group by c.day, c.category
    ) n on n.day = d.day and n.category = k.category
  ) s
  order by s.day desc, s.place
$$;

select reporting.describe(
  'kinds_of_home', 'Kinds of home',
  'Children looked after by the kind of home they lived in, on the day asked about and the four 31 Marches before it. Short breaks apart.',
  'Commissioning strategy 2022-23, figures C1 to C7',
  'day | key | date | The day on which children were counted.',
  'category | key | code | Kind of home, grouped as in the strategy; without_placement: looked after and in no placement.',
  'children | count | children | Looked after on the day.',
  'percent | share | percent | Of all looked after on the day.');
