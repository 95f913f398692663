-- What was imported, and what the import said about it. Which entries came with it stands beside each entry.

create schema returns;
comment on schema returns is 'Returns that were taken over and returns that were made.';

create table returns.import (
  import_id uuid primary key,
  tenant_id text not null,
  kind text not null,
  years integer[] not null,
  imported_at timestamptz not null default clock_timestamp(),
  imported_by text not null,
  imported_by_name text not null,
  report jsonb not null,
  voided_at timestamptz,
  voided_by_name text
);
create index on returns.import (tenant_id, imported_at);
comment on table returns.import is 'Each import that was carried out, as one transaction.';
comment on column returns.import.kind is 'ssda903, or the name of the mapping of another system''s extract.';
comment on column returns.import.years is 'The years of the returns in it, each named by the 31 March that ends it; empty for another kind.';
comment on column returns.import.report is 'Counts of rows, children, entries and problems, as answered.';
comment on column returns.import.voided_at is 'When its entries were taken back; null while they stand.';

create table returns.import_problem (
  import_id uuid not null references returns.import (import_id),
  ordinal bigint not null,
  code text not null,
  outcome text not null check (outcome in ('left_out', 'repaired', 'noted')),
  message text not null,
  file text,
  line bigint,
  column_name text,
  child_code text,
  primary key (import_id, ordinal)
);
comment on table returns.import_problem is 'What an import left out, put right or noted, row by row.';
