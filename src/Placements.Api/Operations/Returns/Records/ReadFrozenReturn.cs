using Placements.Api.Http;
using Placements.Application.Returns.Records;

namespace Placements.Api.Operations.Returns.Records;

internal sealed class ReadFrozenReturn : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapFrozenReturn("", Handle)
            .WithSummary("A return that was made: both clocks, who made it, files with their hashes")
            .Produces<FrozenReturn>();

    private static Task<IResult> Handle(HttpContext http, Guid returnId) =>
        FrozenReturnRoute.Answer(http, returnId, _ => found => Task.FromResult<IResult>(TypedResults.Ok(found.Return)));
}

internal sealed class ReadFrozenFile : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapFrozenReturn("/files/{name}", Handle)
            .WithSummary("A file of a return, byte for byte as it was made")
            .WithDescription(
                "The ETag is the SHA-256 of the file. One of the files that the return names. Rows of children whose records are restricted, "
                    + "and not open to the caller, are left out."
            )
            .Produces<string>(StatusCodes.Status200OK, "text/csv");

    private static Task<IResult> Handle(HttpContext http, Guid returnId, string name) =>
        FrozenReturnRoute.Answer(http, returnId, _ => found => Answer(http, found, name));

    private static async Task<IResult> Answer(HttpContext http, SeenReturn found, string name)
    {
        if (found.Return.File(name) is not { } file)
        {
            return Problem.Of(
                StatusCodes.Status404NotFound,
                "Not found",
                "file_not_found",
                "The return has no file of that name; look at its list of files."
            );
        }
        await FrozenReturnRoute.WriteDownChildren(http, found.Return);
        return TypedResults.Stream(
            async to =>
            {
                http.Response.ContentLength = file.Bytes;
                await found.CopyTo(file.Name, to, http.RequestAborted);
            },
            "text/csv; charset=utf-8",
            file.Name,
            entityTag: new($"\"{file.Sha256}\"")
        );
    }
}

internal sealed class ReadFrozenFiles : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapFrozenReturn("/zip", Handle)
            .WithSummary("All files of a return in one archive")
            .Produces<string>(StatusCodes.Status200OK, ZipDownload.ContentType);

    private static Task<IResult> Handle(HttpContext http, Guid returnId) =>
        FrozenReturnRoute.Answer(http, returnId, _ => found => Answer(http, found));

    private static async Task<IResult> Answer(HttpContext http, SeenReturn seen)
    {
        await FrozenReturnRoute.WriteDownChildren(http, seen.Return);
        var found = seen.Return;
        return new ZipDownload(
            $"{found.Kind}-{found.Authority}-{found.Year}.zip",
            found.AsKnownAt,
            [
                .. found.Files.Select(file =>
                    (file.Name, (Func<Stream, CancellationToken, Task>)((to, cancel) => seen.CopyTo(file.Name, to, cancel)))
                ),
            ]
        );
    }
}
