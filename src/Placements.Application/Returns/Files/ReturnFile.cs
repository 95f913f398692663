namespace Placements.Application.Returns.Files;

/// <summary>A file of a return that was opened, recognised and found to be of the right shape.</summary>
internal abstract class ReturnFile(int year, SourceFile file)
{
    /// <summary>No cell of a return needs more; what is longer is a fault, or a notebook.</summary>
    public const int MostCharactersOfCell = 4_000;

    public int Year => year;

    public SourceFile File => file;

    /// <summary>What it tells of, also where it has no row.</summary>
    public abstract IReadOnlyList<ReturnTable> Tables { get; }

    public abstract IAsyncEnumerable<ReturnRow> Read(Action<ReturnProblem> report, CancellationToken cancel);

    protected static void MustBeOf(int year, ReturnTable table, SourceFile file, long? line = null)
    {
        if (table.FirstYear > year)
        {
            throw file.Unreadable(
                "table_of_other_year",
                $"The file {file.Path} holds the table {table.Name}, which the return has from {table.FirstYear} on, not in {year}.",
                line
            );
        }
    }
}
