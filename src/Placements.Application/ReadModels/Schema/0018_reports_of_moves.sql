-- Reports on moves between homes, and on placements that ended or broke down.

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
  select s.came_from, s.moves, reporting.percent(s.moves, reporting.shown(s.of_all, q.suppress))
  from (
    select
      k.came_from, k.place, reporting.shown(coalesce(n.moves, 0), q.suppress) as moves, (sum(n.moves) over ())::bigint as of_all
    from (select c.value, c.place from reporting.codes('category') c union all select 'start_of_care', 1000) k (came_from, place)
    left join (
      select c.came_from, count(*) as moves from reporting.moves_into_residential_counted(q) c group by c.came_from
    ) n on n.came_from = k.came_from
  ) s
  order by s.place
$$;

select reporting.describe(
  'moves_into_residential', 'Moves into residential homes',
  'Moves of looked-after children in the year, up to the day asked about, into an in-house or external residential home, from another one '
  'too, by where the child came from. Short breaks, and placements with the same carer one after the other, apart.',
  'Commissioning strategy 2022-23, figure D1',
  'came_from | key | code | Kind of the home before in the same period of care, grouped as in the strategy; start_of_care: none.',
  'moves | count | moves | Placements in residential homes that began.',
  'percent | share | percent | Of all moves of the year into residential homes.');

create function reporting.moves_out_of_residential_counted(q reporting.question)
returns table (authority text, child_id uuid, item_id uuid, went_to text, moves boolean) language sql stable parallel safe as
$$
  select p.authority, p.child_id, p.placement_id, p.went_to, true
  from reporting.placement_endings(q, reporting.year_start(q.as_at), q.as_at) p
  where p.category in ('in_house_residential', 'external_residential') and not p.same_carer
    -- A child who is in no other home by the day asked about has not moved yet.
    and p.went_to not in ('left_care', 'without_placement')
$$;

create function reporting.moves_out_of_residential(q reporting.question)
returns table (went_to text, moves bigint, percent numeric) language sql stable parallel safe as
$$
  select s.went_to, s.moves, reporting.percent(s.moves, reporting.shown(s.of_all, q.suppress))
  from (
    select
      k.value as went_to, k.place, reporting.shown(coalesce(n.moves, 0), q.suppress) as moves, (sum(n.moves) over ())::bigint as of_all
    from reporting.codes('category') k
    left join (
      select c.went_to, count(*) as moves from reporting.moves_out_of_residential_counted(q) c group by c.went_to
    ) n on n.went_to = k.value
  ) s
  order by s.place
$$;

select reporting.describe(
  'moves_out_of_residential', 'Moves out of residential homes',
  'Moves of looked-after children in the year, up to the day asked about, out of an in-house or external residential home, to another one '
  'too, by where they went. Short breaks, the end of care, and placements with the same carer one after the other, apart.',
  'Commissioning strategy 2022-23, figure D3',
  'went_to | key | code | Kind of the next home in the same period of care, grouped as in the strategy.',
  'moves | count | moves | Placements in residential homes that ended, by the day they ended.',
  'percent | share | percent | Of all moves of the year out of residential homes.');

-- ---------------------------------------------------------------------------------------------------------------------------------
-- Breakdowns

create function reporting.stay_bands(started_on date) returns table (band text, days daterange, place integer)
language sql immutable parallel safe as
$$
  values
    ('under_1_month', daterange(null, (started_on + interval '1 month')::date), 1),
    ('1_to_3_months', daterange((started_on + interval '1 month')::date, (started_on + interval '3 months')::date), 2),
    ('3_to_12_months', daterange((started_on + interval '3 months')::date, (started_on + interval '1 year')::date), 3),
    ('1_to_2_years', daterange((started_on + interval '1 year')::date, (started_on + interval '2 years')::date), 4),
    ('2_years_or_more', daterange((started_on + interval '2 years')::date, null), 5)
$$;
comment on function reporting.stay_bands is 'Bands of the length of a stay, and the days on which a stay that began on a day is in each.';

create function reporting.birthday(born date, years integer) returns date language sql immutable parallel safe as
$$
  -- A child of 29 February has it on 1 March of a common year, as in age_on.
  select (born + make_interval(years => years))::date
    + (extract(day from born) <> extract(day from born + make_interval(years => years)))::integer
$$;
comment on function reporting.birthday is 'The day on which somebody comes to be so many years old.';

