-- Reports on how many children are looked after, and who they are.

create function reporting.population_by_month_counted(q reporting.question)
returns table (authority text, child_id uuid, month date, looked_after boolean, boys boolean, starts boolean, ends boolean)
language sql stable parallel safe as
$$
  -- As children_on for the last day of each month, in one pass: the days on which status, description and home stayed the same, then the
  -- month ends among them. Homes are looked for only if a filter asks for them; then those without one do not pass it.
  select c.tenant_id, c.child_id, m.month::date, true, h.sex = 'male', false, false
  from reporting.recorded_care_period c
  join reporting.recorded_legal_status s
    on s.tenant_id = c.tenant_id and s.child_id = c.child_id and s.known @> q.as_known_at and s.legal_status <> 'short_breaks'
      and s.valid && c.valid
  join reporting.recorded_child h
    on h.tenant_id = c.tenant_id and h.child_id = c.child_id and h.known @> q.as_known_at and h.valid && s.valid
  left join reporting.recorded_placement p
    on p.tenant_id = c.tenant_id and p.child_id = c.child_id and p.known @> q.as_known_at and p.valid && s.valid
      and (q.kinds is not null or q.sectors is not null or q.host_authorities is not null)
  cross join lateral (select (date_trunc('month', q.as_at::timestamp) - interval '36 months')::date) f (first_day)
  cross join lateral (
    select c.valid * s.valid * h.valid * coalesce(p.valid, '(,)') * daterange(f.first_day, q.as_at, '[]') offset 0
  ) r (days)
  cross join lateral generate_series(date_trunc('month', lower(r.days)::timestamp), upper(r.days) - 1, interval '1 month') m (month)
  cross join lateral (select least((m.month + interval '1 month')::date - 1, q.as_at)) e (last_day)
  where c.known @> q.as_known_at
    and coalesce(c.ended_on, 'infinity') > f.first_day and coalesce(upper(c.known), 'infinity') >= q.as_known_at
    and r.days @> e.last_day
    and reporting.in_scope(q, c.tenant_id, c.child_id)
    and reporting.passes(
      q, reporting.age_band(reporting.age_on(h.date_of_birth, e.last_day)), h.sex, s.legal_status, p.kind, p.sector, p.host_authority,
      h.disabilities <> '{}', h.unaccompanied_asylum_seeking, h.sibling_group is not null)
  union all
  select c.authority, c.child_id, date_trunc('month', c.started_on::timestamp)::date, false, false, true, false
  from reporting.care_starts(q, (date_trunc('month', q.as_at::timestamp) - interval '36 months')::date, q.as_at) c
  union all
  select c.authority, c.child_id, date_trunc('month', c.ended_on::timestamp)::date, false, false, false, true
  from reporting.care_ends(q, (date_trunc('month', q.as_at::timestamp) - interval '36 months')::date, q.as_at) c
$$;

create function reporting.population_by_month(q reporting.question)
returns table (month date, looked_after bigint, boys bigint, starts bigint, ends bigint, net_change bigint)
language sql stable parallel safe as
$$
  select
    m.month, reporting.shown(coalesce(n.looked_after, 0), q.suppress), reporting.shown(coalesce(n.boys, 0), q.suppress),
    reporting.shown(coalesce(n.starts, 0), q.suppress), reporting.shown(coalesce(n.ends, 0), q.suppress),
    reporting.shown(coalesce(n.starts, 0), q.suppress) - reporting.shown(coalesce(n.ends, 0), q.suppress)
  from reporting.months(q.as_at, 37) m
  left join (
    select
      c.month, count(*) filter (where c.looked_after) as looked_after, count(*) filter (where c.boys) as boys,
      count(*) filter (where c.starts) as starts, count(*) filter (where c.ends) as ends
    from reporting.population_by_month_counted(q) c group by c.month
  ) n on n.month = m.month
  order by m.month desc
$$;

select reporting.describe(
  'population_by_month', 'Children looked after, month by month',
  'Children looked after at the end of each month (of the month of the day asked about, on that day), and starts and ends of care within it. '
  'Short breaks apart; a child who goes over from short breaks to being looked after is in the stock and is no start.',
  'Commissioning strategy 2022-23, figures A1, A2 and A4',
  'month | key | date | First day of the month.',
  'looked_after | count | children | Looked after at the end of the month.',
  'boys | count | children | Of these, boys.',
  'starts | count | starts | Periods of care that began in the month.',
  'ends | count | ends | Periods of care that ended in the month.',
  'net_change | amount | children | Starts less ends.');

