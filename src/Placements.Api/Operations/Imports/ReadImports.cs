using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Placements.Api.Http;
using Placements.Api.Operations.Figures;
using Placements.Api.Security;
using Placements.Application.Access;
using Placements.Application.Returns.Import;

namespace Placements.Api.Operations.Imports;

/// <summary>What was imported, and what each import said about its rows.</summary>
internal sealed class ReadImports : IOperation
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapGet("/imports", All)
            .For(Application.Access.Operations.ReadImports)
            .WithSummary("Imports, the latest first")
            .WithTags("Imports")
            .Produces<Page<ImportItem>>()
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .WithMetadata(new PagedAttribute(), new AuthorityFilterAttribute());
        v1.MapGet("/imports/{importId:guid}", One)
            .For(Application.Access.Operations.ReadImports)
            .WithSummary("One import and its report")
            .WithTags("Imports")
            .Produces<ImportItem>()
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status404NotFound, Problem.ContentType);
        v1.MapGet("/imports/{importId:guid}/problems", Problems)
            .For(Application.Access.Operations.ReadImports)
            .WithSummary("The rows that an import left out, put right or noted")
            .WithTags("Imports")
            .Produces<Page<ImportProblemItem>>()
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status404NotFound, Problem.ContentType)
            .WithMetadata(new PagedAttribute(), new AlsoCsvAttribute());
    }

    private static async Task<IResult> All(
        HttpContext http,
        [FromServices] Application.Returns.Import.Imports imports,
        [FromServices] TimeProvider clock,
        [FromServices] CallersDatabase database
    )
    {
        var query = new Query(http.Request, clock);
        var (authority, limit, cursor) = (query.Text("authority"), query.Limit(), query.Cursor(2));
        var after = Guid.Empty;
        if (cursor is not null && (cursor[0] != query.List || !Guid.TryParse(cursor[1], out after)))
        {
            query.RefuseCursor();
        }
        if (query.Problem is { } problem)
        {
            return problem;
        }
        var caller = http.Caller();
        if (authority is not null && !caller.Authorities.Contains(authority, StringComparer.Ordinal))
        {
            return Problem.NotAllowed("You have no right to that authority.");
        }
        // One more than asked for tells whether there is a next page.
        var found = await imports.All(
            authority is null ? caller.Authorities : [authority],
            cursor is null ? null : after,
            limit + 1,
            http.RequestAborted
        );
        var items = found.Take(limit).ToList();
        for (var i = 0; i < items.Count; i++)
        {
            items[i] = await AsSeen(items[i], caller, imports, database, http.RequestAborted);
        }
        return TypedResults.Ok(
            new Page<ImportItem>(items, found.Count > limit ? Query.CursorOf(query.List, items[^1].ImportId.ToString()) : null)
        );
    }

    private static async Task<IResult> One(
        Guid importId,
        HttpContext http,
        [FromServices] Application.Returns.Import.Imports imports,
        [FromServices] TimeProvider clock,
        [FromServices] CallersDatabase database
    )
    {
        if (new Query(http.Request, clock).Problem is { } problem)
        {
            return problem;
        }
        return await imports.Find(http.Caller().Authorities, importId, http.RequestAborted) is { } found
            ? TypedResults.Ok(await AsSeen(found, http.Caller(), imports, database, http.RequestAborted))
            : NoSuchImport();
    }

    private static async Task<ImportItem> AsSeen(
        ImportItem import,
        Caller caller,
        Application.Returns.Import.Imports imports,
        NpgsqlDataSource database,
        CancellationToken cancel
    ) => await imports.AsSeen(import, await HiddenChildren.From(database, caller, [import.Authority], cancel), cancel);

    private static async Task<IResult> Problems(
        Guid importId,
        HttpContext http,
        [FromServices] Application.Returns.Import.Imports imports,
        [FromServices] TimeProvider clock,
        [FromServices] CallersDatabase database
    )
    {
        var query = new Query(http.Request, clock);
        var (limit, cursor) = (query.Limit(), query.Cursor(2));
        long after = 0;
        if (
            cursor is not null
            && (cursor[0] != query.List || !long.TryParse(cursor[1], NumberStyles.None, CultureInfo.InvariantCulture, out after))
        )
        {
            query.RefuseCursor();
        }
        if (query.Problem is { } problem)
        {
            return problem;
        }
        var cancel = http.RequestAborted;
        if (await imports.Find(http.Caller().Authorities, importId, cancel) is not { } import)
        {
            return NoSuchImport();
        }
        // The rows name children by their codes.
        await ReadAudit.OfRows(database, http.Caller(), Application.Access.Operations.ReadImports, [import.Authority], cancel);
        var hidden = await HiddenChildren.From(database, http.Caller(), [import.Authority], cancel);
        if (http.Request.WantsCsv())
        {
            return new Csv<ImportProblemItem>(imports.Problems(importId, hidden, 0, null, cancel).WrittenDown(WriteDown, cancel));
        }
        var found = await imports.Problems(importId, hidden, after, limit + 1, cancel).ToListAsync(cancel);
        var items = found.Take(limit).ToArray();
        await WriteDown(items);
        return TypedResults.Ok(
            new Page<ImportProblemItem>(
                items,
                found.Count > limit ? Query.CursorOf(query.List, items[^1].Number.ToString(CultureInfo.InvariantCulture)) : null
            )
        );

        Task WriteDown(ImportProblemItem[] rows) =>
            ReadAudit.OfCodes(
                database,
                http.Caller(),
                Application.Access.Operations.ReadImports,
                import.Authority,
                rows.Select(row => row.Child),
                cancel
            );
    }

    internal static Problem NoSuchImport() =>
        Problem.Of(
            StatusCodes.Status404NotFound,
            "Not found",
            "import_not_found",
            "There is no such import, or it is not of your authority."
        );
}