create function reporting.days_in_placements(q reporting.question, first_day date, last_day date)
returns table (authority text, child_id uuid, placement_id uuid, kind text, provider text, started_on date, days daterange)
language sql stable parallel safe as
$$
  select p.tenant_id, p.child_id, p.placement_id, p.kind, p.provider_name, p.started_on, d.days
  from reporting.recorded_care_period c
  join reporting.recorded_placement p
    on p.tenant_id = c.tenant_id and p.child_id = c.child_id and p.known @> q.as_known_at and p.valid && c.valid
  join reporting.recorded_legal_status s
    on s.tenant_id = c.tenant_id and s.child_id = c.child_id and s.known @> q.as_known_at and s.valid && c.valid
      and s.valid && p.valid and s.legal_status <> 'short_breaks'
  join reporting.recorded_child h
    on h.tenant_id = c.tenant_id and h.child_id = c.child_id and h.known @> q.as_known_at and h.valid && p.valid
  -- Without a filter on age a child need not be cut at birthdays.
  cross join lateral (
    select null, daterange(null, null) where q.age_bands is null
    union all
    select
      reporting.age_band(a.age),
      daterange(
        case when a.age > 0 then reporting.birthday(h.date_of_birth, a.age) end,
        case when a.up_to is not null then reporting.birthday(h.date_of_birth, a.up_to) end)
    from (values (0, 1), (1, 5), (5, 10), (10, 16), (16, null)) a (age, up_to)
    where q.age_bands is not null and h.date_of_birth is not null
    union all
    select reporting.age_band(null), daterange(null, null) where q.age_bands is not null and h.date_of_birth is null
  ) b (age_band, days)
  cross join lateral (select c.valid * p.valid * s.valid * h.valid * b.days * daterange(first_day, last_day, '[]')) d (days)
  where c.known @> q.as_known_at and c.started_on <= last_day
    and coalesce(c.ended_on, 'infinity') >= first_day and coalesce(upper(c.known), 'infinity') >= q.as_known_at
    and not isempty(d.days)
    and reporting.in_scope(q, c.tenant_id, c.child_id)
    and reporting.passes(
      q, b.age_band, h.sex, s.legal_status, p.kind, p.sector, p.host_authority, h.disabilities <> '{}', h.unaccompanied_asylum_seeking,
      h.sibling_group is not null)
$$;
comment on function reporting.days_in_placements is
  'Days from first_day to last_day, both included, that looked-after children lived in placements, short breaks apart: a row for each '
  'stretch over which what the question filters on stayed the same.';

create function reporting.breakdowns_counted(q reporting.question)
returns table (
  authority text, child_id uuid, item_id uuid, grouped_by text, value text, breakdowns boolean, placements_ended boolean
) language sql stable parallel safe as
$$
  select e.authority, e.child_id, e.placement_id, g.grouped_by, g.value, e.broke_down, true
  from reporting.placement_endings(q, reporting.year_start(q.as_at), q.as_at) e
  join lateral reporting.stay_bands(e.started_on) b on b.days @> e.ended_on
  cross join lateral (values
    ('all', 'all'), ('kind', e.kind), ('provider', coalesce(e.provider, 'unknown')), ('length_of_stay', b.band),
    -- Nobody is asked for a reason where a placement ended as planned or with care.
    ('reason', coalesce(e.end_reason, case when e.ended_how in ('ended', 'care_ended') then e.ended_how else 'unknown' end))
  ) g (grouped_by, value)
$$;

create function reporting.breakdowns(q reporting.question)
returns table (
  grouped_by text, value text, breakdowns bigint, placements_ended bigint, per_100_ended numeric, placement_days bigint,
  per_1000_days numeric
) language sql stable parallel safe as
$$
  with lived as materialized (
    select d.child_id, d.kind, coalesce(d.provider, 'unknown') as provider, d.started_on, d.days
    from reporting.days_in_placements(q, reporting.year_start(q.as_at), q.as_at) d
  ),
  lived_in as (
    select l.grouped_by, l.value, sum(l.days)::bigint as days, count(distinct l.child_id) as children
    from (
      select d.child_id, g.grouped_by, g.value, upper(d.days) - lower(d.days)
      from lived d
      cross join lateral (values ('all', 'all'), ('kind', d.kind), ('provider', d.provider)) g (grouped_by, value)
      union all
      select d.child_id, 'length_of_stay', b.band, upper(b.days * d.days) - lower(b.days * d.days)
      from lived d
      join lateral reporting.stay_bands(d.started_on) b on b.days && d.days
    ) l (child_id, grouped_by, value, days)
    group by l.grouped_by, l.value
  ),
  ended as (
    select c.grouped_by, c.value, count(*) filter (where c.breakdowns) as breakdowns, count(*) as placements_ended
    from reporting.breakdowns_counted(q) c
    group by c.grouped_by, c.value
  ),
  asked as (
    select 'all' as grouped_by, 'all' as value, 1 as part, 0 as place
    union all
    select 'kind', k.value, 2, k.place from reporting.codes('kind') k
    union all
    select 'provider', p.value, 3, 0
    from (
      select l.value from lived_in l where l.grouped_by = 'provider' union select e.value from ended e where e.grouped_by = 'provider'
    ) p
    union all
    select 'reason', r.value, 4, r.place from reporting.codes('reason') r
    union all
    values ('reason', 'ended', 4, 1000), ('reason', 'care_ended', 4, 1001), ('reason', 'unknown', 4, 1002)
    union all
    select 'length_of_stay', b.band, 5, b.place from reporting.stay_bands(q.as_at) b
  )
  select
    s.grouped_by, s.value, s.breakdowns, s.placements_ended, round(100.0 * s.breakdowns / nullif(s.placements_ended, 0), 2), s.days,
    round(1000.0 * s.breakdowns / nullif(s.days, 0), 2)
  from (
    select
      a.grouped_by, a.value, a.part, a.place, reporting.shown(coalesce(e.breakdowns, 0), q.suppress) as breakdowns,
      reporting.shown(coalesce(e.placements_ended, 0), q.suppress) as placements_ended,
      -- Days are not a count of children, but those of a few tell how few they are.
      case when reporting.shown(coalesce(l.children, 0), q.suppress) is not null then coalesce(l.days, 0) end as days
    from asked a
    left join ended e on e.grouped_by = a.grouped_by and e.value = a.value
    -- Any day can end for any reason.
    left join lived_in l
      on l.grouped_by = case a.grouped_by when 'reason' then 'all' else a.grouped_by end
        and l.value = case a.grouped_by when 'reason' then 'all' else a.value end
  ) s
  order by s.part, s.place, s.value
