using Placements.Application.Returns.Extracts;
using Placements.Application.Returns.Extracts.Labels;
using Placements.Domain.Codes;

namespace Placements.Tests.Api.Returns.Extracts;

/// <summary>Each shipped label either stands for a kind of home or is left, with its category, for the council to say.</summary>
public sealed class PlacementLabelTests
{
    [Fact]
    public void Every_label_is_mapped_or_known_to_be_unclear()
    {
        Assert.Equal(910, PlacementLabels.All.Count);
        var unclear = PlacementLabels.All.Where(label => label.Kind is null).ToList();
        Assert.Equal(
            [('a', 2), ('f', 49), ('n', 46)],
            unclear.GroupBy(label => label.Category[0]).Select(group => (group.Key, group.Count())).Order()
        );
        Assert.Equal(813, PlacementLabels.All.Count - unclear.Count);
        Assert.All(
            PlacementLabels.All.Where(label => label.Kind is not null),
            label => Assert.Contains(label.Kind!, ExtractTables.Placements.Find("kind")!.Codes)
        );
    }

    [Theory]
    [InlineData("foster_care", 182)]
    [InlineData("kinship_foster_care", 117)]
    [InlineData("adoptive_placement", 139)]
    [InlineData("with_parents", 36)]
    [InlineData("independent_living", 47)]
    [InlineData("residential_employment", 7)]
    [InlineData("secure_childrens_home", 28)]
    [InlineData("childrens_home", 60)]
    [InlineData("residential_care_home", 22)]
    [InlineData("health_setting", 27)]
    [InlineData("family_centre", 25)]
    [InlineData("custody", 29)]
    [InlineData("residential_school", 35)]
    [InlineData("hospital", 8)]
    [InlineData("carers_holiday", 10)]
    [InlineData("childs_holiday", 8)]
    [InlineData("other_temporary", 33)]
    public void So_many_labels_stand_for_each_kind(string kind, int labels) =>
        Assert.Equal(labels, PlacementLabels.All.Count(label => label.Kind == kind));

    [Theory]
    [InlineData("U1 - Foster placement with relative or friend - long term fostering", "kinship_foster_care", null)]
    [InlineData("u1 -  foster placement with relative or friend \u2013 long term fostering", "kinship_foster_care", null)]
    [InlineData("U4 - Foster placement (not with family / friend) that has been agreed as Long Term", "foster_care", null)]
    [InlineData("F2 - Placement With Other Foster Carer, Provided By LA", "foster_care", Sector.OwnCouncil)]
    [InlineData("F3 - FOSTER :AGENCY IN LA", "foster_care", null)]
    [InlineData("REGULATION 24 - TEMPORARY APPROVAL OF FAMILY & FRIENDS AS FOSTER CARERS", "kinship_foster_care", null)]
    [InlineData("P1 - Placed with Parents", "with_parents", Sector.Parent)]
    [InlineData("T1 - Temporary periods in hospital", "hospital", null)]
    [InlineData("T2 - Temporary absences of the child on holiday", "childs_holiday", null)]
    [InlineData("T3 - TEMP ACCOM WHILST FC ON HOLS", "carers_holiday", null)]
    [InlineData("09", null, null)]
    [InlineData("Z1 - Other placement", null, null)]
    public void A_label_says_no_more_than_its_category_and_words_do(string label, string? kind, Sector? sector)
    {
        var found = PlacementLabels.Find(label);
        Assert.NotNull(found);
        Assert.Equal((kind, sector), (found.Kind, found.Sector));
    }

    [Fact]
    public void Another_word_is_not_found() => Assert.Null(PlacementLabels.Find("Caravan"));
}
