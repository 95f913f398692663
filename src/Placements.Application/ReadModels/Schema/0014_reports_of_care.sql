-- Reports on how children come into care, move within it, and leave it: the year of the day asked about, from 1 April up to that day.

create function reporting.category_of_need_at_start_counted(q reporting.question)
returns table (authority text, child_id uuid, category_of_need text, starts boolean) language sql stable parallel safe as
$$
  select c.authority, c.child_id, c.category_of_need, true from reporting.care_starts(q, reporting.year_start(q.as_at), q.as_at) c
$$;

create function reporting.category_of_need_at_start(q reporting.question)
returns table (category_of_need text, starts bigint, percent numeric) language sql stable parallel safe as
$$
  select s.value, s.starts, reporting.percent(s.starts, reporting.shown(s.all_starts, q.suppress))
  from (
    select k.value, k.place, reporting.shown(coalesce(n.starts, 0), q.suppress) as starts, (sum(n.starts) over ())::bigint as all_starts
    from reporting.codes('category_of_need') k
    left join (
      select c.category_of_need, count(*) as starts from reporting.category_of_need_at_start_counted(q) c group by c.category_of_need
    ) n on n.category_of_need = k.value
  ) s
  order by s.place
$$;

select reporting.describe(
  'category_of_need_at_start', 'Why children came into care',
  'Starts of care from 1 April up to the day by category of need. Short breaks, and care that had begun before the record did, are no starts.',
  'Commissioning strategy 2022-23, figure E1',
  'category_of_need | key | code | The main reason, as recorded at the start.',
  'starts | count | starts | Periods of care that began.',
  'percent | share | percent | Of all starts.');

create function reporting.legal_status_at_start_counted(q reporting.question)
returns table (authority text, child_id uuid, legal_status text, starts boolean) language sql stable parallel safe as
$$
  select c.authority, c.child_id, c.legal_status, true from reporting.care_starts(q, reporting.year_start(q.as_at), q.as_at) c
$$;

create function reporting.legal_status_at_start(q reporting.question)
returns table (legal_status text, starts bigint, percent numeric) language sql stable parallel safe as
$$
  select s.value, s.starts, reporting.percent(s.starts, reporting.shown(s.all_starts, q.suppress))
  from (
    select k.value, k.place, reporting.shown(coalesce(n.starts, 0), q.suppress) as starts, (sum(n.starts) over ())::bigint as all_starts
    from reporting.codes('legal_status') k
    left join (
      select c.legal_status, count(*) as starts from reporting.legal_status_at_start_counted(q) c group by c.legal_status
    ) n on n.legal_status = k.value
  ) s
  order by s.place
$$;

select reporting.describe(
  'legal_status_at_start', 'Legal status at the start of care',
  'Starts of care from 1 April up to the day by the legal status with which they began. voluntary is section 76.',
  'Commissioning strategy 2022-23, figure E2',
  'legal_status | key | code | On the first day.',
  'starts | count | starts | Periods of care that began.',
  'percent | share | percent | Of all starts.');

create function reporting.reasons_care_ended_counted(q reporting.question)
returns table (authority text, child_id uuid, reason text, ends boolean, from_residential boolean, at_eighteen_from_residential boolean)
language sql stable parallel safe as
$$
  select
    c.authority, c.child_id, c.end_reason, true, c.category in ('in_house_residential', 'external_residential'),
    c.category in ('in_house_residential', 'external_residential') and c.turned_18
  from reporting.care_ends(q, reporting.year_start(q.as_at), q.as_at) c
$$;

create function reporting.reasons_care_ended(q reporting.question)
returns table (
  reason text, ends bigint, percent numeric, from_residential bigint, percent_from_residential numeric, at_eighteen_from_residential bigint
) language sql stable parallel safe as
$$
  select
    s.value, s.ends, reporting.percent(s.ends, reporting.shown(s.all_ends, q.suppress)), s.residential,
    reporting.percent(s.residential, reporting.shown(s.all_residential, q.suppress)), s.turned_18
  from (
    select
      k.value, k.place, reporting.shown(coalesce(n.ends, 0), q.suppress) as ends,
      reporting.shown(coalesce(n.residential, 0), q.suppress) as residential,
      reporting.shown(coalesce(n.turned_18, 0), q.suppress) as turned_18,
      (sum(n.ends) over ())::bigint as all_ends, (sum(n.residential) over ())::bigint as all_residential
    from reporting.codes('care_end_reason') k
    left join (
      select
        c.reason, count(*) as ends, count(*) filter (where c.from_residential) as residential,
        count(*) filter (where c.at_eighteen_from_residential) as turned_18
      from reporting.reasons_care_ended_counted(q) c group by c.reason
    ) n on n.reason = k.value
  ) s
  order by s.place
$$;

