-- Reports on how children come into care and leave it: in the year to 31 March that holds the day asked about, as far as it has gone.

create function reporting.category_of_need_at_start_counted(q reporting.question)
returns table (authority text, child_id uuid, category_of_need text, starts boolean) language sql stable parallel safe as
$$
  select s.authority, s.child_id, s.category_of_need, true
  from reporting.care_starts(q, reporting.year_start(q.as_at), q.as_at) s
$$;

create function reporting.category_of_need_at_start(q reporting.question)
returns table (category_of_need text, starts bigint, percent numeric) language sql stable parallel safe as
$$
  select s.category_of_need, s.starts, reporting.percent(s.starts, reporting.shown(s.of_all, q.suppress))
  from (
    select
      k.value as category_of_need, k.place, reporting.shown(coalesce(n.starts, 0), q.suppress) as starts,
      (sum(n.starts) over ())::bigint as of_all
    from reporting.codes('category_of_need') k
    left join (
      select c.category_of_need, count(*) as starts from reporting.category_of_need_at_start_counted(q) c group by c.category_of_need
    ) n on n.category_of_need = k.value
  ) s
  order by s.place
$$;

select reporting.describe(
  'category_of_need_at_start', 'Why care began',
  'Starts of being looked after in the year, up to the day asked about, by the category of need. Short breaks, and care that had begun '
  'before the record did, apart.',
  'Commissioning strategy 2022-23, figure E1',
  'category_of_need | key | code | The main reason why the child came into care.',
  'starts | count | starts | Periods of care that began.',
  'percent | share | percent | Of all starts of the year.');

create function reporting.legal_status_at_start_counted(q reporting.question)
returns table (authority text, child_id uuid, legal_status text, starts boolean) language sql stable parallel safe as
$$
  select s.authority, s.child_id, s.legal_status, true
  from reporting.care_starts(q, reporting.year_start(q.as_at), q.as_at) s
$$;

create function reporting.legal_status_at_start(q reporting.question)
returns table (legal_status text, starts bigint, percent numeric) language sql stable parallel safe as
$$
  select s.legal_status, s.starts, reporting.percent(s.starts, reporting.shown(s.of_all, q.suppress))
  from (
    select
      k.value as legal_status, k.place, reporting.shown(coalesce(n.starts, 0), q.suppress) as starts,
      (sum(n.starts) over ())::bigint as of_all
    from reporting.codes('legal_status') k
    left join (
      select c.legal_status, count(*) as starts from reporting.legal_status_at_start_counted(q) c group by c.legal_status
    ) n on n.legal_status = k.value
    where k.value <> 'short_breaks'
  ) s
  order by s.place
$$;

select reporting.describe(
  'legal_status_at_start', 'Legal status when care began',
  'Starts of being looked after in the year, up to the day asked about, by the legal status on the first day. Short breaks, and care that '
  'had begun before the record did, apart.',
  'Commissioning strategy 2022-23, figure E2',
  'legal_status | key | code | Legal status on the first day.',
  'starts | count | starts | Periods of care that began.',
  'percent | share | percent | Of all starts of the year.');

-- ---------------------------------------------------------------------------------------------------------------------------------
-- Ends

create function reporting.care_outcomes() returns table (reason text, outcome text, place integer) language sql stable parallel safe as
$$
  values
    ('returned_home', 'returned_home', 1),
    ('independent_living_supported', 'independent_living', 2),
    ('independent_living_unsupported', 'independent_living', 2),
    ('adopted_unopposed', 'adopted', 3),
    ('adopted_consent_dispensed', 'adopted', 3),
    ('when_i_am_ready', 'when_i_am_ready', 4),
    ('special_guardianship_former_foster_carer', 'special_guardianship_former_foster_carer', 5),
    ('adult_social_services', 'adult_social_services', 6),
    ('custody', 'custody', 7)
$$;
comment on function reporting.care_outcomes is
  'The reasons for the end of care that the commissioning strategy groups and names; every other reason is its other_reason.';

create function reporting.reasons_care_ended_counted(q reporting.question)
returns table (authority text, child_id uuid, outcome text, reason text, ends boolean, from_residential boolean)
language sql stable parallel safe as
$$
  select
    e.authority, e.child_id, case when e.when_i_am_ready then 'when_i_am_ready' else coalesce(o.outcome, 'other_reason') end, e.end_reason,
    true, e.category in ('in_house_residential', 'external_residential')
  from reporting.care_ends(q, reporting.year_start(q.as_at), q.as_at) e
  left join reporting.care_outcomes() o on o.reason = e.end_reason
$$;

