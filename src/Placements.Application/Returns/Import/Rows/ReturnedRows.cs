using Placements.Application.Returns.Files;
using Placements.Application.Returns.Ssda903;
using Placements.Domain.Codes;

namespace Placements.Application.Returns.Import;

/// <summary>England's returns as what history is taken over from.</summary>
internal sealed class ReturnedRows(ReturnSource source) : IImportSource
{
    public string Kind => "ssda903";

    public IReadOnlyList<int> Years => source.Years;

    public IReadOnlyList<ReturnTable> Tables => Ssda903Tables.All;

    public ReturnTable Header => Ssda903Tables.Header;

    public ReturnTable Episodes => Ssda903Tables.Episodes;

    public string PostcodeColumn => "PL_POST";

    public IReadOnlySet<(int Year, KeptTable Table)> TablesGiven { get; } =
        source
            .TablesGiven.Where(given => KeptTables.Keeps(given.Table))
            .Select(given => (given.Year, KeptTables.Of(given.Table)))
            .ToHashSet();

    public IAsyncEnumerable<ReturnRow> Read(Action<ReturnProblem> report, CancellationToken cancel) => source.Read(report, cancel);

    public ChildRows ReadChild(string code, IReadOnlyList<ReturnRow> rows, RefusedRows refused, Action<ReturnProblem> report) =>
        ChildRows.Of(code, rows, refused, report);

    public string Called(ReturnRow row) => $"The {row.Year} return";

    public ReturnProblem InItsWords(ReturnProblem problem) => problem;
}
