using CsvHelper;
using Placements.Application.Returns.Files;
using Placements.Application.Returns.Ssda903;

namespace Placements.Application.Returns.Export;

/// <summary>Counts what a return holds while it is made, and lists the cells that the facts do not fill.</summary>
public sealed class ReturnTally : IAsyncDisposable
{
    private static readonly string[] Headings = ["child", "childId", "column", "why", "entryIds"];

    private readonly Dictionary<ReturnTable, long> rows;
    private readonly CsvWriter? list;

    /// <param name="gaps">Where the list goes, closed with this; null: gaps are only counted.</param>
    public ReturnTally(ReturnYear year, Stream? gaps = null)
    {
        rows = Ssda903Tables.Of(year.Number).ToDictionary(table => table, _ => 0L);
        // It is people who read this one, in a spreadsheet.
        list = gaps is null
            ? null
            : CsvWriter.Create(gaps, CsvWriterOptions.Default with { NewLine = "\n", Injection = CsvInjection.Escape });
    }

    /// <summary>Of every table of the year.</summary>
    public IReadOnlyDictionary<ReturnTable, long> Rows => rows;

    public long Gaps { get; private set; }

    private bool Begun { get; set; }

    public async ValueTask Add(ChildReturn child, CancellationToken cancel)
    {
        foreach (var (table, _) in child.Rows)
        {
            rows[table]++;
        }
        Gaps += child.Gaps.Count;
        if (list is null)
        {
            return;
        }
        await Begin(cancel);
        foreach (var gap in child.Gaps)
        {
            await list.WriteRecordAsync([child.Code, $"{child.ChildId}", gap.Column, gap.Why, string.Join(' ', gap.EntryIds)], cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (list is not null)
        {
            await Begin(CancellationToken.None);
            await list.DisposeAsync();
        }
    }

    /// <summary>The header line stands also where there is no gap.</summary>
    private async ValueTask Begin(CancellationToken cancel)
    {
        if (!Begun)
        {
            Begun = true;
            await list!.WriteRecordAsync(Headings, cancel);
        }
    }
}
