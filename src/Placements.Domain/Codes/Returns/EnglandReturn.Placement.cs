namespace Placements.Domain.Codes.Returns;

/// <summary>
/// What England's PLACE code says in one breath and we keep apart. Null is not known, or of no account for the kind.
/// </summary>
public sealed record PlacementTypeFacts(PlacementKind Kind)
{
    public Registration? Registration { get; init; }

    /// <summary>Fostering: long-term for this child.</summary>
    public bool? LongTerm { get; init; }

    /// <summary>Fostering: the carer is approved to adopt as well (fostering for adoption, concurrent planning).</summary>
    public bool? AlsoApprovedToAdopt { get; init; }

    /// <summary>
    /// Adoption: the legal status on the day is a placement order. False means consent, the only other lawful way. Give null under a
    /// freeing order, which could be made with consent or without.
    /// </summary>
    public bool? UnderPlacementOrder { get; init; }

    /// <summary>
    /// Adoption: the adopter fostered the child in the placement just before. Known where both placements name their carer.
    /// </summary>
    public bool? WithFormerFosterCarer { get; init; }

    /// <summary>Other placement: which.</summary>
    public OtherPlacement? Other { get; init; }
}

public static partial class EnglandReturn
{
    /// <summary>The last year of H5 and P2; the validator took them a year longer than the liia-tools schema, and we follow the schema.</summary>
    private const int LastYearUnregulated = 2024;

    private const int LastYearOfOther = 2025;

    private static readonly ReturnTable<PlacementTypeFacts> PlacementTypes = new(
        new("A3", new(PlacementKind.AdoptivePlacement) { UnderPlacementOrder = false, WithFormerFosterCarer = true }),
        new("A4", new(PlacementKind.AdoptivePlacement) { UnderPlacementOrder = false, WithFormerFosterCarer = false }),
        new("A5", new(PlacementKind.AdoptivePlacement) { UnderPlacementOrder = true, WithFormerFosterCarer = true }),
        new("A6", new(PlacementKind.AdoptivePlacement) { UnderPlacementOrder = true, WithFormerFosterCarer = false }),
        new("H5", new(PlacementKind.SupportedAccommodation), To: LastYearUnregulated),
        new("K1", new(PlacementKind.SecureChildrensHome) { Registration = Registration.Registered }),
        new("K2", new(PlacementKind.ChildrensHome) { Registration = Registration.Registered }),
        new("K3", new(PlacementKind.SupportedAccommodation) { Registration = Registration.Registered }, From: LastYearUnregulated + 1),
        new("P1", new(PlacementKind.WithParents)),
        new("P2", new(PlacementKind.IndependentLiving), To: LastYearUnregulated),
        new("P3", new(PlacementKind.Other) { Other = OtherPlacement.ResidentialEmployment }),
        new("R1", new(PlacementKind.ResidentialCareHome)),
        new("R2", new(PlacementKind.HealthSetting)),
        new("R3", new(PlacementKind.FamilyCentre)),
        new("R5", new(PlacementKind.Custody)),
        new("S1", new(PlacementKind.ResidentialSchool)),
        new("U1", new(PlacementKind.KinshipFosterCare) { LongTerm = true, AlsoApprovedToAdopt = false }),
        new("U2", new(PlacementKind.KinshipFosterCare) { LongTerm = false, AlsoApprovedToAdopt = true }),
        new("U3", new(PlacementKind.KinshipFosterCare) { LongTerm = false, AlsoApprovedToAdopt = false }),
        new("U4", new(PlacementKind.FosterCare) { LongTerm = true, AlsoApprovedToAdopt = false }),
        new("U5", new(PlacementKind.FosterCare) { LongTerm = false, AlsoApprovedToAdopt = true }),
        new("U6", new(PlacementKind.FosterCare) { LongTerm = false, AlsoApprovedToAdopt = false }),
        new("Z1", new(PlacementKind.Other), To: LastYearOfOther),
        new("Z11", new(PlacementKind.Other) { Other = OtherPlacement.Z11 }, From: LastYearOfOther + 1),
        new("Z12", new(PlacementKind.Other) { Other = OtherPlacement.Z12 }, From: LastYearOfOther + 1),
        new("Z13", new(PlacementKind.Other) { Other = OtherPlacement.Z13 }, From: LastYearOfOther + 1),
        new("Z14", new(PlacementKind.Other) { Other = OtherPlacement.Z14 }, From: LastYearOfOther + 1)
    );

