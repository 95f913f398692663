-- Reports on how settled children are, and the strategy's measures of success.

create function reporting.stability_trend_counted(q reporting.question)
returns table (
  authority text, child_id uuid, day date, looked_after boolean, three_or_more boolean, long_term_eligible boolean, long_term_stable boolean
) language sql stable parallel safe as
$$
  select c.authority, c.child_id, d.day, true, s.three_or_more, s.long_term_eligible, coalesce(s.long_term_stable, false)
  from reporting.census_days(q.as_at) d
  cross join lateral reporting.children_on(q, d.day) c
  cross join lateral (
    select s.three_or_more, s.long_term_eligible, s.long_term_stable
    from reporting.stability_as_at(d.day, q.as_known_at) s
    where s.authority = c.authority and s.child_id = c.child_id
    -- Child by child: joined as two sets, the planner takes either for small and compares each with each.
    offset 0
  ) s
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
