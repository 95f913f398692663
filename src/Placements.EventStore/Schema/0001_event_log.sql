-- The event log in Marten's table layout (conjoined tenancy, Guid streams, all metadata columns), so that a
-- site that has Marten can open this database with it. Every name, type and index name below is Marten's;
-- what is ours says so.

create table placements.mt_streams (
  tenant_id varchar not null,
  id uuid not null,
  type varchar,
  -- Number of events. A Marten client may leave a tombstone stream at 0.
  version bigint not null,
  timestamp timestamptz not null default now(),
  created timestamptz not null default now(),
  -- Marten 9.58 reads it; nothing of ours compacts a stream.
  compacted_version bigint not null default 0,
  -- Marten's queries hide a row where this is null.
  is_archived boolean not null default false,
  constraint pkey_mt_streams_tenant_id_id primary key (tenant_id, id)
)
-- Every append updates this row in place: free space on its page keeps that update out of the index.
with (fillfactor = 70);

create table placements.mt_events (
  seq_id bigint not null,
  id uuid not null,
  stream_id uuid not null,
  version bigint not null,
  data jsonb not null,
  bdata bytea,
  type varchar(500) not null,
  timestamp timestamptz not null,
  tenant_id varchar not null,
  mt_dotnet_type varchar,
  correlation_id varchar,
  causation_id varchar,
  headers jsonb,
  user_name varchar,
  is_archived boolean not null default false,
  -- Ours: readers of the whole log order by it and stop below the oldest running transaction. A sequence number
  -- alone would lose the events of a transaction that took its numbers early and committed late.
  transaction_id xid8 not null default pg_current_xact_id(),
  constraint pkey_mt_events_seq_id primary key (seq_id),
  constraint fkey_mt_events_stream_id_tenant_id foreign key (tenant_id, stream_id) references placements.mt_streams (tenant_id, id)
);

-- The second wall against two appends at one version. Clients know it by this name.
create unique index pk_mt_events_stream_and_version on placements.mt_events (tenant_id, stream_id, version);

-- Ours: the order of the whole log.
create index mt_events_transaction_id_seq_id on placements.mt_events (transaction_id, seq_id);

create sequence placements.mt_events_sequence owned by placements.mt_events.seq_id;

create table placements.mt_event_progression (
  name varchar not null,
  last_seq_id bigint,
  last_updated timestamptz default transaction_timestamp(),
  -- Ours: with last_seq_id, the position of a follower in the order of the whole log.
  last_transaction_id xid8,
  constraint pk_mt_event_progression primary key (name)
);

-- The answer given to a request, kept in the transaction of its append: the same key gets the same answer.
create table placements.idempotency_key (
  tenant_id varchar not null,
  -- The caller: two callers may choose the same key.
  scope varchar not null,
  key varchar(200) not null,
  request_hash bytea not null,
  -- text, not jsonb: the second answer is the first one, byte for byte.
  answer text not null,
  recorded_at timestamptz not null,
  constraint idempotency_key_pkey primary key (tenant_id, scope, key)
);

-- The recorded time of the append made in this transaction, for the statements that follow it there.
create function placements.recorded_at() returns timestamptz language sql stable as
$$ select current_setting('placements.recorded_at')::timestamptz $$;

-- Appends events to one stream. The only way in for everything that comes over HTTP.
--
-- expected_version: 0 = the stream must not exist yet; n = it must be at exactly n.
-- Otherwise raises SQLSTATE PV001, with the version found as the last word of the message.
--
-- All events of one append share one recorded time. It is the clock's, taken once the stream's row is locked, and
-- always later than the stream's last one even where the clock went back: read models are rebuilt step by step
-- over the distinct recorded times of a stream.
create function placements.append_events(
  in_tenant varchar,
  in_stream uuid,
  in_stream_type varchar,
  expected_version bigint,
  ids uuid[],
  types text[],
  dotnet_types text[],
  bodies text[],
  in_user_name varchar,
  in_correlation_id varchar,
  in_causation_id varchar,
  in_headers jsonb,
  out new_version bigint,
  out recorded timestamptz
) language plpgsql as
$$
declare
  found_version bigint;
begin
  new_version := expected_version + cardinality(ids);

  if expected_version = 0 then
    insert into placements.mt_streams as s (tenant_id, id, type, version, timestamp, created)
    select in_tenant, in_stream, in_stream_type, new_version, t, t from clock_timestamp() t
    on conflict on constraint pkey_mt_streams_tenant_id_id do nothing
    returning s.timestamp into recorded;
  else
    -- Waits for an append in flight, then judges the version and reads the clock again on the row it left.
    update placements.mt_streams s
    set version = new_version, timestamp = greatest(clock_timestamp(), s.timestamp + interval '1 microsecond')
    where s.tenant_id = in_tenant and s.id = in_stream and s.version = expected_version
    returning s.timestamp into recorded;
  end if;

  if recorded is null then
    select s.version into found_version from placements.mt_streams s where s.tenant_id = in_tenant and s.id = in_stream;
    raise exception 'expected version %, the stream is at %', expected_version, coalesce(found_version, 0) using errcode = 'PV001';
  end if;

  -- unnest gives its rows in order, so sequence numbers rise with versions.
  insert into placements.mt_events (
    seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type,
    correlation_id, causation_id, headers, user_name
  )
  select
    nextval('placements.mt_events_sequence'), e.id, in_stream, expected_version + e.position, e.body::jsonb, e.type, recorded, in_tenant,
    e.dotnet_type, in_correlation_id, in_causation_id, in_headers, in_user_name
  from unnest(ids, types, dotnet_types, bodies) with ordinality e (id, type, dotnet_type, body, position);

  perform set_config('placements.recorded_at', recorded::text, true);
end
$$;
