using System.CommandLine;
using System.Globalization;
using Placements.Application;
using Placements.Application.Retention;

namespace Placements.Api.CommandLine;

/// <summary>The verb <c>retention</c>: which records need not be kept any longer, and the end of one.</summary>
internal static class Retention
{
    public static Command Verb(Option<string?> data) =>
        new("retention", "Lists records that need not be kept any longer, and erases who they were about.") { List(data), Erase(data) };

    private static Command List(Option<string?> data)
    {
        var authority = Authority();
        var on = new Option<string?>("--on") { Description = "Due on that day or before, for example 2026-03-31. Left out: today." };
        var command = new Command("list", "Prints the ids of the children whose records are due, and since when; no names.")
        {
            authority,
            on,
            data,
        };
        command.SetAction(
            async (parsed, cancel) => await Show(parsed.GetValue(authority)!, DayOf(parsed.GetValue(on)), parsed.GetValue(data), cancel)
        );
        return command;
    }

    private static Command Erase(Option<string?> data)
    {
        var child = new Argument<Guid>("CHILD") { Description = "The id of the child." };
        var authority = Authority();
        var confirm = new Option<Guid>("--confirm")
        {
            Description = "The id of the child once more: nothing brings the data back.",
            Required = true,
        };
        var command = new Command(
            "erase",
            "Makes names, addresses, identifiers and free text of one child unreadable for good; what happened, and figures, stay."
        )
        {
            child,
            authority,
            confirm,
            data,
        };
        command.SetAction(
            async (parsed, cancel) =>
                await End(parsed.GetValue(child), parsed.GetValue(confirm), parsed.GetValue(authority)!, parsed.GetValue(data), cancel)
        );
        return command;
    }

    private static Option<string> Authority() =>
        new("--authority") { Description = "GSS code of the authority that keeps the record.", Required = true };

    private static async Task<int> Show(string authority, DateOnly on, string? data, CancellationToken cancel)
    {
        var caller = Operator.Of(authority);
        var configuration = HostBuilder.Create(urls: null).Configuration;
        await using var choice = await DatabaseChoice.Find(configuration, data, Console.WriteLine, cancel);
        await using var database = await PlacementsDatabase.Open(choice.ConnectionString, cancel);
        var keys = await SiteKeys.Master(configuration, choice, database, cancel);
        var due = await new RetentionList(database, keys).Due(caller, authority, on, cancel);
        foreach (var record in due)
        {
            Console.WriteLine($"{record.ChildId} {record.On:yyyy-MM-dd}");
        }
        Console.WriteLine($"Records of {authority} that need not be kept on {on:yyyy-MM-dd}: {due.Count:N0}.");
        return 0;
    }

    private static async Task<int> End(Guid childId, Guid confirmed, string authority, string? data, CancellationToken cancel)
    {
        var caller = Operator.Of(authority);
        if (childId != confirmed)
        {
            throw new InvalidOperationException("--confirm is not the id of that child: nothing was erased.");
        }
        var configuration = HostBuilder.Create(urls: null).Configuration;
        await using var choice = await DatabaseChoice.Find(configuration, data, Console.WriteLine, cancel);
        await using var database = await PlacementsDatabase.Open(choice.ConnectionString, cancel);
        var keys = await SiteKeys.Master(configuration, choice, database, cancel);
        var outcome = await new Erasure(database, keys, TimeProvider.System).Erase(caller, authority, childId, cancel);
        if (outcome is not ErasureOutcome.Erased { RetentionEndedOn: var end })
        {
            throw new InvalidOperationException($"Nothing was erased. {WhyNot(outcome, authority)}");
        }
        Console.WriteLine(
            $"The personal data of {childId} are erased; the record was to be kept until {end:yyyy-MM-dd}. Backups taken before, and returns "
                + "that were frozen, still hold what they held."
        );
        return 0;
    }

    private static string WhyNot(ErasureOutcome outcome, string authority) =>
        outcome switch
        {
            ErasureOutcome.NotFound => $"{authority} keeps no record of that id.",
            ErasureOutcome.ErasedBefore => "The personal data of that record were erased before.",
            ErasureOutcome.NotDue { On: { } on } => $"The record is to be kept until {on:yyyy-MM-dd}.",
            ErasureOutcome.NotDue => "Nobody knows when the child was born, so the record is to be kept: record the date of birth first.",
            _ => "Some entries of that record were made before records were encrypted: destroying its key would not make them unreadable.",
        };

    private static DateOnly DayOf(string? text) =>
        text is null ? London.Today(TimeProvider.System)
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new InvalidOperationException("--on takes a day, written like 2026-03-31.");
}
