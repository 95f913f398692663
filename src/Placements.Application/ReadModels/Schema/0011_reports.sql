-- Reports: what all of them share. A report is three things of one name, here kinds_of_home:
--
--   reporting.kinds_of_home(question)           the report: rows with their keys, counts, shares;
--   reporting.kinds_of_home_counted(question)   what was counted: one row a child (or placement, start, search) and row of the report it is
--                                               in, with the report's keys and, by the name of each count, whether it counts there;
--   reporting.kinds_of_home                     the view for tools that cannot pass an argument: today, everything known.
--
-- reporting.describe(...) says what its columns mean, checks that the three fit, and makes the view. The catalogue of the API, the comments
-- that tools show and the list of children behind a figure all come from there.
--
-- Ask with reporting.ask(as_at => '2022-03-31', sexes => '{female}'). Every report gives all its rows, of zero where there was nothing to
-- count; a share of nothing is null.

create type reporting.question as (
  as_at date, as_known_at timestamptz, authorities text[], teams text[],
  age_bands text[], sexes text[], legal_statuses text[], kinds text[], sectors text[], host_authorities text[],
  disabled boolean, unaccompanied boolean, in_sibling_group boolean,
  suppress boolean, children uuid[]
);
comment on type reporting.question is 'What a report is asked; made by reporting.ask.';
comment on column reporting.question.as_at is 'The day in the children''s lives. What is effective later does not count.';
comment on column reporting.question.as_known_at is 'Entries recorded later do not count; infinity: everything known.';
comment on column reporting.question.authorities is 'GSS codes of responsible authorities; null: all in the database.';
comment on column reporting.question.teams is 'Teams of who asks; null: somebody who sees every team.';
comment on column reporting.question.age_bands is 'Values of the code list age_band; null, here and below: whatever it is.';
comment on column reporting.question.suppress is
  'True: counts are rounded to the nearest 5 and those under 5 hidden (null), the form in which Wales publishes; shares are of what is shown.';
comment on column reporting.question.children is 'Only these children; for whoever explains a figure.';

create function reporting.ask(
  as_at date default reporting.today(), as_known_at timestamptz default 'infinity', authorities text[] default null,
  teams text[] default null, age_bands text[] default null, sexes text[] default null, legal_statuses text[] default null,
  kinds text[] default null, sectors text[] default null, host_authorities text[] default null, disabled boolean default null,
  unaccompanied boolean default null, in_sibling_group boolean default null, suppress boolean default false, children uuid[] default null
) returns reporting.question language sql stable parallel safe as
$$
  select row(
    as_at, as_known_at, authorities, teams, age_bands, sexes, legal_statuses, kinds, sectors, host_authorities, disabled, unaccompanied,
    in_sibling_group, suppress, children)::reporting.question
$$;
comment on function reporting.ask is
  'A question to a report, by the names of its parts: reporting.ask(as_at => ''2022-03-31'', authorities => ''{W06000015}''). What is left out '
  'is today, everything known, every child.';

-- ---------------------------------------------------------------------------------------------------------------------------------
-- Words and numbers

create table reporting.code_value (
  code_list text not null,
  value text not null,
  position integer not null,
  label text not null,
  primary key (code_list, value)
);
comment on table reporting.code_value is 'Values of code lists with their labels, as the program that opened the database knows them.';
comment on column reporting.code_value.code_list is 'Name of the list: kind, sector, legal_status …';
comment on column reporting.code_value.value is 'As it stands in reports.';
comment on column reporting.code_value.position is 'Order within the list.';
comment on column reporting.code_value.label is 'The words that people see.';

create function reporting.codes(in_list text) returns table (value text, label text, place integer)
language sql stable parallel safe as
$$ select c.value, c.label, c.position from reporting.code_value c where c.code_list = in_list $$;
comment on function reporting.codes is 'The values of one code list.';

create function reporting.categories() returns table (category text, place integer) language sql stable parallel safe as
$$ select c.value, c.place from reporting.codes('category') c union all select 'without_placement', 1000 $$;
comment on function reporting.categories is 'Kinds of home as reports group them, and the children who had none.';

create function reporting.age_band(age integer) returns text language sql immutable parallel safe as
$$
  select case
    when age < 1 then 'under_one' when age < 5 then 'one_to_four' when age < 10 then 'five_to_nine' when age < 16 then 'ten_to_fifteen'
    when age is not null then 'sixteen_and_over' else 'unknown'
  end
