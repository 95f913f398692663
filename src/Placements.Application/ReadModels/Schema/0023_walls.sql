-- Authorities apart, for all that is not the log: the store's file of this name says how. Every table with rows of authorities is walled; a
-- test asks the catalogue.

-- A rebuild makes its tables here.
create or replace function read_models.create_tables(in_schema text) returns void language plpgsql as
$$
begin
  perform read_models.create_tables_before_access(in_schema);
  perform read_models.add_access(in_schema);
  perform placements.wall(c.oid::regclass) from pg_class c where c.relnamespace = in_schema::regnamespace and c.relkind = 'r';
end
$$;

select placements.wall(c.oid::regclass)
from pg_class c
where c.relnamespace = 'read_models'::regnamespace and c.relkind = 'r';

-- Tables that a rebuild put in the place of others are open to whom those were open to.
create function read_models.keep_grants(in_before text) returns void language plpgsql as
$$
declare
  given record;
begin
  for given in
    select c.relname, a.grantee, a.privilege_type, '' as columns
    from pg_class c, aclexplode(c.relacl) a
    where c.relnamespace = in_before::regnamespace and c.relkind = 'r' and a.grantee not in (0, c.relowner)
    union all
    select c.relname, a.grantee, a.privilege_type, format('(%I)', m.attname)
    from pg_class c join pg_attribute m on m.attrelid = c.oid, aclexplode(m.attacl) a
    where c.relnamespace = in_before::regnamespace and c.relkind = 'r' and a.grantee not in (0, c.relowner)
  loop
    execute format(
      'grant %s %s on read_models.%I to %s', given.privilege_type, given.columns, given.relname, given.grantee::regrole);
  end loop;
end
$$;

select placements.wall('placements.read_audit'), placements.wall('returns.import'), placements.wall('returns.frozen');

-- What hangs on a row is hidden with it.
alter table returns.import_problem enable row level security;
create policy authorities on returns.import_problem
using (exists (select from returns.import i where i.import_id = import_problem.import_id));

-- Files come before their return: until it is there nobody sees them, and anybody may add to them.
alter table returns.frozen_file enable row level security;
create policy authorities on returns.frozen_file for select
using (exists (select from returns.frozen f where f.return_id = frozen_file.return_id));
create policy making on returns.frozen_file for insert with check (true);
alter table returns.frozen_child enable row level security;
create policy authorities on returns.frozen_child
using (exists (select from returns.frozen f where f.return_id = frozen_child.return_id));
alter table returns.frozen_file_part enable row level security;
create policy authorities on returns.frozen_file_part for select
using (exists (select from returns.frozen f where f.return_id = frozen_file_part.return_id));
create policy making on returns.frozen_file_part for insert with check (true);

-- A return of another authority, too, has the files that it was frozen with, and no other; so this must see all.
alter function returns.refuse_addition() security definer set search_path = pg_catalog;

-- What was shipped is everybody's; what an authority put right is its own.
alter table reference.wales_code enable row level security;
create policy authorities on reference.wales_code
using (authority is null or coalesce(authority = any((select placements.authorities())::text[]), true))
with check (authority is not null and coalesce(authority = any((select placements.authorities())::text[]), true));

-- ---------------------------------------------------------------------------------------------------------------------------------
-- The instant at which a return is made, about which everything is known. Only the owner may lock out writers and look at the end of the
-- whole log, so this has the owner's rights. The caller sets how long it may wait.
create function returns.moment(
  out instant timestamptz, out log_transaction_id xid8, out log_seq_id bigint, out wales_codes bigint
) language plpgsql security definer set search_path = pg_catalog as
$$
begin
  -- Appends begin with a write to this table.
  lock table placements.mt_streams in share row exclusive mode;
  -- A correction of a code has its time as an append has.
  lock table reference.wales_code in share mode;
  select e.transaction_id, e.seq_id into log_transaction_id, log_seq_id
  from placements.mt_events e order by e.transaction_id desc, e.seq_id desc limit 1;
  select coalesce(max(c.version), 0) into wales_codes from reference.wales_code c;
  instant := clock_timestamp();
end
$$;
comment on function returns.moment is
  'An instant by which all is recorded that ever will be, the last event of the log and the last row of the Welsh codes then. Until the '
  'transaction ends nobody appends.';
revoke execute on function returns.moment from public;

-- ---------------------------------------------------------------------------------------------------------------------------------
-- The views recorded_* read with their owner's rights, for whom there is no wall. So they have one of their own.

create function reporting.authorities_shown() returns text[] language sql stable parallel safe as
$$
  select case coalesce(current_setting('placements.authorities', true), '')
    when '*' then null
    -- Nobody said. Whoever may read the read models themselves, but for the wall, is the host, which must say; the owner and an analyst's
    -- role need not.
    when '' then
      case when has_schema_privilege('placements', 'usage') then
        case when row_security_active('placements.mt_events') then '{}'::text[] end
      end
    else string_to_array(current_setting('placements.authorities', true), ',')
  end
$$;
comment on function reporting.authorities_shown is
  'Whose children the views show: those of the setting placements.authorities (GSS codes with commas between them); null: all, for a role '
  'that was let read and for the owner where the setting says nothing.';

