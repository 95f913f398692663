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

create function reporting.in_and_out_of_county_counted(q reporting.question)
returns table (
  authority text, child_id uuid, day date, category text, looked_after boolean, in_county boolean, elsewhere_in_wales boolean,
  outside_wales boolean, unknown boolean
) language sql stable parallel safe as
$$
  select
    c.authority, c.child_id, d.day, c.category, true, c.location = 'in_county', c.location = 'elsewhere_in_wales',
    c.location = 'outside_wales', c.location = 'unknown'
  from reporting.census_days(q.as_at) d cross join lateral reporting.children_on(q, d.day) c
$$;

create function reporting.in_and_out_of_county(q reporting.question)
returns table (
  day date, category text, looked_after bigint, in_county bigint, elsewhere_in_wales bigint, outside_wales bigint, unknown bigint,
  percent_in_county numeric, percent_out_of_county numeric
) language sql stable parallel safe as
$$
  select
    d.day, k.category, s.looked_after, s.in_county, s.elsewhere, s.outside, s.unknown, reporting.percent(s.in_county, s.looked_after),
    reporting.percent(s.elsewhere + s.outside, s.looked_after)
  from reporting.census_days(q.as_at) d
  cross join reporting.categories() k
  left join (
    select
      c.day, c.category, count(*) as looked_after, count(*) filter (where c.in_county) as in_county,
      count(*) filter (where c.elsewhere_in_wales) as elsewhere, count(*) filter (where c.outside_wales) as outside,
      count(*) filter (where c.unknown) as unknown
    from reporting.in_and_out_of_county_counted(q) c group by c.day, c.category
  ) n on n.day = d.day and n.category = k.category
  cross join lateral (
    select
      reporting.shown(coalesce(n.looked_after, 0), q.suppress), reporting.shown(coalesce(n.in_county, 0), q.suppress),
      reporting.shown(coalesce(n.elsewhere, 0), q.suppress), reporting.shown(coalesce(n.outside, 0), q.suppress),
      reporting.shown(coalesce(n.unknown, 0), q.suppress)
  ) s (looked_after, in_county, elsewhere, outside, unknown)
  order by d.day desc, k.place
$$;

select reporting.describe(
  'in_and_out_of_county', 'In county and out, by kind of home',
  'Children looked after by kind of home and by whether it stands in the area of the responsible authority, on the day asked about and the four '
  '31 Marches before it. Rows add up to all children.',
  'Commissioning strategy 2022-23, figures B1 and B2; CH/047 and CH/048',
  'day | key | date | The day on which children were counted.',
  'category | key | code | Kind of home.',
  'looked_after | count | children | Looked after on the day.',
  'in_county | count | children | In the area of the responsible authority.',
  'elsewhere_in_wales | count | children | In the area of another Welsh authority.',
  'outside_wales | count | children | Outside Wales.',
  'unknown | count | children | The record does not say, or the child had no placement.',
  'percent_in_county | share | percent | Of those of the row.',
  'percent_out_of_county | share | percent | Elsewhere in Wales and outside Wales, of those of the row.');

create function reporting.host_authorities_counted(q reporting.question)
returns table (
  authority text, child_id uuid, host_authority text, name text, region text, relation text, children boolean, out_of_county boolean
) language sql stable parallel safe as
$$
  select
    c.authority, c.child_id, coalesce(c.host_authority, 'unknown'), coalesce(a.name, c.host_authority, 'unknown'),
    coalesce(a.region, 'unknown'),
    case
      when c.host_authority = c.authority then 'own'
      when n.neighbour is not null then 'neighbour'
      -- The first letter of a GSS code is the country.
      when left(c.host_authority, 1) = left(c.authority, 1) then 'same_country'
      when c.host_authority is not null or c.location = 'outside_wales' and c.authority like 'W%' then 'other_country'
      else 'unknown'
    end,
    true, c.location in ('elsewhere_in_wales', 'outside_wales')
  from reporting.children_on(q, q.as_at) c
  left join reporting.authorities_known(q.as_known_at) a on a.code = c.host_authority
  left join reporting.authority_neighbour n
    on n.authority = c.authority and n.neighbour = c.host_authority and n.known @> q.as_known_at
$$;

