using System.Data;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Placements.EventStore;

/// <summary>
/// Loads and appends single streams: what a command needs, in two round trips. Knows nothing about what the events mean.
/// </summary>
public sealed class StreamStore(NpgsqlDataSource dataSource)
{
    /// <summary>Raised by <c>placements.append_events</c> where the stream is not at the expected version.</summary>
    private const string WrongVersion = "PV001";

    private const string LoadFacts = $"select s.tenant_id, s.version, {EventRow.Key}, {EventRow.Facts}";

    private const string LoadFactsAndMetadata = $"{LoadFacts}, {EventRow.Metadata}";

    // At most one stream, and the planner knows it: a plan made once for any list of tenants looks as good to it as one made for this
    // list, so it stops planning (0.11 ms) at every execution.
    private static string FromStream(StreamGuard? guard) =>
        $"""
            from (
              select tenant_id, version from placements.mt_streams
              where tenant_id = any($1) and id = $2{(guard is null ? "" : $" and {guard.Condition}")}
              order by array_position($1, tenant_id::text) limit 1
            ) s
            left join placements.stream_key k on k.tenant_id = s.tenant_id and k.stream_id = $2
            left join placements.mt_events e on e.tenant_id = s.tenant_id and e.stream_id = $2 and e.version > $3
            order by e.version
            """;

    private const string LoadAnswer = """
        select tenant_id, request_hash, answer, recorded_at from placements.idempotency_key
        where tenant_id = any($1) and scope = $2 and key = $3
        order by array_position($1, tenant_id::text) limit 1
        """;

    private const string AppendEvents =
        "select new_version, recorded from placements.append_events($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

    private const string KeepAnswer = """
        insert into placements.idempotency_key (tenant_id, scope, key, request_hash, answer, recorded_at)
        values ($1, $2, $3, $4, $5, placements.recorded_at())
        """;

    /// <summary>
    /// Reads a stream, the answer already given under an idempotency key, and runs the caller's commands: one round trip,
    /// one transaction.
    /// </summary>
    /// <param name="tenants">Where to look. If several have a stream of this id, the first in this list wins.</param>
    /// <param name="streamId">The stream.</param>
    /// <param name="key">Looked up if given, whether or not the stream exists.</param>
    /// <param name="alongside">
    /// For instance the insert of a read audit. They run after the reads; if one fails, the load throws and none has happened.
    /// Make new command objects for every call.
    /// </param>
    /// <param name="afterVersion">Reads only events above it; <see cref="long.MaxValue"/> reads just tenant and version.</param>
    /// <param name="metadata">
    /// False leaves user name, correlation, causation and headers out (null): for a decision, which needs the facts alone.
    /// </param>
    /// <param name="onRows">
    /// Called for each command alongside that returns rows, in order: 0, 1, ... and a reader that stands before the first row.
    /// </param>
    /// <param name="guard">Null: every stream may be loaded.</param>
    /// <param name="cancel">Cancels the round trip.</param>
    public async Task<Loaded> Load(
        IReadOnlyList<string> tenants,
        Guid streamId,
        IdempotencyLookup? key = null,
        IReadOnlyList<NpgsqlBatchCommand>? alongside = null,
        long afterVersion = 0,
        bool metadata = true,
        Func<int, NpgsqlDataReader, Task>? onRows = null,
        StreamGuard? guard = null,
        CancellationToken cancel = default
    )
    {
        var tenantArray = tenants as string[] ?? [.. tenants];
        await using var connection = await dataSource.OpenConnectionAsync(cancel);
        await using var batch = connection.CreateBatch();
        var load = new NpgsqlBatchCommand($"{(metadata ? LoadFactsAndMetadata : LoadFacts)} {FromStream(guard)}")
        {
            Parameters = { Array(tenantArray), Value(streamId), Value(afterVersion) },
        };
        foreach (var parameter in guard?.Parameters() ?? [])
        {
            load.Parameters.Add(parameter);
        }
        batch.BatchCommands.Add(load);
        if (key is not null)
        {
            batch.BatchCommands.Add(LookUp(tenantArray, key.Scope, key.Key));
        }
        foreach (var command in alongside ?? [])
        {
            batch.BatchCommands.Add(command);
        }

        try
        {
            await using var reader = await batch.ExecuteReaderAsync(cancel);
            var stream = await ReadStream(reader, streamId, metadata, cancel);
            StoredAnswer? answer = null;
            if (key is not null)
            {
                await reader.NextResultAsync(cancel);
                answer = await ReadAnswer(reader, cancel);
            }
            for (var i = 0; await reader.NextResultAsync(cancel); i++)
            {
                if (onRows is not null)
                {
                    await onRows(i, reader);
                }
            }
            return new Loaded(stream, answer);
        }
        catch
        {
            ForgetPrepared(connection);
            throw;
        }
    }

