using System.CommandLine;
using Placements.Application;
using Placements.Application.Places;

namespace Placements.Api.Hosting;

/// <summary>The verb <c>load</c>: reference data that others publish.</summary>
internal static class Load
{
    public static Command Verb(Option<string?> data) =>
        new("load", "Loads reference data from a file, while hosts go on.") { Postcodes(data) };

    private static Command Postcodes(Option<string?> data)
    {
        var file = new Argument<string>("file") { Description = "CSV with the columns pcds, oslaua, oseast1m and osnrth1m." };
        var command = new Command("postcodes", "Replaces the postcode directory by a file in the shape of the ONS Postcode Directory.")
        {
            data,
            file,
        };
        command.SetAction(async (parsed, cancel) => await LoadPostcodes(parsed.GetValue(file)!, parsed.GetValue(data), cancel));
        return command;
    }

    private static async Task<int> LoadPostcodes(string path, string? data, CancellationToken cancel)
    {
        // Before a database is looked for: a slip in the name of a file must not make one.
        await using var file = Open(path);
        var configuration = HostBuilder.Create(urls: null).Configuration;
        await using var choice = await DatabaseChoice.Find(configuration, data, Console.WriteLine, cancel);
        await using var database = await PlacementsDatabase.Open(choice.ConnectionString, cancel);
        var report = await new PostcodeLoad(database).Replace(file, Console.WriteLine, cancel);
        Console.WriteLine($"The directory holds {report.Postcodes:N0} postcodes. Lines left out: {report.LeftOut:N0}.");
        foreach (var (line, reason) in report.First)
        {
            Console.WriteLine($"  line {line}: {reason}");
        }
        if (report.LeftOut > report.First.Count)
        {
            Console.WriteLine($"  and {report.LeftOut - report.First.Count:N0} more");
        }
        return 0;
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
