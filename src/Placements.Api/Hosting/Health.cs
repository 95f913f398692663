using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Placements.Application;

namespace Placements.Api.Hosting;

/// <summary>For whoever watches the host: is the process alive, and can it do its work?</summary>
internal static class Health
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/health/live", () => TypedResults.Ok(new HealthState("live")))
            .AllowAnonymous()
            .WithSummary("The process is alive")
            .WithTags("Health");
        routes.MapGet("/health/ready", Ready).AllowAnonymous().WithSummary("The host can do its work").WithTags("Health");
    }

    internal sealed record HealthState(string Status);

    private static async Task<IResult> Ready([FromServices] Databases databases, CancellationToken cancel)
    {
        try
        {
            using var database = databases.ForAllAuthorities();
            await using var command = database.Source.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancel);
            return TypedResults.Ok(new HealthState("ready"));
        }
        catch (NpgsqlException)
        {
            return TypedResults.Json(new HealthState("database_unavailable"), statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
