-- Returns as they were made. Rows are added and never changed: what was sent must give the same bytes when it is asked for again in ten
-- years, whatever the program and the record have become.

create table returns.frozen (
  return_id uuid primary key,
  tenant_id text not null,
  kind text not null check (kind in ('ssda903', 'wales_census')),
  year integer not null,
  as_at date not null,
  as_known_at timestamptz not null,
  log_transaction_id xid8 not null,
  log_seq_id bigint not null,
  made_by text not null,
  made_by_name text not null,
  note text,
  gaps bigint not null,
  program_version text not null,
  code_list_version bigint,
  request_key text,
  request_hash bytea,
  check ((request_key is null) = (request_hash is null))
);
create index on returns.frozen (tenant_id, return_id);
create unique index on returns.frozen (made_by, request_key);
comment on table returns.frozen is 'Each return that was made, with both clocks. A second one of the same year stands beside the first.';
comment on column returns.frozen.tenant_id is 'GSS code of the authority whose return it is.';
comment on column returns.frozen.year is 'Named by the 31 March that ends it.';
comment on column returns.frozen.as_at is 'The last day of the year.';
comment on column returns.frozen.as_known_at is
  'When it was made, by the clock of the database, at a moment at which no append was under way: entries recorded later are not in it, and all '
  'others are.';
comment on column returns.frozen.log_transaction_id is
  'With log_seq_id the last event of the log at that moment. Means something in the cluster that it was made in; the instant does everywhere.';
comment on column returns.frozen.made_by is 'Subject of the token.';
comment on column returns.frozen.note is 'What whoever made it wanted to be kept with it.';
comment on column returns.frozen.gaps is 'Cells that the facts do not fill, as the file gaps.csv lists them.';
comment on column returns.frozen.program_version is 'The program that made it.';
comment on column returns.frozen.code_list_version is 'The last row of reference.wales_code then; null for a return whose codes come with the program.';
comment on column returns.frozen.request_key is 'The client''s Idempotency-Key: the same request with it is answered by this return.';

-- Files come before the return that they belong to, so that nothing can be added to one that is there.
create table returns.frozen_file (
  return_id uuid not null references returns.frozen (return_id) deferrable initially deferred,
  name text not null,
  ordinal integer not null,
  rows bigint not null,
  bytes bigint not null,
  sha256 bytea not null check (length(sha256) = 32),
  primary key (return_id, name)
);
comment on table returns.frozen_file is 'The files of a return.';
comment on column returns.frozen_file.rows is 'Without the header line.';
comment on column returns.frozen_file.bytes is 'Of the file as it is given out; so is the hash.';

create table returns.frozen_file_part (
  return_id uuid not null,
  name text not null,
  part integer not null,
  content bytea not null,
  primary key (return_id, name, part),
  foreign key (return_id, name) references returns.frozen_file (return_id, name) deferrable initially deferred
);
-- Compressed already.
alter table returns.frozen_file_part alter column content set storage external;
comment on table returns.frozen_file_part is 'The bytes of each file, 1 MB a row, each row a gzip of its own.';

create function returns.refuse_change() returns trigger language plpgsql as
$$
begin
  raise exception 'a frozen return is never changed' using errcode = 'restrict_violation';
end
$$;
comment on function returns.refuse_change is 'Keeps frozen returns as they are, from our own mistakes too.';

create function returns.refuse_addition() returns trigger language plpgsql as
$$
begin
  if exists (select from returns.frozen f where f.return_id = new.return_id) then
    raise exception 'nothing is added to a frozen return' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
comment on function returns.refuse_addition is 'A return has the files that it was frozen with, and no other.';

create trigger frozen_for_good before update or delete or truncate on returns.frozen
for each statement execute function returns.refuse_change();
create trigger frozen_for_good before update or delete or truncate on returns.frozen_file
for each statement execute function returns.refuse_change();
create trigger frozen_for_good before update or delete or truncate on returns.frozen_file_part
for each statement execute function returns.refuse_change();
create trigger whole_at_once before insert on returns.frozen_file
for each row execute function returns.refuse_addition();
create trigger whole_at_once before insert on returns.frozen_file_part
for each row execute function returns.refuse_addition();
