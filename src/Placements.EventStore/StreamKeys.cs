using Npgsql;

namespace Placements.EventStore;

/// <summary>A key with the stream that it belongs to.</summary>
public sealed record KeptKey(string Tenant, Guid StreamId, StreamKey Key);

/// <summary>Keeps, rewraps and destroys the keys of streams. What they are wrapped by is the caller's matter.</summary>
public static class StreamKeys
{
    /// <summary>Keeps a new key, in the transaction of the first append that uses it.</summary>
    public static NpgsqlBatchCommand Keep(string tenant, Guid streamId, StreamKey key) =>
        new("insert into placements.stream_key (tenant_id, stream_id, master_key, wrapped) values ($1, $2, $3, $4)")
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = tenant },
                new NpgsqlParameter<Guid> { TypedValue = streamId },
                new NpgsqlParameter<string> { TypedValue = key.MasterKey },
                new NpgsqlParameter<byte[]> { TypedValue = key.Wrapped! },
            },
        };

    /// <summary>Keeps the new keys of many streams, in the transaction that begins them.</summary>
    public static NpgsqlBatchCommand Keep(string tenant, (Guid StreamId, StreamKey Key)[] keys) =>
        new(
            """
            insert into placements.stream_key (tenant_id, stream_id, master_key, wrapped)
            select $1, k.stream_id, k.master_key, k.wrapped from unnest($2, $3, $4) k (stream_id, master_key, wrapped)
            """
        )
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = tenant },
                new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(keys, one => one.StreamId) },
                new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(keys, one => one.Key.MasterKey) },
                new NpgsqlParameter<byte[][]> { TypedValue = Array.ConvertAll(keys, one => one.Key.Wrapped!) },
            },
        };

    /// <summary>Destroys a key, in the transaction of the append that says so. Nothing brings it back.</summary>
    public static NpgsqlBatchCommand Destroy(string tenant, Guid streamId, string destroyedBy) =>
        new(
            """
            update placements.stream_key set wrapped = null, destroyed_at = placements.recorded_at(), destroyed_by = $3
            where tenant_id = $1 and stream_id = $2
            """
        )
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = tenant },
                new NpgsqlParameter<Guid> { TypedValue = streamId },
                new NpgsqlParameter<string> { TypedValue = destroyedBy },
            },
        };

    /// <summary>One key of each master key that any is wrapped by.</summary>
    public static Task<IReadOnlyList<KeptKey>> OneOfEachMasterKey(NpgsqlDataSource database, CancellationToken cancel) =>
        Read(
            database.CreateCommand(
                """
                select distinct on (master_key) tenant_id, stream_id, master_key, wrapped from placements.stream_key
                where wrapped is not null order by master_key
                """
            ),
            cancel
        );

    /// <summary>The next keys, in the order of their streams, that another master key wraps.</summary>
    /// <param name="after">Null: from the first on.</param>
    public static Task<IReadOnlyList<KeptKey>> WrappedByAnother(
        NpgsqlDataSource database,
        string masterKey,
        KeptKey? after,
        int most,
        CancellationToken cancel
    )
    {
        var command = database.CreateCommand(
            """
            select tenant_id, stream_id, master_key, wrapped from placements.stream_key
            where wrapped is not null and master_key <> $1 and (tenant_id, stream_id) > ($2, $3)
            order by tenant_id, stream_id limit $4
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = masterKey });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = after?.Tenant ?? "" });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = after?.StreamId ?? Guid.Empty });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        return Read(command, cancel);
    }

    /// <summary>Puts rewrapped keys in place of what they were; one that was destroyed or rewrapped meanwhile is left as it is.</summary>
    /// <returns>How many were replaced.</returns>
    public static async Task<int> Rewrap(
        NpgsqlDataSource database,
        IReadOnlyList<(KeptKey Old, StreamKey New)> keys,
        CancellationToken cancel
    )
    {
        await using var command = database.CreateCommand(
            """
            update placements.stream_key k set master_key = n.master_key, wrapped = n.wrapped
            from unnest($1, $2, $3, $4, $5) n (tenant_id, stream_id, was, master_key, wrapped)
            where k.tenant_id = n.tenant_id and k.stream_id = n.stream_id and k.wrapped = n.was
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. keys.Select(key => key.Old.Tenant)] });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. keys.Select(key => key.Old.StreamId)] });
        command.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = [.. keys.Select(key => key.Old.Key.Wrapped!)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. keys.Select(key => key.New.MasterKey)] });
        command.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = [.. keys.Select(key => key.New.Wrapped!)] });
        return await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<IReadOnlyList<KeptKey>> Read(NpgsqlCommand command, CancellationToken cancel)
    {
        await using (command)
        {
            var keys = new List<KeptKey>();
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
                keys.Add(new KeptKey(reader.GetString(0), reader.GetGuid(1), EventRow.ReadKey(reader, 2)!));
            }
            return keys;
        }
    }
}
