using Npgsql;
using NpgsqlTypes;

namespace Placements.EventStore;

/// <summary>A whole new stream for the bulk loader.</summary>
/// <param name="StreamType"><c>child</c>.</param>
/// <param name="Events">At least one, in version order; the first gets version 1.</param>
public sealed record BulkHistory(string Tenant, Guid StreamId, string StreamType, IReadOnlyList<BulkEvent> Events)
{
    /// <summary>Null: nothing in it is encrypted.</summary>
    public StreamKey? Key { get; init; }
}

/// <summary>An event with a recorded time of its own.</summary>
/// <param name="Event">As for an append.</param>
/// <param name="RecordedAt">Not before that of the event ahead of it in the stream; cut to microseconds.</param>
public sealed record BulkEvent(NewEvent Event, DateTimeOffset RecordedAt)
{
    /// <summary>Who recorded it.</summary>
    public string? UserName { get; init; }

    /// <summary>See <see cref="AppendRequest.CorrelationId"/>.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>See <see cref="AppendRequest.CausationId"/>.</summary>
    public string? CausationId { get; init; }

    /// <summary>A flat JSON object, or null.</summary>
    public string? Headers { get; init; }
}

/// <summary>
/// Loads whole new streams with recorded times of the past: for the demo's data and for the import of a whole database, where
/// the recorded time is part of what is loaded. Nothing that HTTP reaches may call it, because there nobody but the store says
/// when something was recorded (a test in Application keeps it so).
/// </summary>
public static class BulkLoader
{
    /// <summary>
    /// Copies streams in the caller's transaction, so that read models can be copied in the same one. Reads the streams once and
    /// keeps up to <paramref name="streamsAtOnce"/> in memory. Followers of the log wait until the transaction has ended.
    /// </summary>
    /// <returns>The number of events loaded.</returns>
    /// <exception cref="ArgumentException">A stream without events, or with recorded times that go back.</exception>
    /// <exception cref="PostgresException">23505 where such a stream exists already. The transaction is then lost.</exception>
    public static async Task<long> Load(
        NpgsqlTransaction transaction,
        IEnumerable<BulkHistory> streams,
        int streamsAtOnce = 2000,
        CancellationToken cancel = default
    )
    {
        var connection = transaction.Connection ?? throw new ArgumentException("The transaction has ended.", nameof(transaction));
        long total = 0;
        foreach (var chunk in streams.Chunk(streamsAtOnce))
        {
            Check(chunk);
            // Streams first: each event refers to its stream.
            await CopyStreams(connection, chunk, cancel);
            await CopyKeys(connection, chunk, cancel);
            var numbers = await TakeSequenceNumbers(connection, chunk.Sum(stream => stream.Events.Count), cancel);
            await CopyEvents(connection, chunk, numbers, cancel);
            total += numbers.Length;
        }
        return total;
    }

    private static void Check(BulkHistory[] streams)
    {
        foreach (var stream in streams)
        {
            if (stream.Events.Count == 0)
            {
                throw new ArgumentException($"Stream {stream.StreamId} has no events.", nameof(streams));
            }
            for (var i = 1; i < stream.Events.Count; i++)
            {
                if (stream.Events[i].RecordedAt < stream.Events[i - 1].RecordedAt)
                {
                    throw new ArgumentException($"Stream {stream.StreamId}: event {i + 1} was recorded before event {i}.", nameof(streams));
                }
            }
        }
    }

    private static async Task<long[]> TakeSequenceNumbers(NpgsqlConnection connection, int count, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        // Not one setval over the block: another append could take numbers inside it between our look and our setval.
        command.CommandText =
            "select coalesce(array_agg(n), '{}') from (select nextval('placements.mt_events_sequence') n from generate_series(1, $1)) numbers";
        command.Parameters.Add(new() { Value = count });
        return (long[])(await command.ExecuteScalarAsync(cancel))!;
    }

