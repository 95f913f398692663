-- Appends what was taken over from elsewhere to a stream that exists: as append_events, with headers for each event, since each comes from
-- a line of its own.
create function placements.append_imported(
  in_tenant varchar,
  in_stream uuid,
  expected_version bigint,
  ids uuid[],
  types text[],
  dotnet_types text[],
  bodies text[],
  in_user_name varchar,
  in_correlation_id varchar,
  in_headers jsonb[],
  out new_version bigint,
  out recorded timestamptz
) language plpgsql as
$$
begin
  select a.new_version, a.recorded into new_version, recorded
  from placements.append_events(
    in_tenant, in_stream, null, expected_version, ids, types, dotnet_types, bodies, in_user_name, in_correlation_id, null, null) a;

  -- Nobody has seen these events yet: the transaction that made them is this one.
  update placements.mt_events e
  set headers = h.headers
  from unnest(in_headers) with ordinality h (headers, position)
  where e.tenant_id = in_tenant and e.stream_id = in_stream and e.version = expected_version + h.position;
end
$$;
