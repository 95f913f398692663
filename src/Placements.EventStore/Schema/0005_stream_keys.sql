-- A key for each stream whose events are encrypted in part. It is kept wrapped by a master key that is not in this database; without the
-- master key the encrypted parts of the log, and of every backup of it, are noise.
--
-- Destroying a key is the end of what it hid: the events stay, what was encrypted in them is gone.
create table placements.stream_key (
  tenant_id varchar not null,
  stream_id uuid not null,
  -- Name of the master key that wraps this one.
  master_key text not null,
  -- Null: destroyed.
  wrapped bytea,
  created_at timestamptz not null default clock_timestamp(),
  destroyed_at timestamptz,
  destroyed_by text,
  constraint stream_key_pkey primary key (tenant_id, stream_id),
  constraint stream_key_destroyed check ((wrapped is null) = (destroyed_at is not null) and (destroyed_at is null) = (destroyed_by is null))
);

-- A wrapped key may be wrapped by another master key, or destroyed. Nothing else ever happens to it, by our own mistakes neither.
create function placements.guard_stream_key() returns trigger language plpgsql as
$$
begin
  if tg_op = 'DELETE' then
    raise exception 'the key of a stream is never deleted' using errcode = 'restrict_violation';
  end if;
  if old.wrapped is null then
    raise exception 'a destroyed key does not come back' using errcode = 'restrict_violation';
  end if;
  if (new.tenant_id, new.stream_id, new.created_at) is distinct from (old.tenant_id, old.stream_id, old.created_at) then
    raise exception 'a key stays with its stream' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;

create trigger stream_key_guard before update or delete on placements.stream_key
for each row execute function placements.guard_stream_key();