$$;
comment on function reporting.age_band is 'The age bands of the published statistics; unknown while the date of birth is not known.';

create function reporting.shown(counted bigint, suppress boolean) returns bigint language sql immutable parallel safe as
$$
  select case
    when not suppress or counted = 0 then counted
    when counted >= 5 then (round(counted / 5.0) * 5)::bigint
  end
$$;
comment on function reporting.shown is
  'A count as it may be shown. Where small counts are suppressed: to the nearest 5, and null for 1 to 4.';

-- ---------------------------------------------------------------------------------------------------------------------------------
-- Days

create function reporting.census_days(as_at date) returns table (day date) language sql immutable parallel safe as
$$
  select as_at
  union all
  select (reporting.year_start(as_at) - 1 - make_interval(years => y))::date from generate_series(0, 3) y
  where (reporting.year_start(as_at) - 1 - make_interval(years => y)) < as_at
$$;
comment on function reporting.census_days is 'The day asked about and the four 31 Marches before it, latest first: what a trend is drawn through.';

create function reporting.years(as_at date) returns table (year_ending date, first_day date, last_day date)
language sql immutable parallel safe as
$$
  select (s.start + interval '1 year')::date - 1, s.start, least((s.start + interval '1 year')::date - 1, as_at)
  from generate_series(0, 4) y
  cross join lateral (select (reporting.year_start(as_at) - make_interval(years => y))::date) s (start)
$$;
comment on function reporting.years is
  'The year to 31 March that holds the day asked about, as far as it has gone, and the four before it, latest first.';

create function reporting.months(as_at date, how_many integer) returns table (month date, first_day date, last_day date)
language sql immutable parallel safe as
$$
  select m.first, m.first, least((m.first + interval '1 month')::date - 1, as_at)
  from generate_series(0, how_many - 1) n
  cross join lateral (select (date_trunc('month', as_at::timestamp) - make_interval(months => n))::date) m (first)
$$;
comment on function reporting.months is
  'So many months, the one that holds the day asked about first and only as far as it has gone. month: its first day.';

-- ---------------------------------------------------------------------------------------------------------------------------------
-- Who is counted: one function for children on a day, one for each thing that happens. All apply the filters of the question, to the facts
-- of the day in question.

create function reporting.passes(
  q reporting.question, age_band text, sex text, legal_status text, kind text, sector text, host_authority text, disabled boolean,
  unaccompanied boolean, in_sibling_group boolean
) returns boolean language sql stable parallel safe as
$$
  select (q.age_bands is null or age_band = any(q.age_bands))
    and (q.sexes is null or sex = any(q.sexes))
    and (q.legal_statuses is null or legal_status = any(q.legal_statuses))
    and (q.kinds is null or coalesce(kind = any(q.kinds), false))
    and (q.sectors is null or coalesce(sector = any(q.sectors), false))
    and (q.host_authorities is null or coalesce(host_authority = any(q.host_authorities), false))
    and (q.disabled is null or disabled = q.disabled)
    and (q.unaccompanied is null or unaccompanied = q.unaccompanied)
    and (q.in_sibling_group is null or in_sibling_group = q.in_sibling_group)
$$;
comment on function reporting.passes is 'Whether what is counted passes the filters of a question.';

create function reporting.in_scope(q reporting.question, authority text, child_id uuid) returns boolean
language sql stable parallel safe as
$$
  select (q.authorities is null or authority = any(q.authorities))
    and (q.children is null or child_id = any(q.children))
    and (q.teams is null or reporting.seen_by(authority, child_id, q.teams))
$$;
comment on function reporting.in_scope is 'Whether a question is about this child, and whoever asks may see it.';

create function reporting.child_on(in_authority text, in_child uuid, on_day date, as_known_at timestamptz)
returns table (
  age integer, age_band text, sex text, disabled boolean, unaccompanied boolean, transferred boolean, in_sibling_group boolean,
  date_of_birth date
) language sql stable parallel safe as
$$
  select
    reporting.age_on(h.date_of_birth, on_day), reporting.age_band(reporting.age_on(h.date_of_birth, on_day)), h.sex,
    h.disabilities <> '{}', h.unaccompanied_asylum_seeking, h.national_transfer_scheme, h.sibling_group is not null, h.date_of_birth
  from reporting.recorded_child h
  where h.tenant_id = in_authority and h.child_id = in_child and h.valid @> on_day and h.known @> as_known_at
