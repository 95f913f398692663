-- Reporting: the one definition of every figure. The API, the web pages, Power BI and psql all ask here; none computes its own.
--
-- Every function takes two clocks: as_at, the day in the child's life, and as_known_at, the instant up to which entries count
-- ('infinity': everything known). Facts effective after as_at do not count: a placement that ends later is open on that day.
--
-- Rules of this file:
-- * a rebuild drops the tables of read_models and puts others in their place, so nothing here may depend on them: functions have string
--   bodies, which name their tables when they run, and views select from functions only;
-- * functions are plain SQL, stable and not strict, so that the planner pulls them into the query around them and a filter on authority,
--   child or team reaches the indexes;
-- * authority and child_id come first everywhere; team is there so that a caller's own scope can be asked for.

create schema reporting;
comment on schema reporting is 'The one definition of every figure about looked-after children: functions for any date, views for today.';

create function reporting.today() returns date language sql stable parallel safe as
$$ select (now() at time zone 'Europe/London')::date $$;
comment on function reporting.today is 'Today as people in Wales count days.';

create function reporting.year_start(day date) returns date language sql immutable parallel safe as
$$ select (date_trunc('year', day - interval '3 months') + interval '3 months')::date $$;
comment on function reporting.year_start is 'The 1 April that begins the year holding this day.';

-- age() lets a child of 29 February come of age on 1 March of a common year, as the law does (Family Law Reform Act 1969 s9).
create function reporting.age_on(born date, day date) returns integer language sql immutable parallel safe as
$$ select case when born <= day then date_part('year', age(day::timestamp, born::timestamp))::integer end $$;
comment on function reporting.age_on is 'Age in whole years; null while the date of birth is not known, and for a child not born yet.';

-- ---------------------------------------------------------------------------------------------------------------------------------
-- How moves are counted is policy, not arithmetic: settings with a version and a date. A figure for a past day uses the version that was
-- in force on that day, so last year's return keeps last year's rules. A change of policy is a new row, never an update.

create table reporting.counting_rule (
  version integer primary key,
  in_force_from date not null unique,
  same_carer_counts boolean not null,
  temporary_as_absence boolean not null,
  spells_counted text not null check (spells_counted in ('all', 'current')),
  description text not null
);
comment on table reporting.counting_rule is 'How placements and moves are counted, by version; the version in force on the day of the figure applies.';
comment on column reporting.counting_rule.version is 'Named beside a figure that was made with it.';
comment on column reporting.counting_rule.description is 'The policy in words, and where it comes from.';
comment on column reporting.counting_rule.in_force_from is 'First day of figures that use this version.';
comment on column reporting.counting_rule.same_carer_counts is
  'False: placements one after the other with the same carer, in one period of care, are one. True: each counts.';
comment on column reporting.counting_rule.temporary_as_absence is
  'True: a temporary absence counts nothing unless the child moved on from it or left care from it. False: each counts as one placement more.';
comment on column reporting.counting_rule.spells_counted is
  'all: placements in all periods of care of the year. current: only those of the period of care that holds the day of the figure.';

insert into reporting.counting_rule values (
  1, '-infinity', false, true, 'all',
  'Wales CH/043 as read in domain reference 3.2: same carer is no move, a temporary absence is no placement unless the child moved straight '
  'on, all periods of care of the year count, short breaks do not.'
);

create function reporting.counting_rule_on(as_at date) returns setof reporting.counting_rule language sql stable parallel safe as
$$ select r.* from reporting.counting_rule r where r.in_force_from <= as_at order by r.in_force_from desc limit 1 $$;
comment on function reporting.counting_rule_on is 'The counting rule in force on a day.';

-- ---------------------------------------------------------------------------------------------------------------------------------
-- Who is counted

create function reporting.in_care_as_at(as_at date, as_known_at timestamptz)
returns table (
  authority text, child_id uuid, team text, care_started_on date, category_of_need text, legal_status text,
  date_of_birth date, age integer, sex text
) language sql stable parallel safe as
$$
  select
    c.tenant_id, c.child_id, h.team, c.started_on, c.category_of_need, s.legal_status,
    h.date_of_birth, reporting.age_on(h.date_of_birth, as_at), h.sex
  from read_models.care_period c
  join read_models.legal_status s
    on s.tenant_id = c.tenant_id and s.child_id = c.child_id and s.valid @> as_at and s.known @> as_known_at
  join read_models.child h
    on h.tenant_id = c.tenant_id and h.child_id = c.child_id and h.valid @> as_at and h.known @> as_known_at
  where c.valid @> as_at and c.known @> as_known_at
    -- Follows from the line above, in the words of the index on care_period.
    and coalesce(c.ended_on, 'infinity') > as_at and coalesce(upper(c.known), 'infinity') >= as_known_at