create function reporting.host_authorities(q reporting.question)
returns table (host_authority text, name text, region text, relation text, children bigint, out_of_county bigint, percent numeric)
language sql stable parallel safe as
$$
  select
    s.host_authority, s.name, s.region, s.relation, s.children, s.out_of_county,
    reporting.percent(s.children, reporting.shown(s.all_children, q.suppress))
  from (
    select
      c.host_authority, c.name, c.region, c.relation, reporting.shown(count(*), q.suppress) as children,
      reporting.shown(count(*) filter (where c.out_of_county), q.suppress) as out_of_county,
      (sum(count(*)) over ())::bigint as all_children
    from reporting.host_authorities_counted(q) c
    group by c.host_authority, c.name, c.region, c.relation
  ) s
  order by array_position('{own,neighbour,same_country,other_country,unknown}', s.relation), s.host_authority collate "C"
$$;

select reporting.describe(
  'host_authorities', 'Whose area children live in',
  'Children looked after on the day by the authority in whose area their home stands. Authorities without a child have no row.',
  'Commissioning strategy 2022-23, figure B1; names, regions and neighbours: reference tables',
  'host_authority | key | text | GSS code; unknown where the record does not say.',
  'name | key | text | Its name; the code where it is not in the reference table.',
  'region | key | text | Its region; unknown where none is known.',
  'relation | key | text | own, neighbour, same_country, other_country or unknown: seen from the authority that is responsible.',
  'children | count | children | Looked after on the day.',
  'out_of_county | count | children | Of these, of another authority.',
  'percent | share | percent | Of all looked after.');

create function reporting.sector_share_counted(q reporting.question)
returns table (authority text, child_id uuid, day date, sector text, children boolean) language sql stable parallel safe as
$$
  select c.authority, c.child_id, d.day, coalesce(c.sector, 'without_placement'), true
  from reporting.census_days(q.as_at) d cross join lateral reporting.children_on(q, d.day) c
$$;

create function reporting.sector_share(q reporting.question)
returns table (day date, sector text, children bigint, percent numeric) language sql stable parallel safe as
$$
  select s.day, s.sector, s.children, reporting.percent(s.children, reporting.shown(s.of_day, q.suppress))
  from (
    select
      d.day, k.sector, k.place, reporting.shown(coalesce(n.children, 0), q.suppress) as children,
      (sum(n.children) over (partition by d.day))::bigint as of_day
    from reporting.census_days(q.as_at) d
    cross join (select c.value, c.place from reporting.codes('sector') c union all select 'without_placement', 1000) k (sector, place)
    left join (
      select c.day, c.sector, count(*) as children from reporting.sector_share_counted(q) c group by c.day, c.sector
    ) n on n.day = d.day and n.sector = k.sector
  ) s
  order by s.day desc, s.place
$$;

select reporting.describe(
  'sector_share', 'Who provides the homes',
  'Children looked after by the sector of the provider, on the day asked about and the four 31 Marches before it.',
  'Commissioning strategy 2022-23, measures of success (F4)',
  'day | key | date | The day on which children were counted.',
  'sector | key | code | Own council, other council, not-for-profit, for-profit …; without_placement.',
  'children | count | children | Looked after on the day.',
  'percent | share | percent | Of all looked after on the day.');

create function reporting.framework_share_counted(q reporting.question)
returns table (authority text, child_id uuid, day date, care_group text, external boolean, on_framework boolean)
language sql stable parallel safe as
$$
  select
    c.authority, c.child_id, d.day,
    case when c.category = 'external_fostering' then 'fostering' when c.category = 'independent_living' then c.category else 'residential' end,
    true, coalesce(c.framework, false)
  from reporting.census_days(q.as_at) d cross join lateral reporting.children_on(q, d.day) c
  where c.category in ('external_fostering', 'external_residential', 'residential_school', 'independent_living') and c.sector <> 'own_council'
$$;

create function reporting.framework_share(q reporting.question)
returns table (day date, care_group text, external bigint, on_framework bigint, percent numeric) language sql stable parallel safe as
$$
  select d.day, g.care_group, s.external, s.on_framework, reporting.percent(s.on_framework, s.external)
  from reporting.census_days(q.as_at) d
  cross join (values ('fostering', 1), ('residential', 2), ('independent_living', 3)) g (care_group, place)
  left join (
    select c.day, c.care_group, count(*) as external, count(*) filter (where c.on_framework) as on_framework
    from reporting.framework_share_counted(q) c group by c.day, c.care_group
  ) n on n.day = d.day and n.care_group = g.care_group
  cross join lateral (
    select reporting.shown(coalesce(n.external, 0), q.suppress), reporting.shown(coalesce(n.on_framework, 0), q.suppress)
  ) s (external, on_framework)
  order by d.day desc, g.place
$$;