create function reporting.reasons_care_ended(q reporting.question)
returns table (outcome text, reason text, ends bigint, percent numeric, from_residential bigint, percent_from_residential numeric)
language sql stable parallel safe as
$$
  select
    s.outcome, s.reason, s.ends, reporting.percent(s.ends, reporting.shown(s.of_all, q.suppress)), s.from_residential,
    reporting.percent(s.from_residential, reporting.shown(s.of_residential, q.suppress))
  from (
    select
      outcome, reason, coalesce(k.place, 4) as outcome_place, k.reason_place,
      reporting.shown(coalesce(n.ends, 0), q.suppress) as ends,
      reporting.shown(coalesce(n.from_residential, 0), q.suppress) as from_residential,
      (sum(n.ends) over ())::bigint as of_all, (sum(n.from_residential) over ())::bigint as of_residential
    from (
      select r.value as reason, coalesce(o.outcome, 'other_reason') as outcome, coalesce(o.place, 1000) as place, r.place as reason_place
      from reporting.codes('care_end_reason') r
      left join reporting.care_outcomes() o on o.reason = r.value
    ) k
    -- When I'm Ready may be noted beside any other reason: those rows stand only where there are such children.
    full join (
      select c.outcome, c.reason, count(*) as ends, count(*) filter (where c.from_residential) as from_residential
      from reporting.reasons_care_ended_counted(q) c
      group by c.outcome, c.reason
    ) n using (outcome, reason)
  ) s
  order by s.outcome_place, s.reason_place, s.reason
$$;

select reporting.describe(
  'reasons_care_ended', 'Why care ended',
  'Ends of being looked after in the year, up to the day asked about, by outcome as the strategy words it and by the reason recorded. '
  'Short breaks apart.',
  'Commissioning strategy 2022-23, figure E3',
  'outcome | key | text | The reason in the groups of the strategy; when_i_am_ready also where that was noted beside another reason.',
  'reason | key | code | The reason recorded; a value of the code list care_end_reason.',
  'ends | count | ends | Periods of care that ended.',
  'percent | share | percent | Of all ends of the year.',
  'from_residential | count | ends | Of those, from an in-house or external residential home.',
  'percent_from_residential | share | percent | Of all ends of the year from residential homes.');

create function reporting.left_residential_care_counted(q reporting.question)
returns table (authority text, child_id uuid, how text, ends boolean) language sql stable parallel safe as
$$
  select
    e.authority, e.child_id,
    case
      when e.turned_18 then 'turned_18' when e.end_reason = 'returned_home' then 'returned_home'
      when e.end_reason in ('adopted_unopposed', 'adopted_consent_dispensed') then 'adopted' else 'other'
    end,
    true
  from reporting.care_ends(q, reporting.year_start(q.as_at), q.as_at) e
  where e.category in ('in_house_residential', 'external_residential')
$$;

create function reporting.left_residential_care(q reporting.question)
returns table (how text, ends bigint, percent numeric) language sql stable parallel safe as
$$
  select s.how, s.ends, reporting.percent(s.ends, reporting.shown(s.of_all, q.suppress))
  from (
    select
      k.how, k.place, reporting.shown(coalesce(n.ends, 0), q.suppress) as ends, (sum(n.ends) over ())::bigint as of_all
    from (values ('turned_18', 1), ('returned_home', 2), ('adopted', 3), ('other', 4)) k (how, place)
    left join (
      select c.how, count(*) as ends from reporting.left_residential_care_counted(q) c group by c.how
    ) n on n.how = k.how
  ) s
  order by s.place
$$;

select reporting.describe(
  'left_residential_care', 'Left care from residential homes',
  'Ends of being looked after in the year, up to the day asked about, of children who lived in an in-house or external residential home '
  'on the last day, by how they left.',
  'Commissioning strategy 2022-23, figure D4',
  'how | key | text | turned_18: care ended on the eve of the 18th birthday or later, whatever the reason; otherwise the reason.',
  'ends | count | ends | Periods of care that ended.',
  'percent | share | percent | Of all ends of the year from residential homes.');

-- ---------------------------------------------------------------------------------------------------------------------------------
-- First homes, and coming back

create function reporting.care_starts_by_home_counted(q reporting.question)
returns table (authority text, child_id uuid, category text, age text, starts boolean) language sql stable parallel safe as
$$
  select s.authority, s.child_id, s.category, case when s.age >= 18 then '18_and_over' else coalesce(s.age::text, 'unknown') end, true
  from reporting.care_starts(q, reporting.year_start(q.as_at), q.as_at) s
$$;

create function reporting.care_starts_by_home(q reporting.question)
returns table (category text, age text, starts bigint) language sql stable parallel safe as
$$
  select k.category, a.age, reporting.shown(coalesce(n.starts, 0), q.suppress)
  from reporting.categories() k
  cross join (
    select y::text, y from generate_series(0, 17) y union all values ('18_and_over', 18), ('unknown', 19)
  ) a (age, place)
  left join (
    select c.category, c.age, count(*) as starts from reporting.care_starts_by_home_counted(q) c group by c.category, c.age
  ) n on n.category = k.category and n.age = a.age
  order by k.place, a.place
