using System.Runtime.CompilerServices;
using Npgsql;
using Placements.Application.Json;
using Placements.Application.Keys;
using Placements.Application.Reading;
using Placements.Application.Returns.Ssda903;
using Placements.Domain.Journey;
using Placements.EventStore;

namespace Placements.Application.Returns.Records;

/// <summary>A child for whom a return made again would say something else.</summary>
/// <param name="Child">As the return names the child; as it did, for one who left it.</param>
/// <param name="Change">came_in, left or changed.</param>
/// <param name="Because">The entries recorded since that brought it about; none where only a code was corrected.</param>
public sealed record ChildDifference(
    Guid ChildId,
    string Child,
    string Change,
    IReadOnlyList<RowDifference> Rows,
    IReadOnlyList<DifferenceCause> Because
);

/// <summary>
/// Holds a return as it was made against the same return as known later, child by child. Both are made from the record by this program,
/// so that what differs is what was recorded since, and not what a newer program writes otherwise.
/// </summary>
public sealed class ReturnChanges(NpgsqlDataSource database, ReturnKinds kinds, IKeyWrapping keys)
{
    // One look at the last entry of each stream of the authority, in the index of streams and versions: some 10 µs each, whatever the
    // length of the log and the age of the return.
    private const string RecordedSince = """
        select s.id from placements.mt_streams s
        cross join lateral (
          select e.timestamp from placements.mt_events e
          where e.tenant_id = s.tenant_id and e.stream_id = s.id order by e.version desc limit 1
        ) last
        where s.tenant_id = $1 and s.id > $2 and last.timestamp > $3
          and ($4::uuid[] is null or s.id <> all($4))
        order by s.id
        """;

    /// <summary>By the clock that gives recorded times.</summary>
    public async Task<DateTimeOffset> Now(CancellationToken cancel)
    {
        await using var command = database.CreateCommand("select clock_timestamp()");
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return row.GetFieldValue<DateTimeOffset>(0);
    }

    /// <summary>Codes corrected since, which change rows without an entry.</summary>
    public Task<IReadOnlyList<CodeCorrection>> CorrectedCodes(FrozenReturn made, DateTimeOffset knownTo, CancellationToken cancel) =>
        KindOf(made).CorrectedCodes(made.Authority, new ReturnYear(made.Year), made.AsKnownAt, knownTo, cancel);

    /// <summary>In the order of the children's ids; one whose part is the same is left out.</summary>
    /// <param name="knownTo">Entries recorded later are left out.</param>
    /// <param name="after">The last child of the page before.</param>
    /// <param name="hidden">Children to leave out; null: none.</param>
    public async IAsyncEnumerable<ChildDifference> Of(
        FrozenReturn made,
        DateTimeOffset knownTo,
        Guid after,
        Guid[]? hidden,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        var (kind, year) = (KindOf(made), new ReturnYear(made.Year));
        var then = await kind.OfChild(made.Authority, year, made.AsKnownAt, cancel);
        var now = await kind.OfChild(made.Authority, year, knownTo, cancel);
        // Another code may be in anybody's rows.
        var codes = await CorrectedCodes(made, knownTo, cancel);
        var since = codes.Count > 0 ? DateTimeOffset.MinValue : made.AsKnownAt;

        await using var snapshot = await StreamSnapshot.Open(database, cancel);
        var ids = await Ids(snapshot.Connection, made.Authority, after, since, hidden, cancel);
        await foreach (var stream in snapshot.Read(made.Authority, ids, cancel, metadata: true))
        {
            var entries = StoredFacts.FromStore(stream, keys);
            var (before, today) = (then(stream.Id, entries), now(stream.Id, entries));
            if (IsSame(before, today))
            {
                continue;
            }
            var change =
                before.Rows.Count == 0 ? "came_in"
                : today.Rows.Count == 0 ? "left"
                : "changed";
            yield return new ChildDifference(
                stream.Id,
                today.Rows.Count == 0 ? before.Child : today.Child,
                change,
                RowDifference.Between(before, today),
                [.. Because(entries, made.AsKnownAt, knownTo, some => IsSame(now(stream.Id, some), today)).Select(DifferenceCause.Of)]
            );
        }
    }

    /// <summary>
    /// The entries recorded since without which today's answer would not be what it is: each is left out in turn, the oldest first, and
    /// stays out if nobody misses it. So an entry that was voided again, or a correction that was corrected, is not named.
    /// </summary>
    private static List<Entry> Because(
        IReadOnlyList<Entry> entries,
        DateTimeOffset from,
        DateTimeOffset to,
        Func<IReadOnlyList<Entry>, bool> givesTheSame
    )
    {
        List<Entry> needed = [.. entries];
        foreach (var entry in entries.Where(entry => entry.RecordedAt > from && entry.RecordedAt <= to))
        {
            List<Entry> without = [.. needed.Where(other => other != entry)];
            if (givesTheSame(without))
            {
                needed = without;
            }
        }
        return [.. needed.Where(entry => entry.RecordedAt > from && entry.RecordedAt <= to)];
    }

    private static bool IsSame(ReturnedChild one, ReturnedChild other) =>
        one.Rows.Count == other.Rows.Count
        && one.Rows.Zip(other.Rows)
            .All(rows => rows.First.Table == rows.Second.Table && rows.First.Values.SequenceEqual(rows.Second.Values));

    private IReturnKind KindOf(FrozenReturn made) =>
        kinds.Find(made.Kind) ?? throw new InvalidOperationException($"The database holds a return of the kind {made.Kind}.");

    private static async Task<List<Guid>> Ids(
        NpgsqlConnection connection,
        string authority,
        Guid after,
        DateTimeOffset since,
        Guid[]? hidden,
        CancellationToken cancel
    )
    {
        await using var command = connection.CreateCommand();
        command.CommandText = RecordedSince;
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = since });
        command.Parameters.Add(new NpgsqlParameter<Guid[]?> { TypedValue = hidden });
        var ids = new List<Guid>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            ids.Add(reader.GetGuid(0));
        }
        return ids;
    }
}
