using Npgsql;
using NpgsqlTypes;

namespace Placements.EventStore;

/// <summary>An event taken over from elsewhere, with its own headers: a flat JSON object.</summary>
public sealed record ImportedEvent(NewEvent Event, string Headers);

/// <summary>A whole new stream taken over from elsewhere.</summary>
public sealed record ImportedHistory(Guid StreamId, IReadOnlyList<ImportedEvent> Events, StreamKey? Key);

/// <summary>
/// Writes what is taken over from elsewhere, in one transaction of the caller: new streams by <c>COPY</c>, others by appends. The store
/// gives the recorded time, as for any append.
/// </summary>
/// <param name="transaction">Everything happens in it; streams that were loaded here stay locked until it ends.</param>
/// <param name="userName">Who takes it over.</param>
/// <param name="correlationId">Ties together what one import brought.</param>
public sealed class ImportedStreams(NpgsqlTransaction transaction, string userName, string correlationId)
{
    private readonly NpgsqlConnection connection =
        transaction.Connection ?? throw new ArgumentException("The transaction has ended.", nameof(transaction));

    /// <summary>Whole streams by id, in the order of their versions. Other writers of these streams wait until the transaction ends.</summary>
    public async Task<IReadOnlyDictionary<Guid, StreamHistory>> LoadAndLock(
        string tenant,
        IReadOnlyCollection<Guid> streamIds,
        CancellationToken cancel
    )
    {
        await using var batch = connection.CreateBatch();
        // A statement of its own: what is read after a wait for the lock must not be older than the lock.
        batch.BatchCommands.Add(
            Of("select from placements.mt_streams where tenant_id = $1 and id = any($2) order by id for update", tenant, streamIds)
        );
        batch.BatchCommands.Add(
            Of(
                $"""
                select s.id, s.version, {EventRow.Key}, {EventRow.Facts}, {EventRow.Metadata} from placements.mt_streams s
                join placements.mt_events e on e.tenant_id = s.tenant_id and e.stream_id = s.id
                {EventRow.JoinKey}
                where s.tenant_id = $1 and s.id = any($2) order by s.id, e.version
                """,
                tenant,
                streamIds
            )
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
        var recordedAt = await Now(cancel);
        var histories = streams.Select(stream => new BulkHistory(
            tenant,
            stream.StreamId,
            streamType,
            [
                .. stream.Events.Select(imported => new BulkEvent(imported.Event, recordedAt)
                {
                    UserName = userName,
                    CorrelationId = correlationId,
                    Headers = imported.Headers,
                }),
            ]
        )
        {
            Key = stream.Key,
        });
        await BulkLoader.Load(transaction, histories, cancel: cancel);
        return recordedAt;
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
        batch.BatchCommands.Add(
            new("select new_version, recorded from placements.append_imported($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
            {
                Parameters =
                {
                    new NpgsqlParameter<string> { TypedValue = stream.Tenant },
                    new NpgsqlParameter<Guid> { TypedValue = stream.Id },
                    new NpgsqlParameter<long> { TypedValue = stream.Version },
                    new NpgsqlParameter<Guid[]> { TypedValue = [.. events.Select(one => one.Event.Id)] },
                    new NpgsqlParameter<string[]> { TypedValue = [.. events.Select(one => one.Event.Type)] },
                    new NpgsqlParameter<string[]> { TypedValue = [.. events.Select(one => one.Event.DotnetType)] },
                    new NpgsqlParameter<byte[][]>
                    {
                        TypedValue = [.. events.Select(one => one.Event.Data)],
                        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
                    },
                    new NpgsqlParameter<string> { TypedValue = userName },
                    new NpgsqlParameter<string> { TypedValue = correlationId },
                    new NpgsqlParameter<string[]>
                    {
                        TypedValue = [.. events.Select(one => one.Headers)],
                        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
                    },
                },
            }
        );
        foreach (var command in alongside)
        {
            batch.BatchCommands.Add(command);
        }
        await batch.ExecuteNonQueryAsync(cancel);
    }

    private static NpgsqlBatchCommand Of(string sql, string tenant, IReadOnlyCollection<Guid> streamIds) =>
        new(sql)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = tenant },
                new NpgsqlParameter<Guid[]> { TypedValue = [.. streamIds] },
            },
        };

    private async Task<DateTimeOffset> Now(CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "select clock_timestamp()";
        return new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(cancel))!);
    }
}
