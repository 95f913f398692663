using Placements.Application.Returns.Wales;

namespace Placements.Api.Operations.Returns;

internal sealed class WalesCensusFile(IReadOnlyList<WalesCensusRow> rows) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "text/csv; charset=utf-8";
        await WalesCensusCsv.Write(httpContext.Response.Body, rows, httpContext.RequestAborted);
    }
}
