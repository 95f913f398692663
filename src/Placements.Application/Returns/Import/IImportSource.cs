using Placements.Application.Returns.Files;
using Placements.Domain.Codes;

namespace Placements.Application.Returns.Import;

/// <summary>What history is taken over from: returns, or the extract of another system. Its rows become facts in one and the same way.</summary>
internal interface IImportSource
{
    /// <summary>As <c>returns.import</c> names it.</summary>
    string Kind { get; }

    /// <summary>Of returns, ascending; empty for another source.</summary>
    IReadOnlyList<int> Years { get; }

    /// <summary>In the order in which a child's rows are wanted.</summary>
    IReadOnlyList<ReturnTable> Tables { get; }

    /// <summary>The table that says who a child is.</summary>
    ReturnTable Header { get; }

    /// <summary>The table that says where a child lived.</summary>
    ReturnTable Episodes { get; }

    /// <summary>The column of <see cref="Episodes"/> that holds the home's postcode.</summary>
    string PostcodeColumn { get; }

    /// <summary>Tables of returns whose earlier rows this source withdraws where it does not repeat them.</summary>
    IReadOnlySet<(int Year, KeptTable Table)> TablesGiven { get; }

    IAsyncEnumerable<ReturnRow> Read(Action<ReturnProblem> report, CancellationToken cancel);

    /// <param name="rows">In the order of <see cref="Tables"/>.</param>
    /// <param name="refused">Rows that the journey has no place for; why was reported before.</param>
    ChildRows ReadChild(string code, IReadOnlyList<ReturnRow> rows, RefusedRows refused, Action<ReturnProblem> report);

    /// <summary>What a row comes from, to begin a sentence with: <c>The 2024 return</c>.</summary>
    string Called(ReturnRow row);

    /// <summary>A problem, with the column under the name that the source's own files have for it.</summary>
    ReturnProblem InItsWords(ReturnProblem problem);
}