$$;

select reporting.describe(
  'breakdowns', 'Breakdowns of placements',
  'Placements of looked-after children that broke down in the year, up to the day asked about: ended without a plan, and neither for '
  'custody nor for an administrative reason; an unplanned return home is one. Held against all placements that ended and all days lived '
  'in placements, and grouped in five ways, of which each holds everything once. Short breaks apart.',
  'Ours: no statute defines breakdown, and the strategy publishes none',
  'grouped_by | key | text | all, kind (of home), provider, reason (why the placement ended) or length_of_stay.',
  'value | key | text | Which one. Reasons, besides those of a change: ended (as planned), care_ended and unknown. Length: when it ended.',
  'breakdowns | count | breakdowns | Placements that broke down.',
  'placements_ended | count | placements | Placements that ended, those at the end of care included.',
  'per_100_ended | amount | breakdowns for 100 placements ended | Null where none ended.',
  'placement_days | amount | days | Days of the year lived in such placements; reason: all days; length: those when a stay was as long.',
  'per_1000_days | amount | breakdowns for 1,000 days | Null where nobody lived.');

-- ---------------------------------------------------------------------------------------------------------------------------------

create function reporting.moves_and_endings_counted(q reporting.question)
returns table (
  authority text, child_id uuid, item_id uuid, year_ending date, ended_how text, placements_ended boolean, planned boolean,
  unplanned boolean
) language sql stable parallel safe as
$$
  select
    p.authority, p.child_id, p.placement_id, (reporting.year_start(p.ended_on) + interval '1 year')::date - 1, p.ended_how, true,
    coalesce(p.planned, false), coalesce(not p.planned, false)
  from reporting.placement_endings(q, (reporting.year_start(q.as_at) - interval '4 years')::date, q.as_at) p
$$;

create function reporting.moves_and_endings(q reporting.question)
returns table (year_ending date, ended_how text, placements_ended bigint, planned bigint, unplanned bigint)
language sql stable parallel safe as
$$
  select
    y.year_ending, k.value, reporting.shown(coalesce(n.placements_ended, 0), q.suppress),
    reporting.shown(coalesce(n.planned, 0), q.suppress), reporting.shown(coalesce(n.unplanned, 0), q.suppress)
  from reporting.years(q.as_at) y
  cross join reporting.codes('ended_how') k
  left join (
    select
      c.year_ending, c.ended_how, count(*) as placements_ended, count(*) filter (where c.planned) as planned,
      count(*) filter (where c.unplanned) as unplanned
    from reporting.moves_and_endings_counted(q) c
    group by c.year_ending, c.ended_how
  ) n on n.year_ending = y.year_ending and n.ended_how = k.value
  order by y.year_ending desc, k.place
$$;

select reporting.describe(
  'moves_and_endings', 'How placements ended, by year',
  'Placements of looked-after children that ended in the year that holds the day asked about, up to that day, and in the four years '
  'before it, by how they ended. Short breaks apart; a placement that gave way to another one with the same carer ended too.',
  'Ours: the strategy publishes none',
  'year_ending | key | date | The 31 March that ends the year.',
  'ended_how | key | code | How the placement ended.',
  'placements_ended | count | placements | Placements that ended.',
  'planned | count | placements | Of those, as planned.',
  'unplanned | count | placements | Of those, without a plan; of the rest nobody said.');
