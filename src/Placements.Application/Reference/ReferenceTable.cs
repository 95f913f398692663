using Placements.Domain.Codes;

namespace Placements.Application.Reference;

/// <summary>A list that others publish: what a line of its file says, and the tables that hold it.</summary>
public sealed class ReferenceTable
{
    private readonly string[] columns;
    private readonly Func<ReferenceFile, ReferenceRow> read;

    private ReferenceTable(string shippedAs, string[] columns, Func<ReferenceFile, ReferenceRow> read, params KnownTable[] keptIn)
    {
        this.columns = columns;
        this.read = read;
        ShippedAs = shippedAs;
        KeptIn = keptIn;
    }

    public static ReferenceTable Population { get; } =
        new(
            "population.csv",
            ["authority", "year", "children", "source"],
            file => new PopulationRow(
                file.Authority("authority"),
                file.Number("year", 1900, 2100),
                file.Number("children", 1, 1_000_000),
                file.Text("source")
            ),
            new KnownTable("reference.population", ["authority", "year"], ["children", "source"], rows => rows)
        );

    public static ReferenceTable Authorities { get; } =
        new(
            "authorities.csv",
            ["code", "name", "region", "neighbours"],
            file => new AuthorityRow(
                file.Authority("code"),
                file.Text("name"),
                file.TextOrNull("region"),
                file.OtherAuthorities("neighbours", own: "code")
            ),
            new KnownTable("reference.authority", ["code"], ["name", "country", "region"], rows => rows),
            new KnownTable("reference.authority_neighbour", ["authority", "neighbour"], [], NeighbourRow.Of)
        );

    public static ReferenceTable BankHolidays { get; } =
        new(
            "bank_holidays.csv",
            ["division", "day", "name"],
            file => new BankHolidayRow(
                file.OneOf("division", "england_and_wales", "scotland", "northern_ireland"),
                file.Day("day"),
                file.Text("name")
            ),
            new KnownTable("reference.bank_holiday", ["division", "day"], ["name"], rows => rows)
        );

    internal static IReadOnlyList<ReferenceTable> All { get; } = [Population, Authorities, BankHolidays];

    /// <summary>File of the rows that come with the program.</summary>
    internal string ShippedAs { get; }

    internal IReadOnlyList<KnownTable> KeptIn { get; }

    internal ReferenceFile Open(Stream csv) => ReferenceFile.Open(csv, columns);

    /// <summary>The current line as a row, or as what is wrong with it.</summary>
    internal (ReferenceRow Row, string? Wrong) Read(ReferenceFile file)
    {
        var row = read(file);
        return (row, file.Wrong);
    }
}

/// <summary>A table whose rows are known from one load on, up to another.</summary>
/// <param name="Key">Of these columns only one row is known at a time.</param>
/// <param name="Values">The others; a row in which one differs is another.</param>
/// <param name="Rows">What this table holds of the rows of the file.</param>
internal sealed record KnownTable(
    string Name,
    IReadOnlyList<string> Key,
    IReadOnlyList<string> Values,
    Func<IReadOnlyCollection<ReferenceRow>, IEnumerable<ReferenceRow>> Rows
);

/// <summary>A row under the names of its columns in the database.</summary>
internal abstract record ReferenceRow
{
    /// <summary>What it is a row of, in words: two lines must not say something of the same.</summary>
    public abstract string About();
}

internal sealed record PopulationRow(string Authority, int Year, int Children, string Source) : ReferenceRow
{
    public override string About() => $"{Authority} in {Year}";
}

internal sealed record AuthorityRow(string Code, string Name, string? Region, IReadOnlyList<string> Neighbours) : ReferenceRow
{
    public string? Country => Authorities.CountryOf(Code)?.Name();

    public override string About() => Code;
}

internal sealed record NeighbourRow(string Authority, string Neighbour) : ReferenceRow
{
    /// <summary>Both ways round, whichever of the two authorities names the other.</summary>
    public static IEnumerable<ReferenceRow> Of(IReadOnlyCollection<ReferenceRow> authorities) =>
        authorities
            .Cast<AuthorityRow>()
            .SelectMany(row =>
                row.Neighbours.SelectMany(other => new[] { new NeighbourRow(row.Code, other), new NeighbourRow(other, row.Code) })
            )
            .Distinct();

    public override string About() => $"{Authority} beside {Neighbour}";
}

internal sealed record BankHolidayRow(string Division, DateOnly Day, string Name) : ReferenceRow
{
    public override string About() => FormattableString.Invariant($"{Day:yyyy-MM-dd} in {Division}");
}
