using CsvHelper;
using Placements.Application.Returns.Checks;
using Placements.Application.Returns.Wales;

namespace Placements.Application.Returns.Records;

/// <summary>What the checks found of a return when it was made, as a file beside it.</summary>
internal static class BreachList
{
    private static readonly string[] Headings = ["child", "childId", "rule", "message", "fields", "table", "row", "on", "entryIds"];

    /// <returns>The number of breaches.</returns>
    public static async Task<long> Write(Stream to, IAsyncEnumerable<ChildBreaches> children, CancellationToken cancel)
    {
        await using var csv = CsvWriter.Create(to, WalesCensusCsv.Form with { NewLine = "\n" });
        await csv.WriteRecordAsync(Headings, cancel);
        long breaches = 0;
        await foreach (var child in children.WithCancellation(cancel))
        {
            foreach (var breach in child.Breaches)
            {
                breaches++;
                await csv.WriteRecordAsync(Cells(child, breach), cancel);
            }
        }
        return breaches;
    }

    private static string[] Cells(ChildBreaches child, Breach breach) =>
        [
            child.Code,
            $"{child.ChildId}",
            breach.Code,
            breach.Message,
            string.Join(' ', breach.Fields),
            breach.Table ?? "",
            $"{breach.Row}",
            $"{breach.On:yyyy-MM-dd}",
            string.Join(' ', breach.EntryIds),
        ];
}
