using System.Data;
using System.Runtime.CompilerServices;
using Npgsql;

namespace Placements.EventStore;

/// <summary>Streams of one tenant as they stood at one moment, however long the reading takes.</summary>
public sealed class StreamSnapshot : IAsyncDisposable
{
    private const int StreamsAtOnce = 250;

    private readonly NpgsqlTransaction transaction;

    private StreamSnapshot(NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (Connection, this.transaction) = (connection, transaction);

    /// <summary>For further questions about the same moment, before streams are read or after.</summary>
    public NpgsqlConnection Connection { get; }

    public static async Task<StreamSnapshot> Open(NpgsqlDataSource database, CancellationToken cancel)
    {
        var connection = await database.OpenConnectionAsync(cancel);
        return new StreamSnapshot(connection, await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel));
    }

    /// <summary>Whole streams in the order of <paramref name="streamIds"/>, each with its events in version order.</summary>
    /// <param name="metadata">False leaves user name, correlation, causation and headers out (null): the facts alone are quicker read.</param>
    public async IAsyncEnumerable<StreamHistory> Read(
        string tenant,
        IEnumerable<Guid> streamIds,
        [EnumeratorCancellation] CancellationToken cancel,
        bool metadata = false
    )
    {
        using var chunks = streamIds.Chunk(StreamsAtOnce).GetEnumerator();
        var next = Next();
        try
        {
            while (await next is { } streams)
            {
                // PostgreSQL reads these while the caller is at work on those.
                next = Next();
                foreach (var stream in streams)
                {
                    yield return stream;
                }
            }
        }
        finally
        {
            // The connection is the caller's again, also where it has seen enough.
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Task<List<StreamHistory>?> Next() =>
            chunks.MoveNext() ? ReadChunk(tenant, chunks.Current, metadata, cancel) : Task.FromResult<List<StreamHistory>?>(null);
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }

    private async Task<List<StreamHistory>?> ReadChunk(string tenant, Guid[] ids, bool metadata, CancellationToken cancel)
    {
        await using var command = Connection.CreateCommand();
        command.CommandText = $"""
            select e.stream_id, {EventRow.Key}, {EventRow.Facts}{(metadata ? $", {EventRow.Metadata}" : "")} from placements.mt_events e
            {EventRow.JoinKey}
            where e.tenant_id = $1 and e.stream_id = any($2) order by e.stream_id, e.version
            """;
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = tenant });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = ids });
        var streams = new Dictionary<Guid, (StreamKey? Key, List<StoredEvent> Events)>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var id = reader.GetGuid(0);
            var stored = EventRow.Read(reader, 3, tenant, id, metadata);
            if (stored.Type == EventRow.Tombstone)
            {
                continue;
            }
            if (!streams.TryGetValue(id, out var stream))
            {
                streams.Add(id, stream = (EventRow.ReadKey(reader, 1), []));
            }
            stream.Events.Add(stored);
        }
        return [.. ids.Where(streams.ContainsKey).Select(id => History(id, streams[id].Key, streams[id].Events))];

        StreamHistory History(Guid id, StreamKey? key, List<StoredEvent> events) =>
            new(tenant, id, events[^1].Version, events) { Key = key };
    }
}
