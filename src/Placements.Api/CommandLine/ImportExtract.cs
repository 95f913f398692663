using System.CommandLine;
using Placements.Application;
using Placements.Application.Returns.Extracts;
using Placements.Application.Returns.Files;

namespace Placements.Api.CommandLine;

/// <summary>The verb <c>import extract</c>: another system's CSV files, read by a mapping.</summary>
internal static class ImportExtract
{
    private const int WordsTold = 200;

    public static Command Verb(Option<string?> data)
    {
        var folder = new Argument<string>("DIR") { Description = "Folder of the extract's CSV files." };
        var mapping = new Option<string>("--mapping")
        {
            Description = "JSON file that says which file and column holds what, and which word stands for what.",
            Required = true,
        };
        var authority = Import.Authority();
        var (dryRun, report) = (Import.DryRun(), Import.Report());
        var command = new Command("extract", "Takes over another system's extract; with --dry-run lists the words that its mapping lacks.")
        {
            folder,
            mapping,
            authority,
            dryRun,
            report,
            data,
        };
        command.SetAction(
            async (parsed, cancel) =>
                await Run(
                    parsed.GetValue(folder)!,
                    parsed.GetValue(mapping)!,
                    parsed.GetValue(authority)!,
                    parsed.GetValue(dryRun),
                    parsed.GetValue(report),
                    parsed.GetValue(data),
                    cancel
                )
        );
        return command;
    }

    private static async Task<int> Run(
        string folder,
        string mapping,
        string authority,
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
            var source = ExtractSource.OfFolder(folder, MappingReader.ReadFile(mapping), London.Today(TimeProvider.System));
            await Import.TakeOver(
                async (database, keys, problem, progress) =>
                    (
                        await new ExtractImport(database, keys, TimeProvider.System).Run(
                            caller,
                            source,
                            authority,
                            dryRun,
                            problem,
                            progress,
                            cancel
                        )
                    ).Import,
                reportFile,
                data,
                cancel
            );
            Tell(source.Unmapped);
            return 0;
        }
        catch (ReturnUnreadableException unreadable)
        {
            throw Import.NothingTaken(unreadable);
        }
    }

    /// <summary>What a council puts into its mapping next.</summary>
    private static void Tell(IReadOnlyList<UnmappedWord> unmapped)
    {
        if (unmapped.Count == 0)
        {
            return;
        }
        Console.WriteLine("Words that the mapping lacks:");
        foreach (var word in unmapped.Take(WordsTold))
        {
            var category = word.Category is null ? "" : $"  [Annex A: {word.Category}]";
            Console.WriteLine($"  {word.File}, {word.Column} ({word.Thing}) {word.Rows, 7:N0}  {word.Word}{category}");
        }
        if (unmapped.Count > WordsTold)
        {
            Console.WriteLine($"  and {unmapped.Count - WordsTold:N0} more");
        }
    }
}
