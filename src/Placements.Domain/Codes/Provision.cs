namespace Placements.Domain.Codes;

/// <summary>Who may provide which kind of home (SSDA903 rules 526 to 531, 550).</summary>
public static class Provision
{
    /// <summary>A provider that nobody knows fits every kind.</summary>
    public static bool Fits(PlacementKind kind, Sector sector) =>
        sector switch
        {
            Sector.NotKnown => true,
            Sector.Parent => kind == PlacementKind.WithParents,
            Sector.OwnCouncil or Sector.OtherCouncil => kind
                is not (PlacementKind.WithParents or PlacementKind.HealthSetting or PlacementKind.Custody),
            Sector.OtherPublic => kind
                is not (
                    PlacementKind.WithParents
                    or PlacementKind.AdoptivePlacement
                    or PlacementKind.SecureChildrensHome
                    or PlacementKind.ChildrensHome
                    or PlacementKind.FosterCare
                    or PlacementKind.KinshipFosterCare
                ),
            _ => kind != PlacementKind.WithParents,
        };
}
