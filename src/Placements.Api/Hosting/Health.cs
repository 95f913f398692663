using Npgsql;

namespace Placements.Api.Hosting;

/// <summary>For whoever watches the host: is the process alive, and can it do its work?</summary>
internal static class Health
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Ok(new State("live"))).AllowAnonymous().WithTags("Health");
        routes.MapGet("/health/ready", Ready).AllowAnonymous().WithTags("Health");
    }

    internal sealed record State(string Status);

    private static async Task<IResult> Ready(NpgsqlDataSource database, CancellationToken cancel)
    {
        try
        {
            await using var command = database.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancel);
            return TypedResults.Ok(new State("ready"));
        }
        catch (NpgsqlException)
        {
            return TypedResults.Json(new State("database_unavailable"), statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