    /// <summary>
    /// Appends to one stream and runs the caller's commands after it: one round trip, one transaction, all or nothing.
    /// Any failure that is not an <see cref="AppendResult"/> throws; bad JSON is SQLSTATE 22P02, an escaped NUL in it 22P05.
    /// </summary>
    /// <param name="request">What to append.</param>
    /// <param name="inSameTransaction">
    /// For instance the writes of read models. They find the recorded time as <c>placements.recorded_at()</c>.
    /// Make new command objects for every call.
    /// </param>
    /// <param name="cancel">
    /// After a cancellation or a broken connection it is not known whether the append took place; an idempotency key makes a
    /// repetition safe, and so does the expected version.
    /// </param>
    public async Task<AppendResult> Append(
        AppendRequest request,
        IReadOnlyList<NpgsqlBatchCommand>? inSameTransaction = null,
        CancellationToken cancel = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(request.ExpectedVersion);
        ArgumentOutOfRangeException.ThrowIfZero(request.Events.Count);

        await using var connection = await dataSource.OpenConnectionAsync(cancel);
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(AppendCommand(request));
        foreach (var command in inSameTransaction ?? [])
        {
            batch.BatchCommands.Add(command);
        }
        if (request.Key is { } key)
        {
            batch.BatchCommands.Add(
                new(KeepAnswer)
                {
                    Parameters = { Value(request.Tenant), Value(key.Scope), Value(key.Key), Value(key.RequestHash), Value(key.Answer) },
                }
            );
        }

        AppendResult result;
        try
        {
            await using var reader = await batch.ExecuteReaderAsync(cancel);
            await reader.ReadAsync(cancel);
            result = ReadAppended(reader);
            // A failure of a later command shows up only when its result is asked for.
            while (await reader.NextResultAsync(cancel)) { }
            return result;
        }
        catch (PostgresException e) when (AsResult(e) is { } refused)
        {
            result = refused;
        }
        catch
        {
            ForgetPrepared(connection);
            throw;
        }

        // Of two equal requests the slower one mostly meets the version first. What it wants to know is the answer.
        if (request.Key is not null && await FindAnswer(connection, request.Tenant, request.Key, cancel) is { } answer)
        {
            return new AppendResult.DuplicateKey(answer);
        }
        return result;
    }

    /// <summary>Deletes the answers of appends recorded before a time, and returns how many. A request repeated after that is a new one.</summary>
    public async Task<int> ForgetAnswers(DateTimeOffset recordedBefore, CancellationToken cancel = default)
    {
        await using var command = dataSource.CreateCommand("delete from placements.idempotency_key where recorded_at < $1");
        command.Parameters.Add(Value(recordedBefore.ToUniversalTime()));
        return await command.ExecuteNonQueryAsync(cancel);
    }

