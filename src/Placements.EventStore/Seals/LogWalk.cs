using Npgsql;

namespace Placements.EventStore.Seals;

/// <summary>
/// One walk along the sequence numbers: the rows that are there beside the ranges that the seals cover, which are checked by then. The first
/// number at which the two part is the first entry that does not agree.
/// </summary>
internal sealed class LogWalk(Seal? last)
{
    /// <summary>What <c>adopt_restored_log</c> writes. No transaction of a client ever has it.</summary>
    private const long RestoredId = 1;

    private readonly Dictionary<long, OpenSeal> open = [];
    private readonly byte[] hash = new byte[Sealer.HashLength];

    // A restore rewrites the transaction ids of all entries that are there. So those that were rewritten lie before those that were not.
    private (long Seal, long SeqId)? latestRewritten;
    private (long Seal, long SeqId)? earliestKept;
    private Disagreement? tooEarly;

    public long Sealed { get; private set; }

    public long NotSealed { get; private set; }

    public long Restored => latestRewritten?.Seal ?? 0;

    private long AfterLast => (last?.Number ?? 0) + 1;

    public async Task<Disagreement?> Run(NpgsqlConnection seals, NpgsqlConnection log, CancellationToken cancel)
    {
        await using var ranges = await OpenRanges(seals, cancel);
        var range = await Next(ranges, cancel);
        var expected = range?.First ?? long.MaxValue;
        await using var rows = await CanonicalRows.Open(log, "from placements.mt_events e order by e.seq_id", cancel);
        long? before = null;
        while (await rows.Read(cancel))
        {
            var seqId = rows.SeqId;
            if (seqId == before)
            {
                return Wrong(rows, "is there twice.");
            }
            before = seqId;
            if (expected < seqId)
            {
                return Missing(expected, range!);
            }
            if (expected > seqId)
            {
                if (CheckNotSealed(rows) is { } unsealed)
                {
                    return unsealed;
                }
                continue;
            }
            if (CheckSealed(rows, range!.Seal) is { } differs)
            {
                return differs;
            }
            if (expected++ == range.Last)
            {
                var next = await Next(ranges, cancel);
                if (next?.First <= range.Last)
                {
                    return new Disagreement(
                        next.First,
                        $"Entry {next.First} is covered by two seals, {range.Seal.Number} and {next.Seal.Number}."
                    );
                }
                range = next;
                expected = range?.First ?? long.MaxValue;
            }
        }
        return range is null ? CheckTransactions() : Missing(expected, range);
    }

    private Disagreement? CheckSealed(CanonicalRows row, OpenSeal seal)
    {
        var (sealedHash, transactionId) = seal.Take();
        row.Hash(hash);
        if (!hash.AsSpan().SequenceEqual(sealedHash))
        {
            return Wrong(row, $"was changed after seal {seal.Number} was made.");
        }
        if (row.TransactionId != RestoredId && row.TransactionId != transactionId)
        {
            return Wrong(row, $"was moved within the log after seal {seal.Number} was made: its transaction id was changed.");
        }
        Note(seal.Number, row, rewritten: row.TransactionId != transactionId);
        Sealed++;
        return null;
    }

    /// <summary>Between numbers that are closed nothing can come any more; above them anything is new.</summary>
    private Disagreement? CheckNotSealed(CanonicalRows row)
    {
        if (last is not null && row.SeqId <= last.ClosedBelow)
        {
            return Wrong(row, $"was inserted: seal {last.Number} closed the numbers up to {last.ClosedBelow}, and no seal covers it.");
        }
        NotSealed++;
        if (row.TransactionId == RestoredId)
        {
            Note(AfterLast, row, rewritten: true);
        }
        else if (row.TransactionId < last?.Horizon)
        {
            tooEarly ??= Wrong(row, $"was inserted: its transaction id is one of those that seal {last.Number} had sealed.");
        }
        return null;
    }

    private void Note(long seal, CanonicalRows row, bool rewritten)
    {
        if (rewritten && !(seal <= latestRewritten?.Seal))
        {
            latestRewritten = (seal, row.SeqId);
        }
        if (!rewritten && row.TransactionId != RestoredId && !(seal >= earliestKept?.Seal))
        {
            earliestKept = (seal, row.SeqId);
        }
    }

    private Disagreement? CheckTransactions()
    {
        if (latestRewritten is var (seal, rewritten) && earliestKept is var (keptIn, kept) && keptIn <= seal)
        {
            return new Disagreement(
                rewritten,
                $"Entry {rewritten} was moved within the log: its transaction id is that of a restored log, and entry {kept} was not restored."
            );
        }
        // After a restore the horizon is one of another cluster, until the next seal.
        return latestRewritten?.Seal >= last?.Number ? null : tooEarly;
    }

    private static Disagreement Wrong(CanonicalRows row, string what) =>
        new(row.SeqId, $"Entry {row.SeqId} (version {row.Version} of stream {row.StreamId}) {what}");

    private static Disagreement Missing(long seqId, SealedRange range) =>
        new(seqId, $"Entry {seqId}, which seal {range.Seal.Number} covers, is missing.");

    private static async Task<NpgsqlDataReader> OpenRanges(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        // What a seal keeps of its entries comes with the first of its ranges alone.
        command.CommandText = """
            select
              lower(range), upper(range) - 1, number,
              case when place = 1 then entry_hashes end, case when place = 1 then entry_transactions end
            from placements.seal, unnest(covers) with ordinality c (range, place)
            order by lower(range)
            """;
        command.CommandTimeout = 0;
        return await command.ExecuteReaderAsync(cancel);
    }

    private async Task<SealedRange?> Next(NpgsqlDataReader ranges, CancellationToken cancel)
    {
        if (!await ranges.ReadAsync(cancel))
        {
            return null;
        }
        var number = ranges.GetInt64(2);
        if (!ranges.IsDBNull(3))
        {
            open.Add(number, new OpenSeal(number, ranges.GetFieldValue<byte[]>(3), ranges.GetFieldValue<long[]>(4)));
        }
        var range = new SealedRange(ranges.GetInt64(0), ranges.GetInt64(1), open[number]);
        if (range.Seal.EndsWith(range))
        {
            open.Remove(number);
        }
        return range;
    }

    private sealed record SealedRange(long First, long Last, OpenSeal Seal);

    /// <summary>A seal of which some numbers are still to come.</summary>
    private sealed class OpenSeal(long number, byte[] hashes, long[] transactions)
    {
        private int taken;
        private long announced;

        public long Number => number;

        /// <summary>Whether this was the last of its ranges.</summary>
        public bool EndsWith(SealedRange range) => (announced += range.Last - range.First + 1) == transactions.Length;

        /// <summary>What it keeps of its next entry.</summary>
        public (byte[] Hash, long TransactionId) Take()
        {
            var kept = (hashes[(taken * Sealer.HashLength)..((taken + 1) * Sealer.HashLength)], transactions[taken]);
            taken++;
            return kept;
        }
    }
}
