using Placements.Domain.Codes;

namespace Placements.Domain.Measures;

public static class Category
{
    /// <summary>
    /// Groups kinds of home as the commissioning strategy does. Residential is a children's home or a residential care home; in house
    /// is what the council itself provides. Other too is what is one or the other, nobody knows which.
    /// </summary>
    public static PlacementCategory Of(PlacementKind kind, Sector sector) =>
        kind switch
        {
            PlacementKind.FosterCare when sector == Sector.OwnCouncil => PlacementCategory.InHouseFostering,
            PlacementKind.FosterCare when sector != Sector.NotKnown => PlacementCategory.ExternalFostering,
            PlacementKind.KinshipFosterCare => PlacementCategory.Kinship,
            PlacementKind.WithParents => PlacementCategory.WithParents,
            PlacementKind.ChildrensHome or PlacementKind.ResidentialCareHome when sector == Sector.OwnCouncil =>
                PlacementCategory.InHouseResidential,
            PlacementKind.ChildrensHome or PlacementKind.ResidentialCareHome when sector != Sector.NotKnown =>
                PlacementCategory.ExternalResidential,
            PlacementKind.ResidentialSchool => PlacementCategory.ResidentialSchool,
            PlacementKind.SecureChildrensHome => PlacementCategory.Secure,
            PlacementKind.SupportedAccommodation or PlacementKind.IndependentLiving => PlacementCategory.IndependentLiving,
            PlacementKind.AdoptivePlacement => PlacementCategory.Adoption,
            PlacementKind.HealthSetting => PlacementCategory.Health,
            PlacementKind.Custody => PlacementCategory.Custody,
            _ => PlacementCategory.Other,
        };
}
