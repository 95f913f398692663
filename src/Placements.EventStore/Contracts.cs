using Npgsql;

namespace Placements.EventStore;

/// <summary>An event to append. The store gives it its version, sequence number and recorded time.</summary>
/// <param name="Id">Chosen by the writer; unique in its stream.</param>
/// <param name="Type">The event's frozen name, <c>placement_started</c>. At most 500 characters.</param>
/// <param name="DotnetType"><c>Namespace.Type, Assembly</c>. Written for Marten clients; never read here.</param>
/// <param name="Data">The payload as UTF-8 JSON, without envelope or type tag. Stored as jsonb: key order and white space are not kept.</param>
public sealed record NewEvent(Guid Id, string Type, string DotnetType, byte[] Data);

/// <summary>An event as it stands in the log.</summary>
/// <param name="SeqId">Unique in the database, rising within a stream; not the order of the whole log (see <see cref="LogPosition"/>).</param>
/// <param name="Version">1..n without holes within its stream.</param>
/// <param name="Data">UTF-8 JSON as PostgreSQL writes a jsonb (<c>data::text</c>).</param>
/// <param name="RecordedAt">UTC, microseconds. The same for all events of one append, later for each later append.</param>
/// <param name="Headers">A flat JSON object, or null.</param>
public sealed record StoredEvent(
    long SeqId,
    Guid Id,
    Guid StreamId,
    string Tenant,
    long Version,
    string Type,
    byte[] Data,
    DateTimeOffset RecordedAt,
    string? UserName,
    string? CorrelationId,
    string? CausationId,
    string? Headers
);

/// <summary>A stream and its events in version order.</summary>
/// <param name="Version">The version of the stream: what the next append must expect, also where only a part of the events was read.</param>
public sealed record StreamHistory(string Tenant, Guid Id, long Version, IReadOnlyList<StoredEvent> Events)
{
    /// <summary>Null: nothing in the stream is encrypted, or not yet.</summary>
    public StreamKey? Key { get; init; }
}

/// <summary>The key that parts of a stream's events are encrypted with. What is encrypted, and how, is not known here.</summary>
/// <param name="MasterKey">Name of the master key that wraps it.</param>
/// <param name="Wrapped">Null: destroyed, for good.</param>
public sealed record StreamKey(string MasterKey, byte[]? Wrapped);

/// <summary>What one load found.</summary>
/// <param name="Stream">Null where none of the tenants has such a stream.</param>
/// <param name="Answer">The answer already given under the idempotency key that was asked for, or null.</param>
public sealed record Loaded(StreamHistory? Stream, StoredAnswer? Answer);

/// <summary>
/// What must hold of a stream for it to be loaded; one that fails it is passed over as if it were not there, at the same cost.
/// </summary>
/// <param name="Condition">SQL over the columns <c>tenant_id</c> and <c>id</c> of the stream; its parameters are $4, $5 and so on.</param>
/// <param name="Parameters">Makes new ones for every call.</param>
public sealed record StreamGuard(string Condition, Func<IEnumerable<NpgsqlParameter>> Parameters);

/// <summary>Asks whether a request was answered before.</summary>
/// <param name="Scope">The caller: two callers may choose the same key.</param>
/// <param name="Key">As the client sent it, at most 200 characters.</param>
public sealed record IdempotencyLookup(string Scope, string Key);

/// <summary>An idempotency key to be kept with an append, in the same transaction.</summary>
/// <param name="Scope">See <see cref="IdempotencyLookup"/>.</param>
/// <param name="Key">At most 200 characters.</param>
/// <param name="RequestHash">Tells a repeated request from another one that uses the same key.</param>
/// <param name="Answer">Given back byte for byte to the next request with this key. Must not contain the character NUL.</param>
public sealed record IdempotencyKey(string Scope, string Key, byte[] RequestHash, string Answer);

/// <summary>The answer first given under an idempotency key. The caller compares the hash: same request, or another one.</summary>
/// <param name="RecordedAt">The recorded time of the append that the answer is about.</param>
public sealed record StoredAnswer(string Tenant, byte[] RequestHash, string Answer, DateTimeOffset RecordedAt);

/// <summary>One append to one stream.</summary>
/// <param name="Tenant">GSS code of the authority that the stream belongs to.</param>
/// <param name="StreamType">Kept with the first append only: <c>child</c>.</param>
/// <param name="ExpectedVersion">0: the stream must not exist yet. n: it must be at exactly n.</param>
/// <param name="Events">At least one.</param>
public sealed record AppendRequest(string Tenant, Guid StreamId, string StreamType, long ExpectedVersion, IReadOnlyList<NewEvent> Events)
{
    /// <summary>Who records.</summary>
    public string? UserName { get; init; }

    /// <summary>Ties together what belongs to one request or trace.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The message or event that made this happen.</summary>
    public string? CausationId { get; init; }

    /// <summary>A flat JSON object, or null.</summary>
    public string? Headers { get; init; }

    /// <summary>Null where the request came without one.</summary>
    public IdempotencyKey? Key { get; init; }
}

/// <summary>The three expected ends of an append. In the last two nothing was written, by the commands alongside neither.</summary>
public abstract record AppendResult
{
    private AppendResult() { }

    /// <summary>Committed.</summary>
    public sealed record Appended(long Version, DateTimeOffset RecordedAt) : AppendResult;

    /// <summary>The stream is not at the expected version: load again and decide again.</summary>
    /// <param name="ActualVersion">0 where the stream does not exist; null where only the unique index noticed.</param>
    public sealed record VersionConflict(long? ActualVersion) : AppendResult;

    /// <summary>Another request with the same idempotency key was faster; this is its answer.</summary>
    public sealed record DuplicateKey(StoredAnswer Answer) : AppendResult;
}
