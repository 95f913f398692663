-- Reports on searches for a home: what they asked for, and what came of them. A search stands where it began; an approach, an offer, its
-- withdrawal, the end of the search count once they have happened.

create function reporting.search_outcomes_counted(q reporting.question)
returns table (
  authority text, child_id uuid, item_id uuid, month date, searches boolean, approached boolean, offered boolean, withdrawn boolean,
  declined boolean, placed boolean, nothing_found boolean, no_offer boolean, median_days_to_place integer,
  median_working_days_to_place integer
) language sql stable parallel safe as
$$
  select
    s.authority, s.child_id, s.referral_id, date_trunc('month', s.made_on::timestamp)::date, true,
    -- Rows written before the days of approaches were say how many there were, and no more.
    coalesce(q.as_at >= any(r.approached_on), r.approaches > 0),
    o.offers > 0, o.withdrawn > 0, o.declined > 0, e.placed_on is not null, coalesce(s.outcome = 'nothing_found' and s.closed_on <= q.as_at, false),
    o.offers = 0, e.placed_on - s.made_on, reporting.working_days_between(s.made_on, e.placed_on, 'england_and_wales', q.as_known_at)
  from reporting.searches(q, (date_trunc('month', q.as_at::timestamp) - interval '12 months')::date, q.as_at) s
  join reporting.recorded_referral r
    on r.tenant_id = s.authority and r.child_id = s.child_id and r.referral_id = s.referral_id and r.known @> q.as_known_at
  left join reporting.recorded_placement p
    on p.tenant_id = r.tenant_id and p.child_id = r.child_id and p.placement_id = r.placement_id and p.known @> q.as_known_at
      and p.stretch = 1 and p.started_on <= q.as_at
  cross join lateral (
    select coalesce(p.started_on, case when s.outcome = 'placed' and s.closed_on <= q.as_at then s.closed_on end) as placed_on
  ) e
  cross join lateral (
    select
      count(*) as offers,
      count(*) filter (where f.state = 'withdrawn' and f.ended_on <= q.as_at) as withdrawn,
      count(*) filter (where f.state = 'declined' and f.ended_on <= q.as_at) as declined
    from reporting.recorded_offer f
    where f.tenant_id = s.authority and f.child_id = s.child_id and f.referral_id = s.referral_id and f.known @> q.as_known_at
      and f.started_on <= q.as_at
  ) o
$$;

create function reporting.search_outcomes(q reporting.question)
returns table (
  month date, searches bigint, approached bigint, offered bigint, withdrawn bigint, declined bigint, placed bigint, nothing_found bigint,
  no_offer bigint, median_days_to_place numeric, median_working_days_to_place numeric
) language sql stable parallel safe as
$$
  select
    m.month, reporting.shown(coalesce(n.searches, 0), q.suppress), reporting.shown(coalesce(n.approached, 0), q.suppress),
    reporting.shown(coalesce(n.offered, 0), q.suppress), reporting.shown(coalesce(n.withdrawn, 0), q.suppress),
    reporting.shown(coalesce(n.declined, 0), q.suppress), reporting.shown(coalesce(n.placed, 0), q.suppress),
    reporting.shown(coalesce(n.nothing_found, 0), q.suppress), reporting.shown(coalesce(n.no_offer, 0), q.suppress),
    case when reporting.shown(n.placed, q.suppress) is not null then n.days end,
    case when reporting.shown(n.placed, q.suppress) is not null then n.working_days end
  from reporting.months(q.as_at, 13) m
  left join (
    select
      c.month, count(*) as searches,
      count(*) filter (where c.approached) as approached,
      count(*) filter (where c.offered) as offered,
      count(*) filter (where c.withdrawn) as withdrawn,
      count(*) filter (where c.declined) as declined,
      count(*) filter (where c.placed) as placed,
      count(*) filter (where c.nothing_found) as nothing_found,
      count(*) filter (where c.no_offer) as no_offer,
      percentile_cont(0.5) within group (order by c.median_days_to_place)::numeric as days,
      percentile_cont(0.5) within group (order by c.median_working_days_to_place)::numeric as working_days
    from reporting.search_outcomes_counted(q) c
    group by c.month
  ) n on n.month = m.month
  order by m.month desc
$$;

