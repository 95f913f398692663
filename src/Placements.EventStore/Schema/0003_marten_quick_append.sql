-- A Marten client in its quick append modes does not insert events itself but calls this function, which it expects in
-- the database. Its argument list depends on the client's metadata settings; these two are for all of them on,
-- without and with timestamps from the client.
--
-- Our own body: it keeps our rules (stream row locked, recorded time later than the last one) for Marten's appends too,
-- and so takes no notice of timestamps that the client sends.
--
-- Returns the new version, then the sequence number of each event. MT001 and MT003 are Marten's codes for an archived
-- stream and a wrong version.
create function placements.mt_quick_append_events(
  stream uuid,
  stream_type varchar,
  tenantid varchar,
  event_ids uuid[],
  event_types varchar[],
  dotnet_types varchar[],
  bodies jsonb[],
  bdatas bytea[],
  causation_ids varchar[],
  correlation_ids varchar[],
  headers jsonb[],
  user_names varchar[],
  expected_version bigint
) returns bigint[] language plpgsql as
$$
declare
  last record;
  recorded timestamptz;
  numbers bigint[];
begin
  insert into placements.mt_streams (tenant_id, id, type, version, timestamp) values (tenantid, stream, stream_type, 0, '-infinity')
  on conflict on constraint pkey_mt_streams_tenant_id_id do nothing;
  select s.version, s.timestamp, s.is_archived into last
  from placements.mt_streams s where s.tenant_id = tenantid and s.id = stream for no key update;

  if last.is_archived then
    raise exception 'stream % is archived', stream using errcode = 'MT001';
  end if;
  if last.version <> expected_version then
    raise exception 'expected version %, the stream is at %', expected_version, last.version using errcode = 'MT003';
  end if;

  recorded := greatest(clock_timestamp(), last.timestamp + interval '1 microsecond');
  update placements.mt_streams s set version = last.version + cardinality(event_ids), timestamp = recorded
  where s.tenant_id = tenantid and s.id = stream;

  with inserted as (
    insert into placements.mt_events (
      seq_id, id, stream_id, version, data, bdata, type, timestamp, tenant_id, mt_dotnet_type,
      causation_id, correlation_id, headers, user_name
    )
    select
      nextval('placements.mt_events_sequence'), e.id, stream, last.version + e.position, e.body, e.bdata, e.type, recorded, tenantid,
      e.dotnet_type, e.causation_id, e.correlation_id, e.header, e.user_name
    from unnest(event_ids, event_types, dotnet_types, bodies, bdatas, causation_ids, correlation_ids, headers, user_names)
      with ordinality e (id, type, dotnet_type, body, bdata, causation_id, correlation_id, header, user_name, position)
    returning seq_id
  )
  select array_agg(seq_id order by seq_id) into numbers from inserted;
  return array[last.version + cardinality(event_ids)] || numbers;
end
$$;

create function placements.mt_quick_append_events(
  stream uuid,
  stream_type varchar,
  tenantid varchar,
  event_ids uuid[],
  event_types varchar[],
  dotnet_types varchar[],
  bodies jsonb[],
  bdatas bytea[],
  causation_ids varchar[],
  correlation_ids varchar[],
  headers jsonb[],
  user_names varchar[],
  timestamps timestamptz[],
  expected_version bigint
) returns bigint[] language sql as
$$
  select placements.mt_quick_append_events(
    stream, stream_type, tenantid, event_ids, event_types, dotnet_types, bodies, bdatas,
    causation_ids, correlation_ids, headers, user_names, expected_version
  )
$$;