$$;
comment on function reporting.in_care_as_at is
  'Children in a period of care on a day, on short breaks or not. A child is in care on the first day and not on the day care ends.';

create function reporting.looked_after_as_at(as_at date, as_known_at timestamptz)
returns table (
  authority text, child_id uuid, team text, care_started_on date, category_of_need text, legal_status text,
  date_of_birth date, age integer, sex text
) language sql stable parallel safe as
$$ select c.* from reporting.in_care_as_at(as_at, as_known_at) c where c.legal_status <> 'short_breaks' $$;
comment on function reporting.looked_after_as_at is
  'Children looked after on a day (CH/039 when the day is 31 March): in care, and not on a series of short breaks. One row a child.';

create function reporting.short_breaks_as_at(as_at date, as_known_at timestamptz)
returns table (
  authority text, child_id uuid, team text, care_started_on date, category_of_need text, legal_status text,
  date_of_birth date, age integer, sex text
) language sql stable parallel safe as
$$ select c.* from reporting.in_care_as_at(as_at, as_known_at) c where c.legal_status = 'short_breaks' $$;
comment on function reporting.short_breaks_as_at is
  'Children on a series of short breaks on a day (CH/040 when the day is 31 March): counted apart from the looked after.';

-- ---------------------------------------------------------------------------------------------------------------------------------
-- Where they live

create function reporting.current_placement_as_at(as_at date, as_known_at timestamptz)
returns table (
  authority text, child_id uuid, team text, placement_id uuid, kind text, category text, sector text, provider_name text,
  host_authority text, country text, registration text, started_on date, days_in_placement integer, legal_status text,
  location text, out_of_county boolean
) language sql stable parallel safe as
$$
  select
    c.authority, c.child_id, c.team, p.placement_id, p.kind, p.category, p.sector, p.provider_name,
    p.host_authority, p.country, p.registration, p.started_on, as_at - p.started_on, c.legal_status,
    p.location, case when p.location <> 'unknown' then p.location <> 'in_county' end
  from reporting.looked_after_as_at(as_at, as_known_at) c
  join read_models.placement p
    on p.tenant_id = c.authority and p.child_id = c.child_id and p.valid @> as_at and p.known @> as_known_at
$$;
comment on function reporting.current_placement_as_at is
  'Where each looked-after child lives on a day: one row a child who has a placement then. days_in_placement: nights since it began, 0 on the '
  'first day. out_of_county: null while the facts do not say where the home is.';

create function reporting.out_of_county_as_at(as_at date, as_known_at timestamptz)
returns table (
  authority text, child_id uuid, team text, placement_id uuid, kind text, host_authority text, country text, location text,
  preference_band text, reason text, started_on date
) language sql stable parallel safe as
$$
  select
    c.authority, c.child_id, c.team, p.placement_id, p.kind, p.host_authority, p.country, coalesce(p.location, 'unknown'),
    p.preference_band, p.out_of_county_reason, p.started_on
  from reporting.looked_after_as_at(as_at, as_known_at) c
  left join read_models.placement p
    on p.tenant_id = c.authority and p.child_id = c.child_id and p.valid @> as_at and p.known @> as_known_at
$$;
comment on function reporting.out_of_county_as_at is
  'Where each looked-after child lives, seen from the responsible authority: one row a child, placed or not. location: in_county, '
  'elsewhere_in_wales (CH/047), outside_wales (CH/048), or unknown, also without a placement. preference_band: of CPPCR 2015 reg. 12.';

-- ---------------------------------------------------------------------------------------------------------------------------------
-- How often they moved