select reporting.describe(
  'search_outcomes', 'Searches for a home and what came of them',
  'Searches by the month in which they began, so that each stands in one month: the month of the day asked about, as far as it has gone, and '
  'the twelve before it. What came of them counts up to the day: a search without an offer may be closed, or still open and only just begun.',
  'Commissioning strategy 2022-23, table E4',
  'month | key | date | First day of the month in which the searches began.',
  'searches | count | searches | All that began in the month.',
  'approached | count | searches | A provider was approached.',
  'offered | count | searches | A provider made an offer.',
  'withdrawn | count | searches | A provider withdrew an offer.',
  'declined | count | searches | The authority declined an offer.',
  'placed | count | searches | The placement they led to has begun, or they were closed as placed.',
  'nothing_found | count | searches | Closed because nothing was found.',
  'no_offer | count | searches | No provider made an offer, whether the search is closed or still open.',
  'median_days_to_place | amount | days | Of those placed: from the day of the referral to the first day of the placement, or to the close if no '
  'placement is recorded as theirs.',
  'median_working_days_to_place | amount | days | The same in Mondays to Fridays that are no bank holiday in England and Wales.');

-- ---------------------------------------------------------------------------------------------------------------------------------

create function reporting.providers_approached_counted(q reporting.question)
returns table (authority text, child_id uuid, item_id uuid, provider text, offers boolean, withdrawn boolean, declined boolean)
language sql stable parallel safe as
$$
  select
    s.authority, s.child_id, f.offer_id, coalesce(f.provider_name, 'unknown'), true,
    coalesce(f.state = 'withdrawn' and f.ended_on <= q.as_at, false), coalesce(f.state = 'declined' and f.ended_on <= q.as_at, false)
  from reporting.searches(q, '-infinity', q.as_at) s
  join reporting.recorded_offer f
    on f.tenant_id = s.authority and f.child_id = s.child_id and f.referral_id = s.referral_id and f.known @> q.as_known_at
  where f.started_on between reporting.year_start(q.as_at) and q.as_at
$$;

create function reporting.providers_approached(q reporting.question)
returns table (provider text, offers bigint, withdrawn bigint, declined bigint) language sql stable parallel safe as
$$
  select
    c.provider, reporting.shown(count(*), q.suppress), reporting.shown(count(*) filter (where c.withdrawn), q.suppress),
    reporting.shown(count(*) filter (where c.declined), q.suppress)
  from reporting.providers_approached_counted(q) c
  group by c.provider
  order by 2 desc nulls last, c.provider collate "C"
$$;

select reporting.describe(
  'providers_approached', 'Providers and their offers',
  'Offers that providers made from 1 April up to the day asked about, by provider. A provider who was approached and made no offer has no row: '
  'approaches are kept by day, not by provider.',
  'Commissioning strategy 2022-23, table E4',
  'provider | key | text | Name of the provider; unknown where the offer does not say.',
  'offers | count | offers | Offers made.',
  'withdrawn | count | offers | Of these, withdrawn by the provider.',
  'declined | count | offers | Of these, declined by the authority.');

-- ---------------------------------------------------------------------------------------------------------------------------------

create function reporting.referral_groups() returns table (grouped_by text, value text, place bigint) language sql stable parallel safe as
$$
  select g.grouped_by, g.value, row_number() over (order by g.part, g.place)
  from (
    values
      (1, 'all', 'all', 1),
      (2, 'sought', 'fostering', 1), (2, 'sought', 'residential', 2), (2, 'sought', 'supported', 3), (2, 'sought', 'not_said', 4),
      (3, 'setting', 'fostering_standard', 1), (3, 'setting', 'fostering_solo', 2), (3, 'setting', 'fostering_sibling', 3),
      (3, 'setting', 'fostering_parent_and_child', 4), (3, 'setting', 'residential_standard', 5),
      (3, 'setting', 'residential_non_standard', 6), (3, 'setting', 'residential_parent_and_child', 7), (3, 'setting', 'supported', 8),
      (3, 'setting', 'not_said', 9),
      (5, 'age_band', 'under_5', 1), (5, 'age_band', '5_to_10', 2), (5, 'age_band', '11_to_15', 3), (5, 'age_band', '16_and_over', 4),
      (5, 'age_band', 'unknown', 5),
      (9, 'need', 'unaccompanied', 1)
    union all
    select 4, 'sex', c.value, c.place from reporting.codes('sex') c
    union all
    select 6, 'need', case c.value when 'sexual_exploitation' then 'sexual_exploitation_current_or_past' else c.value end, c.place
    from reporting.codes('circumstance') c
    union all
    select
      7, 'need',
      case c.value when 'sexual_exploitation' then 'sexual_exploitation_at_risk' when 'other' then 'other_risk_to_child' else c.value end, c.place
    from reporting.codes('risk_to_child') c
    union all
    select 8, 'need', c.value || '_risk_to_others', c.place from reporting.codes('risk_to_others') c
  ) g (part, grouped_by, value, place)
