-- Who may see a record now: by the team that works with the child and, where the record is restricted, by the list of people and teams who
-- may see it. Said once here, for the single record, for every list, count and export. It goes by now, whatever day or instant is asked
-- about: whoever is not on the list today does not see last year's record either.

-- A rebuild makes its tables with create_tables: what there was stays as it was, and this adds to it.
alter function read_models.create_tables(text) rename to create_tables_before_access;

create function read_models.add_access(in_schema text) returns void language plpgsql as
$$
begin
  -- One row a child, also of a child whose registration was voided: what was recorded can still be read by those who saw it.
  -- restricted_people and restricted_teams: null where the record is not restricted. opened_to and opened_until, side by side: to whom the
  -- restricted record was opened since the list was set, and when that ends; somebody to whom it was opened twice stands there once.
  perform read_models.create_table(in_schema, 'access', '
    team text,
    restricted_people text[],
    restricted_teams text[],
    opened_to text[] not null,
    opened_until timestamptz[] not null');
  -- Restricted records are few; every list and count asks for them.
  execute format(
    'create index on %I.access (tenant_id) where upper(known) is null and restricted_people is not null', in_schema);

  -- Every opening of a restricted record there was, for its owners: who stood on the list then.
  perform read_models.create_table(in_schema, 'access_opening', '
    person text not null,
    person_name text not null,
    opened_until timestamptz not null,
    reason text not null,
    told_people text[] not null,
    told_teams text[] not null');
end
$$;

create function read_models.create_tables(in_schema text) returns void language plpgsql as
$$
begin
  perform read_models.create_tables_before_access(in_schema);
  perform read_models.add_access(in_schema);
end
$$;

select read_models.add_access('read_models');

-- No record was restricted until now. The team is the one known last, so that nobody gains or loses sight of a record before a rebuild.
insert into read_models.access (tenant_id, child_id, item, valid, known, team, opened_to, opened_until)
select distinct on (c.tenant_id, c.child_id)
  c.tenant_id, c.child_id, 'access', daterange(null, null), tstzrange(lower(c.known), null), c.team, '{}', '{}'
from read_models.child c
order by c.tenant_id, c.child_id, upper(c.known) desc nulls first, upper(c.valid) desc nulls first;

-- ---------------------------------------------------------------------------------------------------------------------------------

-- These are written so that the planner pulls them into the statement around them: a function that it calls is planned anew in each
-- statement, which costs more than all the rest of a lookup, and would tell a hidden child from none.

create function reporting.is_open_to(
  restricted_people text[], restricted_teams text[], opened_to text[], opened_until timestamptz[], subject text, in_teams text[]
) returns boolean language sql stable parallel safe as
$$
  select restricted_people is null or subject = any(restricted_people) or in_teams && restricted_teams
    or coalesce(opened_until[array_position(opened_to, subject)] > now(), false)
$$;
comment on function reporting.is_open_to is
  'Whether a record restricted to these people and teams (null: not restricted) is open to somebody: by being on the list, or by an opening '
  'that has not ended.';

create function reporting.may_see(in_authority text, in_child uuid, subject text, in_teams text[], every_team boolean)
returns table (child_id uuid) language sql stable parallel safe as
$$
  select a.child_id
  from read_models.access a
  where a.tenant_id = in_authority and a.child_id = in_child and a.item = 'access' and upper(a.known) is null
    and (every_team or a.team is null or a.team = any(in_teams))
    and reporting.is_open_to(a.restricted_people, a.restricted_teams, a.opened_to, a.opened_until, subject, in_teams)
$$;
comment on function reporting.may_see is
  'A row where somebody, by subject and teams, may see the record of a child now: ask whether it exists. every_team: for who sees the '
  'children of all teams; a restriction holds for them too. For the host.';

create function reporting.hidden_from(authorities text[], subject text, in_teams text[])
returns table (child_id uuid) language sql stable parallel safe as
$$
  select a.child_id
  from read_models.access a
  where a.tenant_id = any(authorities) and upper(a.known) is null and a.restricted_people is not null
    and not reporting.is_open_to(a.restricted_people, a.restricted_teams, a.opened_to, a.opened_until, subject, in_teams)
$$;
comment on function reporting.hidden_from is
  'Children of these authorities whose records are restricted and not open to somebody: lists, counts and exports leave them out. For the '
  'host.';

-- The team alone, for figures, which a reading role asks for too: no list of people is shown to it.
alter function reporting.turn_to_read_models() rename to turn_figures_to_read_models;
comment on function reporting.turn_figures_to_read_models is 'Part of turn_to_read_models: the views that figures count from.';

create function reporting.turn_to_read_models() returns void language sql as
$$
  select reporting.turn_figures_to_read_models();

  create or replace view reporting.recorded_access as
    select tenant_id, child_id, item, valid, known, team from read_models.access;
$$;
comment on function reporting.turn_to_read_models is
  'Makes the views recorded_* read the tables that now stand in read_models. A rebuild calls it; nobody else need.';
revoke execute on function reporting.turn_to_read_models from public;

select reporting.turn_to_read_models();

comment on view reporting.recorded_access is
  'The team by which children are seen now, also of those whose registration was voided. Who is on the list of a restricted record is not '
  'shown here.';
comment on column reporting.recorded_access.tenant_id is 'GSS code of the responsible authority.';
comment on column reporting.recorded_access.child_id is 'The child; the key to join on.';
comment on column reporting.recorded_access.item is 'Always access: one row a child.';
comment on column reporting.recorded_access.valid is 'All days.';
comment on column reporting.recorded_access.known is 'Instants at which the row was what the record said; without an end: still.';
comment on column reporting.recorded_access.team is 'Team that works with the child; null: every team of the authority.';

create or replace function reporting.seen_by(in_authority text, in_child uuid, teams text[]) returns boolean
language sql stable parallel safe as
$$
  select teams is null or exists (
    select from reporting.recorded_access a
    where a.tenant_id = in_authority and a.child_id = in_child and a.item = 'access' and upper(a.known) is null
      and (a.team is null or a.team = any(teams)))
$$;

create function reporting.seen_by(in_authority text, in_child uuid, teams text[], hidden uuid[]) returns boolean
language sql stable parallel safe as
$$ select reporting.seen_by(in_authority, in_child, teams) and (hidden is null or in_child <> all(hidden)) $$;
comment on function reporting.seen_by(text, uuid, text[], uuid[]) is
  'The same, of children who are not hidden by a restriction (reporting.hidden_from). Null: none is.';

-- ---------------------------------------------------------------------------------------------------------------------------------
-- Summaries and measures leave hidden children out. Asked with four arguments as before, they count everybody.

do
$$
declare
  summary record;
begin
  for summary in
    select p.oid::regprocedure as signature, p.proname, pg_get_functiondef(p.oid) as text, obj_description(p.oid, 'pg_proc') as meaning
    from pg_proc p
    where p.pronamespace = 'reporting'::regnamespace and p.prosrc like '%child\_id, teams)%' and 'authorities' = any(p.proargnames)
      and p.prorettype <> 'reporting.question'::regtype
  loop
    execute format('drop function %s', summary.signature);
    execute replace(
      regexp_replace(summary.text, 'authorities text\[\], teams text\[\]\)', 'authorities text[], teams text[], hidden uuid[] DEFAULT NULL)'),
      'child_id, teams)', 'child_id, teams, hidden)');
    execute format(
      'comment on function reporting.%I is %L', summary.proname, summary.meaning || ' hidden: children to leave out, by reporting.hidden_from.');
  end loop;
end
$$;

-- Reports likewise: by a part of their question that only the host fills in.
alter type reporting.question add attribute hidden uuid[];
comment on column reporting.question.hidden is 'Children to leave out because their records are restricted; null: none. The host fills it in.';

create or replace function reporting.ask(
  as_at date default reporting.today(), as_known_at timestamptz default 'infinity', authorities text[] default null,
  teams text[] default null, age_bands text[] default null, sexes text[] default null, legal_statuses text[] default null,
  kinds text[] default null, sectors text[] default null, host_authorities text[] default null, disabled boolean default null,
  unaccompanied boolean default null, in_sibling_group boolean default null, suppress boolean default false, children uuid[] default null
) returns reporting.question language sql stable parallel safe as
$$
  select row(
    as_at, as_known_at, authorities, teams, age_bands, sexes, legal_statuses, kinds, sectors, host_authorities, disabled, unaccompanied,
    in_sibling_group, suppress, children, null::uuid[])::reporting.question
$$;

create or replace function reporting.in_scope(q reporting.question, authority text, child_id uuid) returns boolean
language sql stable parallel safe as
$$
  select (q.authorities is null or authority = any(q.authorities))
    and (q.children is null or child_id = any(q.children))
    and (q.teams is null or reporting.seen_by(authority, child_id, q.teams))
    and (q.hidden is null or child_id <> all(q.hidden))
$$;