$$;

select reporting.describe(
  'care_starts_by_home', 'First homes',
  'Starts of being looked after in the year, up to the day asked about, by the home the child came to and by age. Short breaks, and care '
  'that had begun before the record did, apart.',
  'Commissioning strategy 2022-23, figure D5',
  'category | key | code | Kind of the home on the first day, grouped as in the strategy; without_placement: none was recorded.',
  'age | key | text | In whole years on the first day: 0 to 17, 18_and_over; unknown: not born yet, or date of birth not known.',
  'starts | count | starts | Periods of care that began.');

create function reporting.re_entries_counted(q reporting.question)
returns table (authority text, child_id uuid, year_ending date, starts boolean, re_entries boolean, within_12_months boolean)
language sql stable parallel safe as
$$
  select
    s.authority, s.child_id, (reporting.year_start(s.started_on) + interval '1 year')::date - 1, true, s.left_before_on is not null,
    coalesce(s.started_on <= s.left_before_on + interval '12 months', false)
  from reporting.care_starts(q, (reporting.year_start(q.as_at) - interval '4 years')::date, q.as_at) s
$$;

create function reporting.re_entries(q reporting.question)
returns table (
  year_ending date, starts bigint, re_entries bigint, percent numeric, within_12_months bigint, percent_within_12_months numeric
) language sql stable parallel safe as
$$
  select
    s.year_ending, s.starts, s.re_entries, reporting.percent(s.re_entries, s.starts), s.within_12_months,
    reporting.percent(s.within_12_months, s.starts)
  from (
    select
      y.year_ending, reporting.shown(coalesce(n.starts, 0), q.suppress) as starts,
      reporting.shown(coalesce(n.re_entries, 0), q.suppress) as re_entries,
      reporting.shown(coalesce(n.within_12_months, 0), q.suppress) as within_12_months
    from reporting.years(q.as_at) y
    left join (
      select
        c.year_ending, count(*) as starts, count(*) filter (where c.re_entries) as re_entries,
        count(*) filter (where c.within_12_months) as within_12_months
      from reporting.re_entries_counted(q) c
      group by c.year_ending
    ) n on n.year_ending = y.year_ending
  ) s
  order by s.year_ending desc
$$;

select reporting.describe(
  're_entries', 'Coming back into care',
  'Starts of being looked after in the year that holds the day asked about, up to that day, and in the four years before it; of those, of '
  'children who had left care before. Short breaks are neither a start nor care left before.',
  'Ours: the strategy publishes none',
  'year_ending | key | date | The 31 March that ends the year.',
  'starts | count | starts | Periods of care that began.',
  're_entries | count | starts | Of those, of children who had left care before.',
  'percent | share | percent | Re-entries of all starts.',
  'within_12_months | count | starts | Of those, twelve months or less after the last period of care ended.',
  'percent_within_12_months | share | percent | Re-entries within twelve months of all starts.');

create function reporting.starts_and_ends_by_year_counted(q reporting.question)
returns table (authority text, child_id uuid, year_ending date, starts boolean, ends boolean) language sql stable parallel safe as
$$
  select m.authority, m.child_id, (reporting.year_start(m.day) + interval '1 year')::date - 1, m.starts, not m.starts
  from (
    select s.authority, s.child_id, s.started_on, true
    from reporting.care_starts(q, (reporting.year_start(q.as_at) - interval '4 years')::date, q.as_at) s
    union all
    select e.authority, e.child_id, e.ended_on, false
    from reporting.care_ends(q, (reporting.year_start(q.as_at) - interval '4 years')::date, q.as_at) e
  ) m (authority, child_id, day, starts)
$$;

create function reporting.starts_and_ends_by_year(q reporting.question)
returns table (year_ending date, starts bigint, ends bigint) language sql stable parallel safe as
$$
  select y.year_ending, reporting.shown(coalesce(n.starts, 0), q.suppress), reporting.shown(coalesce(n.ends, 0), q.suppress)
  from reporting.years(q.as_at) y
  left join (
    select c.year_ending, count(*) filter (where c.starts) as starts, count(*) filter (where c.ends) as ends
    from reporting.starts_and_ends_by_year_counted(q) c
    group by c.year_ending
  ) n on n.year_ending = y.year_ending
  order by y.year_ending desc
$$;

select reporting.describe(
  'starts_and_ends_by_year', 'Into and out of care by year',
  'Starts and ends of being looked after in the year that holds the day asked about, up to that day, and in the four years before it. '
  'Short breaks apart; care that had begun before the record did has an end and no start.',
  'Commissioning strategy 2022-23, figure A4, by year',
  'year_ending | key | date | The 31 March that ends the year.',
  'starts | count | starts | Periods of care that began.',
  'ends | count | ends | Periods of care that ended: the first day not in care falls into the year.');
