using Npgsql;

namespace Placements.EventStore;

/// <summary>The columns of an event and how they are read: one definition for every query.</summary>
internal static class EventRow
{
    /// <summary>Marten leaves such rows for versions it took and did not use. They are no events.</summary>
    public const string Tombstone = "tombstone";

    /// <summary>Which stream: left out where it is known, because a column costs about as much as a short payload.</summary>
    public const string Stream = "e.tenant_id, e.stream_id";

    /// <summary>What every reader needs.</summary>
    public const string Facts = "e.seq_id, e.id, e.version, e.type, e.data, e.timestamp";

    /// <summary>Who and why. Follows <see cref="Facts"/> where it is wanted.</summary>
    public const string Metadata = "e.user_name, e.correlation_id, e.causation_id, e.headers";

    /// <summary>The key of the stream, which is null in most queries' later rows: it travels with the first event alone.</summary>
    public const string Key = "k.master_key, k.wrapped";

    /// <summary>Adds <see cref="Key"/> to the first event of each stream <c>e</c>; the planner looks for it once a stream.</summary>
    public const string JoinKey =
        "left join placements.stream_key k on e.version = 1 and k.tenant_id = e.tenant_id and k.stream_id = e.stream_id";

    public static StreamKey? ReadKey(NpgsqlDataReader reader, int first) =>
        reader.IsDBNull(first)
            ? null
            : new StreamKey(reader.GetString(first), reader.IsDBNull(first + 1) ? null : reader.GetFieldValue<byte[]>(first + 1));

    /// <summary>Reads <see cref="Facts"/> from <paramref name="first"/> on, and <see cref="Metadata"/> after them if they are there.</summary>
    public static StoredEvent Read(NpgsqlDataReader reader, int first, string tenant, Guid streamId, bool metadata) =>
        new(
            reader.GetInt64(first),
            reader.GetGuid(first + 1),
            streamId,
            tenant,
            reader.GetInt64(first + 2),
            reader.GetString(first + 3),
            reader.GetFieldValue<byte[]>(first + 4),
            reader.GetFieldValue<DateTimeOffset>(first + 5),
            metadata ? Text(reader, first + 6) : null,
            metadata ? Text(reader, first + 7) : null,
            metadata ? Text(reader, first + 8) : null,
            metadata ? Text(reader, first + 9) : null
        );

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
