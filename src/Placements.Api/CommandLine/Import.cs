using System.CommandLine;
using Npgsql;
using Placements.Application;
using Placements.Application.Access;
using Placements.Application.Keys;
using Placements.Application.Returns.Files;
using Placements.Application.Returns.Import;
using Placements.Domain.Codes;

namespace Placements.Api.CommandLine;

/// <summary>The verb <c>import</c>: takes over what other systems hold, and takes an import back.</summary>
internal static class Import
{
    private const int ProblemsTold = 20;

    public static Command Verb(Option<string?> data) =>
        new("import", "Takes over what other systems hold, while hosts go on.") { Ssda903(data), ImportExtract.Verb(data), Void(data) };

    private static Command Ssda903(Option<string?> data)
    {
        var folder = new Argument<string>("DIR") { Description = "Folder of one return (CSV files or XML), or with one folder a year." };
        var authority = Authority();
        var year = new Option<int?>("--year")
        {
            Description = "Year of a single return, named by the 31 March that ends it; left out where the folder is named by it.",
        };
        var (dryRun, report) = (DryRun(), Report());
        var command = new Command("ssda903", "Takes over SSDA903 returns.") { folder, authority, year, dryRun, report, data };
        command.SetAction(
            async (parsed, cancel) =>
                await Run(
                    parsed.GetValue(folder)!,
                    parsed.GetValue(authority)!,
                    parsed.GetValue(year),
                    parsed.GetValue(dryRun),
                    parsed.GetValue(report),
                    parsed.GetValue(data),
                    cancel
                )
        );
        return command;
    }

    private static Command Void(Option<string?> data)
    {
        var batch = new Argument<Guid>("IMPORT") { Description = "The id that the import gave." };
        var authority = Authority();
        var reason = new Option<string>("--reason") { Description = "Stands in every entry that takes something back.", Required = true };
        var command = new Command("void", "Takes an import back.") { batch, authority, reason, data };
        command.SetAction(
            async (parsed, cancel) =>
                await TakeBack(parsed.GetValue(batch), parsed.GetValue(authority)!, parsed.GetValue(reason)!, parsed.GetValue(data), cancel)
        );
        return command;
    }

    internal static Option<string> Authority() =>
        new("--authority") { Description = "GSS code of the authority whose children they are.", Required = true };

    internal static Option<bool> DryRun() => new("--dry-run") { Description = "Says what would happen and records nothing." };

    internal static Option<string?> Report() =>
        new("--report") { Description = "File to write every row left out, put right or noted to, as CSV." };

    private static async Task<int> Run(
        string folder,
        string authority,
        int? year,
        bool dryRun,
        string? reportFile,
        string? data,
        CancellationToken cancel
    )
    {
        var caller = Operator.Of(authority);
        try
        {
            // Before a database is looked for: a slip in the name of a folder must not make one.
            using var source = ReturnSource.OfFolder(folder, year);
            await TakeOver(
                (database, keys, problem, progress) =>
                    new ReturnImport(database, keys, TimeProvider.System).Run(caller, source, authority, dryRun, problem, progress, cancel),
                reportFile,
                data,
                cancel
            );
            return 0;
        }
        catch (ReturnUnreadableException unreadable)
        {
            throw NothingTaken(unreadable);
        }
    }

    /// <summary>Opens the database, imports into it and tells what happened.</summary>
    internal static async Task TakeOver(
        Func<NpgsqlDataSource, IKeyWrapping, Action<ReturnProblem>, Action<ImportProgress>, Task<ImportReport>> import,
        string? reportFile,
        string? data,
        CancellationToken cancel
    )
    {
        await using var problems = reportFile is null ? null : new ProblemFile(reportFile);
        var configuration = HostBuilder.Create(urls: null).Configuration;
        await using var choice = await DatabaseChoice.Find(configuration, data, Console.WriteLine, cancel);
        await using var database = await PlacementsDatabase.Open(choice.ConnectionString, cancel);
        var told = new List<ReturnProblem>();
        var report = await import(
            database,
            await SiteKeys.Master(configuration, choice, database, cancel),
            problem =>
            {
                problems?.Write(problem);
                if (told.Count < ProblemsTold && problem.Outcome == ProblemOutcome.LeftOut)
                {
                    told.Add(problem);
                }
            },
            Progress()
        );
        Tell(report, told, reportFile);
    }

