using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;
using Placements.Api.Http;
using Placements.Api.Operations.Figures;
using Placements.Api.Security;
using Placements.Application.Reading;

namespace Placements.Api.Operations.Reading;

/// <summary>What to look for, and in which children; every member may be left out.</summary>
/// <param name="Search">Part of a name, a whole identifier or a date of birth.</param>
/// <param name="Authority">GSS code, for a caller who may see several.</param>
/// <param name="AsAt">The day asked about; today when left out.</param>
/// <param name="AsKnownAt">Entries recorded later are left out; now when left out.</param>
/// <param name="Limit">Rows a page, 1 to 1,000; 100 when left out.</param>
/// <param name="Cursor">The member next of the page before.</param>
public sealed record ChildSearchRequest(
    string? Search = null,
    string? Authority = null,
    DateOnly? AsAt = null,
    DateTimeOffset? AsKnownAt = null,
    int? Limit = null,
    string? Cursor = null
);

/// <summary>The same list as a GET of it; asked for in the body, a name stands in no address and so in no log on the way.</summary>
internal sealed class SearchChildren : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapPost("/children/search", Handle)
            .For(Application.Access.Operations.FindChildren)
            .WithSummary("Children the caller may see, by part of a name, a whole identifier or a date of birth")
            .WithDescription("Asks and records nothing. What is searched for is in the body, so that no name stands in an address.")
            .WithTags("Reading one child")
            .Accepts<ChildSearchRequest>("application/json")
            .Produces<RowsAnswer<FoundChild>>()
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status413PayloadTooLarge, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status415UnsupportedMediaType, Problem.ContentType)
            .WithMetadata(new AlsoCsvAttribute(), new AsksInItsBodyAttribute());

    private static async Task<IResult> Handle(
        HttpContext http,
        [FromServices] ChildSearch children,
        [FromServices] TimeProvider clock,
        [FromServices] CallersDatabase database
    )
    {
        if (new Query(http.Request, clock).Problem is { } inAddress)
        {
            return inAddress;
        }
        var (body, unreadable) = await RequestBody.Read(http.Request);
        if (unreadable is not null)
        {
            return unreadable;
        }
        var (asked, problem) = RequestBody.As<ChildSearchRequest>(body);
        if (problem is not null)
        {
            return problem;
        }
        // In place of the parameters; the address itself stays as it was sent.
        http.Features.Set<IQueryFeature>(new QueryFeature(new QueryCollection(Parameters(asked!))));
        return await FindChildren.Handle(http, children, clock, database);
    }

    private static Dictionary<string, StringValues> Parameters(ChildSearchRequest asked)
    {
        var given = new (string Name, string? Value)[]
        {
            ("search", asked.Search),
            ("authority", asked.Authority),
            ("asAt", asked.AsAt?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("asKnownAt", asked.AsKnownAt?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture)),
            ("limit", asked.Limit?.ToString(CultureInfo.InvariantCulture)),
            ("cursor", asked.Cursor),
        };
        return given
            .Where(member => member.Value is not null)
            .ToDictionary(member => member.Name, member => new StringValues(member.Value));
    }
}

/// <summary>A POST that records nothing, so that it takes neither a key for retries nor a version; the OpenAPI document says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AsksInItsBodyAttribute : Attribute;
