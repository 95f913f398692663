-- Transaction ids count one cluster's transactions. Events restored into another cluster (pg_restore, logical
-- replication) may carry ids from its future, and readers of the whole log would wait for those for years.
--
-- Run once after such a restore, before the hosts start. The restored events become the oldest part of the log,
-- in sequence order; followers that stood in the future start again from the beginning.
-- Returns the number of events changed; 0 where there was nothing to mend.
create function placements.adopt_restored_log() returns bigint language plpgsql as
$$
declare
  changed bigint;
begin
  lock table placements.mt_streams in share row exclusive mode;
  if not exists (select from placements.mt_events where transaction_id > pg_current_xact_id()) then
    return 0;
  end if;
  update placements.mt_events set transaction_id = '1' where transaction_id <> '1';
  get diagnostics changed = row_count;
  update placements.mt_event_progression set last_transaction_id = '0', last_seq_id = 0;
  return changed;
end
$$;