create function reporting.age_and_sex_counted(q reporting.question)
returns table (authority text, child_id uuid, age_band text, sex text, looked_after boolean, in_residential boolean)
language sql stable parallel safe as
$$
  select c.authority, c.child_id, c.age_band, c.sex, true, c.category in ('in_house_residential', 'external_residential')
  from reporting.children_on(q, q.as_at) c
$$;

create function reporting.age_and_sex(q reporting.question)
returns table (age_band text, sex text, looked_after bigint, percent numeric, in_residential bigint, percent_in_residential numeric)
language sql stable parallel safe as
$$
  select
    s.age_band, s.sex, s.looked_after, reporting.percent(s.looked_after, reporting.shown(s.all_children, q.suppress)),
    s.in_residential, reporting.percent(s.in_residential, reporting.shown(s.all_residential, q.suppress))
  from (
    select
      a.value as age_band, x.value as sex, a.place as age_place, x.place as sex_place,
      reporting.shown(coalesce(n.looked_after, 0), q.suppress) as looked_after,
      reporting.shown(coalesce(n.in_residential, 0), q.suppress) as in_residential,
      (sum(n.looked_after) over ())::bigint as all_children, (sum(n.in_residential) over ())::bigint as all_residential
    from reporting.codes('age_band') a
    cross join reporting.codes('sex') x
    left join (
      select c.age_band, c.sex, count(*) as looked_after, count(*) filter (where c.in_residential) as in_residential
      from reporting.age_and_sex_counted(q) c group by c.age_band, c.sex
    ) n on n.age_band = a.value and n.sex = x.value
  ) s
  order by s.age_place, s.sex_place
$$;

select reporting.describe(
  'age_and_sex', 'Ages and sexes', 'Children looked after on the day by age and sex, and those of them in residential homes. Short breaks apart.',
  'Commissioning strategy 2022-23, figures A2 and C5',
  'age_band | key | code | Age on the day.',
  'sex | key | code | As recorded.',
  'looked_after | count | children | Looked after on the day.',
  'percent | share | percent | Of all looked after.',
  'in_residential | count | children | Of these, in a children''s home or residential care home, the council''s own or another''s.',
  'percent_in_residential | share | percent | Of all in residential homes.');

create function reporting.rate_per_10000_counted(q reporting.question)
returns table (authority text, child_id uuid, day date, looked_after boolean) language sql stable parallel safe as
$$
  select c.authority, c.child_id, d.day, true
  from reporting.census_days(q.as_at) d cross join lateral reporting.children_on(q, d.day) c
$$;

create function reporting.rate_per_10000(q reporting.question)
returns table (day date, looked_after bigint, children_in_population bigint, rate numeric) language sql stable parallel safe as
$$
  select d.day, s.looked_after, p.children, round(10000.0 * s.looked_after / nullif(p.children, 0), 1)
  from reporting.census_days(q.as_at) d
  left join (
    select c.day, count(*) as looked_after, array_agg(distinct c.authority) as authorities
    from reporting.rate_per_10000_counted(q) c group by c.day
  ) n on n.day = d.day
  cross join lateral (select reporting.shown(coalesce(n.looked_after, 0), q.suppress) as looked_after) s
  cross join lateral (
    -- Of one authority without a population there is no rate of all.
    select case when count(*) = count(p.children) then sum(p.children) end as children
    from unnest(coalesce(q.authorities, n.authorities)) a (code)
    left join lateral reporting.population_on(a.code, d.day, q.as_known_at) p on true
  ) p
  order by d.day desc
$$;

select reporting.describe(
  'rate_per_10000', 'Children looked after per 10,000 children',
  'Children looked after on the day asked about and the four 31 Marches before it, per 10,000 children aged 0 to 17 of the authorities asked about.',
  'Commissioning strategy 2022-23, figure A3; population: reference table, mid-year estimate before the day',
  'day | key | date | The day on which children were counted.',
  'looked_after | count | children | Looked after on the day.',
  'children_in_population | amount | children | Aged 0 to 17, of the latest 30 June not after the day; null while not loaded.',
  'rate | amount | per 10,000 | One decimal; null without a population.');

