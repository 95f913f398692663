using Placements.Domain.Journey.Events;

namespace Placements.Domain.Returns;

/// <summary>
/// What a return tells of a placement: type, provider, postcode and number (domain reference 1.3). A change of anything else, such as the
/// cost, begins no episode.
/// </summary>
public static class ReturnedPlace
{
    /// <summary>Whether a return would write both alike.</summary>
    public static bool IsSame(PlacementFacts? one, PlacementFacts? other) =>
        one is null || other is null
            ? one is null && other is null
            : one.Kind == other.Kind
                && one.Sector == other.Sector
                && one.Registration == other.Registration
                && one.Fostering == other.Fostering
                && one.OtherPlacement == other.OtherPlacement
                && one.Postcode == other.Postcode
                && one.RegulatorNumber == other.RegulatorNumber;
}