-- The stays of one child that count, by the algorithm of domain reference 3.2. The windows of the count are days on which the child lived
-- there and was looked after, short breaks apart; a stay of less than a day counts on its day.
create function reporting.counted_stays(in_authority text, in_child uuid, as_at date, as_known_at timestamptz)
returns table (
  stay_id uuid, is_cover boolean, care_started_on date, started_on date, ended_on date, kind text, carer_key text, home bigint,
  counts_in_year boolean, counts_in_12_months boolean, move text, broke_down boolean
) language sql stable parallel safe as
$$
  select
    n.stay_id, n.is_cover, n.care_started_on, n.started_on, n.ended_on, n.kind, n.carer_key,
    count(*) filter (where n.next_key is distinct from n.carer_key) over back,
    -- One of neighbours with the same carer counts: the first whose days reach the window.
    n.in_year and (n.key_before is distinct from n.carer_key or not n.before_in_year),
    n.in_12_months and (n.key_before is distinct from n.carer_key or not n.before_in_12_months),
    case
      when n.ended_on < reporting.year_start(as_at) then null
      -- What follows with the same carer is no move; a breakdown is one only if the child was placed again.
      when n.ended_how = 'moved' and n.next_key is distinct from n.carer_key or n.ended_how = 'broke_down' and n.next_key <> n.carer_key
        then case when n.planned then 'planned' else 'unplanned' end
    end,
    coalesce(n.broke_down and n.ended_on >= reporting.year_start(as_at), false)
  from (
    select
      s.*, c.started_on as care_started_on, w.in_year, w.in_12_months,
      lag(s.carer_key) over back as next_key,
      lead(s.carer_key) over back as key_before,
      lead(w.in_year) over back as before_in_year,
      lead(w.in_12_months) over back as before_in_12_months
    from reporting.counting_rule_on(as_at) r
    cross join lateral (
      select
        p.placement_id, false, p.started_on, case when p.ended_on <= as_at then p.ended_on end,
        p.kind, case when r.same_carer_counts then p.placement_id::text else coalesce(p.carer, p.placement_id::text) end,
        case when p.ended_on <= as_at then p.ended_how end, p.planned, p.ended_on <= as_at and p.broke_down
      from read_models.placement p
      where p.tenant_id = in_authority and p.child_id = in_child and p.known @> as_known_at and p.started_on <= as_at
        -- A placement has a row for each stretch: the last one up to as_at stands for it. A stay of less than a day holds on no day.
        and (p.valid @> least(as_at, p.ended_on - 1) or p.ended_on = p.started_on)
      union all
      -- The cover for a temporary absence from which the child did not come back is a placement of its own, until the child lost the
      -- placement it was away from; an absence still open on the day counts nothing, nor does one that began outside any placement.
      select a.absence_id, true, a.started_on, e.ended_on, null, a.absence_id::text, null, null, false
      from read_models.absence a
      join read_models.placement p
        on p.tenant_id = in_authority and p.child_id = in_child and p.known @> as_known_at and p.placement_id = a.placement_id
          and p.stretch = 1
      cross join lateral (
        select case when least(a.ended_on, p.ended_on) <= as_at then least(a.ended_on, p.ended_on) end as ended_on
      ) e
      where a.tenant_id = in_authority and a.child_id = in_child and a.known @> as_known_at and a.is_temporary and a.started_on <= as_at
        and (not r.temporary_as_absence or not a.returned and e.ended_on is not null)
    ) s (stay_id, is_cover, started_on, ended_on, kind, carer_key, ended_how, planned, broke_down)
    cross join lateral (
      select daterange(s.started_on, greatest(coalesce(s.ended_on, as_at + 1), s.started_on + 1)) as days
    ) d
    cross join (
      select range_agg(l.valid) as days
      from read_models.legal_status l
      where l.tenant_id = in_authority and l.child_id = in_child and l.known @> as_known_at and l.legal_status <> 'short_breaks'
    ) looked_after
    cross join lateral (
      select
        looked_after.days && (d.days * daterange(reporting.year_start(as_at), as_at, '[]')) as in_year,
        looked_after.days && (d.days * daterange((as_at - interval '1 year')::date, as_at, '(]')) as in_12_months
    ) w
    join read_models.care_period c
      on c.tenant_id = in_authority and c.child_id = in_child and c.known @> as_known_at and c.valid && d.days
    where looked_after.days && d.days and (r.spells_counted = 'all' or c.valid @> as_at)
    -- From the latest stay back. On one day, seen forward: what ended that day, then what went on; a cover after what it covers for.
    window back as (partition by c.started_on order by s.started_on desc, s.is_cover desc, s.ended_on desc, s.stay_id desc)
  ) n
  window back as (partition by n.care_started_on order by n.started_on desc, n.is_cover desc, n.ended_on desc, n.stay_id desc)
