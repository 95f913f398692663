using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Npgsql;
using Placements.Api.Hosting;
using Placements.Api.Security;
using Placements.Application;
using Placements.Application.Demo;
using Placements.Application.Json;
using Placements.Application.Keys;
using Placements.Application.ReadModels;
using Placements.Domain.Codes;
using Placements.Domain.Journey;

namespace Placements.Api.CommandLine;

internal sealed record DemoOptions(string? Data, string? Urls, string Authority, bool Empty, string? TokensFile);

/// <summary>The verb <c>demo</c>: a made-up authority on this machine, with a token for one user of each role.</summary>
internal static class Demo
{
    private const int UsualPort = 5080;

    public static async Task<int> Run(DemoOptions options, CancellationToken cancel)
    {
        if (!Authorities.IsPlausible(options.Authority))
        {
            throw new InvalidOperationException(
                $"{options.Authority} is not the GSS code of an authority; Cardiff's, for example, is W06000015."
            );
        }
        if (!options.Empty && !Authorities.IsWelsh(options.Authority))
        {
            throw new InvalidOperationException(
                "Children are made up for Welsh authorities only: the published figures they meet are Welsh. Add --empty to begin without any."
            );
        }

        var builder = HostBuilder.Create(options.Urls ?? $"http://127.0.0.1:{FreePort(UsualPort)}");
        DatabaseUse.RequireWorkstation(options.Urls);
        await using var choice = await DatabaseChoice.Find(builder.Configuration, options.Data, Console.WriteLine, cancel);
        Sealing.Add(builder, new KeySource(builder.Configuration, choice.PrivateFolder));
        await using var database = await PlacementsDatabase.Open(choice.ConnectionString, cancel);
        await DatabaseUse.RequireDemo(database, choice, cancel);
        var keys = await SiteKeys.Master(builder.Configuration, choice, database, cancel);
        if (!options.Empty && !await HasChildren(database, options.Authority, cancel))
        {
            await Load(database, keys, options.Authority, cancel);
        }

        using var tokens = new DemoTokens();
        await using var databases = await choice.OpenAsHost(database, cancel);
        await using var app = PlacementsHost.Build(builder, databases, keys, tokens);
        await app.StartAsync(cancel);

        // Settings of the server may have given it other addresses than the option did.
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        DatabaseUse.RequireWorkstation(string.Join(';', addresses));
        var address = addresses.First();
        var signed = tokens.Sign(options.Authority, DemoAuthority.Teams);
        Tell(address, signed, await AnyChild(database, options.Authority, cancel));
        if (options.TokensFile is not null)
        {
            WriteTokens(options.TokensFile, address, signed);
        }
        await app.WaitForShutdownAsync(cancel);
        return 0;
    }

    private static async Task Load(NpgsqlDataSource database, IKeyWrapping keys, string authority, CancellationToken cancel)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Console.WriteLine($"Making up the children of {authority} (nobody real) …");
        var interactive = !Console.IsOutputRedirected;
        var (children, events) = await new BulkLoad(database, keys).Load(
            DemoAuthority.Generate(authority).Select(child => History(child, authority)),
            count => Console.Write(interactive ? $"\r  {count:N0} children" : $"  {count:N0} children\n"),
            cancel
        );
        await using var analyze = database.CreateCommand("analyze");
        await analyze.ExecuteNonQueryAsync(cancel);
        Console.WriteLine(
            $"{(interactive ? "\r" : "")}  {children:N0} children with {events:N0} entries in {watch.Elapsed.TotalSeconds:N1} s"
        );
    }

    private static ChildHistory History(DemoChild child, string authority) =>
        new(
            authority,
            child.Id,
            [.. child.Entries.Select((entry, i) => new Entry(entry.EntryId, i + 1, entry.RecordedAt, entry.RecordedByName, entry.Fact))],
            entry => child.Entries[(int)entry.Version - 1].RecordedBy
        );

    private static async Task<bool> HasChildren(NpgsqlDataSource database, string authority, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("select exists (select from placements.mt_streams where tenant_id = $1)");
        command.Parameters.Add(new() { Value = authority });
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>A child who has lived in one foster home for a while, for the commands to try; null in an empty demo.</summary>
    private static async Task<(Guid ChildId, Guid PlacementId)?> AnyChild(
        NpgsqlDataSource database,
        string authority,
        CancellationToken cancel
    )
    {
        await using var command = database.CreateCommand(
            """
            select child_id, placement_id from reporting.current_placement
            where authority = $1 and kind = 'foster_care' and days_in_placement > 60 order by child_id limit 1
            """
        );
        command.Parameters.Add(new() { Value = authority });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? (reader.GetGuid(0), reader.GetGuid(1)) : null;
    }

    private static void Tell(string address, IReadOnlyDictionary<string, string> tokens, (Guid ChildId, Guid PlacementId)? example)
    {
        Console.WriteLine($"\nPlacements answers at {address}   (explorer: {address}/docs)\n");
        Console.WriteLine("Tokens, one demo user a role, good on this machine until the next start:");
        foreach (var (role, token) in tokens)
        {
            Console.WriteLine($"\n{role.ToUpperInvariant()}={token}");
        }
        Console.WriteLine("\nThree commands to try (paste the tokens above into the shell first):\n");
        if (example is var (childId, placementId))
        {
            Console.WriteLine(
                $$$"""
                # record a move
                curl -s -X POST {{{address}}}/v1/children/{{{childId}}}/placements/{{{placementId}}}/moves -H "Authorization: Bearer $CASEWORKER" \
                  -H 'If-Match: *' -H 'Content-Type: application/json' -d '{"effectiveOn":"{{{London.Today(TimeProvider.System).AddDays(
                    -14
                ):yyyy-MM-dd}}}",
                  "reason":"care_plan","planned":true,"requestedBy":"authority","to":{"kind":"foster_care","sector":"own_council",
                  "provider":{"name":"Cardiff fostering"},"carer":"carer-1","hostAuthority":"W06000015","country":"wales","registration":"registered"}}'

                # replay the child's journey
                curl -s {{{address}}}/v1/children/{{{childId}}}/journey -H "Authorization: Bearer $AUDITOR"

                """
            );
        }
        Console.WriteLine(
            $"""
            # how many live out of county
            curl -s '{address}/v1/out-of-county/summary?asAt=2022-03-31' -H "Authorization: Bearer $REPORTING"

            Ctrl+C stops it; the data stays for the next start.
            """
        );
    }

    /// <summary>Written beside and then moved into place, so that whoever waits for the file never reads half of it.</summary>
    private static void WriteTokens(string file, string address, IReadOnlyDictionary<string, string> tokens)
    {
        var path = Path.GetFullPath(file);
        var half = path + ".part";
        File.Delete(half);
        var own = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            // From the first moment: whoever reads a token may use it.
            own.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        using (var written = new FileStream(half, own))
        {
            JsonSerializer.Serialize(written, new { address, tokens }, PlacementsJson.Options);
        }
        File.Move(half, path, overwrite: true);
    }

    /// <summary>The usual port, or any free one while something else, perhaps another demo, holds it.</summary>
    private static int FreePort(int usual)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, usual);
            probe.Start();
            return usual;
        }
        catch (SocketException)
        {
            return 0;
        }
    }
}
