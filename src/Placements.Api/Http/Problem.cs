using System.Text.Json;
using Placements.Application.Json;
using Placements.Application.Recording;

namespace Placements.Api.Http;

/// <summary>One thing that is wrong.</summary>
/// <param name="Code">Stable; programs may rely on it.</param>
/// <param name="Field">Path of the member or name of the parameter; null when it concerns the whole request.</param>
/// <param name="Message">A sentence that a caseworker understands; never personal data.</param>
/// <param name="EntryIds">Entries of the child that contradict the request: to be corrected with it, if they are what is wrong.</param>
public sealed record ProblemItem(string Code, string? Field, string Message, IReadOnlyList<Guid>? EntryIds = null);

/// <summary>The body of every error answer (RFC 9457).</summary>
public sealed record ProblemBody(string Type, string Title, int Status, string Detail, IReadOnlyList<ProblemItem> Errors);

/// <summary>The body of 412: beside what every error has, where the record stands now and what the client has not seen.</summary>
/// <param name="Version">The one to send as If-Match, once the entries were looked at.</param>
/// <param name="EntriesSince">Those after the version that the client named; all of them where it named none of ours.</param>
public sealed record StaleProblemBody(
    string Type,
    string Title,
    int Status,
    string Detail,
    IReadOnlyList<ProblemItem> Errors,
    long Version,
    IReadOnlyList<RecordedEntry> EntriesSince
);

/// <summary>An error answer.</summary>
public sealed class Problem(int status, string title, IReadOnlyList<ProblemItem> errors) : IResult
{
    public const string ContentType = "application/problem+json";

    /// <summary>Members beside the standard ones.</summary>
    public IReadOnlyDictionary<string, object>? More { get; init; }

    public string? ETag { get; init; }

    public static Problem Of(int status, string title, string code, string message, string? field = null) =>
        new(status, title, [new ProblemItem(code, field, message)]);

    public static Problem BadRequest(string code, string message, string? field = null) =>
        Of(StatusCodes.Status400BadRequest, "The request is not understood", code, message, field);

    /// <summary>The same for a child that does not exist and for one that the caller may not see.</summary>
    public static Problem NoSuchChild() =>
        Of(
            StatusCodes.Status404NotFound,
            "Not found",
            "child_not_found",
            "There is no such child, or you have no right to see the record."
        );

    public static Problem NotAllowed(string message) => Of(StatusCodes.Status403Forbidden, "Not allowed", "not_allowed", message);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = ContentType;
        if (ETag is not null)
        {
            httpContext.Response.Headers.ETag = ETag;
        }

        var body = JsonSerializer.SerializeToNode(
            new ProblemBody($"urn:placements:problem:{errors[0].Code}", title, status, errors[0].Message, errors),
            PlacementsJson.Options
        )!;
        foreach (var (name, value) in More ?? new Dictionary<string, object>(StringComparer.Ordinal))
        {
            body[name] = JsonSerializer.SerializeToNode(value, PlacementsJson.Options);
        }
        await httpContext.Response.WriteAsync(body.ToJsonString(PlacementsJson.Options), httpContext.RequestAborted);
    }
}
