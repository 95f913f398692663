using Npgsql;
using Placements.Application.Json;
using Placements.Application.Keys;
using Placements.Application.Returns.Files;
using Placements.EventStore;

namespace Placements.Application.Returns.Import;

/// <summary>The records of the children of a chunk, as far as there are any, by the code of the returns.</summary>
internal sealed class HeldRecords(IReadOnlyDictionary<string, StreamHistory> streams, IKeyWrapping keys)
{
    public static HeldRecords None(IKeyWrapping keys) => new(new Dictionary<string, StreamHistory>(), keys);

    public static async Task<HeldRecords> Load(
        ImportedStreams store,
        NpgsqlConnection connection,
        IKeyWrapping keys,
        string authority,
        List<(string Code, List<ReturnRow> Rows)> children,
        CancellationToken cancel
    )
    {
        var ids = await IdsByCode(connection, authority, [.. children.Select(child => child.Code)], cancel);
        var streams = await store.LoadAndLock(authority, ids.Values, cancel);
        return new HeldRecords(
            ids.Where(pair => streams.ContainsKey(pair.Value))
                .ToDictionary(pair => pair.Key, pair => streams[pair.Value], StringComparer.Ordinal),
            keys
        );
    }

    public HeldRecord Of(string code) =>
        streams.TryGetValue(code, out var stream)
            ? new HeldRecord(stream.Id, StoredFacts.FromStore(stream, keys)) { Stream = stream }
            : HeldRecord.New(Guid.CreateVersion7());

    /// <summary>The code that a child has now: one that was taken back, with the registration that said so, is free again.</summary>
    private static async Task<Dictionary<string, Guid>> IdsByCode(
        NpgsqlConnection connection,
        string authority,
        string[] codes,
        CancellationToken cancel
    )
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """
            select read_models.child_code(identifiers), child_id from read_models.child
            where tenant_id = $1 and read_models.child_code(identifiers) = any($2) and upper_inf(known)
            """;
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = codes });
        var found = new Dictionary<string, Guid>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            found[reader.GetString(0)] = reader.GetGuid(1);
        }
        return found;
    }
}