select reporting.describe(
  'reasons_care_ended', 'Why care ended',
  'Ends of care from 1 April up to the day by reason, and those of children who left from a residential home. Short breaks apart.',
  'Commissioning strategy 2022-23, figures E3 and D4',
  'reason | key | code | As recorded at the end.',
  'ends | count | ends | Periods of care that ended.',
  'percent | share | percent | Of all ends.',
  'from_residential | count | ends | Of these, out of a children''s home or residential care home.',
  'percent_from_residential | share | percent | Of all ends out of residential homes.',
  'at_eighteen_from_residential | count | ends | Of those, on the day before the eighteenth birthday or later.');

create function reporting.care_starts_by_home_counted(q reporting.question)
returns table (authority text, child_id uuid, category text, age text, starts boolean) language sql stable parallel safe as
$$
  select c.authority, c.child_id, c.category, coalesce(c.age::text, 'unknown'), true
  from reporting.care_starts(q, reporting.year_start(q.as_at), q.as_at) c
$$;

create function reporting.care_starts_by_home(q reporting.question)
returns table (category text, age text, starts bigint) language sql stable parallel safe as
$$
  select k.category, a.age, reporting.shown(coalesce(n.starts, 0), q.suppress)
  from reporting.categories() k
  cross join (select y::text, y from generate_series(0, 17) y union all select 'unknown', 18) a (age, place)
  left join (
    select c.category, c.age, count(*) as starts from reporting.care_starts_by_home_counted(q) c group by c.category, c.age
  ) n on n.category = k.category and n.age = a.age
  order by k.place, a.place
$$;

select reporting.describe(
  'care_starts_by_home', 'Where children were placed first, by age',
  'Starts of care from 1 April up to the day by the first home and the age on that day.',
  'Commissioning strategy 2022-23, figure D5',
  'category | key | code | Kind of the first home.',
  'age | key | text | In whole years, 0 to 17, or unknown: not recorded, or not born yet.',
  'starts | count | starts | Periods of care that began.');

create function reporting.re_entries_counted(q reporting.question)
returns table (authority text, child_id uuid, year_ending date, starts boolean, re_entries boolean, within_a_year boolean)
language sql stable parallel safe as
$$
  select
    c.authority, c.child_id, y.year_ending, true, c.left_before_on is not null,
    coalesce(c.left_before_on + interval '12 months' > c.started_on, false)
  from reporting.years(q.as_at) y
  join reporting.care_starts(q, (reporting.year_start(q.as_at) - interval '4 years')::date, q.as_at) c
    on c.started_on between y.first_day and y.last_day
$$;

create function reporting.re_entries(q reporting.question)
returns table (
  year_ending date, starts bigint, re_entries bigint, percent numeric, within_a_year bigint, percent_within_a_year numeric
) language sql stable parallel safe as
$$
  select y.year_ending, s.starts, s.again, reporting.percent(s.again, s.starts), s.soon, reporting.percent(s.soon, s.starts)
  from reporting.years(q.as_at) y
  left join (
    select
      c.year_ending, count(*) as starts, count(*) filter (where c.re_entries) as again, count(*) filter (where c.within_a_year) as soon
    from reporting.re_entries_counted(q) c group by c.year_ending
  ) n on n.year_ending = y.year_ending
  cross join lateral (
    select
      reporting.shown(coalesce(n.starts, 0), q.suppress), reporting.shown(coalesce(n.again, 0), q.suppress),
      reporting.shown(coalesce(n.soon, 0), q.suppress)
  ) s (starts, again, soon)
  order by y.year_ending desc
$$;

select reporting.describe(
  're_entries', 'Children who came back into care',
  'Starts of care, and those of children who had left care before, in the year of the day asked about, as far as it has gone, and the four before '
  'it.',
  'Domain reference 3',
  'year_ending | key | date | The 31 March that ends the year.',
  'starts | count | starts | Periods of care that began.',
  're_entries | count | starts | Of these, of children who had been looked after and left.',
  'percent | share | percent | Re-entries, of all starts.',
  'within_a_year | count | starts | Of these, within twelve months of leaving.',
  'percent_within_a_year | share | percent | Of all starts.');

create function reporting.moves_into_residential_counted(q reporting.question)
returns table (authority text, child_id uuid, item_id uuid, came_from text, moves boolean) language sql stable parallel safe as
$$
  select p.authority, p.child_id, p.placement_id, p.came_from, true
  from reporting.placement_starts(q, reporting.year_start(q.as_at), q.as_at) p
  where p.category in ('in_house_residential', 'external_residential') and not p.same_carer
$$;

create function reporting.moves_into_residential(q reporting.question)
returns table (came_from text, moves bigint, percent numeric) language sql stable parallel safe as
$$
  select s.category, s.moves, reporting.percent(s.moves, reporting.shown(s.all_moves, q.suppress))
  from (
    select k.category, k.place, reporting.shown(coalesce(n.moves, 0), q.suppress) as moves, (sum(n.moves) over ())::bigint as all_moves
    from (
      select c.category, c.place from reporting.categories() c where c.category <> 'without_placement' union all select 'start_of_care', 1000
    ) k
    left join (
      select c.came_from, count(*) as moves from reporting.moves_into_residential_counted(q) c group by c.came_from
    ) n on n.came_from = k.category
  ) s
  order by s.place
