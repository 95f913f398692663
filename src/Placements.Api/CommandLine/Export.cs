using System.CommandLine;
using System.Globalization;
using Npgsql;
using Placements.Api.Hosting;
using Placements.Api.Http;
using Placements.Application;
using Placements.Application.Access;
using Placements.Application.Keys;
using Placements.Application.Returns.Export;
using Placements.Application.Returns.Files;
using Placements.Application.Returns.Records;
using Placements.Application.Returns.Ssda903;
using Placements.Domain.Codes;

namespace Placements.Api.CommandLine;

/// <summary>The verb <c>export</c>: returns into a folder, for who has the machine and no token.</summary>
internal static class Export
{
    private const string XmlFile = "ssda903.xml";

    public static Command Verb(Option<string?> data) =>
        new("export", "Writes a return into a folder, while hosts go on.") { Ssda903(data) };

    private static Command Ssda903(Option<string?> data)
    {
        var folder = new Argument<string>("dir") { Description = "Folder for the files; made if there is none, else it must be empty." };
        var authority = new Option<string>("--authority") { Description = "GSS code of the authority.", Required = true };
        var year = new Option<string>("--year")
        {
            Description = "The year that the return ends in: 2026 is 1 April 2025 to 31 March 2026.",
            Required = true,
        };
        var asKnownAt = new Option<string?>("--as-known-at")
        {
            Description = "Leaves out what was recorded later, for example 2026-05-31T12:00:00Z. Left out: as known now.",
        };
        var xml = new Option<bool>("--xml") { Description = $"One file {XmlFile} in place of a CSV file a table." };
        var gaps = new Option<string?>("--gaps") { Description = "File for a list of the cells that the record does not fill." };
        var command = new Command("ssda903", "England's children looked after return of a year, in the codes of that year.")
        {
            data,
            folder,
            authority,
            year,
            asKnownAt,
            xml,
            gaps,
        };
        command.SetAction(
            async (parsed, cancel) =>
            {
                // Before a database is looked for: a slip in an option must not make one.
                var order = new Order(
                    AuthorityOf(parsed.GetValue(authority)!),
                    YearOf(parsed.GetValue(year)!, TimeProvider.System),
                    InstantOf(parsed.GetValue(asKnownAt), TimeProvider.System),
                    parsed.GetValue(xml),
                    FreeFolder(parsed.GetValue(folder)!),
                    FreeFile(parsed.GetValue(gaps), parsed.GetValue(folder)!)
                );
                var configuration = HostBuilder.Create(urls: null).Configuration;
                await using var choice = await DatabaseChoice.Find(configuration, parsed.GetValue(data), Console.WriteLine, cancel);
                await using var database = await PlacementsDatabase.Open(choice.ConnectionString, cancel);
                var keys = await SiteKeys.Master(configuration, choice, database, cancel);
                await Write(database, keys, order, cancel);
                return 0;
            }
        );
        return command;
    }

    /// <param name="Gaps">Null: gaps are counted and not listed.</param>
    private sealed record Order(string Authority, ReturnYear Year, DateTimeOffset? AsKnownAt, bool AsXml, string Folder, string? Gaps);

    private static async Task Write(NpgsqlDataSource database, IKeyWrapping keys, Order order, CancellationToken cancel)
    {
        await MustHaveChildren(database, order.Authority, cancel);
        // There is no token: whoever can start this on the machine has the database anyway, and is written down all the same.
        var caller = new Caller("operator", Environment.UserName, new HashSet<Role>(), [order.Authority], []);
        await ReadAudit.OfRows(database, caller, Application.Access.Operations.MakeReturn, [order.Authority], cancel);
        try
        {
            await WriteFiles(database, keys, order, caller, cancel);
        }
        catch (UnauthorizedAccessException cannot)
        {
            throw new InvalidOperationException($"The return cannot be written: {cannot.Message.TrimEnd('.')}.", cannot);
        }
    }

