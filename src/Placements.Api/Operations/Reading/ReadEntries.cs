using Placements.Api.Http;
using Placements.Application.Reading;

namespace Placements.Api.Operations.Reading;

internal sealed class ReadEntries : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapChild<Page<EntryItem>>(
                "/entries",
                Application.Access.Operations.ReadEntries,
                query =>
                {
                    var (asAt, asked, limit) = (query.Date("asAt"), query.Instant("asKnownAt"), query.Limit());
                    var after = After(query);
                    return child => PageOf(EntryItem.Of(child, asAt, child.KnownAt(asked, query.Now)), after, limit);
                }
            )
            .WithSummary("The raw entries in recorded order, each with its corrections");

    private static long After(Query query)
    {
        if (query.Cursor(1) is not [var text])
        {
            return 0;
        }
        if (!long.TryParse(text, System.Globalization.NumberStyles.None, null, out var version))
        {
            query.RefuseCursor();
        }
        return version;
    }

    private static Page<EntryItem> PageOf(IReadOnlyList<EntryItem> all, long after, int limit)
    {
        var page = all.Where(entry => entry.Version > after).Take(limit).ToList();
        var more = page.Count > 0 && page[^1].Version < all[^1].Version;
        return new Page<EntryItem>(page, more ? Query.CursorOf($"{page[^1].Version}") : null);
    }
}