$$;
comment on function reporting.child_on is 'A child as described on a day.';

create function reporting.children_on(q reporting.question, on_day date)
returns table (
  authority text, child_id uuid, care_started_on date, category_of_need text, legal_status text, age integer, age_band text, sex text,
  disabled boolean, unaccompanied boolean, transferred boolean, in_sibling_group boolean, placement_id uuid, kind text, category text,
  sector text, provider text, host_authority text, location text, registration text, framework boolean, placed_on date, weekly_cost bigint
) language sql stable parallel safe as
$$
  select
    c.tenant_id, c.child_id, c.started_on, c.category_of_need, s.legal_status, h.age, h.age_band, h.sex, h.disabled, h.unaccompanied,
    h.transferred, h.in_sibling_group, p.placement_id, p.kind, coalesce(p.category, 'without_placement'), p.sector, p.provider_name,
    p.host_authority, coalesce(p.location, 'unknown'), p.registration, p.framework, p.started_on, p.weekly_cost
  from reporting.recorded_care_period c
  join reporting.recorded_legal_status s
    on s.tenant_id = c.tenant_id and s.child_id = c.child_id and s.valid @> on_day and s.known @> q.as_known_at
      and s.legal_status <> 'short_breaks'
  cross join lateral reporting.child_on(c.tenant_id, c.child_id, on_day, q.as_known_at) h
  left join reporting.recorded_placement p
    on p.tenant_id = c.tenant_id and p.child_id = c.child_id and p.valid @> on_day and p.known @> q.as_known_at
  where c.valid @> on_day and c.known @> q.as_known_at
    -- Follows from the line above, here and below, in the words of the index on care periods.
    and coalesce(c.ended_on, 'infinity') > on_day and coalesce(upper(c.known), 'infinity') >= q.as_known_at
    and reporting.in_scope(q, c.tenant_id, c.child_id)
    and reporting.passes(
      q, h.age_band, h.sex, s.legal_status, p.kind, p.sector, p.host_authority, h.disabled, h.unaccompanied, h.in_sibling_group)
$$;
comment on function reporting.children_on is
  'Children looked after on a day, short breaks apart, with where they lived then: one row a child. category: without_placement for a child '
  'who had none. weekly_cost: pence.';

create function reporting.care_starts(q reporting.question, first_day date, last_day date)
returns table (
  authority text, child_id uuid, started_on date, category_of_need text, legal_status text, left_before_on date, age integer, age_band text,
  sex text, disabled boolean, unaccompanied boolean, transferred boolean, kind text, category text, sector text
) language sql stable parallel safe as
$$
  select
    c.tenant_id, c.child_id, c.started_on, c.category_of_need, c.legal_status_at_start, b.ended_on, h.age, h.age_band, h.sex, h.disabled,
    h.unaccompanied, h.transferred, p.kind, coalesce(p.category, 'without_placement'), p.sector
  from reporting.recorded_care_period c
  cross join lateral reporting.child_on(c.tenant_id, c.child_id, c.started_on, q.as_known_at) h
  left join lateral (
    select max(e.ended_on) as ended_on
    from reporting.recorded_care_period e
    where e.tenant_id = c.tenant_id and e.child_id = c.child_id and e.known @> q.as_known_at and e.ended_on <= c.started_on
      and e.item <> c.item and e.legal_status_at_start <> 'short_breaks'
  ) b on true
  left join reporting.recorded_placement p
    on p.tenant_id = c.tenant_id and p.child_id = c.child_id and p.valid @> c.started_on and p.known @> q.as_known_at
  where c.started_on between first_day and last_day and c.known @> q.as_known_at
    and coalesce(c.ended_on, 'infinity') >= first_day and coalesce(upper(c.known), 'infinity') >= q.as_known_at
    -- Care that had begun before the record did began on a day that nobody knows.
    and c.began_earlier is null and c.legal_status_at_start <> 'short_breaks'
    and reporting.in_scope(q, c.tenant_id, c.child_id)
    and reporting.passes(
      q, h.age_band, h.sex, c.legal_status_at_start, p.kind, p.sector, p.host_authority, h.disabled, h.unaccompanied, h.in_sibling_group)