$$;
comment on function reporting.counted_stays is
  'Explains the stability figures of one child: the stays up to a day that count. is_cover: a temporary absence that was a real placement. '
  'ended_on: null if open on the day. home: neighbours with one carer are one home; 1 is the last of its period of care. counts_in_year and '
  'counts_in_12_months: whether the stay adds one to that count. move: planned or unplanned, if the stay ended in a move in the year. '
  'broke_down: in the year.';

create function reporting.stability_as_at(as_at date, as_known_at timestamptz)
returns table (
  authority text, child_id uuid, team text, placements_in_year integer, placements_last_12_months integer, moves_planned integer,
  moves_unplanned integer, breakdowns integer, days_in_placement integer, three_or_more boolean, long_term_eligible boolean,
  long_term_stable boolean
) language sql stable parallel safe as
$$
  select
    c.authority, c.child_id, c.team, n.in_year, n.in_12_months, n.moves_planned, n.moves_unplanned, n.breakdowns,
    as_at - n.placed_on, n.in_year >= 3, e.eligible,
    case when e.eligible then
      coalesce(n.home_since + interval '2 years' <= as_at, false)
      -- Placed for adoption: the home before counts together with this one.
      or coalesce(n.kind = 'adoptive_placement' and n.home_since - n.days_before + interval '2 years' <= as_at, false)
    end
  from reporting.looked_after_as_at(as_at, as_known_at) c
  cross join lateral (
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
        min(s.started_on) filter (where s.care_started_on = c.care_started_on and s.home = 1)
      end as home_since,
      max(s.ended_on) filter (where s.care_started_on = c.care_started_on and s.home = 2)
        - min(s.started_on) filter (where s.care_started_on = c.care_started_on and s.home = 2) as days_before
    from reporting.counted_stays(c.authority, c.child_id, as_at, as_known_at) s
  ) n
  cross join lateral (
    select
      coalesce(c.age < 16, false)
      and c.care_started_on + interval '30 months' <= as_at
      and not exists (
        select from read_models.legal_status b
        where b.tenant_id = c.authority and b.child_id = c.child_id and b.known @> as_known_at and b.legal_status = 'short_breaks'
          and b.started_on >= c.care_started_on and b.started_on <= as_at and b.ended_on + interval '30 months' > as_at
      ) as eligible
  ) e
$$;
comment on function reporting.stability_as_at is
  'Stability of each looked-after child: one row a child. placements_in_year: homes lived in from 1 April of the year up to the day, one '
  'already open on 1 April included. placements_last_12_months: the same in the year that ends with the day. moves and breakdowns: endings '
  'from 1 April up to the day. days_in_placement: of the placement the child is in, null without one. three_or_more: placements_in_year >= 3 '
  '(CH/043 on 31 March). long_term_eligible: under 16 and looked after without a break for two and a half years. long_term_stable: of those, '
  'two years in the same home, or placed for adoption and two years there and in the home before; null if not eligible.';

create function reporting.endings_as_at(as_at date, as_known_at timestamptz)
returns table (
  authority text, child_id uuid, team text, placement_id uuid, started_on date, ended_on date, kind text, ended_how text, planned boolean,
  end_reason text, broke_down boolean
) language sql stable parallel safe as
$$
  select
    p.tenant_id, p.child_id, h.team, p.placement_id, p.started_on, p.ended_on, p.kind, p.ended_how, p.planned, p.end_reason, p.broke_down
  from read_models.placement p
  join read_models.child h
    on h.tenant_id = p.tenant_id and h.child_id = p.child_id and h.valid @> as_at and h.known @> as_known_at
  where p.known @> as_known_at and p.ended_on between reporting.year_start(as_at) and as_at
    -- Of the stretches of a placement, the last stands for it.
    and (upper(p.valid) = p.ended_on or p.ended_on = p.started_on)
    and exists (
      select from read_models.legal_status s
      where s.tenant_id = p.tenant_id and s.child_id = p.child_id and s.known @> as_known_at and s.legal_status <> 'short_breaks'
        and s.valid && daterange(p.started_on, greatest(p.ended_on, p.started_on + 1))
    )
