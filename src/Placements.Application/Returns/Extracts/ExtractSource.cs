using System.Runtime.CompilerServices;
using Placements.Application.Returns.Files;
using Placements.Application.Returns.Import;
using Placements.Application.Returns.Ssda903;
using Placements.Domain.Codes;

namespace Placements.Application.Returns.Extracts;

/// <summary>
/// The extract of another system, read by a mapping: CSV files that tell of children, placements and absences. Its rows go the way of a
/// return's, in our own words, so that nothing is lost that a return has no column for.
/// </summary>
public sealed class ExtractSource : IImportSource
{
    private readonly ExtractMapping mapping;
    private readonly IReadOnlyList<ExtractFile> files;
    private readonly int year;
    private readonly UnmappedWords unmapped = new();
    private bool hasHoles;

    private ExtractSource(ExtractMapping mapping, IReadOnlyList<ExtractFile> files, DateOnly madeOn)
    {
        this.mapping = mapping;
        this.files = files;
        year = ReturnYear.Of(madeOn).Number;
    }

    /// <summary>Words that nothing is known for, once the rows were read.</summary>
    public IReadOnlyList<UnmappedWord> Unmapped => unmapped.All;

    /// <param name="madeOn">When the extract was made; what is open in it was open then.</param>
    /// <exception cref="ReturnUnreadableException">Nothing of it can be taken.</exception>
    public static ExtractSource OfFolder(string folder, ExtractMapping mapping, DateOnly madeOn)
    {
        if (!Directory.Exists(folder))
        {
            throw new ReturnUnreadableException("folder_missing", "There is no such folder, or it may not be read.");
        }
        // Who the children are comes first, then where they lived.
        var opened = mapping
            .Files.OrderBy(file => ExtractTables.All.TakeWhile(table => table != file.Table).Count())
            .Select(file => ExtractFile.Open(folder, file));
        return new ExtractSource(mapping, [.. opened], madeOn);
    }

    string IImportSource.Kind => mapping.Name;

    IReadOnlyList<int> IImportSource.Years => [];

    IReadOnlyList<ReturnTable> IImportSource.Tables { get; } = [.. ExtractTables.All.Select(table => table.Rows)];

    ReturnTable IImportSource.Header => ExtractTables.Children.Rows;

    ReturnTable IImportSource.Episodes => ExtractTables.Placements.Rows;

    string IImportSource.PostcodeColumn => "postcode";

    IReadOnlySet<(int Year, KeptTable Table)> IImportSource.TablesGiven { get; } = new HashSet<(int, KeptTable)>();

    async IAsyncEnumerable<ReturnRow> IImportSource.Read(Action<ReturnProblem> report, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var file in files)
        {
            var translator = new RowTranslator(file.Map, unmapped, report);
            await foreach (var row in file.Read(Noticed, cancel))
            {
                if (IsOfAChild(row))
                {
                    yield return translator.Translate(row, year);
                }
            }
        }

        // A row that is broken may have been any child's.
        void Noticed(ReturnProblem problem)
        {
            hasHoles |= problem.Outcome == ProblemOutcome.LeftOut;
            report(problem);
        }

        bool IsOfAChild(ReturnRow row)
        {
            if (row.Child.Length > 0 && !row.Child.EnumerateRunes().Any(Json.TextConverter.IsHarmful))
            {
                return true;
            }
            report(
                new ReturnProblem("child_missing", "The row does not say which child it is about.", ProblemOutcome.LeftOut)
                {
                    File = row.File,
                    Line = row.Line,
                    Column = row.Table.Columns[0],
                }
            );
            return false;
        }
    }

    ChildRows IImportSource.ReadChild(string code, IReadOnlyList<ReturnRow> rows, RefusedRows refused, Action<ReturnProblem> report) =>
        new ExtractedChild(
            code,
            givesCareEnds: Maps(ExtractTables.Placements, "careEndReason"),
            givesAbsences: files.Any(file => file.Map.Table == ExtractTables.Absences),
            isWhole: !hasHoles,
            report
        ).Read(rows, refused);

    string IImportSource.Called(ReturnRow row) => "The extract";

    /// <summary>What the import calls by the columns of the return has another name in the file.</summary>
    ReturnProblem IImportSource.InItsWords(ReturnProblem problem)
    {
        var thing = problem.Column switch
        {
            "DECOM" or "RNE" or "MIS_START" => "startedOn",
            "DEC" or "MIS_END" => "endedOn",
            "REC" => "careEndReason",
            "REASON_PLACE_CHANGE" => "changeReason",
            var column => column,
        };
        var columns = files
            .Where(file => file.Map.File == problem.File)
            .SelectMany(file => file.Map.Columns)
            .Where(pair => pair.Key.Name == thing)
            .Select(pair => pair.Value);
        return problem with { Column = columns.FirstOrDefault() };
    }

    private bool Maps(ExtractTable table, string thing) =>
        files.Any(file => file.Map.Table == table && file.Map.Columns.ContainsKey(table.Find(thing)!));
}