$$;
comment on function reporting.care_starts is
  'Starts of being looked after from first_day to last_day, both included, short breaks apart: one row a period of care. The child, the legal '
  'status and the home as on the day it began. left_before_on: when the child had last left care before; null for a first time.';

create function reporting.care_ends(q reporting.question, first_day date, last_day date)
returns table (
  authority text, child_id uuid, started_on date, ended_on date, end_reason text, turned_18 boolean, legal_status text, age integer,
  age_band text, sex text, disabled boolean, unaccompanied boolean, kind text, category text, sector text, when_i_am_ready boolean
) language sql stable parallel safe as
$$
  select
    c.tenant_id, c.child_id, c.started_on, c.ended_on, c.end_reason,
    -- In Wales care ends at the latest on the day before the eighteenth birthday; other authorities write the birthday.
    coalesce(c.ended_on >= (h.date_of_birth + interval '18 years')::date - 1, false),
    s.legal_status, h.age, h.age_band, h.sex, h.disabled, h.unaccompanied, p.kind, coalesce(p.category, 'without_placement'), p.sector,
    c.when_i_am_ready
  from reporting.recorded_care_period c
  cross join lateral (select greatest(c.ended_on - 1, c.started_on) as day) l
  cross join lateral reporting.child_on(c.tenant_id, c.child_id, l.day, q.as_known_at) h
  join reporting.recorded_legal_status s
    on s.tenant_id = c.tenant_id and s.child_id = c.child_id and s.valid @> l.day and s.known @> q.as_known_at
      and s.legal_status <> 'short_breaks'
  left join reporting.recorded_placement p
    on p.tenant_id = c.tenant_id and p.child_id = c.child_id and p.valid @> l.day and p.known @> q.as_known_at
  where c.ended_on between first_day and last_day and c.known @> q.as_known_at
    and coalesce(c.ended_on, 'infinity') between first_day and last_day and coalesce(upper(c.known), 'infinity') >= q.as_known_at
    and reporting.in_scope(q, c.tenant_id, c.child_id)
    and reporting.passes(
      q, h.age_band, h.sex, s.legal_status, p.kind, p.sector, p.host_authority, h.disabled, h.unaccompanied, h.in_sibling_group)
$$;
comment on function reporting.care_ends is
  'Ends of being looked after from first_day to last_day, both included, short breaks apart: one row a period of care. ended_on: the first day '
  'not in care. The child, the legal status and the home as on the last day in care. when_i_am_ready: stays with the former carers.';

create function reporting.placement_starts(q reporting.question, first_day date, last_day date)
returns table (
  authority text, child_id uuid, placement_id uuid, started_on date, kind text, category text, sector text, provider text,
  registration text, came_from text, same_carer boolean, age integer, age_band text, sex text, legal_status text
) language sql stable parallel safe as
$$
  select
    p.tenant_id, p.child_id, p.placement_id, p.started_on, p.kind, p.category, p.sector, p.provider_name, p.registration,
    coalesce(b.category, 'start_of_care'), coalesce(b.carer = p.carer, false), h.age, h.age_band, h.sex, s.legal_status
  from reporting.recorded_care_period c
  join reporting.recorded_placement p
    on p.tenant_id = c.tenant_id and p.child_id = c.child_id and p.known @> q.as_known_at and p.stretch = 1
      and p.started_on >= c.started_on and p.started_on < coalesce(c.ended_on, 'infinity')
  join reporting.recorded_legal_status s
    on s.tenant_id = c.tenant_id and s.child_id = c.child_id and s.valid @> p.started_on and s.known @> q.as_known_at
      and s.legal_status <> 'short_breaks'
  cross join lateral reporting.child_on(c.tenant_id, c.child_id, p.started_on, q.as_known_at) h
  left join lateral (
    select e.category, e.carer
    from reporting.recorded_placement e
    where e.tenant_id = c.tenant_id and e.child_id = c.child_id and e.known @> q.as_known_at and e.placement_id <> p.placement_id
      and e.started_on between c.started_on and p.started_on and e.ended_on <= p.started_on
      -- Of the stretches of a placement the last stands for it.
      and (upper(e.valid) = e.ended_on or e.ended_on = e.started_on)
    order by e.ended_on desc, e.started_on desc limit 1
  ) b on true
  where p.started_on between first_day and last_day
    and c.known @> q.as_known_at and c.started_on <= last_day
    and coalesce(c.ended_on, 'infinity') >= first_day and coalesce(upper(c.known), 'infinity') >= q.as_known_at
    -- Where the record begins in the middle of a child's care, its first placement may have begun long before.
    and not (c.began_earlier is not null and p.started_on = c.started_on)
    and reporting.in_scope(q, c.tenant_id, c.child_id)
    and reporting.passes(
      q, h.age_band, h.sex, s.legal_status, p.kind, p.sector, p.host_authority, h.disabled, h.unaccompanied, h.in_sibling_group)
