-- Seals: proof that nothing in the log was rewritten. Each is signed with a key that the database does not hold, covers a set of sequence
-- numbers and goes on from the hash of the one before. deploy/SEALS.md is the format.
create table placements.seal (
  -- 1..n without holes.
  number bigint not null check (number >= 1),
  -- The events it seals. Not by transaction: those ids are another cluster's after a restore.
  covers int8multirange not null,
  entries integer not null check (entries > 0),
  previous_chain bytea not null,
  chain bytea not null,
  -- SHA-256 over the transaction ids of its events.
  transactions bytea not null,
  -- Every number up to it is sealed or can never be used any more.
  closed_below bigint not null,
  -- All events of transactions below it are sealed. 0 in a full seal, which may have left some to the next.
  horizon bigint not null,
  -- Numbers up to this one had been taken, all by transactions below closes_at. Once those have ended the numbers are final.
  last_number bigint not null,
  closes_at bigint not null,
  sealed_at timestamptz not null,
  -- Fingerprint of the public key.
  key_id text not null,
  signature bytea not null,
  -- Not signed, since chain and transactions follow from them: the hash of each row, 32 bytes, and its transaction id, in the order of
  -- the numbers. They tell which of its events no longer agrees.
  entry_hashes bytea not null,
  entry_transactions bigint[] not null,
  constraint seal_pkey primary key (number)
);

-- Hashes do not compress.
alter table placements.seal alter column entry_hashes set storage external;

-- Which seals reach above the numbers that are closed.
create index seal_upper on placements.seal (upper(covers));

create function placements.refuse_change_of_seal() returns trigger language plpgsql as
$$ begin raise exception 'Seals are never changed.'; end $$;

create trigger seal_append_only before update or delete or truncate on placements.seal
for each statement execute function placements.refuse_change_of_seal();

-- As 0002 made it. A log whose events all lie in this cluster's past may have seals that do not: their horizons would be compared with ids
-- of this cluster.
create or replace function placements.adopt_restored_log() returns bigint language plpgsql as
$$
declare
  changed bigint;
begin
  lock table placements.mt_streams in share row exclusive mode;
  if not exists (select from placements.mt_events where transaction_id > pg_current_xact_id())
    and not exists (select from placements.seal where closes_at > pg_current_xact_id()::text::bigint)
  then
    return 0;
  end if;
  update placements.mt_events set transaction_id = '1' where transaction_id <> '1';
  get diagnostics changed = row_count;
  update placements.mt_event_progression set last_transaction_id = '0', last_seq_id = 0;
  return changed;
end
$$;
