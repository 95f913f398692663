-- Reports on who provides homes, and on homes that are secure or lack the registration they need.

create function reporting.stays_by_month(q reporting.question, how_many integer)
returns table (
  authority text, child_id uuid, placement_id uuid, month date, days integer, kind text, registration text, provider text
) language sql stable parallel safe as
$$
  select
    c.tenant_id, c.child_id, p.placement_id, m.month, upper(r.days) - lower(r.days), p.kind, p.registration, p.provider_name
  from reporting.recorded_care_period c
  join reporting.recorded_placement p
    on p.tenant_id = c.tenant_id and p.child_id = c.child_id and p.known @> q.as_known_at and p.valid && c.valid
  join reporting.recorded_legal_status s
    on s.tenant_id = c.tenant_id and s.child_id = c.child_id and s.known @> q.as_known_at and s.valid && p.valid
      and s.legal_status <> 'short_breaks'
  join reporting.months(q.as_at, how_many) m on p.valid && daterange(m.first_day, m.last_day, '[]')
  cross join lateral (select c.valid * p.valid * s.valid * daterange(m.first_day, m.last_day, '[]')) r (days)
  cross join lateral reporting.child_on(c.tenant_id, c.child_id, lower(r.days), q.as_known_at) h
  where c.known @> q.as_known_at
    and coalesce(c.ended_on, 'infinity') > (date_trunc('month', q.as_at::timestamp) - make_interval(months => how_many - 1))::date
    and coalesce(upper(c.known), 'infinity') >= q.as_known_at
    and not isempty(r.days)
    and reporting.in_scope(q, c.tenant_id, c.child_id)
    and reporting.passes(
      q, h.age_band, h.sex, s.legal_status, p.kind, p.sector, p.host_authority, h.disabled, h.unaccompanied, h.in_sibling_group)
$$;
comment on function reporting.stays_by_month is
  'Where looked-after children lived in each of so many months: one row a month and stretch over which home and legal status stayed the '
  'same, with its days. Filters go by the first of these days.';

create function reporting.secure_and_unregistered_counted(q reporting.question)
returns table (
  authority text, child_id uuid, item_id uuid, month date, secure boolean, unregistered boolean, new_unregistered boolean
) language sql stable parallel safe as
$$
  select
    c.authority, c.child_id, null::uuid, c.month, bool_or(c.kind = 'secure_childrens_home'),
    bool_or(coalesce(c.registration = 'operating_without_registration', false)), false
  from reporting.stays_by_month(q, 13) c
  where c.kind = 'secure_childrens_home' or c.registration = 'operating_without_registration'
  group by c.authority, c.child_id, c.month
  union all
  select p.authority, p.child_id, p.placement_id, m.month, false, false, true
  from reporting.placement_starts(q, (date_trunc('month', q.as_at::timestamp) - interval '12 months')::date, q.as_at) p
  join reporting.months(q.as_at, 13) m on p.started_on between m.first_day and m.last_day
  where p.registration = 'operating_without_registration'
$$;

create function reporting.secure_and_unregistered(q reporting.question)
returns table (month date, secure bigint, unregistered bigint, new_unregistered bigint) language sql stable parallel safe as
$$
  select
    m.month, reporting.shown(coalesce(n.secure, 0), q.suppress), reporting.shown(coalesce(n.unregistered, 0), q.suppress),
    reporting.shown(coalesce(n.new_unregistered, 0), q.suppress)
  from reporting.months(q.as_at, 13) m
  left join (
    select
      c.month, count(*) filter (where c.secure) as secure, count(*) filter (where c.unregistered) as unregistered,
      count(*) filter (where c.new_unregistered) as new_unregistered
    from reporting.secure_and_unregistered_counted(q) c
    group by c.month
  ) n on n.month = m.month
  order by m.month desc
$$;

select reporting.describe(
  'secure_and_unregistered', 'Secure homes and homes without registration',
  'Looked-after children who lived on any day of the month in a secure children''s home, or in a home that operates without the '
  'registration it needs: in the month of the day asked about, as far as it has gone, and the twelve before it. A child counts once a '
  'month, however often they moved; placements that began so count each.',
  'Commissioning strategy 2022-23, figures B3 and B4',
  'month | key | date | First day of the month.',
  'secure | count | children | In a secure children''s home.',
  'unregistered | count | children | In a home operating without registration.',
  'new_unregistered | count | placements | Placements that began in the month in a home operating without registration.');