$$;
comment on function reporting.placement_starts is
  'Placements of looked-after children that began from first_day to last_day, both included: one row a placement. came_from: category of the '
  'placement before in the same period of care, or start_of_care. same_carer: as that placement; then the child did not move.';

create function reporting.placement_endings(q reporting.question, first_day date, last_day date)
returns table (
  authority text, child_id uuid, placement_id uuid, started_on date, ended_on date, kind text, category text, sector text, provider text,
  ended_how text, planned boolean, end_reason text, broke_down boolean, went_to text, same_carer boolean, age integer, age_band text,
  sex text, legal_status text
) language sql stable parallel safe as
$$
  select
    p.tenant_id, p.child_id, p.placement_id, p.started_on, p.ended_on, p.kind, p.category, p.sector, p.provider_name, p.ended_how, p.planned,
    p.end_reason, p.broke_down,
    coalesce(n.category, case when c.ended_on = p.ended_on then 'left_care' else 'without_placement' end),
    coalesce(n.carer = p.carer, false), h.age, h.age_band, h.sex, s.legal_status
  from reporting.recorded_placement p
  join reporting.recorded_care_period c
    on c.tenant_id = p.tenant_id and c.child_id = p.child_id and c.known @> q.as_known_at and c.valid @> p.started_on
  cross join lateral (select greatest(p.ended_on - 1, p.started_on) as day) l
  join reporting.recorded_legal_status s
    on s.tenant_id = p.tenant_id and s.child_id = p.child_id and s.valid @> l.day and s.known @> q.as_known_at
      and s.legal_status <> 'short_breaks'
  cross join lateral reporting.child_on(p.tenant_id, p.child_id, l.day, q.as_known_at) h
  left join lateral (
    select f.category, f.carer
    from reporting.recorded_placement f
    where f.tenant_id = p.tenant_id and f.child_id = p.child_id and f.known @> q.as_known_at and f.placement_id <> p.placement_id
      and f.stretch = 1 and f.started_on >= p.ended_on and f.started_on < coalesce(c.ended_on, 'infinity') and f.started_on <= q.as_at
    order by f.started_on, f.ended_on limit 1
  ) n on true
  where p.ended_on between first_day and last_day and p.known @> q.as_known_at
    and (upper(p.valid) = p.ended_on or p.ended_on = p.started_on)
    and reporting.in_scope(q, p.tenant_id, p.child_id)
    and reporting.passes(
      q, h.age_band, h.sex, s.legal_status, p.kind, p.sector, p.host_authority, h.disabled, h.unaccompanied, h.in_sibling_group)
$$;
comment on function reporting.placement_endings is
  'Placements of looked-after children that ended from first_day to last_day, both included: one row a placement. went_to: category of the next '
  'placement in the same period of care that has begun by the day asked about, left_care, or without_placement. same_carer: as that '
  'placement; then the child did not move. The child and the legal status as on the last day there.';

