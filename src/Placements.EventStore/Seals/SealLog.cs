using System.Runtime.CompilerServices;
using Npgsql;

namespace Placements.EventStore.Seals;

/// <summary>Reads the seals that the database holds.</summary>
public sealed class SealLog(NpgsqlDataSource dataSource)
{
    internal const string Columns = """
        number,
        (select string_agg(lower(r) || '-' || upper(r) - 1, ',' order by lower(r)) from unnest(covers) r),
        entries, encode(previous_chain, 'hex'), encode(chain, 'hex'), encode(transactions, 'hex'), closed_below, horizon, last_number, closes_at,
        to_char(sealed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), key_id, translate(encode(signature, 'base64'), E'\n', '')
        """;

    /// <summary>The newest first.</summary>
    /// <param name="below">Only older ones than this; null: from the newest on.</param>
    public async Task<IReadOnlyList<Seal>> Newest(long? below, int limit, CancellationToken cancel = default)
    {
        await using var command = dataSource.CreateCommand(
            $"select {Columns} from placements.seal where number < $1 order by number desc limit $2"
        );
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = below ?? long.MaxValue });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        var seals = new List<Seal>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            seals.Add(Read(reader));
        }
        return seals;
    }

    /// <summary>The oldest first.</summary>
    public async IAsyncEnumerable<Seal> After(long number, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var command = dataSource.CreateCommand($"select {Columns} from placements.seal where number > $1 order by number");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = number });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            yield return Read(reader);
        }
    }

    /// <summary>Null where there is none of this number.</summary>
    public async Task<Seal?> Find(long number, CancellationToken cancel = default)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancel);
        return await Find(connection, number, cancel);
    }

    internal static async Task<Seal?> Find(NpgsqlConnection connection, long number, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"select {Columns} from placements.seal where number = $1";
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = number });
        return await One(command, cancel);
    }

    internal static async Task<Seal?> Last(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"select {Columns} from placements.seal order by number desc limit 1";
        return await One(command, cancel);
    }

    internal static Seal Read(NpgsqlDataReader reader) =>
        new(
            reader.GetInt64(0),
            // Null where somebody emptied it.
            reader.IsDBNull(1)
                ? ""
                : reader.GetString(1),
            reader.GetInt32(2),
            reader.GetString(3),
            reader.GetString(4),
            reader.GetString(5),
            reader.GetInt64(6),
            reader.GetInt64(7),
            reader.GetInt64(8),
            reader.GetInt64(9),
            reader.GetString(10),
            reader.GetString(11),
            reader.GetString(12)
        );

    private static async Task<Seal?> One(NpgsqlCommand command, CancellationToken cancel)
    {
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? Read(reader) : null;
    }
}
