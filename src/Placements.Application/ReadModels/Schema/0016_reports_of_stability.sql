-- Reports on how settled children are, and the strategy's measures of success.

-- stability_as_at, in two: what is counted of one child stands by itself, so that who has found the child already need not find it again.
create function reporting.stability_of_child(
  in_authority text, in_child uuid, in_care_started_on date, in_age integer, as_at date, as_known_at timestamptz
) returns table (
  placements_in_year integer, placements_last_12_months integer, moves_planned integer, moves_unplanned integer, breakdowns integer,
  days_in_placement integer, three_or_more boolean, long_term_eligible boolean, long_term_stable boolean
) language sql stable parallel safe as
$$
  select
    n.in_year, n.in_12_months, n.moves_planned, n.moves_unplanned, n.breakdowns,
    as_at - n.placed_on, n.in_year >= 3, e.eligible,
    case when e.eligible then
      coalesce(n.home_since + interval '2 years' <= as_at, false)
      -- Placed for adoption: the home before counts together with this one.
      or coalesce(n.kind = 'adoptive_placement' and n.home_since - n.days_before + interval '2 years' <= as_at, false)
    end
  from (
    select
      (count(*) filter (where s.counts_in_year))::integer as in_year,
      (count(*) filter (where s.counts_in_12_months))::integer as in_12_months,
      (count(*) filter (where s.move = 'planned'))::integer as moves_planned,
      (count(*) filter (where s.move = 'unplanned'))::integer as moves_unplanned,
      (count(*) filter (where s.broke_down))::integer as breakdowns,
      max(s.started_on) filter (where s.ended_on is null and not s.is_cover) as placed_on,
      max(s.kind) filter (where s.ended_on is null and not s.is_cover) as kind,
      -- Only if the child lives there still.
      case when bool_or(s.ended_on is null and not s.is_cover) then
        min(s.started_on) filter (where s.care_started_on = in_care_started_on and s.home = 1)
      end as home_since,
      max(s.ended_on) filter (where s.care_started_on = in_care_started_on and s.home = 2)
        - min(s.started_on) filter (where s.care_started_on = in_care_started_on and s.home = 2) as days_before
    from reporting.counted_stays(in_authority, in_child, as_at, as_known_at) s
  ) n
  cross join lateral (
    select
      coalesce(in_age < 16, false)
      and in_care_started_on + interval '30 months' <= as_at
      and not exists (
        select from reporting.recorded_legal_status b
        where b.tenant_id = in_authority and b.child_id = in_child and b.known @> as_known_at and b.legal_status = 'short_breaks'
          and b.started_on >= in_care_started_on and b.started_on <= as_at and b.ended_on + interval '30 months' > as_at
      ) as eligible
    -- Asked for twice above, looked up once.
    offset 0
  ) e
$$;
comment on function reporting.stability_of_child is
  'Stability of one child who is looked after on the day, given when this period of care began and the child''s age: the columns of '
  'stability_as_at.';

create or replace function reporting.stability_as_at(as_at date, as_known_at timestamptz)
returns table (
  authority text, child_id uuid, team text, placements_in_year integer, placements_last_12_months integer, moves_planned integer,
  moves_unplanned integer, breakdowns integer, days_in_placement integer, three_or_more boolean, long_term_eligible boolean,
  long_term_stable boolean
) language sql stable parallel safe as
$$
  select
    c.authority, c.child_id, c.team, s.placements_in_year, s.placements_last_12_months, s.moves_planned, s.moves_unplanned, s.breakdowns,
    s.days_in_placement, s.three_or_more, s.long_term_eligible, s.long_term_stable
  from reporting.looked_after_as_at(as_at, as_known_at) c
  cross join lateral reporting.stability_of_child(c.authority, c.child_id, c.care_started_on, c.age, as_at, as_known_at) s
$$;

-- Most temporary absences end with the child back: they are set aside before their placement is looked for.
do
$$
begin
  execute replace(
    pg_get_functiondef('reporting.counted_stays'::regproc), '(not r.temporary_as_absence or not a.returned and e.ended_on is not null)',
    '(not r.temporary_as_absence or not a.returned) and (not r.temporary_as_absence or e.ended_on is not null)');
end
$$;

create function reporting.children_without_homes_on(q reporting.question, on_day date)
returns table (authority text, child_id uuid, care_started_on date, age integer) language sql stable parallel safe as
$$
  select c.tenant_id, c.child_id, c.started_on, h.age
  from reporting.recorded_care_period c
  join reporting.recorded_legal_status s
    on s.tenant_id = c.tenant_id and s.child_id = c.child_id and s.valid @> on_day and s.known @> q.as_known_at
      and s.legal_status <> 'short_breaks'
  cross join lateral reporting.child_on(c.tenant_id, c.child_id, on_day, q.as_known_at) h
  left join reporting.recorded_placement p
    on p.tenant_id = c.tenant_id and p.child_id = c.child_id and p.valid @> on_day and p.known @> q.as_known_at
      and (q.kinds is not null or q.sectors is not null or q.host_authorities is not null)
  where c.valid @> on_day and c.known @> q.as_known_at
    and coalesce(c.ended_on, 'infinity') > on_day and coalesce(upper(c.known), 'infinity') >= q.as_known_at
    and reporting.in_scope(q, c.tenant_id, c.child_id)
    and reporting.passes(
      q, h.age_band, h.sex, s.legal_status, p.kind, p.sector, p.host_authority, h.disabled, h.unaccompanied, h.in_sibling_group)
$$;
comment on function reporting.children_without_homes_on is
  'The children of children_on, for whom a home is looked for only where a filter asks about homes: a fifth of the time of a count of moves.';

