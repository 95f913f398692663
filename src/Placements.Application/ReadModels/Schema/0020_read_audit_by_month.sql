-- Who read what, month by month. Rows are added and never changed. They are kept as long as the records they speak of; its owner, and
-- nobody else, may detach a month:
--   alter table placements.read_audit detach partition placements.read_audit_2031_05;

set local timezone = 'UTC';

alter table placements.read_audit rename to read_audit_earlier;
alter index placements.read_audit_child rename to read_audit_earlier_child;
alter table placements.read_audit_earlier add purpose text;

create table placements.read_audit (
  at timestamptz not null default clock_timestamp(),
  tenant_id text not null,
  child_id uuid,
  subject text not null,
  name text not null,
  operation text not null,
  granted boolean not null,
  purpose text
)
partition by range (at);
create index read_audit_child on placements.read_audit (tenant_id, child_id, at);
comment on table placements.read_audit is
  'Who read what: a row for each child that was shown, and one for each list or figure. Append-only, by month (UTC); there is no switch to '
  'turn it off.';
comment on column placements.read_audit.tenant_id is 'GSS code of the authority that holds what was read.';
comment on column placements.read_audit.child_id is 'Null: a list, a count or a figure as a whole.';
comment on column placements.read_audit.subject is 'Subject of the token.';
comment on column placements.read_audit.name is 'Name in the token.';
comment on column placements.read_audit.operation is 'As the table of rights names it; after a colon, which list or report.';
comment on column placements.read_audit.granted is
  'False: the caller had no right to this child and was answered as if it did not exist.';
comment on column placements.read_audit.purpose is 'What the reader said it was for; null where nothing was said.';

create function placements.refuse_audit_change() returns trigger language plpgsql as
$$
begin
  raise exception 'The read audit is append-only: its rows are never changed or deleted.' using errcode = 'restrict_violation';
end
$$;
comment on function placements.refuse_audit_change is 'Keeps the read audit as it was written, from our own mistakes too.';

-- Rows of a month that nobody made in time.
create table placements.read_audit_default partition of placements.read_audit default;

create trigger append_only before update or delete or truncate on placements.read_audit
for each statement execute function placements.refuse_audit_change();
-- A statement that names a partition does not pass the trigger of the whole.
create trigger append_only before update or delete or truncate on placements.read_audit_default
for each statement execute function placements.refuse_audit_change();

-- Attaching a table lets reads and appends go on; "create table … partition of" would stop them. Whoever holds the default partition for
-- long (a dump) is not waited for: the next call comes, and until then rows go to the default partition.
create function placements.make_audit_partitions(until date) returns void
language plpgsql security definer set search_path = pg_catalog set timezone = 'UTC' set lock_timeout = '5s' as
$$
declare
  this_month constant date := date_trunc('month', now());
  months date[];
  month date;
  partition text;
  in_default boolean;
begin
  if until > this_month + interval '2 years' then
    raise exception 'Months of the read audit are made at most two years ahead.' using errcode = 'invalid_parameter_value';
  end if;

  -- Any fixed number: one caller at a time.
  perform pg_advisory_xact_lock(x'504C414341554454'::bigint);
  in_default := exists (select from placements.read_audit_default);
  if not in_default and not exists (
    select from generate_series(this_month::timestamp, greatest(until, this_month), interval '1 month') m
    where to_regclass('placements.read_audit_' || to_char(m, 'YYYY_MM')) is null
  ) then
    return;
  end if;

  if in_default then
    -- A partition cannot come to be while its rows lie in the default partition. So that one is set aside, and its rows are put anew.
    lock table placements.read_audit in access exclusive mode;
    alter table placements.read_audit detach partition placements.read_audit_default;
    alter table placements.read_audit_default rename to read_audit_aside;
    create table placements.read_audit_default partition of placements.read_audit default;
    create trigger append_only before update or delete or truncate on placements.read_audit_default
    for each statement execute function placements.refuse_audit_change();
    months := array(select distinct date_trunc('month', at)::date from placements.read_audit_aside);
  end if;
  months := array(
    select m from unnest(months) m
    union
    select m::date from generate_series(this_month::timestamp, greatest(until, this_month), interval '1 month') m
    order by 1
  );

  foreach month in array months loop
    partition := 'read_audit_' || to_char(month, 'YYYY_MM');
    continue when to_regclass('placements.' || partition) is not null;
    execute format('create table placements.%I (like placements.read_audit including defaults including comments)', partition);
    execute format(
      'create trigger append_only before update or delete or truncate on placements.%I
       for each statement execute function placements.refuse_audit_change()',
      partition);
    execute format(
      'alter table placements.read_audit attach partition placements.%I for values from (%L) to (%L)',
      partition, month::timestamptz, (month + interval '1 month')::timestamptz);
  end loop;

  if in_default then
    insert into placements.read_audit select * from placements.read_audit_aside;
    drop table placements.read_audit_aside;
  end if;
end
$$;
revoke all on function placements.make_audit_partitions from public;
comment on function placements.make_audit_partitions is
  'Makes the months of the read audit from this one to that of the day, where they are missing, and gives rows of the default partition '
  'their month. Called at every start and once a day.';

select placements.make_audit_partitions((current_date + interval '3 months')::date);

-- What was written before stays where it is, but for this month's rows, which have a partition.
insert into placements.read_audit
select at, tenant_id, child_id, subject, name, operation, granted, purpose from placements.read_audit_earlier
where at >= date_trunc('month', now());
delete from placements.read_audit_earlier where at >= date_trunc('month', now());

do
$$
begin
  if not exists (select from placements.read_audit_earlier) then
    drop table placements.read_audit_earlier;
    return;
  end if;
  execute format(
    'alter table placements.read_audit attach partition placements.read_audit_earlier for values from (minvalue) to (%L)',
    date_trunc('month', now()));
  create trigger append_only before update or delete or truncate on placements.read_audit_earlier
  for each statement execute function placements.refuse_audit_change();
end
$$;
