using System.Security.Cryptography;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Placements.EventStore.Seals;

/// <summary>
/// Seals what is new in the log. An event is sealed once every transaction that was running when it was written has ended; then nothing can
/// come in before it any more. Any number of hosts may seal at once: they take turns.
/// </summary>
public sealed class Sealer(NpgsqlDataSource dataSource, SealKey key)
{
    /// <summary>A seal holds no more than this; it is full then.</summary>
    public const int MostEntries = 1_000;

    internal const int HashLength = SHA256.HashSizeInBytes;

    // Any fixed number; it must differ from other advisory locks in this database.
    private const long LockKey = 0x504C_4143_5345_414C;

    /// <summary>Seals all that can be sealed, in as many seals as it takes, and returns how many events that were.</summary>
    /// <exception cref="SealException">The log or the last seal is not as it must be; nothing more was sealed.</exception>
    public async Task<long> SealNow(CancellationToken cancel = default)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancel);
        long total = 0;
        int entries;
        do
        {
            entries = await SealOne(connection, cancel);
            total += entries;
        } while (entries == MostEntries);
        return total;
    }

    private async Task<int> SealOne(NpgsqlConnection connection, CancellationToken cancel)
    {
        // First: whoever has taken one of these numbers has a transaction id by then, and so one below ours.
        var lastNumber = await Scalar(
            connection,
            "select case when is_called then last_value else 0 end from placements.mt_events_sequence",
            cancel
        );
        var closesAt = await Scalar(connection, "select pg_current_xact_id()::text::bigint", cancel);

        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await Execute(connection, $"select pg_advisory_xact_lock({LockKey})", cancel);
        var previous = await SealLog.Last(connection, cancel);
        if (previous is not null && key.Signed(previous) == false)
        {
            throw new SealException($"Seal {previous.Number} was changed after it was signed, so nothing is sealed after it.");
        }
        await RefuseForeignIds(connection, cancel);
        var horizon = await Scalar(connection, "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint", cancel);
        var closed = previous?.ClosedBelow ?? 0;

        var rows = await ReadRows(connection, closed, horizon, cancel);
        if (rows.Count == 0)
        {
            return 0;
        }
        var full = rows.Count == MostEntries;
        var final = closesAt <= horizon ? lastNumber : await LastFinalNumber(connection, horizon, cancel);
        var seal = key.Sign(
            new Seal(
                (previous?.Number ?? 0) + 1,
                Ranges(rows.Numbers),
                rows.Count,
                previous?.Chain ?? Seal.FirstChain,
                rows.Chain(previous?.Chain ?? Seal.FirstChain),
                TransactionsOf(rows.Transactions),
                Math.Max(closed, full ? Math.Min(final, rows.Numbers[^1]) : final),
                full ? 0 : horizon,
                lastNumber,
                closesAt,
                await Now(connection, cancel),
                key.Id,
                ""
            )
        );
        await Insert(connection, seal, rows, cancel);
        await transaction.CommitAsync(cancel);
        return rows.Count;
    }

    /// <summary>SHA-256 over the decimal ids, a line each.</summary>
    internal static string TransactionsOf(IEnumerable<long> ids)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var id in ids)
        {
            hash.AppendData(Encoding.ASCII.GetBytes($"{id}\n"));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>One step of the chain for each hash of a row.</summary>
    internal static string ChainOf(string previous, ReadOnlySpan<byte> hashes)
    {
        Span<byte> step = stackalloc byte[2 * HashLength];
        Convert.FromHexString(previous).CopyTo(step);
        for (var i = 0; i < hashes.Length; i += HashLength)
        {
            hashes.Slice(i, HashLength).CopyTo(step[HashLength..]);
            SHA256.HashData(step, step[..HashLength]);
        }
        return Convert.ToHexStringLower(step[..HashLength]);
    }

    private static async Task RefuseForeignIds(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            "select exists (select from placements.mt_events where transaction_id >= pg_snapshot_xmax(pg_current_snapshot()))";
        if ((bool)(await command.ExecuteScalarAsync(cancel))!)
        {
            throw new SealException(
                "The log holds entries with transaction ids of another server, so nothing is sealed: after a restore, run placements.adopt_restored_log()."
            );
        }
    }

    /// <summary>Every row that is not sealed yet is above the closed numbers; those of running transactions wait for the next seal.</summary>
    private static async Task<Rows> ReadRows(NpgsqlConnection connection, long closed, long horizon, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """
            select coalesce(range_agg(covers) * int8multirange(int8range($1 + 1, null)), '{}')::text
            from placements.seal where upper(covers) > $1 + 1
            """;
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = closed });
        var covered = (string)(await command.ExecuteScalarAsync(cancel))!;

        var read = new Rows();
        await using var rows = await CanonicalRows.Open(
            connection,
            $"""
            from placements.mt_events e
            where seq_id > {closed} and transaction_id < '{horizon}' and not seq_id <@ int8multirange '{covered}'
            order by e.seq_id limit {MostEntries}
            """,
            cancel
        );
        while (await rows.Read(cancel))
        {
            read.Add(rows);
        }
        return read;
    }

    private static async Task<long> LastFinalNumber(NpgsqlConnection connection, long horizon, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "select last_number from placements.seal where closes_at <= $1 order by number desc limit 1";
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = horizon });
        return (long?)await command.ExecuteScalarAsync(cancel) ?? 0;
    }

    private static async Task Insert(NpgsqlConnection connection, Seal seal, Rows rows, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """
            insert into placements.seal (
              number, covers, entries, previous_chain, chain, transactions, closed_below, horizon, last_number, closes_at, sealed_at, key_id,
              signature, entry_hashes, entry_transactions
            )
            select
              $1, (select range_agg(int8range(split_part(r, '-', 1)::bigint, split_part(r, '-', 2)::bigint, '[]')) from unnest($2) r),
              $3, $4, $5, $6, $7, $8, $9, $10, $11::timestamptz, $12, $13, $14, $15
            """;
        void Add<T>(T value) => command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        Add(seal.Number);
        Add(seal.Covers.Split(','));
        Add(seal.Entries);
        Add(Convert.FromHexString(seal.PreviousChain));
        Add(Convert.FromHexString(seal.Chain));
        Add(Convert.FromHexString(seal.Transactions));
        Add(seal.ClosedBelow);
        Add(seal.Horizon);
        Add(seal.LastNumber);
        Add(seal.ClosesAt);
        command.Parameters.Add(new NpgsqlParameter { Value = seal.SealedAt, NpgsqlDbType = NpgsqlDbType.Text });
        Add(seal.KeyId);
        Add(Convert.FromBase64String(seal.Signature));
        Add(rows.Hashes);
        Add(rows.Transactions.ToArray());
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Rising numbers as ranges.</summary>
    private static string Ranges(List<long> numbers)
    {
        var text = new StringBuilder();
        for (int first = 0, i = 1; i <= numbers.Count; i++)
        {
            if (i == numbers.Count || numbers[i] != numbers[i - 1] + 1)
            {
                text.Append(first == 0 ? "" : ",").Append(numbers[first]).Append('-').Append(numbers[i - 1]);
                first = i;
            }
        }
        return text.ToString();
    }

    private static async Task<string> Now(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')""";
        return (string)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static async Task<long> Scalar(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>What a seal keeps of its events.</summary>
    private sealed class Rows
    {
        private readonly byte[] hashes = new byte[MostEntries * HashLength];

        public List<long> Numbers { get; } = [];

        public List<long> Transactions { get; } = [];

        public int Count => Numbers.Count;

        public byte[] Hashes => hashes[..(Count * HashLength)];

        public void Add(CanonicalRows row)
        {
            row.Hash(hashes.AsSpan(Count * HashLength, HashLength));
            Numbers.Add(row.SeqId);
            Transactions.Add(row.TransactionId);
        }

        public string Chain(string previous) => ChainOf(previous, Hashes);
    }
}
