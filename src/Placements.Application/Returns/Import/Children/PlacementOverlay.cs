using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;

namespace Placements.Application.Returns.Import;

/// <summary>What a source says of a placement beside what is recorded of it: it knows some members and is silent on the rest.</summary>
internal static class PlacementOverlay
{
    /// <summary>The recorded facts, with what the return says in their place.</summary>
    public static PlacementFacts? On(PlacementFacts? recorded, PlacementFacts? returned)
    {
        if (recorded is null || returned is null)
        {
            return returned ?? recorded;
        }
        var moved = returned.Postcode is { } postcode && postcode != recorded.Postcode;
        return recorded with
        {
            Kind = returned.Kind,
            Sector = returned.Sector == Sector.NotKnown ? recorded.Sector : returned.Sector,
            Registration = returned.Registration ?? recorded.Registration,
            Fostering = returned.Fostering ?? recorded.Fostering,
            FosteredBefore = returned.FosteredBefore ?? recorded.FosteredBefore,
            OtherPlacement = returned.OtherPlacement ?? recorded.OtherPlacement,
            RegulatorNumber = returned.RegulatorNumber ?? recorded.RegulatorNumber,
            Postcode = returned.Postcode ?? recorded.Postcode,
            HostAuthority = returned.HostAuthority ?? (moved ? null : recorded.HostAuthority),
            Country = moved || (returned.HostAuthority ?? recorded.HostAuthority) != recorded.HostAuthority ? null : recorded.Country,
            Provider = returned.Provider ?? recorded.Provider,
            Carer = returned.Carer ?? recorded.Carer,
            Framework = returned.Framework ?? recorded.Framework,
            WeeklyCost = returned.WeeklyCost ?? recorded.WeeklyCost,
        };
    }

    /// <summary>Whether a return would write both alike.</summary>
    public static bool IsSame(PlacementFacts? one, PlacementFacts? other) =>
        one is null || other is null
            ? one is null && other is null
            : one.Kind == other.Kind
                && one.Sector == other.Sector
                && one.Fostering == other.Fostering
                && one.OtherPlacement == other.OtherPlacement
                && one.Postcode == other.Postcode
                && one.RegulatorNumber == other.RegulatorNumber;
}
