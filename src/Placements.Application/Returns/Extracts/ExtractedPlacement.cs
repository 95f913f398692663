using System.Globalization;
using Placements.Application.Returns.Files;
using Placements.Domain.Codes;
using Placements.Domain.Codes.Returns;
using Placements.Domain.Journey.Events;

namespace Placements.Application.Returns.Extracts;

/// <summary>A translated row of placements. Its cells are in our own words, so reading them cannot fail.</summary>
internal sealed record ExtractedPlacement(ReturnRow Row)
{
    public DateOnly StartedOn { get; init; }

    public DateOnly? EndedOn { get; init; }

    /// <summary>The first day of the period of care, where the extract says it.</summary>
    public DateOnly? CareStartedOn { get; init; }

    public required LegalStatus LegalStatus { get; init; }

    public CategoryOfNeed? CategoryOfNeed { get; init; }

    /// <summary>Null for a temporary absence.</summary>
    public PlacementFacts? Placement { get; init; }

    public AbsenceKind? Absence { get; init; }

    public CareEndFacts? CareEnd { get; init; }

    public ChangeReason? ChangeReason { get; init; }

    public bool? Planned { get; init; }

    public string? Repaired { get; init; }

    /// <summary>The placement goes on after an absence that the row knows nothing of.</summary>
    public bool IsReturn { get; init; }

    public static ExtractedPlacement Of(ReturnRow row)
    {
        var planned = YesNo(row["planned"]);
        var away = Code<AbsenceKind>(row["kind"]);
        return new ExtractedPlacement(row)
        {
            StartedOn = Day(row["startedOn"])!.Value,
            EndedOn = Day(row["endedOn"]),
            CareStartedOn = Day(row["careStartedOn"]),
            LegalStatus = Code<LegalStatus>(row["legalStatus"])!.Value,
            CategoryOfNeed = Code<CategoryOfNeed>(row["categoryOfNeed"]),
            Absence = away,
            Placement = away is null ? Home(row) : null,
            CareEnd = Code<CareEndReason>(row["careEndReason"]) is { } reason ? new CareEndFacts(reason, planned) : null,
            ChangeReason = Code<ChangeReason>(row["changeReason"]),
            Planned = planned,
            Repaired = Text(row[ExtractTable.Repaired]),
        };
    }

    public static DateOnly? Day(string text) =>
        text.Length == 0 ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static T? Code<T>(string text)
        where T : struct, Enum => CodeList<T>.TryParse(text, out var value) ? value : null;

    public static string? Text(string text) => text.Length == 0 ? null : text;

    public static bool? YesNo(string text) => text.Length == 0 ? null : text == "true";

    private static PlacementFacts Home(ReturnRow row)
    {
        var other = Code<OtherPlacement>(row["kind"]);
        var (longTerm, toAdopt) = (YesNo(row["longTerm"]), YesNo(row["approvedToAdopt"]));
        return new PlacementFacts
        {
            Kind = other is null ? Code<PlacementKind>(row["kind"])!.Value : PlacementKind.Other,
            OtherPlacement = other,
            Sector = Code<Sector>(row["sector"]) ?? Sector.NotKnown,
            Fostering =
                longTerm is null && toAdopt is null
                    ? null
                    : new FosteringApproval { LongTerm = longTerm ?? false, AlsoApprovedToAdopt = toAdopt ?? false },
            Provider = Text(row["provider"]) is { } name ? new Provider { Name = name } : null,
            Carer = Text(row["carer"]),
            Postcode = Text(row["postcode"]),
            HostAuthority = Text(row["hostAuthority"]),
            Registration = Code<Registration>(row["registration"]),
            RegulatorNumber = Text(row["regulatorNumber"]),
            Framework = YesNo(row["framework"]),
            WeeklyCost = Text(row["weeklyCost"]) is { } pence ? long.Parse(pence, CultureInfo.InvariantCulture) : null,
        };
    }
}
