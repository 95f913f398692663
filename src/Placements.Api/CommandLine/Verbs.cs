using System.CommandLine;
using System.CommandLine.Invocation;
using System.Net.Sockets;
using Npgsql;
using Placements.Application;
using Placements.Application.ReadModels;
using Placements.EventStore.Schema;
using Placements.EventStore.Seals;
using Placements.LocalPostgres;

namespace Placements.Api.CommandLine;

/// <summary>What the program can be asked to do: <c>serve</c> (also without a verb), <c>demo</c>, <c>rebuild</c> and others.</summary>
public static class Verbs
{
    private static readonly Option<string?> Data = new("--data")
    {
        Description =
            "Folder of a private PostgreSQL, made there if there is none. Left out: ConnectionStrings__Placements, else a folder of your own.",
    };

    private static readonly Option<string?> Urls = new("--urls") { Description = "Where to listen, for example http://127.0.0.1:5080." };

    public static async Task<int> Run(string[] args)
    {
        var root = new RootCommand("Placements: an event-sourced placement case system for children looked after.")
        {
            Serve(),
            Demo(),
            Rebuild(),
            Import.Verb(Data),
            Load.Verb(Data),
            Export.Verb(Data),
            Keys.Verb(Data),
            Retention.Verb(Data),
            SealVerbs.Verify(Data),
            SealVerbs.Seals(Data),
        };
        try
        {
            var parsed = root.Parse(args.Length == 0 ? ["serve"] : args);
            if (parsed.Action is ParseErrorAction)
            {
                return await Refuse($"{Misunderstood(parsed)} The option --help says what there is.");
            }
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }
            );
        }
        catch (Exception e)
            when (e is LocalPostgresException or SchemaMismatchException or SealException or InvalidOperationException or IOException)
        {
            return await Refuse(e.Message);
        }
        catch (SocketException e)
        {
            return await Refuse($"The address given by --urls cannot be listened at: {e.Message.TrimEnd('.')}.");
        }
        catch (NpgsqlException e)
        {
            return await Refuse($"The database cannot be used: {e.Message.TrimEnd('.')}.");
        }
    }

    private static async Task<int> Refuse(string sentence)
    {
        await Console.Error.WriteLineAsync(sentence);
        return 1;
    }

    /// <summary>A word that is not known explains more than the verb that is missing because of it.</summary>
    private static string Misunderstood(ParseResult parsed) =>
        parsed.UnmatchedTokens.Count > 0
            ? $"There is no verb or option {parsed.UnmatchedTokens[0]}."
            : $"{parsed.Errors[0].Message.TrimEnd('.')}.";

    private static Command Serve()
    {
        var command = new Command("serve", "Runs the host for the site's own sign-in.") { Data, Urls };
        command.SetAction(async (parsed, cancel) => await CommandLine.Serve.Run(parsed.GetValue(Data), parsed.GetValue(Urls), cancel));
        return command;
    }

    private static Command Demo()
    {
        var authority = new Option<string>("--authority")
        {
            Description = "GSS code of the authority to make up.",
            DefaultValueFactory = _ => "W06000015",
        };
        var empty = new Option<bool>("--empty") { Description = "Begin without any children." };
        var tokensFile = new Option<string?>("--tokens-file")
        {
            Description = "File to write address and tokens to, as JSON, once the host answers.",
        };
        var command = new Command("demo", "Runs a made-up authority on this machine: database, children, server, tokens.")
        {
            Data,
            Urls,
            authority,
            empty,
            tokensFile,
        };
        command.SetAction(
            async (parsed, cancel) =>
                await CommandLine.Demo.Run(
                    new DemoOptions(
                        parsed.GetValue(Data),
                        parsed.GetValue(Urls),
                        parsed.GetValue(authority)!,
                        parsed.GetValue(empty),
                        parsed.GetValue(tokensFile)
                    ),
                    cancel
                )
        );
        return command;
    }

    private static Command Rebuild()
    {
        var command = new Command("rebuild", "Writes all read models anew from the log, while hosts go on.") { Data };
        command.SetAction(
            async (parsed, cancel) =>
            {
                var configuration = HostBuilder.Create(urls: null).Configuration;
                await using var choice = await DatabaseChoice.Find(configuration, parsed.GetValue(Data), Console.WriteLine, cancel);
                await using var database = await PlacementsDatabase.Open(choice.ConnectionString, cancel);
                var keys = await SiteKeys.Master(configuration, choice, database, cancel);
                var events = await new Rebuild(database, keys).Run(Console.WriteLine, cancel);
                Console.WriteLine($"The read models were written anew from {events:N0} entries.");
                return 0;
            }
        );
        return command;
    }
}