$$;
comment on function reporting.endings_as_at is
  'Placements that ended from 1 April of the year up to a day, of all children, looked after on that day or not; short breaks apart. One row '
  'a placement as recorded: a placement that gave way to another one with the same carer ended too.';

-- ---------------------------------------------------------------------------------------------------------------------------------
-- Whether somebody of these teams (null: of every team) may see a child. Rights go by the team that works with the child now, whatever
-- day is asked about: a former team does not go on seeing the record.
create function reporting.seen_by(in_authority text, in_child uuid, teams text[]) returns boolean language sql stable parallel safe as
$$
  select teams is null or exists (
    select from read_models.child c
    where c.tenant_id = in_authority and c.child_id = in_child and upper(c.known) is null and upper_inf(c.valid)
      and (c.team is null or c.team = any(teams)))
$$;
comment on function reporting.seen_by is
  'Whether somebody of these teams may see a child: by the team that works with the child now. Null teams: somebody who sees every team.';

-- Summaries. authorities: whose children. teams: null for every team; a child without a team is seen by every team.

create function reporting.percent(part bigint, whole bigint) returns numeric language sql immutable parallel safe as
$$ select round(100.0 * part / nullif(whole, 0), 1) $$;
comment on function reporting.percent is 'Percentage with one decimal; null of nothing.';

create function reporting.stability_summary_as_at(as_at date, as_known_at timestamptz, authorities text[], teams text[])
returns table (
  looked_after bigint, three_or_more bigint, three_or_more_percent numeric, long_term_eligible bigint, long_term_stable bigint,
  breakdowns_in_year bigint, placements_ended_in_year bigint
) language sql stable parallel safe as
$$
  select
    c.looked_after, c.three_or_more, reporting.percent(c.three_or_more, c.looked_after), c.eligible, c.stable, e.breakdowns, e.ended
  from (
    select
      count(*) as looked_after,
      count(*) filter (where s.three_or_more) as three_or_more,
      count(*) filter (where s.long_term_eligible) as eligible,
      count(*) filter (where s.long_term_stable) as stable
    from reporting.stability_as_at(as_at, as_known_at) s
    where s.authority = any(authorities) and reporting.seen_by(s.authority, s.child_id, teams)
  ) c
  cross join (
    select count(*) as ended, count(*) filter (where p.broke_down) as breakdowns
    from reporting.endings_as_at(as_at, as_known_at) p
    where p.authority = any(authorities) and reporting.seen_by(p.authority, p.child_id, teams)
  ) e
$$;
comment on function reporting.stability_summary_as_at is
  'Stability of the looked-after children of these authorities and teams: one row. The first five columns count children looked after on the '
  'day; breakdowns_in_year and placements_ended_in_year count placements of all children that ended from 1 April up to the day.';

create function reporting.out_of_county_summary_as_at(as_at date, as_known_at timestamptz, authorities text[], teams text[])
returns table (
  looked_after bigint, in_county bigint, elsewhere_in_wales bigint, outside_wales bigint, unknown bigint, out_of_county_percent numeric,
  by_kind jsonb, by_host_authority jsonb
) language sql stable parallel safe as
$$
  with counted as (
    select
      grouping(c.kind) = 0 as of_kind, grouping(c.host_authority) = 0 as of_host, c.kind, c.host_authority,
      count(*) as children,
      count(*) filter (where c.location = 'in_county') as in_county,
      count(*) filter (where c.location = 'elsewhere_in_wales') as elsewhere_in_wales,
      count(*) filter (where c.location = 'outside_wales') as outside_wales,
      count(*) filter (where c.location = 'unknown') as unknown
    from reporting.out_of_county_as_at(as_at, as_known_at) c
    where c.authority = any(authorities) and reporting.seen_by(c.authority, c.child_id, teams)
    group by grouping sets ((), (c.kind), (c.host_authority))
  )
  select
    t.children, t.in_county, t.elsewhere_in_wales, t.outside_wales, t.unknown,
    reporting.percent(t.elsewhere_in_wales + t.outside_wales, t.children),
    (
      select coalesce(jsonb_agg(jsonb_build_object(
        'kind', k.kind, 'children', k.children, 'inCounty', k.in_county, 'elsewhereInWales', k.elsewhere_in_wales,
        'outsideWales', k.outside_wales, 'unknown', k.unknown) order by k.children desc, k.kind), '[]')
      from counted k where k.of_kind
    ),
    (
      select coalesce(jsonb_agg(jsonb_build_object(
        'hostAuthority', h.host_authority, 'children', h.children,
        'outOfCounty', h.elsewhere_in_wales + h.outside_wales) order by h.children desc, h.host_authority), '[]')
      from counted h where h.of_host
    )
  from counted t
  where not t.of_kind and not t.of_host
