using Npgsql;

namespace Placements.EventStore;

/// <summary>The columns of an event and how they are read: one definition for every query.</summary>
internal static class EventRow
{
    /// <summary>Marten leaves such rows for versions it took and did not use. They are no events.</summary>
    public const string Tombstone = "tombstone";

    public const string Columns = """
        e.seq_id, e.id, e.stream_id, e.tenant_id, e.version, e.type, e.data, e.timestamp,
        e.user_name, e.correlation_id, e.causation_id, e.headers
        """;

    public const int ColumnCount = 12;

    /// <summary>Reads the columns from <paramref name="first"/> on.</summary>
    public static StoredEvent Read(NpgsqlDataReader reader, int first = 0) =>
        new(
            reader.GetInt64(first),
            reader.GetGuid(first + 1),
            reader.GetGuid(first + 2),
            reader.GetString(first + 3),
            reader.GetInt64(first + 4),
            reader.GetString(first + 5),
            reader.GetFieldValue<byte[]>(first + 6),
            reader.GetFieldValue<DateTimeOffset>(first + 7),
            Text(reader, first + 8),
            Text(reader, first + 9),
            Text(reader, first + 10),
            Text(reader, first + 11)
        );

    public static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
