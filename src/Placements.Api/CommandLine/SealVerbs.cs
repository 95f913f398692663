using System.CommandLine;
using Placements.Api.Hosting;
using Placements.Application;
using Placements.EventStore;
using Placements.EventStore.Seals;

namespace Placements.Api.CommandLine;

/// <summary>The verbs <c>verify</c> and <c>seals</c>: proof that nothing in the log was rewritten.</summary>
internal static class SealVerbs
{
    public static Command Verify(Option<string?> data)
    {
        var published = new Option<string?>("--published")
        {
            Description = "File of seals that were published, a line of JSON each; every one must still be there.",
        };
        var publicKey = new Option<string?>("--public-key")
        {
            Description =
                "File of the public keys that seals were signed with, in PEM. Left out: the site's own, which whoever has it may sign with.",
        };
        var command = new Command("verify", "Proves that log and seals agree, or names the first entry that does not, while hosts go on.")
        {
            data,
            published,
            publicKey,
        };
        command.SetAction(
            async (parsed, cancel) =>
            {
                // Before a database is looked for: a slip in the name of a file must not make one.
                var given = Text(parsed.GetValue(publicKey));
                using var lines = Lines(parsed.GetValue(published));
                var configuration = HostBuilder.Create(urls: null).Configuration;
                await using var choice = await DatabaseChoice.Find(configuration, parsed.GetValue(data), Console.WriteLine, cancel);
                using var keys = SealPublicKeys.Read(given ?? OwnPublicKey(configuration, choice));
                // As it stands: a copy is not brought to this program's schema, and nothing is written.
                await using var database = StoreDataSource.Create(choice.ConnectionString, "placements verify");
                var verdict = await new SealVerifier(database, keys).Verify(lines is null ? null : ReadAll(lines, cancel), cancel);
                return await Tell(verdict);
            }
        );
        return command;
    }

    public static Command Seals(Option<string?> data) =>
        new("seals", "Seals over the log: makes them, publishes them, prints the key to check them with.")
        {
            Now(data),
            Export(data),
            PublicKey(data),
        };

    private static Command Now(Option<string?> data)
    {
        var command = new Command("now", "Seals what is new in the log, while hosts go on; they do it every minute.") { data };
        command.SetAction(
            async (parsed, cancel) =>
            {
                var configuration = HostBuilder.Create(urls: null).Configuration;
                await using var choice = await DatabaseChoice.Find(configuration, parsed.GetValue(data), Console.WriteLine, cancel);
                using var key = Sealing.KeyOf(new KeySource(configuration, choice.PrivateFolder));
                await using var database = await PlacementsDatabase.Open(choice.ConnectionString, cancel);
                var entries = await new Sealer(database, key).SealNow(cancel);
                Console.WriteLine($"{entries:N0} entries were sealed.");
                return 0;
            }
        );
        return command;
    }

    private static Command Export(Option<string?> data)
    {
        var file = new Argument<string>("file") { Description = "New file for all seals, a line of JSON each." };
        var command = new Command("export", "Writes all seals into a file, for verify on a copy of the database.") { data, file };
        command.SetAction(
            async (parsed, cancel) =>
            {
                var path = parsed.GetValue(file)!;
                if (Path.Exists(path))
                {
                    throw new InvalidOperationException($"{path} is there already; the seals need a new file.");
                }
                var configuration = HostBuilder.Create(urls: null).Configuration;
                await using var choice = await DatabaseChoice.Find(configuration, parsed.GetValue(data), Console.WriteLine, cancel);
                await using var database = StoreDataSource.Create(choice.ConnectionString, "placements seals");
                Console.WriteLine($"{await SealFile.Export(path, new SealLog(database), cancel):N0} seals were written.");
                return 0;
            }
        );
        return command;
    }

    private static Command PublicKey(Option<string?> data)
    {
        var command = new Command("public-key", "Prints the public key of the site's seals, in PEM.") { data };
        command.SetAction(
            async (parsed, cancel) =>
            {
                var configuration = HostBuilder.Create(urls: null).Configuration;
                await using var choice = await DatabaseChoice.Find(configuration, parsed.GetValue(data), _ => { }, cancel);
                Console.Write(OwnPublicKey(configuration, choice));
                return 0;
            }
        );
        return command;
    }

    private static async Task<int> Tell(Verdict verdict)
    {
        if (verdict.Problem is { } problem)
        {
            await Console.Error.WriteLineAsync(problem.Sentence);
            return 1;
        }
        Console.WriteLine(
            $"{verdict.Sealed:N0} entries in {verdict.Seals:N0} seals agree; {verdict.NotSealed:N0} entries are not sealed yet."
        );
        if (Math.Min(verdict.Restored, verdict.Seals) is > 0 and var upTo)
        {
            Console.WriteLine(
                $"The log was restored after seal {upTo} was made, so the order of transactions is proven after that seal alone."
            );
        }
        return 0;
    }

    private static string OwnPublicKey(IConfiguration configuration, DatabaseChoice choice)
    {
        using var key = Sealing.KeyOf(new KeySource(configuration, choice.PrivateFolder));
        return key.PublicPem;
    }

    private static string? Text(string? path)
    {
        using var reader = Lines(path);
        return reader?.ReadToEnd();
    }

    private static StreamReader? Lines(string? path)
    {
        try
        {
            // A host may be adding to it.
            return path is null ? null : new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InvalidOperationException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private static async IAsyncEnumerable<string> ReadAll(
        StreamReader lines,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel
    )
    {
        while (await lines.ReadLineAsync(cancel) is { } line)
        {
            yield return line;
        }
    }
}
