using System.Net;
using Microsoft.AspNetCore.Http;
using Npgsql;
using Placements.Api.Hosting;

namespace Placements.Api.CommandLine;

/// <summary>
/// Keeps the demo away from real records: it hands out tokens, so it must not answer other machines, nor run on a database that has ever
/// been a site's. A database that was once served stays a site's for good.
/// </summary>
internal static class DatabaseUse
{
    /// <exception cref="InvalidOperationException">The demo was asked to be more than a demo.</exception>
    public static void RequireWorkstation(string? urls)
    {
        foreach (var name in new[] { "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT" })
        {
            if (string.Equals(Environment.GetEnvironmentVariable(name), "Production", StringComparison.OrdinalIgnoreCase))
            {
                throw new InvalidOperationException(
                    $"{name} says Production, and the demo hands out tokens to whoever reads its output: run serve."
                );
            }
        }
        foreach (var url in urls?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            var host = BindingAddress.Parse(url).Host;
            if (host != "localhost" && !(IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)))
            {
                throw new InvalidOperationException(
                    $"The demo answers this machine only: {url} would be open to others. Say http://127.0.0.1:5080, for example."
                );
            }
        }
    }

    /// <exception cref="InvalidOperationException">The database holds, or may hold, what the demo did not make up.</exception>
    public static async Task RequireDemo(NpgsqlDataSource database, DatabaseChoice choice, CancellationToken cancel)
    {
        // A private cluster without a mark is one that an earlier version made, for its demo.
        await using var mark = database.CreateCommand(
            """
            insert into placements.database_use (use)
            select 'demo' where $1 or not exists (select from placements.mt_streams)
            on conflict do nothing
            """
        );
        mark.Parameters.Add(new() { Value = choice.PrivateFolder is not null });
        await mark.ExecuteNonQueryAsync(cancel);
        await using var read = database.CreateCommand("select use from placements.database_use");
        if (await read.ExecuteScalarAsync(cancel) is not "demo")
        {
            throw new InvalidOperationException(
                "This database holds records that the demo did not make up, and the demo hands out tokens: give it an empty database, or none."
            );
        }
    }

    public static async Task MakeSite(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            "insert into placements.database_use (use) values ('site') on conflict (one) do update set use = 'site'"
        );
        await command.ExecuteNonQueryAsync(cancel);
    }
}