    private static async Task CopyStreams(NpgsqlConnection connection, BulkHistory[] streams, CancellationToken cancel)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy placements.mt_streams (tenant_id, id, type, version, timestamp, created) from stdin (format binary)",
            cancel
        );
        foreach (var stream in streams)
        {
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(stream.Tenant, NpgsqlDbType.Varchar, cancel);
            await copy.WriteAsync(stream.StreamId, NpgsqlDbType.Uuid, cancel);
            await copy.WriteAsync(stream.StreamType, NpgsqlDbType.Varchar, cancel);
            await copy.WriteAsync((long)stream.Events.Count, NpgsqlDbType.Bigint, cancel);
            await copy.WriteAsync(stream.Events[^1].RecordedAt.ToUniversalTime(), NpgsqlDbType.TimestampTz, cancel);
            await copy.WriteAsync(stream.Events[0].RecordedAt.ToUniversalTime(), NpgsqlDbType.TimestampTz, cancel);
        }
        await copy.CompleteAsync(cancel);
    }

    private static async Task CopyKeys(NpgsqlConnection connection, BulkHistory[] streams, CancellationToken cancel)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy placements.stream_key (tenant_id, stream_id, master_key, wrapped) from stdin (format binary)",
            cancel
        );
        foreach (var stream in streams)
        {
            if (stream.Key is not { } key)
            {
                continue;
            }
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(stream.Tenant, NpgsqlDbType.Varchar, cancel);
            await copy.WriteAsync(stream.StreamId, NpgsqlDbType.Uuid, cancel);
            await copy.WriteAsync(key.MasterKey, NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(key.Wrapped, NpgsqlDbType.Bytea, cancel);
        }
        await copy.CompleteAsync(cancel);
    }

    private static async Task CopyEvents(NpgsqlConnection connection, BulkHistory[] streams, long[] numbers, CancellationToken cancel)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            """
            copy placements.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type,
              user_name, correlation_id, causation_id, headers) from stdin (format binary)
            """,
            cancel
        );
        var next = 0;
        foreach (var stream in streams)
        {
            for (var i = 0; i < stream.Events.Count; i++)
            {
                var loaded = stream.Events[i];
                await copy.StartRowAsync(cancel);
                await copy.WriteAsync(numbers[next++], NpgsqlDbType.Bigint, cancel);
                await copy.WriteAsync(loaded.Event.Id, NpgsqlDbType.Uuid, cancel);
                await copy.WriteAsync(stream.StreamId, NpgsqlDbType.Uuid, cancel);
                await copy.WriteAsync(i + 1L, NpgsqlDbType.Bigint, cancel);
                await copy.WriteAsync(loaded.Event.Data, NpgsqlDbType.Jsonb, cancel);
                await copy.WriteAsync(loaded.Event.Type, NpgsqlDbType.Varchar, cancel);
                await copy.WriteAsync(loaded.RecordedAt.ToUniversalTime(), NpgsqlDbType.TimestampTz, cancel);
                await copy.WriteAsync(stream.Tenant, NpgsqlDbType.Varchar, cancel);
                await copy.WriteAsync(loaded.Event.DotnetType, NpgsqlDbType.Varchar, cancel);
                await WriteOptional(copy, loaded.UserName, NpgsqlDbType.Varchar, cancel);
                await WriteOptional(copy, loaded.CorrelationId, NpgsqlDbType.Varchar, cancel);
                await WriteOptional(copy, loaded.CausationId, NpgsqlDbType.Varchar, cancel);
                await WriteOptional(copy, loaded.Headers, NpgsqlDbType.Jsonb, cancel);
            }
        }
        await copy.CompleteAsync(cancel);
    }

    private static Task WriteOptional(NpgsqlBinaryImporter copy, string? value, NpgsqlDbType type, CancellationToken cancel) =>
        value is null ? copy.WriteNullAsync(cancel) : copy.WriteAsync(value, type, cancel);
}
