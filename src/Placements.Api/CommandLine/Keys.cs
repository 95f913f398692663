using System.CommandLine;
using Placements.Api.Hosting;
using Placements.Api.Security.Browser;
using Placements.Application;
using Placements.Application.Keys;
using Placements.EventStore.Seals;

namespace Placements.Api.CommandLine;

/// <summary>The verb <c>keys</c>: makes a site's keys, and changes the master key without touching an event.</summary>
internal static class Keys
{
    public static Command Verb(Option<string?> data) =>
        new("keys", "Makes the site's keys, which never lie in the database, and changes them.") { Create(), Add(), Rotate(data) };

    private static Command Create()
    {
        var folder = Folder("Folder for the key files, for its owner alone; made if there is none.");
        var command = new Command("create", "Makes the keys of a new site.") { folder };
        command.SetAction(parsed => Make(Whole(parsed.GetValue(folder)!)));
        return command;
    }

    private static Command Add()
    {
        var folder = Folder("Folder of the key files.");
        var command = new Command("add", "Adds a new master key, the current one from then on; the old ones stay.") { folder };
        command.SetAction(parsed => AddLine(Whole(parsed.GetValue(folder)!)));
        return command;
    }

    private static Command Rotate(Option<string?> data)
    {
        var command = new Command("rotate", "Wraps every child's key by the current master key, while hosts go on that know it.") { data };
        command.SetAction(async (parsed, cancel) => await Rewrap(parsed.GetValue(data), cancel));
        return command;
    }

    private static Argument<string> Folder(string description) => new("FOLDER") { Description = description };

    private static int Make(string folder)
    {
        (string File, Func<string> Make)[] keys =
        [
            (SiteKeys.MasterFile, SiteKeys.NewMaster),
            (Sealing.KeyFile, SealKey.Make),
            (CookieKey.File, CookieKey.Make),
        ];
        foreach (var (file, _) in keys)
        {
            if (Path.Exists(Path.Combine(folder, file)))
            {
                throw new InvalidOperationException(
                    $"{Path.Combine(folder, file)} is there already: keys are never overwritten, because records are lost with them."
                );
            }
        }
        foreach (var (file, make) in keys)
        {
            KeySource.Write(folder, file, make());
        }
        Console.WriteLine(
            $"The site's keys are in {folder}. Name the folder in Keys__Folder, and keep a copy apart from every backup of the database: "
                + "without them no record can be read."
        );
        return 0;
    }

    private static int AddLine(string folder)
    {
        var file = Path.Combine(folder, SiteKeys.MasterFile);
        if (!File.Exists(file))
        {
            throw new InvalidOperationException($"There is no {file}: make the site's keys with keys create.");
        }
        var text = File.ReadAllText(file);
        MasterKeys.Parse(text);
        // Beside and then in its place, so that a host that starts meanwhile never reads half of it.
        using var half = PrivateFolder.Create(folder);
        using (var writer = new StreamWriter(half.NewFile(SiteKeys.MasterFile)))
        {
            writer.Write($"{text.TrimEnd()}\n{SiteKeys.NewMaster()}");
        }
        half.ReplaceFileBy(SiteKeys.MasterFile, file);
        Console.WriteLine(
            $"{file} has a new master key. Give the file to every host and start each anew; then keys rotate wraps all records by it."
        );
        return 0;
    }

    private static async Task<int> Rewrap(string? data, CancellationToken cancel)
    {
        var configuration = HostBuilder.Create(urls: null).Configuration;
        await using var choice = await DatabaseChoice.Find(configuration, data, Console.WriteLine, cancel);
        await using var database = await PlacementsDatabase.Open(choice.ConnectionString, cancel);
        var keys = await SiteKeys.Master(configuration, choice, database, cancel);
        var rewrapped = await new KeyRotation(database, keys).Run(
            count => Console.WriteLine($"  {count:N0} keys wrapped by {keys.CurrentId}"),
            cancel
        );
        Console.WriteLine(
            $"Keys wrapped by {keys.CurrentId} now: {rewrapped:N0}. "
                + (
                    rewrapped == 0
                        ? "No record needs an older master key: once no host holds it as its current one, its line may go."
                        : "Repeat it until there is nothing left to do; only then may the line of an older master key go."
                )
        );
        return 0;
    }

    private static string Whole(string folder)
    {
        try
        {
            return Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        }
        catch (ArgumentException none)
        {
            throw new InvalidOperationException("That is no name of a folder.", none);
        }
    }
}