    private static async Task WriteFiles(NpgsqlDataSource database, IKeyWrapping keys, Order order, Caller caller, CancellationToken cancel)
    {
        using var files = PrivateFolder.Create(ParentOf(order.Folder));
        using var list = order.Gaps is null ? null : PrivateFolder.Create(ParentOf(order.Gaps));
        var export = new ReturnExport(database, keys);
        var tally = new ReturnTally(order.Year, list?.NewFile(ReturnKinds.ListOfGaps));
        await using (tally)
        {
            if (order.AsXml)
            {
                await using var to = files.NewFile(XmlFile);
                await export.WriteXml(to, order.Authority, order.Year, order.AsKnownAt, tally, cancel, hidden: null, WriteDown);
            }
            else
            {
                await export.WriteCsv(order.Authority, order.Year, order.AsKnownAt, Open, tally, cancel, hidden: null, WriteDown);
            }
        }
        list?.MoveFileTo(ReturnKinds.ListOfGaps, order.Gaps!);
        files.MoveTo(order.Folder);
        Tell(order, tally);

        Stream Open(ReturnTable table) => files.NewFile($"{table.FileName}.csv");

        Task WriteDown(ChildReturn[] children) =>
            ReadAudit.OfListed(
                database,
                caller,
                Application.Access.Operations.MakeReturn,
                [order.Authority],
                children.Select(child => child.ChildId),
                cancel
            );
    }

    private static void Tell(Order order, ReturnTally tally)
    {
        Console.WriteLine($"The return of {order.Year.Number} of {order.Authority} is in {order.Folder}:");
        foreach (var (table, rows) in tally.Rows)
        {
            Console.WriteLine($"  {table.FileName} {rows:N0}");
        }
        var listed = order.Gaps is null ? "--gaps FILE lists them" : $"{order.Gaps} lists them";
        Console.WriteLine(
            tally.Gaps == 0 ? "The record fills every cell." : $"Cells that the record does not fill: {tally.Gaps:N0}; {listed}."
        );
    }

    private static string AuthorityOf(string text) =>
        Authorities.IsPlausible(text) ? text : throw Refuse("--authority takes a GSS code, nine characters such as E08000025.");

    private static ReturnYear YearOf(string text, TimeProvider clock)
    {
        var year = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return ReturnYears.WhyNot(year, Ssda903Tables.FirstYear, Ssda903Tables.LastYear, London.Today(clock)) is var (_, sentence)
            ? throw Refuse($"--year {text} cannot be exported. {sentence}")
            : new ReturnYear(year);
    }

    private static DateTimeOffset? InstantOf(string? text, TimeProvider clock) =>
        text is null ? null
        : Query.InstantOf(text) is not { } instant ? throw Refuse("--as-known-at takes an instant, written like 2026-05-31T12:00:00Z.")
        : instant > clock.GetUtcNow() ? throw Refuse("--as-known-at lies in the future: what will be known cannot be asked yet.")
        : instant;

    private static string FreeFolder(string path)
    {
        path = Whole(path);
        if (File.Exists(path))
        {
            throw Refuse($"{path} is a file; the return needs a folder.");
        }
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
        {
            throw Refuse($"{path} is not empty; the return needs a folder of its own.");
        }
        return path;
    }

    private static string? FreeFile(string? path, string folder)
    {
        if (path is null)
        {
            return null;
        }
        path = Whole(path);
        if (Path.Exists(path))
        {
            throw Refuse($"{path} is there already; the list of gaps needs a new file.");
        }
        if (ParentOf(path) == Whole(folder))
        {
            throw Refuse("The list of gaps is no part of the return: give it a place outside of its folder.");
        }
        return path;
    }

    private static string Whole(string path)
    {
        try
        {
            return Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        }
        catch (ArgumentException)
        {
            throw Refuse("That is no name of a file or folder.");
        }
    }

    private static string ParentOf(string path) =>
        Path.GetDirectoryName(path) ?? throw Refuse($"{path} cannot be replaced; give a folder in it.");

    private static async Task MustHaveChildren(NpgsqlDataSource database, string authority, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("select exists (select from placements.mt_streams where tenant_id = $1)");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority });
        if (!(bool)(await command.ExecuteScalarAsync(cancel))!)
        {
            throw Refuse($"The database holds no child of {authority}.");
        }
    }

    private static InvalidOperationException Refuse(string sentence) => new(sentence);
}
