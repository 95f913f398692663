using System.Globalization;
using Placements.Api.Http;
using Placements.Api.Operations.Figures;
using Placements.Api.Security;
using Placements.Application.Access;
using Placements.Application.Returns.Records;

namespace Placements.Api.Operations.Returns.Records;

/// <summary>How the return of the same year would differ if it were made again.</summary>
/// <param name="KnownFrom">When the return was made.</param>
/// <param name="KnownTo">Entries recorded later were not looked at.</param>
/// <param name="CorrectedCodes">Codes corrected in between, which change rows without an entry.</param>
internal sealed record ReturnChangesAnswer(
    Guid ReturnId,
    string Authority,
    string Kind,
    int Year,
    DateTimeOffset KnownFrom,
    DateTimeOffset KnownTo,
    IReadOnlyList<CodeCorrection> CorrectedCodes,
    IReadOnlyList<ChildDifference> Items,
    string? Next
);

/// <summary>A cell that differs: a line of the CSV form.</summary>
/// <param name="Change">Of the child: came_in, left or changed.</param>
/// <param name="RowChange">added, removed or changed.</param>
/// <param name="EntryIds">The entries that brought the child's changes about, with blanks between.</param>
internal sealed record ChangedCell(
    Guid ChildId,
    string Child,
    string Change,
    string Table,
    string RowChange,
    string Column,
    string Before,
    string After,
    string EntryIds,
    string RecordedBy
);

internal sealed class ReadReturnChanges : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapFrozenReturn("/changes", Handle)
            .ForManyChildren()
            .WithSummary("How the return would differ if it were made again, child by child, and which entries did it")
            .WithDescription(
                "Rows of each child as known when the return was made against the same rows as known at `asKnownAt`; now when left out. "
                    + "`because` are the entries recorded in between without which the rows would not be what they are. As CSV a line a cell."
            )
            .Produces<ReturnChangesAnswer>()
            .WithMetadata(new PagedAttribute(), new AlsoCsvAttribute(), new AsKnownAtAttribute());

    private static Task<IResult> Handle(HttpContext http, Guid returnId) =>
        FrozenReturnRoute.Answer(
            http,
            returnId,
            query =>
            {
                var (limit, knownTo, cursor) = (query.Limit(), query.Instant("asKnownAt"), After(query));
                return found => Answer(http, found.Return, limit, cursor.KnownTo ?? knownTo, cursor.Child);
            }
        );

    private static async Task<IResult> Answer(HttpContext http, FrozenReturn found, int limit, DateTimeOffset? asKnownAt, Guid after)
    {
        var changes = http.RequestServices.GetRequiredService<ReturnChanges>();
        var cancel = http.RequestAborted;
        var knownTo = asKnownAt ?? await changes.Now(cancel);
        if (knownTo < found.AsKnownAt)
        {
            return Problem.BadRequest("known_range_reversed", "The instant lies before the return was made.", "asKnownAt");
        }
        var database = http.RequestServices.GetRequiredService<CallersDatabase>();
        var hidden = await HiddenChildren.From(database, http.Caller(), [found.Authority], cancel);
        if (http.Request.WantsCsv())
        {
            return new Csv<ChangedCell>(changes.Of(found, knownTo, after, hidden, cancel).WrittenDown(WriteDown, cancel).SelectMany(Cells));
        }
        // One more than asked for tells whether there is a next page.
        var children = await changes.Of(found, knownTo, after, hidden, cancel).Take(limit + 1).ToListAsync(cancel);
        var page = children.Take(limit).ToArray();
        await WriteDown(page);
        var next = children.Count > limit ? Query.CursorOf(http.Request.Path, $"{page[^1].ChildId}", $"{knownTo:O}") : null;
        return TypedResults.Ok(
            new ReturnChangesAnswer(
                found.ReturnId,
                found.Authority,
                found.Kind,
                found.Year,
                found.AsKnownAt,
                knownTo,
                await changes.CorrectedCodes(found, knownTo, cancel),
                page,
                next
            )
        );

        Task WriteDown(ChildDifference[] differing) =>
            ReadAudit.OfListed(
                http.RequestServices.GetRequiredService<CallersDatabase>(),
                http.Caller(),
                Application.Access.Operations.MakeReturn,
                [found.Authority],
                differing.Select(child => child.ChildId),
                cancel
            );
    }

    private static IEnumerable<ChangedCell> Cells(ChildDifference child) =>
        child.Rows.SelectMany(row =>
            row.Columns.Select(column => new ChangedCell(
                child.ChildId,
                child.Child,
                child.Change,
                row.Table,
                row.Change,
                column,
                row.Before?[column] ?? "",
                row.After?[column] ?? "",
                string.Join(' ', child.Because.Select(cause => cause.EntryId)),
                string.Join(", ", child.Because.Select(cause => cause.RecordedBy).Distinct(StringComparer.Ordinal))
            ))
        );

    /// <summary>All pages speak of the same instant.</summary>
    private static (Guid Child, DateTimeOffset? KnownTo) After(Query query)
    {
        if (query.Cursor(3) is not [var list, var child, var knownTo])
        {
            return (Guid.Empty, null);
        }
        if (
            list == query.List
            && Guid.TryParse(child, out var childId)
            && DateTimeOffset.TryParseExact(knownTo, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
        )
        {
            return (childId, instant);
        }
        query.RefuseCursor();
        return (Guid.Empty, null);
    }
}

/// <summary>Takes <c>asKnownAt</c> alone; the OpenAPI document says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AsKnownAtAttribute : Attribute;
