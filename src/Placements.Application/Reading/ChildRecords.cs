using Placements.Application.Access;
using Placements.Application.Json;
using Placements.Application.Keys;
using Placements.Domain.Journey;
using Placements.EventStore;

namespace Placements.Application.Reading;

/// <summary>A child's record, opened by somebody who may.</summary>
/// <param name="Authority">The tenant that holds it.</param>
public sealed record OpenedChild(string Authority, Guid ChildId, long Version, IReadOnlyList<Entry> Entries)
{
    /// <summary>
    /// The instant asked for; else now, or the last entry's where the database's clock is ahead: who has just written reads it.
    /// </summary>
    public DateTimeOffset KnownAt(DateTimeOffset? asked, DateTimeOffset now) =>
        asked ?? (Entries.Count > 0 && Entries[^1].RecordedAt > now ? Entries[^1].RecordedAt : now);
}

/// <summary>Opens one child's record: one round trip that loads it and writes down who read it.</summary>
public sealed class ChildRecords(StreamStore store, IKeyWrapping keys)
{
    /// <summary>Null when there is no such child, or none that the caller may see: the two look alike.</summary>
    public async Task<OpenedChild?> Open(Caller caller, Operation operation, Guid childId, CancellationToken cancel)
    {
        if (!operation.Permits(caller))
        {
            return null;
        }

        string[] authorities = [.. caller.Authorities];
        var audit = ReadAudit.OfChild(caller, operation, authorities, childId);
        var loaded = await store.Load(authorities, childId, alongside: audit, guard: caller.Guard(operation), cancel: cancel);
        return loaded.Stream is { } stream
            ? new OpenedChild(stream.Tenant, stream.Id, stream.Version, StoredFacts.FromStore(stream, keys))
            : null;
    }
}