    /// <summary>
    /// PLACE (rule 146) of a placement; temporary absences have <see cref="AbsenceCode"/>. K1, K2 and K3 say that the home is
    /// registered: one that is known not to be is another placement. None where the facts do not decide: nothing is assumed.
    /// </summary>
    public static ReturnCode PlacementTypeCode(PlacementTypeFacts facts, int year) =>
        facts.Kind switch
        {
            PlacementKind.FosterCare => FosterCode(facts, longTerm: "U4", approvedToAdopt: "U5", neither: "U6"),
            PlacementKind.KinshipFosterCare => FosterCode(facts, longTerm: "U1", approvedToAdopt: "U2", neither: "U3"),
            PlacementKind.AdoptivePlacement => AdoptiveCode(facts),
            PlacementKind.WithParents => new("P1"),
            PlacementKind.SecureChildrensHome => IsUnregistered(facts) ? OtherCode(facts, year) : new("K1"),
            PlacementKind.ChildrensHome => IsUnregistered(facts) ? OtherCode(facts, year) : new("K2"),
            PlacementKind.ResidentialSchool => new("S1"),
            PlacementKind.ResidentialCareHome => new("R1"),
            PlacementKind.FamilyCentre => new("R3"),
            PlacementKind.HealthSetting => new("R2"),
            PlacementKind.Custody => new("R5"),
            PlacementKind.SupportedAccommodation when year <= LastYearUnregulated => new("H5"),
            PlacementKind.IndependentLiving when year <= LastYearUnregulated => new("P2"),
            PlacementKind.SupportedAccommodation or PlacementKind.IndependentLiving => SupportedCode(facts, year),
            _ => OtherCode(facts, year),
        };

    /// <summary>T0 to T4 are absences and not read here.</summary>
    public static bool TryReadPlacementType(string code, int year, out PlacementTypeFacts facts) =>
        PlacementTypes.TryRead(code, year, out facts);

    /// <summary>Long-term is the plan made for this child and goes before what the carer is approved for besides.</summary>
    private static ReturnCode FosterCode(PlacementTypeFacts facts, string longTerm, string approvedToAdopt, string neither) =>
        (facts.LongTerm, facts.AlsoApprovedToAdopt) switch
        {
            (true, _) => new(longTerm),
            (false, true) => new(approvedToAdopt),
            (false, false) => new(neither),
            (null, _) => ReturnCode.None("Say whether the foster placement is long-term."),
            _ => ReturnCode.None("Say whether the foster carer is approved to adopt as well."),
        };

    private static ReturnCode AdoptiveCode(PlacementTypeFacts facts) =>
        (facts.UnderPlacementOrder, facts.WithFormerFosterCarer) switch
        {
            (false, true) => new("A3"),
            (false, false) => new("A4"),
            (true, true) => new("A5"),
            (true, false) => new("A6"),
            (null, _) => ReturnCode.None("Say whether the child is placed for adoption by consent or under a placement order."),
            _ => ReturnCode.None("Say whether the adopter fostered the child until then: name the carer of both placements."),
        };

    private static ReturnCode SupportedCode(PlacementTypeFacts facts, int year) =>
        facts.Registration switch
        {
            Registration.Registered => new("K3"),
            null => ReturnCode.None("Say whether the accommodation is registered."),
            _ => OtherCode(facts, year),
        };

    private static ReturnCode OtherCode(PlacementTypeFacts facts, int year) =>
        facts.Other switch
        {
            OtherPlacement.ResidentialEmployment => new("P3"),
            _ when year <= LastYearOfOther => new("Z1"),
            { } one => new(one.Name()),
            null => ReturnCode.None($"The {year} return divides other placements into Z11 to Z14: choose one from the department's guide."),
        };

    private static bool IsUnregistered(PlacementTypeFacts facts) => facts.Registration == Registration.OperatingWithoutRegistration;
}
