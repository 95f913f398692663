using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;

namespace Placements.Domain.Journey.Rules;

/// <summary>
/// Whether an authority or a postcode can be one at all. They are checked fact by fact: a location derived from a slip of the pen would
/// put the child into another county's figures.
/// </summary>
internal static class AddressRules
{
    public static readonly Rule AuthorityUnknown = new("authority_unknown", Severity.Refuse, "ONS register of GSS codes");

    public static readonly Rule PostcodeMalformed = new("postcode_malformed", Severity.Refuse, "SSDA903 rule 392c");

    public static void Check(List<StandingFact> facts, List<Finding> findings)
    {
        foreach (var (entryId, _, fact) in facts)
        {
            var (authority, postcode, country) = fact switch
            {
                ChildRegistered registered => (registered.ResponsibleAuthority, registered.HomePostcode, null),
                ChildDetailsChanged changed => (null, changed.HomePostcode, null),
                PlacementStarted started => Of(started.Placement),
                PlacementMoved moved => Of(moved.To),
                PlacementDetailsChanged changed => (changed.HostAuthority, changed.Postcode, changed.Country),
                OfferReceived offer => (offer.HostAuthority, null, null),
                _ => (null, null, (Country?)null),
            };

            if (authority is not null && !Authorities.IsPlausible(authority))
                findings.Add(
                    AuthorityUnknown.Broken(
                        fact.EffectiveOn,
                        "There is no authority of that code: give the GSS code, nine characters such as W06000015.",
                        entryId
                    )
                );
            if (postcode is not null && country != Country.OutsideUk && !IsPostcode(postcode))
                findings.Add(
                    PostcodeMalformed.Broken(
                        fact.EffectiveOn,
                        $"A postcode is written like CF11 9XX, or CF11 alone; an address that must not be told is \"{PlacementFacts.Withheld}\".",
                        entryId
                    )
                );
        }
    }

    private static (string? Authority, string? Postcode, Country? Country) Of(PlacementFacts facts) =>
        (facts.HostAuthority, facts.Postcode, facts.Country);

    /// <summary>A whole postcode, with its space or without, or the outward half alone.</summary>
    private static bool IsPostcode(string text)
    {
        if (text == PlacementFacts.Withheld)
            return true;

        var capitals = text.ToUpperInvariant();
        return Postcode.IsOutward(capitals)
            || (
                Postcode.Normalise(capitals) is { } whole
                && (capitals == whole || capitals == whole.Replace(" ", "", StringComparison.Ordinal))
            );
    }
}