select reporting.describe(
  'framework_share', 'Placed with providers on the national framework',
  'Children in homes that are not the council''s own, and those of them whose placement is on the framework, on the day asked about and the four '
  '31 Marches before it. A placement that does not say is not on it.',
  'Commissioning strategy 2022-23, figure C8',
  'day | key | date | The day on which children were counted.',
  'care_group | key | text | fostering; residential, schools included; independent_living.',
  'external | count | children | With providers other than the own council.',
  'on_framework | count | children | Of these, on the framework.',
  'percent | share | percent | On the framework, of those of the row.');

create function reporting.time_in_placement_counted(q reporting.question)
returns table (authority text, child_id uuid, category text, band text, children boolean) language sql stable parallel safe as
$$
  select
    c.authority, c.child_id, c.category,
    case
      when c.placed_on > q.as_at - interval '3 months' then 'under_3_months'
      when c.placed_on > q.as_at - interval '6 months' then '3_to_6_months'
      when c.placed_on > q.as_at - interval '12 months' then '6_to_12_months'
      when c.placed_on > q.as_at - interval '24 months' then '1_to_2_years'
      when c.placed_on > q.as_at - interval '60 months' then '2_to_5_years'
      else '5_years_or_more'
    end, true
  from reporting.children_on(q, q.as_at) c where c.placement_id is not null
$$;

create function reporting.time_in_placement(q reporting.question)
returns table (category text, band text, children bigint, percent numeric) language sql stable parallel safe as
$$
  select s.category, s.band, s.children, reporting.percent(s.children, reporting.shown(s.of_category, q.suppress))
  from (
    select
      k.category, k.place, b.band, b.place as band_place, reporting.shown(coalesce(n.children, 0), q.suppress) as children,
      (sum(n.children) over (partition by k.category))::bigint as of_category
    from reporting.categories() k
    cross join (values
      ('under_3_months', 1), ('3_to_6_months', 2), ('6_to_12_months', 3), ('1_to_2_years', 4), ('2_to_5_years', 5), ('5_years_or_more', 6)
    ) b (band, place)
    left join (
      select c.category, c.band, count(*) as children from reporting.time_in_placement_counted(q) c group by c.category, c.band
    ) n on n.category = k.category and n.band = b.band
    where k.category <> 'without_placement'
  ) s
  order by s.place, s.band_place
$$;

select reporting.describe(
  'time_in_placement', 'How long children have lived where they live',
  'Children looked after and placed on the day, by kind of home and by the time since that placement began, in calendar months.',
  'Commissioning strategy 2022-23, figure D2',
  'category | key | code | Kind of home.',
  'band | key | text | Time since the placement began.',
  'children | count | children | Placed on the day.',
  'percent | share | percent | Of those in that kind of home.');

create function reporting.cost_by_kind_and_sector_counted(q reporting.question)
returns table (authority text, child_id uuid, category text, sector text, children boolean, with_cost boolean, weekly_cost bigint)
language sql stable parallel safe as
$$
  select c.authority, c.child_id, c.category, c.sector, true, c.weekly_cost is not null, c.weekly_cost
  from reporting.children_on(q, q.as_at) c where c.placement_id is not null
$$;

create function reporting.cost_by_kind_and_sector(q reporting.question)
returns table (category text, sector text, children bigint, with_cost bigint, weekly_cost bigint, mean_weekly_cost numeric)
language sql stable parallel safe as
$$
  select
    k.category, x.value, reporting.shown(coalesce(n.children, 0), q.suppress), s.with_cost,
    case when s.with_cost is not null then coalesce(n.cost, 0) end, case when s.with_cost is not null then round(n.mean) end
  from reporting.categories() k
  cross join reporting.codes('sector') x
  left join (
    select
      c.category, c.sector, count(*) as children, count(c.weekly_cost) as with_cost, sum(c.weekly_cost)::bigint as cost,
      avg(c.weekly_cost) as mean
    from reporting.cost_by_kind_and_sector_counted(q) c group by c.category, c.sector
  ) n on n.category = k.category and n.sector = x.value
  cross join lateral (select reporting.shown(coalesce(n.with_cost, 0), q.suppress) as with_cost) s
  where k.category <> 'without_placement'
  order by k.place, x.place
$$;

select reporting.describe(
  'cost_by_kind_and_sector', 'What homes cost a week',
  'Children looked after and placed on the day, and what their placements cost a week where the record says.',
  'Commissioning strategy 2022-23, measures of success (F4)',
  'category | key | code | Kind of home.',
  'sector | key | code | Who provides it.',
  'children | count | children | Placed on the day.',
  'with_cost | count | children | Of these, those whose placement has a cost recorded.',
  'weekly_cost | amount | pence | Of all those together.',
  'mean_weekly_cost | amount | pence | Of those with a cost; to the penny.');
