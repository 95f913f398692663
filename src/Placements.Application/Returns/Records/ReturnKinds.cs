using Placements.Application.Returns.Checks;
using Placements.Application.Returns.Export;
using Placements.Application.Returns.Files;
using Placements.Application.Returns.Ssda903;
using Placements.Application.Returns.Wales;
using Placements.Domain.Journey;

namespace Placements.Application.Returns.Records;

/// <summary>A child's part of a return.</summary>
/// <param name="Child">As the return names the child.</param>
public sealed record ReturnedChild(string Child, IReadOnlyList<(ReturnTable Table, IReadOnlyList<string> Values)> Rows)
{
    /// <summary>Of a child who is not in the return.</summary>
    public static ReturnedChild None { get; } = new("", []);
}

/// <summary>A code of a list that was corrected.</summary>
public sealed record CodeCorrection(
    string CodeList,
    string Value,
    string? Before,
    string? After,
    string? CorrectedBy,
    DateTimeOffset? CorrectedAt
);

/// <summary>A return that can be made for good, and held against what the record says later.</summary>
public interface IReturnKind
{
    /// <summary>Stored, and part of the API.</summary>
    string Name { get; }

    int FirstYear { get; }

    /// <summary>Null where what the return asks for does not change from year to year.</summary>
    int? LastYear { get; }

    /// <summary>Whether the codes are in the database, where an authority corrects them.</summary>
    bool HasCodesOfAuthorities { get; }

    /// <summary>Writes every file of the return, as it was known at an instant.</summary>
    /// <param name="open">The stream that a file goes to, by name.</param>
    Task<WrittenFiles> Write(
        string authority,
        ReturnYear year,
        DateTimeOffset asKnownAt,
        Func<string, Stream> open,
        CancellationToken cancel
    );

    /// <summary>Makes a child's rows of the return as it was known at an instant, from whole records or from parts of them.</summary>
    Task<Func<Guid, IReadOnlyList<Entry>, ReturnedChild>> OfChild(
        string authority,
        ReturnYear year,
        DateTimeOffset asKnownAt,
        CancellationToken cancel
    );

    /// <summary>The children that the return holds as it was known at an instant.</summary>
    Task<IReadOnlyCollection<Guid>> Children(string authority, ReturnYear year, DateTimeOffset asKnownAt, CancellationToken cancel);

    /// <summary>Codes that were corrected in between.</summary>
    Task<IReadOnlyList<CodeCorrection>> CorrectedCodes(
        string authority,
        ReturnYear year,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancel
    );
}

/// <param name="Rows">By name of the file, without header lines.</param>
/// <param name="Gaps">Cells that the facts do not fill.</param>
public sealed record WrittenFiles(IReadOnlyDictionary<string, long> Rows, long Gaps);

public sealed class ReturnKinds(ReturnExport england, WalesCensus wales, WalesCodes walesCodes, ReturnChecks checks)
{
    public const string ListOfGaps = "gaps.csv";

    public const string ListOfBreaches = "checks.csv";

    public IReadOnlyList<IReturnKind> All { get; } = [new Ssda903Return(england, checks), new WalesCensusReturn(wales, walesCodes, checks)];

    public IReturnKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);
}

/// <summary>Whether a return of a year can be made at all.</summary>
public static class ReturnYears
{
    /// <summary>Null: it can.</summary>
    public static (string Code, string Sentence)? WhyNot(int year, int firstYear, int? lastYear, DateOnly today)
    {
        if (year < firstYear || year > lastYear || year > DateOnly.MaxValue.Year)
        {
            var until = lastYear is { } last ? $" to {last}" : " on";
            return ("year_unknown", $"The year is a number from {firstYear}{until}: 2026 is 1 April 2025 to 31 March 2026.");
        }
        return new ReturnYear(year).FirstDay > today
            ? ("year_not_begun", $"The year {year} begins on {new ReturnYear(year).FirstDay:yyyy-MM-dd}: there is nothing to return yet.")
            : null;
    }
}
