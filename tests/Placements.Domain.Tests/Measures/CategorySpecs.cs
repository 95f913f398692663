using Placements.Domain.Measures;

namespace Placements.Tests.Domain;

/// <summary>How reports group homes: by kind, and for fostering and residential care by whether the council itself provides them.</summary>
public class CategorySpecs
{
    public static TheoryData<PlacementKind, PlacementCategory, PlacementCategory> Kinds() =>
        new()
        {
            { PlacementKind.FosterCare, PlacementCategory.InHouseFostering, PlacementCategory.ExternalFostering },
            { PlacementKind.KinshipFosterCare, PlacementCategory.Kinship, PlacementCategory.Kinship },
            { PlacementKind.WithParents, PlacementCategory.WithParents, PlacementCategory.WithParents },
            { PlacementKind.ChildrensHome, PlacementCategory.InHouseResidential, PlacementCategory.ExternalResidential },
            { PlacementKind.ResidentialCareHome, PlacementCategory.InHouseResidential, PlacementCategory.ExternalResidential },
            { PlacementKind.SecureChildrensHome, PlacementCategory.Secure, PlacementCategory.Secure },
            { PlacementKind.ResidentialSchool, PlacementCategory.ResidentialSchool, PlacementCategory.ResidentialSchool },
            { PlacementKind.FamilyCentre, PlacementCategory.Other, PlacementCategory.Other },
            { PlacementKind.SupportedAccommodation, PlacementCategory.IndependentLiving, PlacementCategory.IndependentLiving },
            { PlacementKind.IndependentLiving, PlacementCategory.IndependentLiving, PlacementCategory.IndependentLiving },
            { PlacementKind.HealthSetting, PlacementCategory.Health, PlacementCategory.Health },
            { PlacementKind.Custody, PlacementCategory.Custody, PlacementCategory.Custody },
            { PlacementKind.AdoptivePlacement, PlacementCategory.Adoption, PlacementCategory.Adoption },
            { PlacementKind.Other, PlacementCategory.Other, PlacementCategory.Other },
        };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_kind_of_home_has_its_category(PlacementKind kind, PlacementCategory ownCouncil, PlacementCategory elsewhere)
    {
        Assert.Equal(ownCouncil, Category.Of(kind, Sector.OwnCouncil));
        Assert.All(
            Enum.GetValues<Sector>().Where(sector => sector is not (Sector.OwnCouncil or Sector.NotKnown)),
            sector => Assert.Equal(elsewhere, Category.Of(kind, sector))
        );
        // Where nobody knows who provides it, it is neither.
        Assert.Equal(ownCouncil == elsewhere ? elsewhere : PlacementCategory.Other, Category.Of(kind, Sector.NotKnown));
    }

    [Fact]
    public void Every_kind_of_home_is_in_the_table()
    {
        var told = Kinds().Select(row => row.Data.Item1).ToHashSet();
        var untold = Enum.GetValues<PlacementKind>().Where(kind => !told.Contains(kind)).ToList();

        Assert.True(untold.Count == 0, $"No category is told for {string.Join(", ", untold)}: add a row here and an arm to Category.");
    }
}