$$;
comment on function reporting.out_of_county_summary_as_at is
  'Where the looked-after children of these authorities and teams live on a day: one row. out_of_county_percent: (elsewhere_in_wales + '
  'outside_wales) of all looked after, as the Welsh figures are formed. by_kind: by kind of home, null without a placement. by_host_authority: by '
  'the authority in whose area the home stands, null where that is not known. Both add up to looked_after.';

-- ---------------------------------------------------------------------------------------------------------------------------------
-- Today, with everything known: for tools that cannot pass an argument.

create view reporting.looked_after as select * from reporting.looked_after_as_at(reporting.today(), 'infinity');
comment on view reporting.looked_after is 'Children looked after today, with everything known now.';

create view reporting.current_placement as select * from reporting.current_placement_as_at(reporting.today(), 'infinity');
comment on view reporting.current_placement is 'Where each looked-after child lives today, with everything known now.';

create view reporting.stability as select * from reporting.stability_as_at(reporting.today(), 'infinity');
comment on view reporting.stability is 'Stability of each looked-after child today, with everything known now.';

create view reporting.out_of_county as select * from reporting.out_of_county_as_at(reporting.today(), 'infinity');
comment on view reporting.out_of_county is 'Where each looked-after child lives today, seen from the responsible authority.';

-- A column means the same in whichever view it stands.
do
$$
declare
  said record;
begin
  for said in
    select c.relname, a.attname, m.meaning
    from (values
      ('authority', 'GSS code of the responsible authority.'),
      ('child_id', 'The child; the key to join on.'),
      ('team', 'Team that works with the child; null: every team of the authority.'),
      ('care_started_on', 'First day of the period of care.'),
      ('category_of_need', 'Why the child came into this period of care.'),
      ('legal_status', 'Legal status on the day.'),
      ('date_of_birth', 'As known; null while it is not.'),
      ('age', 'In whole years; null while the date of birth is not known.'),
      ('sex', 'female, male or unknown.'),
      ('placement_id', 'The placement the child is in; null without one.'),
      ('kind', 'Kind of home.'),
      ('category', 'Grouping of reports, from kind and sector.'),
      ('sector', 'Who provides the home, by ownership.'),
      ('provider_name', 'Provider of the home.'),
      ('host_authority', 'GSS code of the authority in whose area the home stands; null while not known.'),
      ('country', 'Country of the home; null while not known.'),
      ('registration', 'registered, operating_without_registration or not_required.'),
      ('started_on', 'First day of the placement.'),
      ('days_in_placement', 'Nights since the placement began: 0 on the first day; null without one.'),
      ('location', 'in_county, elsewhere_in_wales, outside_wales, or unknown.'),
      ('out_of_county', 'Null while the facts do not say where the home is.'),
      ('preference_band', 'Of CPPCR 2015 reg. 12; null in county and where the facts do not say.'),
      ('reason', 'Why the home is out of county.'),
      ('placements_in_year', 'Homes lived in from 1 April up to the day; one already open on 1 April included.'),
      ('placements_last_12_months', 'The same in the twelve months that end with the day.'),
      ('moves_planned', 'Planned moves from 1 April up to the day; to another placement with the same carer is no move.'),
      ('moves_unplanned', 'Unplanned moves from 1 April up to the day, and breakdowns after which the child was placed again.'),
      ('breakdowns', 'Placements that broke down from 1 April up to the day.'),
      ('three_or_more', 'Three or more placements in the year (CH/043 on 31 March).'),
      ('long_term_eligible', 'Under 16, and looked after without a break for two and a half years.'),
      ('long_term_stable', 'Two years in one home, or placed for adoption and two years there and in the home before; null if not eligible.')
    ) m (name, meaning)
    join pg_class c on c.relnamespace = 'reporting'::regnamespace and c.relkind = 'v'
    join pg_attribute a on a.attrelid = c.oid and a.attname = m.name
  loop
    execute format('comment on column reporting.%I.%I is %L', said.relname, said.attname, said.meaning);
  end loop;
end
$$;
