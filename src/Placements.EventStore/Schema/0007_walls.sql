-- Authorities apart: a wall under the application's own check. A connection says whose rows it is for (setting placements.authorities, made
-- with the connection: GSS codes with commas between them, or * for all), and every role but the owner sees and writes those rows only. One
-- that says nothing sees nothing. And nobody but the owner writes events other than by the functions below, which run with the owner's
-- rights: the host's role may call them and has no right to insert.

create function placements.authorities() returns text[] language sql stable parallel safe as
$$
  select case current_setting('placements.authorities', true)
    when '*' then null
    else coalesce(string_to_array(current_setting('placements.authorities', true), ','), '{}')
  end
$$;
comment on function placements.authorities is 'Whose rows this connection is for; null: everybody''s.';

-- The condition is asked once a statement, not once a row: so "select". And it is written as an inequality, which the planner takes for one
-- that nearly all rows meet: as "tenant_id = any" it would count the filter that every query of ours has a second time, expect a row where
-- there are thousands, and choose accordingly.
create function placements.wall(in_table regclass, in_column name default 'tenant_id') returns void language plpgsql as
$$
begin
  execute format('alter table %s enable row level security', in_table);
  execute format(
    'create policy authorities on %s using (coalesce(%I = any((select placements.authorities())::text[]), true)::integer <> 0)',
    in_table, in_column);
end
$$;
comment on function placements.wall is 'Hides the rows of other authorities from every role but the owner.';

select placements.wall('placements.mt_streams'), placements.wall('placements.mt_events'), placements.wall('placements.idempotency_key'),
  placements.wall('placements.stream_key');

-- Row security does not hold for the owner, whose rights the functions below have, so they ask themselves: whoever is not the owner writes for
-- the authorities of the connection alone.
create function placements.require_authority(in_tenant text) returns void language plpgsql stable as
$$
begin
  if not coalesce(in_tenant = any(placements.authorities()), true) and not pg_has_role(session_user, current_user, 'usage') then
    raise exception 'this connection is not for that authority' using errcode = 'PV002';
  end if;
end
$$;

-- As before, but with the owner's rights.
create or replace function placements.append_events(
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
) language plpgsql security definer set search_path = pg_catalog, placements as
$$
declare
  found_version bigint;
begin
  perform placements.require_authority(in_tenant);
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

-- As before, but with the owner's rights. It asks nothing itself: append_events does.
alter function placements.append_imported(varchar, uuid, bigint, uuid[], text[], text[], text[], varchar, varchar, jsonb[])
  security definer set search_path = pg_catalog, placements;

-- Takes over new streams in one call: one array element an event, the events of a stream in the order of their versions from 1 on. All share
-- one recorded time, the clock's.
create function placements.append_streams(
  in_tenant varchar,
  in_stream_type varchar,
  streams uuid[],
  versions bigint[],
  ids uuid[],
  types text[],
  dotnet_types text[],
  bodies text[],
  in_user_name varchar,
  in_correlation_id varchar,
  in_headers jsonb[],
  out recorded timestamptz
) language plpgsql security definer set search_path = pg_catalog, placements as
$$
begin
  perform placements.require_authority(in_tenant);
  recorded := clock_timestamp();

  insert into placements.mt_streams (tenant_id, id, type, version, timestamp, created)
  select in_tenant, e.stream, in_stream_type, count(*), recorded, recorded from unnest(streams) e (stream) group by e.stream;

  insert into placements.mt_events (
    seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, headers, user_name
  )
  select
    nextval('placements.mt_events_sequence'), e.id, e.stream, e.version, e.body::jsonb, e.type, recorded, in_tenant, e.dotnet_type,
    in_correlation_id, e.headers, in_user_name
  from unnest(streams, versions, ids, types, dotnet_types, bodies, in_headers)
    e (stream, version, id, type, dotnet_type, body, headers);
end
$$;

-- Makes other writers of these streams wait until the transaction ends. What is read after it is what they left.
create function placements.lock_streams(in_tenant varchar, in_streams uuid[]) returns void
language plpgsql security definer set search_path = pg_catalog, placements as
$$
begin
  perform placements.require_authority(in_tenant);
  perform from placements.mt_streams s where s.tenant_id = in_tenant and s.id = any(in_streams) order by s.id for update;
end
$$;

-- What runs with the owner's rights is for those who were let; what a Marten client appends by is for the owner, whom it connects as.
revoke execute on function
  placements.append_events, placements.append_imported, placements.append_streams, placements.lock_streams,
  placements.mt_quick_append_events(
    uuid, varchar, varchar, uuid[], varchar[], varchar[], jsonb[], bytea[], varchar[], varchar[], jsonb[], varchar[], bigint)
from public;
