using Placements.Domain.Journey;

namespace Placements.Application.ReadModels;

/// <summary>A row with the child it is about and the time it was known: from, inclusive, to the instant it was known no longer.</summary>
public sealed record KnownRow(string Tenant, Guid ChildId, ReadModelRow Row, DateTimeOffset From, DateTimeOffset? To);

/// <summary>How rows change as entries are recorded.</summary>
public static class RowHistory
{
    /// <summary>What one append changes: the rows that are known no longer, and the rows that are known from now on.</summary>
    public static (List<ReadModelRow> Closed, List<ReadModelRow> Opened) Difference(List<ReadModelRow> before, List<ReadModelRow> after)
    {
        var standing = before.ToDictionary(Key);
        var opened = new List<ReadModelRow>();
        foreach (var row in after)
        {
            if (standing.TryGetValue(Key(row), out var same) && same.Equals(row))
            {
                standing.Remove(Key(row));
            }
            else
            {
                opened.Add(row);
            }
        }
        return ([.. standing.Values], opened);
    }

    /// <summary>Every row that was ever known of a child: the stream is replayed append by append, as it was written.</summary>
    public static List<KnownRow> Of(string tenant, Guid childId, IReadOnlyList<Entry> entries)
    {
        var known = new List<KnownRow>();
        var open = new Dictionary<(Type, string), int>();
        List<ReadModelRow> before = [];

        for (var end = 1; end <= entries.Count; end++)
        {
            var recordedAt = entries[end - 1].RecordedAt;
            if (end < entries.Count && entries[end].RecordedAt == recordedAt)
            {
                continue;
            }

            var after = Projection.Of(CareJourney.Of(entries, asKnownAt: recordedAt));
            var (closed, opened) = Difference(before, after);
            foreach (var row in closed)
            {
                open.Remove(Key(row), out var place);
                known[place] = known[place] with { To = recordedAt };
            }
            foreach (var row in opened)
            {
                open.Add(Key(row), known.Count);
                known.Add(new KnownRow(tenant, childId, row, recordedAt, null));
            }
            before = after;
        }
        return known;
    }

    private static (Type, string) Key(ReadModelRow row) => (row.GetType(), row.Item);
}