create function reporting.searches(q reporting.question, first_day date, last_day date)
returns table (
  authority text, child_id uuid, referral_id uuid, made_on date, closed_on date, outcome text, urgency text, foster text, residential text,
  supported text, approaches integer, offers integer, age integer, age_band text, sex text, unaccompanied boolean
) language sql stable parallel safe as
$$
  select
    r.tenant_id, r.child_id, r.referral_id, r.started_on, r.ended_on, r.outcome, r.urgency, r.foster, r.residential, r.supported,
    r.approaches, r.offers, h.age, h.age_band, h.sex, h.unaccompanied
  from reporting.recorded_referral r
  cross join lateral reporting.child_on(r.tenant_id, r.child_id, r.started_on, q.as_known_at) h
  left join reporting.recorded_legal_status s
    on s.tenant_id = r.tenant_id and s.child_id = r.child_id and s.valid @> r.started_on and s.known @> q.as_known_at
  left join reporting.recorded_placement p
    on p.tenant_id = r.tenant_id and p.child_id = r.child_id and p.valid @> r.started_on and p.known @> q.as_known_at
  where r.started_on between first_day and last_day and r.known @> q.as_known_at
    and reporting.in_scope(q, r.tenant_id, r.child_id)
    and reporting.passes(
      q, h.age_band, h.sex, s.legal_status, p.kind, p.sector, p.host_authority, h.disabled, h.unaccompanied, h.in_sibling_group)
$$;
comment on function reporting.searches is
  'Searches for a home that began from first_day to last_day, both included, of children looked after or not: one row a referral. Filters on '
  'legal status and home go by those of the day on which the search began.';

-- ---------------------------------------------------------------------------------------------------------------------------------
-- The catalogue

create table reporting.report (
  id text primary key,
  position integer generated always as identity,
  title text not null,
  counts text not null,
  source text not null
);
comment on table reporting.report is 'The reports: select * from reporting.<id>(reporting.ask(as_at => ''2022-03-31'')).';
comment on column reporting.report.id is 'Name of the function and of the view.';
comment on column reporting.report.position is 'Order within the catalogue.';
comment on column reporting.report.title is 'The words that people see.';
comment on column reporting.report.counts is 'What is counted, and what is not.';
comment on column reporting.report.source is 'Where the figure or its definition comes from.';

create type reporting.column_role as enum ('key', 'count', 'share', 'amount');

create table reporting.report_column (
  report text not null references reporting.report (id),
  position integer not null,
  name text not null,
  role reporting.column_role not null,
  unit text not null,
  meaning text not null,
  primary key (report, name)
);
comment on table reporting.report_column is 'The columns of the reports.';
comment on column reporting.report_column.report is 'The report that the column is of.';
comment on column reporting.report_column.position is 'Order within the report.';
comment on column reporting.report_column.name is 'As the function and the view name it.';
comment on column reporting.report_column.meaning is 'What the column says.';
comment on column reporting.report_column.role is
  'key: names the row. count: how many; its children can be listed. share: formed from counts. amount: a sum, a mean or a median.';
comment on column reporting.report_column.unit is
  'date, text, years, code (a value of a code list), children, placements, searches, starts, ends, moves, breakdowns, percent, days, pence …';

create function reporting.describe(in_id text, in_title text, in_counts text, in_source text, variadic columns text[])
returns void language plpgsql as
$$
declare
  part text[];
  place integer := 0;
begin
  insert into reporting.report (id, title, counts, source) values (in_id, in_title, in_counts, in_source);
  execute format('comment on function reporting.%I(reporting.question) is %L', in_id, in_counts);
  execute format(
    'comment on function reporting.%I(reporting.question) is %L', in_id || '_counted',
    'What the report ' || in_id || ' counted, row by row: its keys, and by the name of each count whether it counts there.');
  execute format('create view reporting.%1$I as select * from reporting.%1$I(reporting.ask())', in_id);
  execute format('comment on view reporting.%I is %L', in_id, in_title || ', today: ' || in_counts);
  foreach part slice 1 in array (select array_agg(string_to_array(c, ' | ')) from unnest(columns) c) loop
    place := place + 1;
    insert into reporting.report_column values (in_id, place, part[1], part[2]::reporting.column_role, part[3], part[4]);
    execute format('comment on column reporting.%I.%I is %L', in_id, part[1], part[4]);
  end loop;
  if exists (
    (select a.attname::text from pg_attribute a where a.attrelid = format('reporting.%I', in_id)::regclass and a.attnum > 0)
    except select c.name from reporting.report_column c where c.report = in_id
  ) then
    raise exception 'report % has columns that are not described', in_id;
  end if;
end
$$;
comment on function reporting.describe is
  'Enters a report into the catalogue: its columns in order, each as "name | role | unit | meaning". For migrations.';
revoke execute on function reporting.describe from public;
