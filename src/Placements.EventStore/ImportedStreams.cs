using Npgsql;
using NpgsqlTypes;

namespace Placements.EventStore;

/// <summary>An event taken over from elsewhere, with its own headers: a flat JSON object.</summary>
public sealed record ImportedEvent(NewEvent Event, string Headers);

/// <summary>A whole new stream taken over from elsewhere.</summary>
public sealed record ImportedHistory(Guid StreamId, IReadOnlyList<ImportedEvent> Events, StreamKey? Key);

/// <summary>
/// Writes what is taken over from elsewhere, in one transaction of the caller: many new streams at once, others by appends. The store
/// gives the recorded time, as for any append.
/// </summary>
/// <param name="transaction">Everything happens in it; streams that were loaded here stay locked until it ends.</param>
/// <param name="userName">Who takes it over.</param>
/// <param name="correlationId">Ties together what one import brought.</param>
public sealed class ImportedStreams(NpgsqlTransaction transaction, string userName, string correlationId)
{
    private const string LoadStreams = $"""
        select s.id, s.version, {EventRow.Key}, {EventRow.Facts}, {EventRow.Metadata} from placements.mt_streams s
        join placements.mt_events e on e.tenant_id = s.tenant_id and e.stream_id = s.id
        {EventRow.JoinKey}
        where s.tenant_id = $1 and s.id = any($2)
        order by s.id, e.version
        """;

    private const string AppendStreams = "select recorded from placements.append_streams($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

    private const string AppendImported =
        "select new_version, recorded from placements.append_imported($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

    private readonly NpgsqlConnection connection =
        transaction.Connection ?? throw new ArgumentException("The transaction has ended.", nameof(transaction));

    /// <summary>Whole streams by id, in the order of their versions. Other writers of these streams wait until the transaction ends.</summary>
    public async Task<IReadOnlyDictionary<Guid, StreamHistory>> LoadAndLock(
        string tenant,
        IReadOnlyCollection<Guid> streamIds,
        CancellationToken cancel
    )
    {
        var ids = streamIds as Guid[] ?? [.. streamIds];
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(
            new("select placements.lock_streams($1, $2)")
            {
                Parameters =
                {
                    new NpgsqlParameter<string> { TypedValue = tenant },
                    new NpgsqlParameter<Guid[]> { TypedValue = ids },
                },
            }
        );
        // A statement of its own: it sees what the writers left for whom the first one waited.
        batch.BatchCommands.Add(
            new(LoadStreams)
            {
                Parameters =
                {
                    new NpgsqlParameter<string> { TypedValue = tenant },
                    new NpgsqlParameter<Guid[]> { TypedValue = ids },
                },
            }
        );
        var found = new Dictionary<Guid, StreamHistory>();
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var id = reader.GetGuid(0);
            if (!found.TryGetValue(id, out var stream))
            {
                var key = EventRow.ReadKey(reader, 2);
                found.Add(id, stream = new StreamHistory(tenant, id, reader.GetInt64(1), new List<StoredEvent>()) { Key = key });
            }
            var stored = EventRow.Read(reader, 4, tenant, id, metadata: true);
            if (stored.Type != EventRow.Tombstone)
            {
                ((List<StoredEvent>)stream.Events).Add(stored);
            }
        }
        return found;
    }

    /// <summary>New streams.</summary>
    /// <returns>The recorded time of all of them.</returns>
    public async Task<DateTimeOffset> Begin(
        string tenant,
        string streamType,
        IReadOnlyList<ImportedHistory> streams,
        CancellationToken cancel
    )
    {
        (Guid StreamId, long Version, ImportedEvent Event)[] events =
        [
            .. streams.SelectMany(stream => stream.Events.Select((imported, i) => (stream.StreamId, i + 1L, imported))),
        ];
        var append = new NpgsqlBatchCommand(AppendStreams)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = tenant },
                new NpgsqlParameter<string> { TypedValue = streamType },
                new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(events, one => one.StreamId) },
                new NpgsqlParameter<long[]> { TypedValue = Array.ConvertAll(events, one => one.Version) },
            },
        };
        AddEvents(append.Parameters, Array.ConvertAll(events, one => one.Event));
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(append);
        batch.BatchCommands.Add(
            StreamKeys.Keep(tenant, [.. from stream in streams where stream.Key is not null select (stream.StreamId, stream.Key)])
        );
        return new DateTimeOffset((DateTime)(await batch.ExecuteScalarAsync(cancel))!);
    }

    /// <summary>
    /// Appends to a stream that was loaded here. <paramref name="alongside"/> run after it and find the recorded time as
    /// <c>placements.recorded_at()</c>.
    /// </summary>
    public async Task Append(
        StreamHistory stream,
        IReadOnlyList<ImportedEvent> events,
        IReadOnlyList<NpgsqlBatchCommand> alongside,
        CancellationToken cancel
    )
    {
        await using var batch = connection.CreateBatch();
        var append = new NpgsqlBatchCommand(AppendImported)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = stream.Tenant },
                new NpgsqlParameter<Guid> { TypedValue = stream.Id },
                new NpgsqlParameter<long> { TypedValue = stream.Version },
            },
        };
        AddEvents(append.Parameters, [.. events]);
        batch.BatchCommands.Add(append);
        foreach (var command in alongside)
        {
            batch.BatchCommands.Add(command);
        }
        await batch.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>What both append functions end with.</summary>
    private void AddEvents(NpgsqlParameterCollection parameters, ImportedEvent[] events)
    {
        parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(events, one => one.Event.Id) });
        parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(events, one => one.Event.Type) });
        parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(events, one => one.Event.DotnetType) });
        parameters.Add(
            new NpgsqlParameter<byte[][]>
            {
                TypedValue = Array.ConvertAll(events, one => one.Event.Data),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
            }
        );
        parameters.Add(new NpgsqlParameter<string> { TypedValue = userName });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = correlationId });
        parameters.Add(
            new NpgsqlParameter<string[]>
            {
                TypedValue = Array.ConvertAll(events, one => one.Headers),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
            }
        );
    }
}