    private static NpgsqlBatchCommand AppendCommand(AppendRequest request)
    {
        var count = request.Events.Count;
        var ids = new Guid[count];
        var types = new string[count];
        var dotnetTypes = new string[count];
        var bodies = new byte[count][];
        for (var i = 0; i < count; i++)
        {
            (ids[i], types[i], dotnetTypes[i], bodies[i]) = request.Events[i];
        }
        return new(AppendEvents)
        {
            Parameters =
            {
                Value(request.Tenant),
                Value(request.StreamId),
                Value(request.StreamType),
                Value(request.ExpectedVersion),
                Array(ids),
                Array(types),
                Array(dotnetTypes),
                new NpgsqlParameter<byte[][]> { TypedValue = bodies, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                Optional(request.UserName),
                Optional(request.CorrelationId),
                Optional(request.CausationId),
                Optional(request.Headers, NpgsqlDbType.Jsonb),
            },
        };
    }

    /// <summary>The expected refusals; null for everything else.</summary>
    private static AppendResult? AsResult(PostgresException e) =>
        (e.SqlState, e.ConstraintName) switch
        {
            (WrongVersion, _) => new AppendResult.VersionConflict(
                long.Parse(e.MessageText.AsSpan(e.MessageText.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture)
            ),
            (PostgresErrorCodes.UniqueViolation, "pk_mt_events_stream_and_version") => new AppendResult.VersionConflict(null),
            // Only ever seen together with a stored answer, which then takes its place.
            (PostgresErrorCodes.UniqueViolation, "idempotency_key_pkey") => new AppendResult.VersionConflict(null),
            _ => null,
        };

    private static async Task<StoredAnswer?> FindAnswer(
        NpgsqlConnection connection,
        string tenant,
        IdempotencyKey key,
        CancellationToken cancel
    )
    {
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(LookUp([tenant], key.Scope, key.Key));
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        return await ReadAnswer(reader, cancel);
    }

    /// <summary>
    /// Npgsql 10.0 takes a statement for one without result columns if the first use that prepares it ends before its columns are
    /// told: a NUL in a text parameter, a cancellation. The next innocent use of it on this connection would then fail. So no
    /// statement outlives a surprise. (The expected refusals come later in a statement's life and do no such harm; tested.)
    /// </summary>
    private static void ForgetPrepared(NpgsqlConnection connection)
    {
        if (connection.FullState == ConnectionState.Open)
        {
            connection.UnprepareAll();
        }
    }

    private static NpgsqlBatchCommand LookUp(string[] tenants, string scope, string key) =>
        new(LoadAnswer) { Parameters = { Array(tenants), Value(scope), Value(key) } };

    private static async Task<StreamHistory?> ReadStream(NpgsqlDataReader reader, Guid streamId, bool metadata, CancellationToken cancel)
    {
        string? tenant = null;
        long version = 0;
        StreamKey? key = null;
        var events = new List<StoredEvent>();
        while (await reader.ReadAsync(cancel))
        {
            if (tenant is null)
            {
                (tenant, version, key) = (reader.GetString(0), reader.GetInt64(1), EventRow.ReadKey(reader, 2));
            }
            AddEvent(reader, tenant, streamId, metadata, events);
        }
        // Version 0: a tombstone's stream, in which nothing has happened.
        return tenant is null || version == 0 ? null : new StreamHistory(tenant, streamId, version, events) { Key = key };
    }

    private static void AddEvent(NpgsqlDataReader reader, string tenant, Guid streamId, bool metadata, List<StoredEvent> events)
    {
        const int Event = 4;
        if (reader.IsDBNull(Event) || reader.GetString(0) != tenant)
        {
            return;
        }
        var stored = EventRow.Read(reader, Event, tenant, streamId, metadata);
        if (stored.Type != EventRow.Tombstone)
        {
            events.Add(stored);
        }
    }

    private static async Task<StoredAnswer?> ReadAnswer(NpgsqlDataReader reader, CancellationToken cancel) =>
        await reader.ReadAsync(cancel) ? Answer(reader) : null;

    private static StoredAnswer Answer(NpgsqlDataReader reader) =>
        new(reader.GetString(0), reader.GetFieldValue<byte[]>(1), reader.GetString(2), reader.GetFieldValue<DateTimeOffset>(3));

    private static AppendResult.Appended ReadAppended(NpgsqlDataReader reader) =>
        new(reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1));

    private static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };

    private static NpgsqlParameter<T[]> Array<T>(T[] value) => new() { TypedValue = value };

    private static NpgsqlParameter Optional(string? value, NpgsqlDbType type = NpgsqlDbType.Text) =>
        new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = type };
}