$$;

select reporting.describe(
  'moves_into_residential', 'Moves into residential homes',
  'Placements in children''s homes and residential care homes that began from 1 April up to the day, by where the child lived before in the same '
  'period of care. Where the carer stayed the same it is no move.',
  'Commissioning strategy 2022-23, figure D1',
  'came_from | key | code | Kind of the home before; start_of_care: the first placement.',
  'moves | count | moves | Placements that began.',
  'percent | share | percent | Of all these moves.');

create function reporting.moves_out_of_residential_counted(q reporting.question)
returns table (authority text, child_id uuid, item_id uuid, went_to text, moves boolean) language sql stable parallel safe as
$$
  select p.authority, p.child_id, p.placement_id, p.went_to, true
  from reporting.placement_endings(q, reporting.year_start(q.as_at), q.as_at) p
  where p.category in ('in_house_residential', 'external_residential') and not p.same_carer
    and p.went_to not in ('left_care', 'without_placement')
$$;

create function reporting.moves_out_of_residential(q reporting.question)
returns table (went_to text, moves bigint, percent numeric) language sql stable parallel safe as
$$
  select s.category, s.moves, reporting.percent(s.moves, reporting.shown(s.all_moves, q.suppress))
  from (
    select k.category, k.place, reporting.shown(coalesce(n.moves, 0), q.suppress) as moves, (sum(n.moves) over ())::bigint as all_moves
    from reporting.categories() k
    left join (
      select c.went_to, count(*) as moves from reporting.moves_out_of_residential_counted(q) c group by c.went_to
    ) n on n.went_to = k.category
    where k.category <> 'without_placement'
  ) s
  order by s.place
$$;

select reporting.describe(
  'moves_out_of_residential', 'Moves out of residential homes',
  'Placements in children''s homes and residential care homes that ended from 1 April up to the day, by where the child lived next in the same '
  'period of care. Children who left care are not here; where the carer stayed the same it is no move.',
  'Commissioning strategy 2022-23, figure D3',
  'went_to | key | code | Kind of the next home.',
  'moves | count | moves | Placements that ended.',
  'percent | share | percent | Of all these moves.');

create function reporting.breakdowns_counted(q reporting.question)
returns table (
  authority text, child_id uuid, item_id uuid, grouped_by text, value text, placements_ended boolean, breakdowns boolean
) language sql stable parallel safe as
$$
  select p.authority, p.child_id, p.placement_id, g.grouped_by, g.value, true, p.broke_down
  from reporting.placement_endings(q, reporting.year_start(q.as_at), q.as_at) p
  cross join lateral (values
    ('all', 'all'),
    ('kind', p.kind),
    ('provider', coalesce(p.provider, 'unknown')),
    ('reason', coalesce(p.end_reason, 'unknown')),
    ('length_of_stay', case
      when p.ended_on < p.started_on + interval '1 month' then '1_under_1_month'
      when p.ended_on < p.started_on + interval '3 months' then '2_under_3_months'
      when p.ended_on < p.started_on + interval '12 months' then '3_under_1_year'
      when p.ended_on < p.started_on + interval '24 months' then '4_under_2_years'
      else '5_2_years_or_more'
    end)
  ) g (grouped_by, value)
$$;

create function reporting.breakdowns(q reporting.question)
returns table (grouped_by text, value text, placements_ended bigint, breakdowns bigint, per_100_ended numeric)
language sql stable parallel safe as
$$
  select s.grouped_by, s.value, s.ended, s.broken, round(100.0 * s.broken / nullif(s.ended, 0), 2)
  from (
    select
      k.grouped_by, k.value, reporting.shown(coalesce(n.ended, 0), q.suppress) as ended,
      reporting.shown(coalesce(n.broken, 0), q.suppress) as broken
    from (
      select 'all', 'all' union all select 'kind', c.value from reporting.codes('kind') c
      union select c.grouped_by, c.value from reporting.breakdowns_counted(q) c where c.grouped_by in ('provider', 'reason', 'length_of_stay')
    ) k (grouped_by, value)
    left join (
      select c.grouped_by, c.value, count(*) as ended, count(*) filter (where c.breakdowns) as broken
      from reporting.breakdowns_counted(q) c group by c.grouped_by, c.value
    ) n on n.grouped_by = k.grouped_by and n.value = k.value
  ) s
  order by s.grouped_by collate "C", s.value collate "C"
$$;

select reporting.describe(
  'breakdowns', 'Placements that broke down',
  'Placements that ended from 1 April up to the day, and those that broke down, in groups; each placement stands once in each group. Short breaks '
  'apart.',
  'Breakdown: domain reference 3.5',
  'grouped_by | key | text | all, kind, provider, reason or length_of_stay.',
  'value | key | text | The kind of home, the provider, the reason of the end, the length of the stay in calendar months; unknown.',
  'placements_ended | count | placements | That ended, at the end of care too.',
  'breakdowns | count | breakdowns | Of these, broke down.',
  'per_100_ended | amount | per 100 placements ended | Two decimals.');
