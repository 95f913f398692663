using System.CommandLine;
using Npgsql;
using Placements.Application;
using Placements.Application.Places;
using Placements.Application.Reference;

namespace Placements.Api.CommandLine;

/// <summary>The verb <c>load</c>: reference data that others publish.</summary>
internal static class Load
{
    private const string AsFor = "What was known before stays known for figures as known then.";

    public static Command Verb(Option<string?> data) =>
        new("load", "Loads reference data from a file, while hosts go on.")
        {
            Of(
                data,
                "postcodes",
                "Replaces the postcode directory by a file in the shape of the ONS Postcode Directory.",
                "CSV with the columns pcds, oslaua, oseast1m and osnrth1m.",
                Postcodes
            ),
            Of(
                data,
                "population",
                $"Replaces the table of children by authority and year. {AsFor}",
                "CSV with the columns authority (GSS code), year (the estimate is for its 30 June), children (aged 0 to 17) and source.",
                (database, file, cancel) => Reference(database, ReferenceTable.Population, file, cancel)
            ),
            Of(
                data,
                "authorities",
                $"Replaces the list of authorities, their regions and who lies beside whom. {AsFor}",
                "CSV with the columns code (GSS code), name, region (may be empty) and neighbours (GSS codes with spaces between them, or empty).",
                (database, file, cancel) => Reference(database, ReferenceTable.Authorities, file, cancel)
            ),
            Of(
                data,
                "bank-holidays",
                $"Replaces the list of bank holidays. {AsFor}",
                "CSV with the columns division (england_and_wales, scotland or northern_ireland), day (2022-04-15) and name.",
                (database, file, cancel) => Reference(database, ReferenceTable.BankHolidays, file, cancel)
            ),
        };

    private static Command Of(
        Option<string?> data,
        string name,
        string description,
        string columns,
        Func<NpgsqlDataSource, Stream, CancellationToken, Task> load
    )
    {
        var file = new Argument<string>("file") { Description = columns };
        var command = new Command(name, description) { data, file };
        command.SetAction(async (parsed, cancel) => await Run(parsed.GetValue(file)!, parsed.GetValue(data), load, cancel));
        return command;
    }

    private static async Task<int> Run(
        string path,
        string? data,
        Func<NpgsqlDataSource, Stream, CancellationToken, Task> load,
        CancellationToken cancel
    )
    {
        // Before a database is looked for: a slip in the name of a file must not make one.
        await using var file = Open(path);
        var configuration = HostBuilder.Create(urls: null).Configuration;
        await using var choice = await DatabaseChoice.Find(configuration, data, Console.WriteLine, cancel);
        await using var database = await PlacementsDatabase.Open(choice.ConnectionString, cancel);
        await load(database, file, cancel);
        return 0;
    }

    private static async Task Postcodes(NpgsqlDataSource database, Stream file, CancellationToken cancel)
    {
        var report = await new PostcodeLoad(database).Replace(file, Console.WriteLine, cancel);
        Console.WriteLine($"The directory holds {report.Postcodes:N0} postcodes. Lines left out: {report.LeftOut:N0}.");
        TellLeftOut(report.LeftOut, report.First);
    }

    private static async Task Reference(NpgsqlDataSource database, ReferenceTable table, Stream file, CancellationToken cancel)
    {
        var report = await new ReferenceLoad(database).Replace(table, file, cancel);
        foreach (var (name, held, began, ended) in report.Tables)
        {
            Console.WriteLine($"{name} holds {held:N0} rows: {began:N0} new or changed, {ended:N0} known no longer.");
        }
        Console.WriteLine($"Lines left out: {report.LeftOut:N0}.");
        TellLeftOut(report.LeftOut, report.First);
    }

    private static void TellLeftOut(long leftOut, IReadOnlyList<LeftOutLine> first)
    {
        foreach (var (line, reason) in first)
        {
            Console.WriteLine($"  line {line}: {reason}");
        }
        if (leftOut > first.Count)
        {
            Console.WriteLine($"  and {leftOut - first.Count:N0} more");
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception cannot) when (cannot is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InvalidOperationException($"{path} cannot be read: {cannot.Message.TrimEnd('.')}.", cannot);
        }
    }
}
