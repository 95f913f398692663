using System.Collections.Frozen;
using System.Reflection;
using System.Text.RegularExpressions;
using CsvHelper;
using Placements.Domain.Codes;

namespace Placements.Application.Returns.Extracts.Labels;

/// <summary>A word of a case system for a placement, as the shipped list has it.</summary>
/// <param name="Category">Of Ofsted's Annex A: <c>a) Foster placement</c>.</param>
/// <param name="Kind">The name of the code value that it stands for; null where the list does not tell.</param>
/// <param name="Sector">Null: not said.</param>
public sealed record PlacementLabel(string Label, string Category, string? Kind, Sector? Sector);

/// <summary>
/// What councils' case systems call placements: what a label stands for where a mapping does not say. The category decides; words only tell
/// relatives from other foster carers, temporary absences apart, and the council's own provision. Nothing is guessed.
/// </summary>
public static partial class PlacementLabels
{
    private const string File = "Placements.Application.Returns.Extracts.Labels.annex_a_placement_labels.csv";

    /// <summary>
    /// By the letter of the category. Not here are f, residential accommodation, in which hostels, a friend's home and a prison stand side by
    /// side, and n, other placements, which holds foster carers and children whose whereabouts nobody knows.
    /// </summary>
    private static readonly FrozenDictionary<char, string> Kinds = new Dictionary<char, string>
    {
        ['a'] = PlacementKind.FosterCare.Name(),
        ['b'] = PlacementKind.AdoptivePlacement.Name(),
        ['c'] = PlacementKind.WithParents.Name(),
        ['d'] = PlacementKind.IndependentLiving.Name(),
        ['e'] = OtherPlacement.ResidentialEmployment.Name(),
        ['g'] = PlacementKind.SecureChildrensHome.Name(),
        ['h'] = PlacementKind.ChildrensHome.Name(),
        ['i'] = PlacementKind.ResidentialCareHome.Name(),
        ['j'] = PlacementKind.HealthSetting.Name(),
        ['k'] = PlacementKind.FamilyCentre.Name(),
        ['l'] = PlacementKind.Custody.Name(),
        ['m'] = PlacementKind.ResidentialSchool.Name(),
        ['o'] = AbsenceKind.OtherTemporary.Name(),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, PlacementLabel> ByLabel = Read()
        .DistinctBy(label => label.Label, Words.Alike)
        .ToFrozenDictionary(label => label.Label, Words.Alike);

    /// <summary>Every label as the list has it.</summary>
    public static IReadOnlyList<PlacementLabel> All { get; } = [.. Read()];

    public static PlacementLabel? Find(string label) => ByLabel.GetValueOrDefault(label);

    private static IEnumerable<PlacementLabel> Read()
    {
        using var csv = CsvReader.Create(Assembly.GetExecutingAssembly().GetManifestResourceStream(File)!, CsvReaderOptions.Default);
        while (csv.Read())
        {
            yield return Understood(csv.GetString(0), csv.GetString(1));
        }
    }

    private static PlacementLabel Understood(string label, string category)
    {
        // A bare number is one system's own key, and another home in the next.
        var kind = label.Any(char.IsLetter) ? Kinds.GetValueOrDefault(category[0]) : null;
        kind = category[0] switch
        {
            'a' when kind is not null && Relatives().IsMatch(label) => PlacementKind.KinshipFosterCare.Name(),
            'o' when Hospital().IsMatch(label) => AbsenceKind.Hospital.Name(),
            'o' when CarerOnHoliday().IsMatch(label) => AbsenceKind.CarersHoliday.Name(),
            'o' when Holiday().IsMatch(label) => AbsenceKind.ChildsHoliday.Name(),
            _ => kind,
        };
        Sector? sector =
            category[0] == 'c' ? Sector.Parent
            : category[0] == 'a' && kind is not null && OwnCouncil().IsMatch(label) ? Sector.OwnCouncil
            : null;
        return new PlacementLabel(label, category, kind, sector);
    }

    /// <summary>Relatives and friends, in words or as the bare code of a return; "not with family / friend" says the contrary.</summary>
    [GeneratedRegex(
        @"^(F1|F4|Q1|U1|U2|U3)$|\brelatives?\b|\brel/friend|(?<!not with )\bfamily (&|and|/) friends?|\breg(ulation)? 24\b",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Relatives();

    [GeneratedRegex(@"\bhospital\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Hospital();

    [GeneratedRegex(@"\b(carer|FC)\b.*\bhol(s|idays?)\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex CarerOnHoliday();

    [GeneratedRegex(@"\bholidays?\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Holiday();

    [GeneratedRegex(@"\bprovided by LA\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex OwnCouncil();
}