create function reporting.stability_trend_counted(q reporting.question)
returns table (
  authority text, child_id uuid, day date, looked_after boolean, three_or_more boolean, long_term_eligible boolean, long_term_stable boolean
) language sql stable parallel safe as
$$
  select c.authority, c.child_id, d.day, true, s.three_or_more, s.long_term_eligible, coalesce(s.long_term_stable, false)
  from reporting.census_days(q.as_at) d
  cross join lateral reporting.children_without_homes_on(q, d.day) c
  cross join lateral reporting.stability_of_child(c.authority, c.child_id, c.care_started_on, c.age, d.day, q.as_known_at) s
$$;

create function reporting.stability_trend(q reporting.question)
returns table (
  day date, looked_after bigint, three_or_more bigint, percent_three_or_more numeric, long_term_eligible bigint, long_term_stable bigint,
  percent_long_term_stable numeric
) language sql stable parallel safe as
$$
  select
    d.day, s.looked_after, s.three, reporting.percent(s.three, s.looked_after), s.eligible, s.stable, reporting.percent(s.stable, s.eligible)
  from reporting.census_days(q.as_at) d
  left join (
    select
      c.day, count(*) as looked_after, count(*) filter (where c.three_or_more) as three,
      count(*) filter (where c.long_term_eligible) as eligible, count(*) filter (where c.long_term_stable) as stable
    from reporting.stability_trend_counted(q) c group by c.day
  ) n on n.day = d.day
  cross join lateral (
    select
      reporting.shown(coalesce(n.looked_after, 0), q.suppress), reporting.shown(coalesce(n.three, 0), q.suppress),
      reporting.shown(coalesce(n.eligible, 0), q.suppress), reporting.shown(coalesce(n.stable, 0), q.suppress)
  ) s (looked_after, three, eligible, stable)
  order by d.day desc
$$;

select reporting.describe(
  'stability_trend', 'How often children moved',
  'Children looked after on the day asked about and the four 31 Marches before it, by the stability measures; counting rules: '
  'reporting.counting_rule.',
  'CH/043; long-term stability as the English statistics define it; domain reference 3.2',
  'day | key | date | The day on which children were counted.',
  'looked_after | count | children | Looked after on the day.',
  'three_or_more | count | children | With three or more placements since 1 April.',
  'percent_three_or_more | share | percent | Of all looked after.',
  'long_term_eligible | count | children | Under 16 and looked after for two and a half years without a break.',
  'long_term_stable | count | children | Of these, two years in one home.',
  'percent_long_term_stable | share | percent | Of those eligible.');

create function reporting.scorecard_counted(q reporting.question)
returns table (
  authority text, child_id uuid, measure text, indicator text, day date, children boolean, of_children boolean, mean_weekly_cost bigint
) language sql stable parallel safe as
$$
  select c.authority, c.child_id, m.measure, m.indicator, d.day, m.counts, true, case when m.measure = 'value_for_money' then c.weekly_cost end
  from reporting.census_days(q.as_at) d
  cross join lateral reporting.children_on(q, d.day) c
  cross join lateral (values
    ('better_outcomes', 'settled_for_a_year', coalesce(c.placed_on + interval '1 year' <= d.day, false)),
    ('alternative_family_placements', 'in_house_fostering_and_kinship', c.category in ('in_house_fostering', 'kinship')),
    ('placed_in_home_authority', 'in_county', c.location = 'in_county'),
    ('use_of_residential', 'residential', c.category in ('in_house_residential', 'external_residential')),
    ('value_for_money', 'with_cost_recorded', c.weekly_cost is not null),
    ('for_profit', 'for_profit_provider', coalesce(c.sector = 'for_profit', false))
  ) m (measure, indicator, counts)
$$;

create function reporting.scorecard(q reporting.question)
returns table (measure text, indicator text, day date, children bigint, of_children bigint, percent numeric, mean_weekly_cost numeric)
language sql stable parallel safe as
$$
  select
    k.measure, k.indicator, d.day, s.children, s.whole, reporting.percent(s.children, s.whole),
    case when s.children is not null then round(n.mean) end
  from (values
    ('better_outcomes', 'settled_for_a_year', 1), ('alternative_family_placements', 'in_house_fostering_and_kinship', 2),
    ('placed_in_home_authority', 'in_county', 3), ('use_of_residential', 'residential', 4), ('value_for_money', 'with_cost_recorded', 5),
    ('for_profit', 'for_profit_provider', 6)
  ) k (measure, indicator, place)
  cross join reporting.census_days(q.as_at) d
  left join (
    select c.measure, c.day, count(*) filter (where c.children) as children, count(*) as whole, avg(c.mean_weekly_cost) as mean
    from reporting.scorecard_counted(q) c group by c.measure, c.day
  ) n on n.measure = k.measure and n.day = d.day
  cross join lateral (
    select reporting.shown(coalesce(n.children, 0), q.suppress), reporting.shown(coalesce(n.whole, 0), q.suppress)
  ) s (children, whole)
  order by k.place, d.day desc
$$;

select reporting.describe(
  'scorecard', 'The six measures of success',
  'The strategy''s measures as children looked after who meet an indicator, on the day asked about and the four 31 Marches before it.',
  'Commissioning strategy 2022-23, table F4; the indicators are ours',
  'measure | key | text | The measure of success.',
  'indicator | key | text | What is counted for it.',
  'day | key | date | The day on which children were counted.',
  'children | count | children | Who meet the indicator.',
  'of_children | count | children | All looked after on the day.',
  'percent | share | percent | Of all looked after.',
  'mean_weekly_cost | amount | pence | value_for_money: of placements with a cost; null for the others.');
