using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Placements.Api.Http;
using Placements.Api.Operations.Figures;
using Placements.Api.Security;
using Placements.Application.Returns.Files;
using Placements.Application.Returns.Import;

namespace Placements.Api.Operations.Imports;

/// <summary>
/// Takes over returns sent as a zip. What it accepts is said in the OpenAPI text alone: as metadata of the route it would be checked
/// before the caller's right is.
/// </summary>
internal sealed class ImportReturn : IOperation
{
    public const string ZipType = "application/zip";

    private const long LargestZip = 512L * 1024 * 1024;
    private const long LargestUnpacked = 8L * 1024 * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapPost("/imports", Handle)
            .For(Application.Access.Operations.Import)
            .ForManyChildren()
            .WithSummary("Takes over SSDA903 returns")
            .WithDescription(
                "The body is a zip: the CSV files or the XML of one return, or one folder a year. `year` names the year of a single return "
                    + "(2026 is 1 April 2025 to 31 March 2026). All of it is taken in one transaction, or nothing. `dryRun=true` reports what "
                    + "would happen and records nothing."
            )
            .WithTags("Imports")
            .Produces<ImportReport>()
            .Produces<ImportReport>(StatusCodes.Status201Created)
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status413PayloadTooLarge, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status415UnsupportedMediaType, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status422UnprocessableEntity, Problem.ContentType)
            .WithMetadata(new AuthorityFilterAttribute(), new ImportAttribute());

    private static async Task<IResult> Handle(HttpContext http, [FromServices] ReturnImport imports, [FromServices] TimeProvider clock)
    {
        var query = new Query(http.Request, clock);
        var (year, dryRun) = (Year(query), Flag(query, "dryRun"));
        var (authority, refused) = OneAuthority.Of(query.Text("authority"), http.Caller());
        if ((query.Problem ?? refused) is { } problem)
        {
            return problem;
        }
        if (!string.Equals(http.Request.ContentType, ZipType, StringComparison.OrdinalIgnoreCase))
        {
            return Problem.Of(
                StatusCodes.Status415UnsupportedMediaType,
                "The request is not understood",
                "not_a_zip",
                $"Send the return as a zip, with the content type {ZipType}."
            );
        }

        http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = LargestZip;
        var cancel = http.RequestAborted;
        await using var zip = Spool();
        try
        {
            await http.Request.Body.CopyToAsync(zip, cancel);
            zip.Position = 0;
            using var source = ReturnSource.OfZip(zip, year, LargestUnpacked);
            var report = await imports.Run(http.Caller(), source, authority!, dryRun, null, null, cancel);
            return dryRun ? TypedResults.Ok(report) : TypedResults.Created($"/v1/imports/{report.ImportId}", report);
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Problem.Of(
                StatusCodes.Status413PayloadTooLarge,
                "Too large",
                "zip_too_big",
                $"The zip is larger than {LargestZip / 1024 / 1024} MB: send the years one by one, or use the verb import at the host."
            );
        }
        catch (ReturnUnreadableException unreadable)
        {
            return Problem.Of(StatusCodes.Status422UnprocessableEntity, "Nothing was taken over", unreadable.Code, Sentence(unreadable));
        }
    }

    private static string Sentence(ReturnUnreadableException unreadable) =>
        unreadable.Line is { } line ? $"{unreadable.Message.TrimEnd('.')} ({unreadable.File}, line {line})." : unreadable.Message;

    /// <summary>A zip is read from its end, so it has to lie somewhere; only this process can open it, and it goes when it is closed.</summary>
    private static FileStream Spool()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        return new FileStream(Path.Combine(Path.GetTempPath(), $"placements-{Guid.NewGuid():N}.zip"), options);
    }

    private static int? Year(Query query)
    {
        if (query.Text("year") is not { } text)
        {
            return null;
        }
        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            && year is >= Ssda903Tables.FirstYear and <= Ssda903Tables.LastYear
        )
        {
            return year;
        }
        query.Refuse(
            "year_out_of_range",
            $"The year is a number from {Ssda903Tables.FirstYear} to {Ssda903Tables.LastYear}: 2026 is 1 April 2025 to 31 March 2026.",
            "year"
        );
        return null;
    }

    private static bool Flag(Query query, string name)
    {
        var text = query.Text(name);
        if (text is not (null or "true" or "false"))
        {
            query.Refuse("flag_malformed", "The value is true or false.", name);
        }
        return text == "true";
    }
}

/// <summary>Takes <c>year</c> and <c>dryRun</c>; the OpenAPI document says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ImportAttribute : Attribute;