    internal static InvalidOperationException NothingTaken(ReturnUnreadableException unreadable)
    {
        var place = unreadable.Line is { } line ? $" ({unreadable.File}, line {line})" : "";
        return new InvalidOperationException($"Nothing was taken over. {unreadable.Message}{place}", unreadable);
    }

    private static async Task<int> TakeBack(Guid importId, string authority, string reason, string? data, CancellationToken cancel)
    {
        var configuration = HostBuilder.Create(urls: null).Configuration;
        await using var choice = await DatabaseChoice.Find(configuration, data, Console.WriteLine, cancel);
        await using var database = await PlacementsDatabase.Open(choice.ConnectionString, cancel);
        var keys = await SiteKeys.Master(configuration, choice, database, cancel);
        var outcome = await new ImportVoid(database, keys, TimeProvider.System).Run(Operator.Of(authority), importId, reason, cancel);
        if (outcome is not VoidOutcome.Voided { Report: var report })
        {
            throw new InvalidOperationException(
                outcome is VoidOutcome.VoidedBefore
                    ? "This import was taken back before."
                    : $"There is no import {importId} of {authority}."
            );
        }
        Console.WriteLine($"Taken back: {report.Entries:N0} entries of {report.Children:N0} children.");
        foreach (var standing in report.Standing.Take(ProblemsTold))
        {
            Console.WriteLine($"  still standing, child {standing.ChildId}: {standing.Message}");
        }
        if (report.Standing.Count > ProblemsTold)
        {
            Console.WriteLine($"  and {report.Standing.Count - ProblemsTold:N0} more");
        }
        return 0;
    }

    /// <summary>One line that renews itself on a terminal, and a line now and then in a file.</summary>
    private static Action<ImportProgress> Progress()
    {
        var terminal = !Console.IsOutputRedirected;
        var next = 0L;
        return progress =>
        {
            if (terminal)
            {
                Console.Write($"\r  {progress.RowsRead:N0} rows read, {progress.ChildrenTaken:N0} children  ");
            }
            else if (progress.ChildrenTaken >= next)
            {
                next = progress.ChildrenTaken + 20_000;
                Console.WriteLine($"  {progress.RowsRead:N0} rows read, {progress.ChildrenTaken:N0} children");
            }
        };
    }

    private static void Tell(ImportReport report, List<ReturnProblem> leftOut, string? reportFile)
    {
        var (children, would) = (report.Children, report.DryRun ? "would be " : "");
        Console.WriteLine(
            $"\n{report.Rows:N0} rows, {report.Episodes:N0} of them episodes{(report.Years.Count == 0 ? "" : $", returns of {string.Join(", ", report.Years)}")}.\n"
                + $"Children: {children.New:N0} {would}new, {children.Changed:N0} {would}changed, {children.Unchanged:N0} unchanged, "
                + $"{children.LeftOut:N0} left out. Entries {would}recorded: {report.Entries:N0}."
        );
        foreach (var problem in report.Problems)
        {
            Console.WriteLine($"  {problem.Outcome.Name(), -8} {problem.Count, 7:N0}  {problem.Code}: {problem.Example}");
        }
        foreach (var problem in leftOut)
        {
            Console.WriteLine(
                $"  {problem.File}, line {problem.Line}{(problem.Column is null ? "" : $", {problem.Column}")}: {problem.Message}"
            );
        }
        if (report.Problems.Count > 0 && reportFile is null)
        {
            Console.WriteLine("Every one of them, with file and line: --report FILE.");
        }
        Console.WriteLine(report.DryRun ? "Dry run: nothing was recorded." : $"Import {report.ImportId}.");
    }
}