create function reporting.disability_caseload_counted(q reporting.question)
returns table (authority text, child_id uuid, day date, on_caseload boolean, looked_after boolean) language sql stable parallel safe as
$$
  select h.tenant_id, h.child_id, d.day, true, s.legal_status is not null and s.legal_status <> 'short_breaks'
  from reporting.census_days(q.as_at) d
  join reporting.recorded_child h
    on h.valid @> d.day and h.known @> q.as_known_at and h.disabilities <> '{}' and h.date_of_birth > (d.day - interval '18 years')::date
      and h.date_of_birth <= d.day
  left join reporting.recorded_legal_status s
    on s.tenant_id = h.tenant_id and s.child_id = h.child_id and s.valid @> d.day and s.known @> q.as_known_at
  left join reporting.recorded_placement p
    on p.tenant_id = h.tenant_id and p.child_id = h.child_id and p.valid @> d.day and p.known @> q.as_known_at
  where reporting.in_scope(q, h.tenant_id, h.child_id)
    and reporting.passes(
      q, reporting.age_band(reporting.age_on(h.date_of_birth, d.day)), h.sex, s.legal_status, p.kind, p.sector, p.host_authority, true,
      h.unaccompanied_asylum_seeking, h.sibling_group is not null)
$$;

create function reporting.disability_caseload(q reporting.question)
returns table (day date, on_caseload bigint, looked_after bigint, percent numeric) language sql stable parallel safe as
$$
  select d.day, s.on_caseload, s.looked_after, reporting.percent(s.looked_after, s.on_caseload)
  from reporting.census_days(q.as_at) d
  left join (
    select c.day, count(*) as on_caseload, count(*) filter (where c.looked_after) as looked_after
    from reporting.disability_caseload_counted(q) c group by c.day
  ) n on n.day = d.day
  cross join lateral (
    select reporting.shown(coalesce(n.on_caseload, 0), q.suppress), reporting.shown(coalesce(n.looked_after, 0), q.suppress)
  ) s (on_caseload, looked_after)
  order by d.day desc
$$;

select reporting.describe(
  'disability_caseload', 'Children with a disability',
  'Children under 18 with a disability recorded, in care, on short breaks or at home, on the day asked about and the four 31 Marches before it. '
  'What is recorded of a child from the start holds since birth: a child who became known later counts on earlier days too.',
  'Commissioning strategy 2022-23, figure A5',
  'day | key | date | The day on which children were counted.',
  'on_caseload | count | children | Under 18, with at least one disability recorded.',
  'looked_after | count | children | Of these, looked after, short breaks apart.',
  'percent | share | percent | Looked after, of those on the caseload.');

create function reporting.disabled_children_counted(q reporting.question)
returns table (authority text, child_id uuid, day date, category text, disabled boolean, looked_after boolean)
language sql stable parallel safe as
$$
  select c.authority, c.child_id, d.day, c.category, c.disabled, true
  from reporting.census_days(q.as_at) d cross join lateral reporting.children_on(q, d.day) c
$$;

create function reporting.disabled_children(q reporting.question)
returns table (day date, category text, disabled bigint, percent_of_disabled numeric, looked_after bigint, percent_of_looked_after numeric)
language sql stable parallel safe as
$$
  select
    s.day, s.category, s.disabled, reporting.percent(s.disabled, reporting.shown(s.all_disabled, q.suppress)), s.looked_after,
    reporting.percent(s.looked_after, reporting.shown(s.all_children, q.suppress))
  from (
    select
      d.day, k.category, k.place, reporting.shown(coalesce(n.disabled, 0), q.suppress) as disabled,
      reporting.shown(coalesce(n.looked_after, 0), q.suppress) as looked_after,
      (sum(n.disabled) over (partition by d.day))::bigint as all_disabled,
      (sum(n.looked_after) over (partition by d.day))::bigint as all_children
    from reporting.census_days(q.as_at) d
    cross join reporting.categories() k
    left join (
      select c.day, c.category, count(*) filter (where c.disabled) as disabled, count(*) as looked_after
      from reporting.disabled_children_counted(q) c group by c.day, c.category
    ) n on n.day = d.day and n.category = k.category
  ) s
  order by s.day desc, s.place