$$;
comment on function reporting.referral_groups is 'The rows of the report referral_needs.';

create function reporting.referral_needs_counted(q reporting.question)
returns table (authority text, child_id uuid, item_id uuid, grouped_by text, value text, referrals boolean)
language sql stable parallel safe as
$$
  select s.authority, s.child_id, s.referral_id, g.grouped_by, g.value, true
  from reporting.searches(q, reporting.year_start(q.as_at), q.as_at) s
  join reporting.recorded_referral r
    on r.tenant_id = s.authority and r.child_id = s.child_id and r.referral_id = s.referral_id and r.known @> q.as_known_at
  -- Where several kinds of home are preferred alike, the one that is hardest to find.
  cross join lateral (
    select case
      when r.residential = 'preferred' then 'residential' when r.supported = 'preferred' then 'supported'
      when r.foster = 'preferred' then 'fostering' else 'not_said'
    end as kind
  ) sought
  cross join lateral (
    values
      ('all', 'all'),
      ('sought', sought.kind),
      ('setting', case sought.kind
        when 'fostering' then case
          when r.parent_and_child then 'fostering_parent_and_child' when r.siblings_to_place_together > 0 then 'fostering_sibling'
          when r.living_with = 'solo' then 'fostering_solo' else 'fostering_standard'
        end
        when 'residential' then case
          when r.parent_and_child then 'residential_parent_and_child'
          when r.living_with = 'solo' or r.deprivation_of_liberty then 'residential_non_standard' else 'residential_standard'
        end
        else sought.kind
      end),
      ('sex', s.sex),
      ('age_band', case
        when s.age < 5 then 'under_5' when s.age < 11 then '5_to_10' when s.age < 16 then '11_to_15'
        when s.age is not null then '16_and_over' else 'unknown'
      end)
    union all
    select distinct 'need', n.value
    from (
      select case c when 'sexual_exploitation' then 'sexual_exploitation_current_or_past' else c end
      from unnest(r.circumstances) c
      union all
      select case c when 'sexual_exploitation' then 'sexual_exploitation_at_risk' when 'other' then 'other_risk_to_child' else c end
      from unnest(r.risks_to_child) c
      where not (c = 'sexual_exploitation' and 'sexual_exploitation' = any(r.circumstances))
      union all
      select c || '_risk_to_others' from unnest(r.risks_to_others) c
      union all
      select 'unaccompanied' where s.unaccompanied
    ) n (value)
  ) g (grouped_by, value)
$$;

create function reporting.referral_needs(q reporting.question)
returns table (grouped_by text, value text, referrals bigint, percent numeric) language sql stable parallel safe as
$$
  select s.grouped_by, s.value, s.referrals, reporting.percent(s.referrals, max(s.referrals) filter (where s.grouped_by = 'all') over ())
  from (
    select g.grouped_by, g.value, g.place, reporting.shown(coalesce(n.referrals, 0), q.suppress) as referrals
    from reporting.referral_groups() g
    left join (
      select c.grouped_by, c.value, count(*) as referrals from reporting.referral_needs_counted(q) c group by c.grouped_by, c.value
    ) n on n.grouped_by = g.grouped_by and n.value = g.value
  ) s
  order by s.place
$$;

select reporting.describe(
  'referral_needs', 'What searches ask for',
  'Referrals made from 1 April up to the day asked about, in groups: what is sought, in which setting, for whom, for which needs. A referral '
  'stands once in each group, but under as many needs as it has.',
  'Commissioning strategy 2022-23, table F2',
  'grouped_by | key | text | all, sought, setting, sex, age_band or need. Each adds up to all, but for need.',
  'value | key | text | sought: the kind of home that is preferred; of several residential before supported before fostering. setting, fostering: '
  'parent_and_child before sibling (to be placed together) before solo; residential: parent_and_child before non_standard (to live alone, or '
  'deprived of liberty). age_band: on the day of the referral; unknown: also a child not born yet. need: circumstances, risks to the child, '
  'risks to others, unaccompanied; sexual_exploitation_at_risk leaves out those of current_or_past.',
  'referrals | count | searches | Referrals made.',
  'percent | share | percent | Of all referrals made in the time.');
