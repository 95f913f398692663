using Placements.Domain.Codes;
using Placements.Domain.Codes.Returns;
using Xunit;

namespace Placements.Tests.Domain.Codes;

/// <summary>England's PLACE list, written out again from the domain reference 1.2.</summary>
public sealed class EnglandPlacementTypeTests
{
    private const string EveryYear = "A3 A4 A5 A6 K1 K2 P1 P3 R1 R2 R3 R5 S1 U1 U2 U3 U4 U5 U6";

    [Theory]
    [InlineData(2018, EveryYear + " H5 P2 Z1")]
    [InlineData(2022, EveryYear + " H5 P2 Z1")]
    [InlineData(2024, EveryYear + " H5 P2 Z1")]
    [InlineData(2025, EveryYear + " K3 Z1")]
    [InlineData(2026, EveryYear + " K3 Z11 Z12 Z13 Z14")]
    public void A_code_is_read_in_its_years_only_and_written_back_as_it_was(int year, string codes)
    {
        var expected = codes.Split(' ');
        var letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        var all = letters.SelectMany(letter => Enumerable.Range(0, 20).Select(number => $"{letter}{number}"));
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            all.Where(code => EnglandReturn.TryReadPlacementType(code, year, out _)).Order(StringComparer.Ordinal)
        );