create or replace function reporting.turn_figures_to_read_models() returns void language sql as
$$
  create or replace view reporting.recorded_child as
    select
      tenant_id, child_id, item, valid, known, date_of_birth, expected_date_of_birth, sex, ethnicity, unaccompanied_asylum_seeking,
      national_transfer_scheme, disabilities, sibling_group, team
    from read_models.child
    where coalesce(tenant_id = any((select reporting.authorities_shown())::text[]), true)::integer <> 0;

  create or replace view reporting.recorded_care_period as
    select
      tenant_id, child_id, item, valid, known, started_on, ended_on, category_of_need, legal_status_at_start, end_reason, end_planned,
      when_i_am_ready, began_earlier
    from read_models.care_period
    where coalesce(tenant_id = any((select reporting.authorities_shown())::text[]), true)::integer <> 0;

  create or replace view reporting.recorded_legal_status as
    select tenant_id, child_id, item, valid, known, started_on, ended_on, legal_status
    from read_models.legal_status
    where coalesce(tenant_id = any((select reporting.authorities_shown())::text[]), true)::integer <> 0;

  create or replace view reporting.recorded_placement as
    select
      tenant_id, child_id, item, valid, known, placement_id, stretch, started_on, ended_on, kind, category, sector, provider_id,
      -- Carers are people: their code tells homes apart here, and no more.
      provider_name, md5(carer) as carer, host_authority, country, location, preference_band, registration, framework, emergency,
      weekly_cost, long_term_fostering, also_approved_to_adopt, out_of_county_reason, referral_id, ended_how, planned, end_reason,
      ended_by, notice_hours, broke_down
    from read_models.placement
    where coalesce(tenant_id = any((select reporting.authorities_shown())::text[]), true)::integer <> 0;

  create or replace view reporting.recorded_absence as
    select
      tenant_id, child_id, item, valid, known, absence_id, kind, is_temporary, started_on, start_time, ended_on, end_time, returned,
      placement_id
    from read_models.absence
    where coalesce(tenant_id = any((select reporting.authorities_shown())::text[]), true)::integer <> 0;

  create or replace view reporting.recorded_referral as
    select
      tenant_id, child_id, item, valid, known, referral_id, started_on, ended_on, urgency, foster, residential, supported,
      siblings_to_place_together, deprivation_of_liberty, risks_to_child, risks_to_others, outcome, placement_id, approaches, offers,
      living_with, parent_and_child, circumstances, approached_on
    from read_models.referral
    where coalesce(tenant_id = any((select reporting.authorities_shown())::text[]), true)::integer <> 0;

  create or replace view reporting.recorded_offer as
    select
      tenant_id, child_id, item, valid, known, offer_id, referral_id, started_on, ended_on, provider_id, provider_name, kind, framework,
      weekly_cost, host_authority, state
    from read_models.offer
    where coalesce(tenant_id = any((select reporting.authorities_shown())::text[]), true)::integer <> 0;
$$;

create or replace function reporting.turn_to_read_models() returns void language sql as
$$
  select reporting.turn_figures_to_read_models();

  create or replace view reporting.recorded_access as
    select tenant_id, child_id, item, valid, known, team
    from read_models.access
    where coalesce(tenant_id = any((select reporting.authorities_shown())::text[]), true)::integer <> 0;
$$;

select reporting.turn_to_read_models();

-- ---------------------------------------------------------------------------------------------------------------------------------
-- The host's role: it owns nothing, reads through the walls, and writes what a command writes beside its events. No table of the log is
-- among that.
create function placements.let_host(who regrole) returns void language plpgsql as
$$
declare
  ours text;
begin
  -- Of hosts that start at once one comes after the other.
  perform pg_advisory_xact_lock(hashtextextended('placements let_host', 0));
  foreach ours in array array['placements', 'read_models', 'reporting', 'returns', 'reference'] loop
    -- What an earlier release let it do and this one does not is over.
    execute format('revoke all on all tables in schema %I from %s', ours, who);
    execute format('revoke all on schema %I from %s', ours, who);
    execute format('grant usage on schema %I to %s', ours, who);
  end loop;
  execute format('grant connect, temporary on database %I to %s', current_database(), who);

  execute format('grant select on placements.mt_streams, placements.mt_events, placements.mt_events_sequence to %s', who);
  execute format(
    'grant select, insert on placements.idempotency_key, placements.read_audit, placements.stream_key, placements.seal to %s', who);
  -- Sessions are ended, and forgotten a day later.
  execute format('grant select, insert, update, delete on placements.session to %s', who);
  execute format(
    'grant execute on function placements.append_events, placements.append_imported, placements.append_streams, placements.lock_streams, '
    'placements.make_audit_partitions to %s', who);

  execute format('grant select, insert on all tables in schema read_models to %s', who);
  for ours in select c.relname from pg_class c where c.relnamespace = 'read_models'::regnamespace and c.relkind = 'r' loop
    -- Nothing is ever updated but the end of "known".
    execute format('grant update (known) on read_models.%I to %s', ours, who);
  end loop;

  execute format('grant select on all tables in schema reporting, reference to %s', who);
  execute format('grant insert on reference.wales_code to %s', who);
  execute format('grant select, insert on all tables in schema returns to %s', who);
  execute format('grant update (voided_at, voided_by_name) on returns.import to %s', who);
  execute format('grant execute on function returns.moment to %s', who);
end
$$;
comment on function placements.let_host is
  'Lets a role be that of the host: exactly what serving needs, and nothing that it was let before. The host has it run by the owner at each '
  'start.';
revoke execute on function placements.let_host, read_models.keep_grants from public;
