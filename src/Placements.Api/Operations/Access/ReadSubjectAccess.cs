using Microsoft.AspNetCore.Mvc;
using Placements.Api.Http;
using Placements.Api.Security;
using Placements.Application.Reading;
using Placements.Application.SubjectAccess;

namespace Placements.Api.Operations.Access;

/// <summary>Everything held about one child, in one file.</summary>
internal sealed class ReadSubjectAccess : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapGet("/children/{childId:guid}/subject-access", Handle)
            .For(Application.Access.Operations.SubjectAccess)
            .WithSummary("Everything held about the child, in one readable file")
            .WithDescription(
                "The record as it stands and every entry as it was written, what was taken over, what was returned, who looked. Codes come with "
                    + "their labels; what may be about somebody else is marked, to be looked at before the file is given away. As JSON, or as one "
                    + "page of HTML."
            )
            .WithTags("Access")
            .Produces<SubjectAccessAnswer>()
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status404NotFound, Problem.ContentType)
            .WithMetadata(new AlsoHtmlAttribute());

    private static async Task<IResult> Handle(
        Guid childId,
        HttpContext http,
        [FromServices] ChildRecords records,
        [FromServices] SubjectAccess subject,
        [FromServices] TimeProvider clock
    )
    {
        if (new Query(http.Request, clock).Problem is { } problem)
        {
            return problem;
        }
        var cancel = http.RequestAborted;
        if (await records.Open(http.Caller(), Application.Access.Operations.SubjectAccess, childId, cancel) is not { } child)
        {
            return Problem.NoSuchChild();
        }
        http.Response.Headers.ETag = IfMatch.Tag(child.Version);
        var file = await subject.Of(http.Caller(), child, cancel);
        if (http.Request.WantsHtml())
        {
            return SubjectAccessPage.Of(file, $"subject-access-{childId}.html");
        }
        HtmlPage.Confidential(http.Response, $"subject-access-{childId}.json");
        return TypedResults.Ok(file.ToAnswer());
    }
}