        foreach (var code in expected)
        {
            EnglandReturn.TryReadPlacementType(code, year, out var facts);
            if (facts.Kind != PlacementKind.Other)
                Assert.Equal(code, EnglandReturn.PlacementTypeCode(facts, year).Code);
        }
    }

    [Theory]
    [InlineData("P3", 2022, OtherPlacement.ResidentialEmployment)]
    [InlineData("P3", 2026, OtherPlacement.ResidentialEmployment)]
    [InlineData("Z1", 2025, null)]
    [InlineData("Z12", 2026, OtherPlacement.Z12)]
    public void Other_placements_keep_which_they_are(string code, int year, OtherPlacement? which)
    {
        Assert.True(EnglandReturn.TryReadPlacementType(code, year, out var facts));
        Assert.Equal(new PlacementTypeFacts(PlacementKind.Other) { Other = which }, facts);
        Assert.Equal(code, EnglandReturn.PlacementTypeCode(facts, year).Code);
    }

    [Fact]
    public void Other_placements_were_one_code_until_2025_and_have_to_be_told_apart_after_it()
    {
        Assert.Equal("Z1", EnglandReturn.PlacementTypeCode(new(PlacementKind.Other) { Other = OtherPlacement.Z13 }, 2025).Code);
        Assert.Null(EnglandReturn.PlacementTypeCode(new(PlacementKind.Other), 2026).Code);
    }

    [Theory]
    [InlineData(PlacementKind.WithParents, "P1", "P1")]
    [InlineData(PlacementKind.ChildrensHome, "K2", "K2")]
    [InlineData(PlacementKind.SecureChildrensHome, "K1", "K1")]
    [InlineData(PlacementKind.ResidentialSchool, "S1", "S1")]
    [InlineData(PlacementKind.ResidentialCareHome, "R1", "R1")]
    [InlineData(PlacementKind.FamilyCentre, "R3", "R3")]
    [InlineData(PlacementKind.SupportedAccommodation, "H5", "K3")]
    [InlineData(PlacementKind.IndependentLiving, "P2", "K3")]
    [InlineData(PlacementKind.HealthSetting, "R2", "R2")]
    [InlineData(PlacementKind.Custody, "R5", "R5")]
    [InlineData(PlacementKind.FosterCare, "U6", "U6")]
    [InlineData(PlacementKind.KinshipFosterCare, "U3", "U3")]
    [InlineData(PlacementKind.AdoptivePlacement, "A6", "A6")]
    // Our sources do not say what Z11 to Z14 mean, so a person chooses.
    [InlineData(PlacementKind.Other, "Z1", null)]
    public void Every_kind_with_all_facts_known_has_a_code(PlacementKind kind, string in2022, string? in2026)
    {
        var facts = Known(kind);
        Assert.Equal(in2022, EnglandReturn.PlacementTypeCode(facts, 2022).Code);
        Assert.Equal(in2026, EnglandReturn.PlacementTypeCode(facts, 2026).Code);
    }

    [Fact]
    public void No_kind_is_left_out()
    {
        foreach (var kind in Enum.GetValues<PlacementKind>())
            Assert.NotNull(EnglandReturn.PlacementTypeCode(Known(kind), 2022).Code);
    }

    [Theory]
    [InlineData(PlacementKind.FosterCare, true, false, "U4")]
    [InlineData(PlacementKind.FosterCare, false, true, "U5")]
    [InlineData(PlacementKind.KinshipFosterCare, true, null, "U1")]
    [InlineData(PlacementKind.KinshipFosterCare, false, true, "U2")]
    [InlineData(PlacementKind.KinshipFosterCare, true, true, "U1")]
    [InlineData(PlacementKind.FosterCare, null, true, null)]
    [InlineData(PlacementKind.FosterCare, false, null, null)]
    public void Foster_care_goes_by_the_plan_and_then_by_the_approval(PlacementKind kind, bool? longTerm, bool? toAdopt, string? code)
    {
        var written = EnglandReturn.PlacementTypeCode(new(kind) { LongTerm = longTerm, AlsoApprovedToAdopt = toAdopt }, 2026);
        Assert.Equal(code, written.Code);
        Assert.Equal(code is null, written.WhyNone is not null);
    }

    [Theory]
    [InlineData(false, true, "A3")]
    [InlineData(false, false, "A4")]
    [InlineData(true, true, "A5")]
    [InlineData(true, false, "A6")]
    [InlineData(null, true, null)]
    [InlineData(true, null, null)]
    public void Adoption_goes_by_the_order_and_the_carer(bool? placementOrder, bool? fosterCarer, string? code)
    {
        var facts = new PlacementTypeFacts(PlacementKind.AdoptivePlacement)
        {
            UnderPlacementOrder = placementOrder,
            WithFormerFosterCarer = fosterCarer,
        };
        var written = EnglandReturn.PlacementTypeCode(facts, 2026);
        Assert.Equal(code, written.Code);
        Assert.Equal(code is null, written.WhyNone is not null);
    }

    [Theory]
    [InlineData(PlacementKind.ChildrensHome, Registration.OperatingWithoutRegistration, 2025, "Z1")]
    [InlineData(PlacementKind.SecureChildrensHome, Registration.OperatingWithoutRegistration, 2025, "Z1")]
    [InlineData(PlacementKind.ChildrensHome, Registration.OperatingWithoutRegistration, 2026, null)]
    [InlineData(PlacementKind.ChildrensHome, null, 2026, "K2")]
    [InlineData(PlacementKind.SupportedAccommodation, Registration.OperatingWithoutRegistration, 2024, "H5")]
    [InlineData(PlacementKind.SupportedAccommodation, Registration.OperatingWithoutRegistration, 2025, "Z1")]
    [InlineData(PlacementKind.SupportedAccommodation, null, 2025, null)]
    [InlineData(PlacementKind.IndependentLiving, null, 2024, "P2")]
    [InlineData(PlacementKind.IndependentLiving, Registration.NotRequired, 2025, "Z1")]
    [InlineData(PlacementKind.IndependentLiving, Registration.NotRequired, 2026, null)]
    public void A_home_that_is_not_registered_is_never_returned_as_registered(
        PlacementKind kind,
        Registration? registration,
        int year,
        string? code
    ) => Assert.Equal(code, EnglandReturn.PlacementTypeCode(new(kind) { Registration = registration }, year).Code);

    private static PlacementTypeFacts Known(PlacementKind kind) =>
        new(kind)
        {
            Registration = Registration.Registered,
            LongTerm = false,
            AlsoApprovedToAdopt = false,
            UnderPlacementOrder = true,
            WithFormerFosterCarer = false,
        };
}
