using Placements.Application.Returns.Checks;
using Placements.Application.Returns.Export;
using Placements.Application.Returns.Files;
using Placements.Application.Returns.Ssda903;
using Placements.Domain.Journey;

namespace Placements.Application.Returns.Records;

/// <summary>England's SSDA903: a CSV file a table.</summary>
internal sealed class Ssda903Return(ReturnExport export, ReturnChecks checks) : IReturnKind
{
    public string Name => "ssda903";

    public int FirstYear => Ssda903Tables.FirstYear;

    public int? LastYear => Ssda903Tables.LastYear;

    public bool HasCodesOfAuthorities => false;

    public async Task<WrittenFiles> Write(
        string authority,
        ReturnYear year,
        DateTimeOffset asKnownAt,
        Func<string, Stream> open,
        CancellationToken cancel
    )
    {
        await using var tally = new ReturnTally(year, open(ReturnKinds.ListOfGaps));
        await export.WriteCsv(authority, year, asKnownAt, table => open(FileOf(table)), tally, cancel);

        var rows = tally.Rows.ToDictionary(table => FileOf(table.Key), table => table.Value, StringComparer.Ordinal);
        rows.Add(ReturnKinds.ListOfGaps, tally.Gaps);
        var breaches = await BreachList.Write(open(ReturnKinds.ListOfBreaches), checks.Run(authority, year, asKnownAt, cancel), cancel);
        rows.Add(ReturnKinds.ListOfBreaches, breaches);
        return new WrittenFiles(rows, tally.Gaps);
    }

    public Task<Func<Guid, IReadOnlyList<Entry>, ReturnedChild>> OfChild(
        string authority,
        ReturnYear year,
        DateTimeOffset asKnownAt,
        CancellationToken cancel
    ) =>
        Task.FromResult<Func<Guid, IReadOnlyList<Entry>, ReturnedChild>>(
            (childId, entries) =>
                ChildReturn.Of(childId, entries, year, asKnownAt) is { } child
                    ? new ReturnedChild(child.Code, child.Rows)
                    : ReturnedChild.None
        );

    public async Task<IReadOnlyCollection<Guid>> Children(
        string authority,
        ReturnYear year,
        DateTimeOffset asKnownAt,
        CancellationToken cancel
    ) => await export.Children(authority, year, asKnownAt, cancel).Select(child => child.ChildId).ToHashSetAsync(cancellationToken: cancel);

    public Task<IReadOnlyList<CodeCorrection>> CorrectedCodes(
        string authority,
        ReturnYear year,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancel
    ) => Task.FromResult<IReadOnlyList<CodeCorrection>>([]);

    private static string FileOf(ReturnTable table) => $"{table.FileName}.csv";
}