$$;

select reporting.describe(
  'disabled_children', 'Where disabled children live',
  'Looked-after children with a disability recorded by kind of home, beside all looked after, on the day asked about and the four 31 Marches '
  'before it.',
  'Commissioning strategy 2022-23, figure A6',
  'day | key | date | The day on which children were counted.',
  'category | key | code | Kind of home.',
  'disabled | count | children | Looked after, with at least one disability recorded.',
  'percent_of_disabled | share | percent | Of all disabled children looked after on the day.',
  'looked_after | count | children | All looked after.',
  'percent_of_looked_after | share | percent | Of all looked after on the day.');

create function reporting.unaccompanied_children_counted(q reporting.question)
returns table (authority text, child_id uuid, age text, category text, children boolean) language sql stable parallel safe as
$$
  select c.authority, c.child_id, coalesce(c.age::text, 'unknown'), c.category, true
  from reporting.children_on(q, q.as_at) c where c.unaccompanied
$$;

create function reporting.unaccompanied_children(q reporting.question)
returns table (age text, category text, children bigint, percent numeric) language sql stable parallel safe as
$$
  select s.age, s.category, s.children, reporting.percent(s.children, reporting.shown(s.all_children, q.suppress))
  from (
    select
      a.age, a.place as age_place, k.category, k.place, reporting.shown(coalesce(n.children, 0), q.suppress) as children,
      (sum(n.children) over ())::bigint as all_children
    from (select y::text, y from generate_series(0, 17) y union all select 'unknown', 18) a (age, place)
    cross join reporting.categories() k
    left join (
      select c.age, c.category, count(*) as children from reporting.unaccompanied_children_counted(q) c group by c.age, c.category
    ) n on n.age = a.age and n.category = k.category
  ) s
  order by s.age_place, s.place
$$;

select reporting.describe(
  'unaccompanied_children', 'Unaccompanied asylum-seeking children',
  'Looked-after children recorded as unaccompanied and seeking asylum, by age and kind of home on the day.',
  'Commissioning strategy 2022-23, figure A7',
  'age | key | text | In whole years, 0 to 17, or unknown.',
  'category | key | code | Kind of home.',
  'children | count | children | Looked after on the day.',
  'percent | share | percent | Of all unaccompanied children looked after.');

create function reporting.unaccompanied_arrivals_counted(q reporting.question)
returns table (authority text, child_id uuid, year_ending date, scheme text, starts boolean) language sql stable parallel safe as
$$
  select c.authority, c.child_id, y.year_ending, case when c.transferred then 'national_transfer_scheme' else 'other' end, true
  from reporting.years(q.as_at) y
  join reporting.care_starts(q, (reporting.year_start(q.as_at) - interval '4 years')::date, q.as_at) c
    on c.started_on between y.first_day and y.last_day
  where c.unaccompanied
$$;

create function reporting.unaccompanied_arrivals(q reporting.question)
returns table (year_ending date, scheme text, starts bigint) language sql stable parallel safe as
$$
  select y.year_ending, s.scheme, reporting.shown(coalesce(n.starts, 0), q.suppress)
  from reporting.years(q.as_at) y
  cross join (values ('national_transfer_scheme'), ('other')) s (scheme)
  left join (
    select c.year_ending, c.scheme, count(*) as starts from reporting.unaccompanied_arrivals_counted(q) c group by c.year_ending, c.scheme
  ) n on n.year_ending = y.year_ending and n.scheme = s.scheme
  order by y.year_ending desc, s.scheme
$$;

select reporting.describe(
  'unaccompanied_arrivals', 'Arrivals of unaccompanied children',
  'Starts of care of unaccompanied asylum-seeking children by scheme, in the year of the day asked about, as far as it has gone, and the four '
  'before it.',
  'Commissioning strategy 2022-23, figure A8',
  'year_ending | key | date | The 31 March that ends the year.',
  'scheme | key | text | national_transfer_scheme, or other: arrived by themselves.',
  'starts | count | starts | Periods of care that began in the year.');
