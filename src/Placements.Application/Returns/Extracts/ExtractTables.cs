using Placements.Application.Returns.Files;
using Placements.Domain.Codes;
using Placements.Domain.Journey;

namespace Placements.Application.Returns.Extracts;

internal enum CellKind
{
    Text,
    Date,

    /// <summary>A word that stands for one of our code values.</summary>
    Code,

    /// <summary>Several such words, parted by semicolons, commas or bars.</summary>
    Codes,
    YesNo,

    /// <summary>Pounds.</summary>
    Money,
    Postcode,

    /// <summary>An authority's GSS code, or a word that stands for one.</summary>
    Authority,
}

/// <summary>What becomes of a row where a cell is blank or cannot be read.</summary>
internal enum Need
{
    /// <summary>Taken as not known.</summary>
    Free,

    /// <summary>May be blank; one that cannot be read leaves the row out.</summary>
    Sound,

    /// <summary>The row is left out without it.</summary>
    Given,
}

/// <summary>Something that a column of an extract may hold.</summary>
/// <param name="Name">As a mapping calls it.</param>
/// <param name="IsRequired">A mapping must name a column for it.</param>
internal sealed record Thing(string Name, CellKind Kind, Need Need = Need.Free, bool IsRequired = false)
{
    /// <summary>The code values that a word may stand for.</summary>
    public IReadOnlySet<string> Codes { get; init; } = new HashSet<string>();

    public bool HasWords => Kind is CellKind.Code or CellKind.Codes or CellKind.YesNo or CellKind.Authority;
}

/// <summary>What a file of an extract may hold: children, placements or absences.</summary>
internal sealed class ExtractTable
{
    /// <summary>A column of our own after the things: what was put right in the row, in sentences.</summary>
    public const string Repaired = "repaired";

    public ExtractTable(string name, IReadOnlyList<Thing> things)
    {
        Things = things;
        Rows = new ReturnTable(name, name, [.. things.Select(thing => thing.Name), Repaired]);
    }

    public string Name => Rows.Name;

    /// <summary>The first is the child.</summary>
    public IReadOnlyList<Thing> Things { get; }

    /// <summary>Its rows once translated: one column a thing, code values under our names, dates yyyy-MM-dd, money in pence.</summary>
    public ReturnTable Rows { get; }

    public Thing? Find(string name) => Things.FirstOrDefault(thing => thing.Name == name);
}

internal static class ExtractTables
{
    private static readonly Thing Child = new("child", CellKind.Text, Need.Given, IsRequired: true);

    public static readonly ExtractTable Children = new(
        "children",
        [
            Child,
            new("dateOfBirth", CellKind.Date),
            Code<Sex>("sex"),
            Code<Ethnicity>("ethnicity"),
            new("givenName", CellKind.Text),
            new("familyName", CellKind.Text),
            new("homePostcode", CellKind.Postcode),
            new("team", CellKind.Text),
            YesNo("unaccompanied"),
            new("disabilities", CellKind.Codes) { Codes = CodeList<Disability>.Names.ToHashSet(StringComparer.Ordinal) },
        ]
    );

    public static readonly ExtractTable Placements = new(
        "placements",
        [
            Child,
            new("startedOn", CellKind.Date, Need.Given, IsRequired: true),
            new("endedOn", CellKind.Date, Need.Sound, IsRequired: true),
            new("careStartedOn", CellKind.Date),
            Code<LegalStatus>("legalStatus", Need.Given, isRequired: true),
            Code<CategoryOfNeed>("categoryOfNeed", Need.Sound, isRequired: true),
            new("kind", CellKind.Code, Need.Given, IsRequired: true) { Codes = Kinds() },
            Code<Sector>("sector"),
            YesNo("longTerm"),
            YesNo("approvedToAdopt"),
            new("provider", CellKind.Text),
            new("carer", CellKind.Text),
            new("postcode", CellKind.Postcode),
            new("hostAuthority", CellKind.Authority),
            Code<Registration>("registration"),
            new("regulatorNumber", CellKind.Text),
            YesNo("framework"),
            new("weeklyCost", CellKind.Money),
            Code<ChangeReason>("changeReason"),
            Code<CareEndReason>("careEndReason"),
            YesNo("planned"),
            new("homePostcode", CellKind.Postcode),
        ]
    );

    public static readonly ExtractTable Absences = new(
        "absences",
        [
            Child,
            new("startedOn", CellKind.Date, Need.Given, IsRequired: true),
            new("endedOn", CellKind.Date, Need.Sound, IsRequired: true),
            new("kind", CellKind.Code, Need.Given, IsRequired: true)
            {
                Codes = Enum.GetValues<AbsenceKind>()
                    .Where(kind => !Absence.IsTemporaryKind(kind))
                    .Select(kind => kind.Name())
                    .ToHashSet(StringComparer.Ordinal),
            },
        ]
    );

    public static IReadOnlyList<ExtractTable> All { get; } = [Children, Placements, Absences];

    /// <summary>
    /// A row of placements is a home, one of the other placements that England's return tells apart, or a temporary absence from the home.
    /// </summary>
    private static HashSet<string> Kinds() =>
        [
            .. CodeList<PlacementKind>.Names,
            .. CodeList<OtherPlacement>.Names,
            .. Enum.GetValues<AbsenceKind>().Where(Absence.IsTemporaryKind).Select(kind => kind.Name()),
        ];

    private static Thing Code<T>(string name, Need need = Need.Free, bool isRequired = false)
        where T : struct, Enum =>
        new(name, CellKind.Code, need, isRequired) { Codes = CodeList<T>.Names.ToHashSet(StringComparer.Ordinal) };

    private static Thing YesNo(string name) =>
        new(name, CellKind.YesNo)
        {
            Codes = new HashSet<string> { "true", "false" },
        };
}