create function reporting.days_unregistered_counted(q reporting.question)
returns table (authority text, child_id uuid, month date, provider text, children boolean, days bigint) language sql stable parallel safe as
$$
  select c.authority, c.child_id, c.month, coalesce(c.provider, 'unknown'), true, sum(c.days)
  from reporting.stays_by_month(q, 13) c
  where c.registration = 'operating_without_registration'
  group by c.authority, c.child_id, c.month, coalesce(c.provider, 'unknown')
$$;

create function reporting.days_unregistered(q reporting.question)
returns table (month date, provider text, children bigint, days bigint) language sql stable parallel safe as
$$
  with counted as materialized (
    select c.month, c.provider, count(*) as children, sum(c.days)::bigint as days
    from reporting.days_unregistered_counted(q) c
    group by c.month, c.provider
  )
  select s.month, s.provider, s.children, case when s.children is not null then s.days end
  from (
    select
      m.month, p.provider, reporting.shown(coalesce(n.children, 0), q.suppress) as children, coalesce(n.days, 0) as days
    from reporting.months(q.as_at, 13) m
    cross join (select distinct c.provider from counted c) p
    left join counted n on n.month = m.month and n.provider = p.provider
  ) s
  order by s.month desc, s.provider collate "C"
$$;

select reporting.describe(
  'days_unregistered', 'Days in homes operating without registration',
  'Looked-after children who lived in a home operating without registration, by provider, and the days that they lived there: in the month '
  'of the day asked about, as far as it has gone, and the twelve before it, for providers that occur in any of them. Short breaks apart.',
  'Commissioning strategy 2022-23, figure B4',
  'month | key | date | First day of the month.',
  'provider | key | text | Name of the provider; unknown where nobody says.',
  'children | count | children | In such a home on any day of the month.',
  'days | amount | days | Days in such a home, of all these children together.');

create function reporting.providers_counted(q reporting.question)
returns table (
  authority text, child_id uuid, provider text, sector text, children boolean, on_framework boolean, unregistered boolean,
  out_of_county boolean
) language sql stable parallel safe as
$$
  select
    c.authority, c.child_id, coalesce(c.provider, 'unknown'), c.sector, true, coalesce(c.framework, false),
    coalesce(c.registration = 'operating_without_registration', false), c.location in ('elsewhere_in_wales', 'outside_wales')
  from reporting.children_on(q, q.as_at) c
  where c.placement_id is not null
$$;

create function reporting.providers(q reporting.question)
returns table (
  provider text, sector text, children bigint, on_framework bigint, unregistered bigint, out_of_county bigint, percent numeric
) language sql stable parallel safe as
$$
  select
    s.provider, s.sector, s.children, reporting.shown(s.on_framework, q.suppress), reporting.shown(s.unregistered, q.suppress),
    reporting.shown(s.out_of_county, q.suppress), reporting.percent(s.children, reporting.shown(s.placed, q.suppress))
  from (
    select
      c.provider, c.sector, reporting.shown(count(*), q.suppress) as children, count(*) filter (where c.on_framework) as on_framework,
      count(*) filter (where c.unregistered) as unregistered, count(*) filter (where c.out_of_county) as out_of_county,
      (sum(count(*)) over ())::bigint as placed
    from reporting.providers_counted(q) c
    group by c.provider, c.sector
  ) s
  left join reporting.codes('sector') k on k.value = s.sector
  order by k.place, s.provider collate "C", s.sector
$$;

select reporting.describe(
  'providers', 'Providers',
  'Children looked after and placed on the day by the provider of their home; providers that occur. How many beds a provider has is in no '
  'event, so it is not here. Short breaks apart.',
  'Commissioning strategy 2022-23, table F3',
  'provider | key | text | Name of the provider; unknown where nobody says.',
  'sector | key | code | Who provides the home, by ownership; one provider may stand in several.',
  'children | count | children | Placed with the provider on the day.',
  'on_framework | count | children | Of them, placed as with a provider on the national framework.',
  'unregistered | count | children | Of them, in a home operating without registration.',
  'out_of_county | count | children | Of them, outside the area of the authority that is responsible.',
  'percent | share | percent | Of all children placed on the day.');
