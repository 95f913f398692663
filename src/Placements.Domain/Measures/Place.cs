using Placements.Domain.Codes;

namespace Placements.Domain.Measures;

/// <summary>Where a home stands, seen from the responsible authority. Derived, never typed in: host authority and country are the facts.</summary>
public static class Place
{
    /// <summary>
    /// Unknown where the facts do not say: a home known only to be in Wales may be in county or not, and is never guessed.
    /// </summary>
    public static Location LocationOf(string responsibleAuthority, string? hostAuthority, Country? country)
    {
        if (hostAuthority == responsibleAuthority)
            return Location.InCounty;

        return (country ?? (hostAuthority is null ? null : Authorities.CountryOf(hostAuthority))) switch
        {
            Country.Wales => hostAuthority is null ? Location.Unknown : Location.ElsewhereInWales,
            null => Location.Unknown,
            _ => Location.OutsideWales,
        };
    }

    /// <summary>Null while the location is unknown.</summary>
    public static bool? IsOutOfCounty(Location location) => location == Location.Unknown ? null : location != Location.InCounty;

    /// <summary>The band of CPPCR 2015 reg. 12 that the home falls in; null in county and where the facts do not say.</summary>
    public static PreferenceBand? BandOf(string responsibleAuthority, string? hostAuthority, Country? country)
    {
        var location = LocationOf(responsibleAuthority, hostAuthority, country);
        if (location is Location.InCounty or Location.Unknown)
            return null;

        var borders = hostAuthority is not null && Authorities.Borders(responsibleAuthority, hostAuthority);
        var inWales = location == Location.ElsewhereInWales;
        var inEngland = (country ?? Authorities.CountryOf(hostAuthority!)) == Country.England;

        return (inWales, inEngland, borders) switch
        {
            (true, _, true) => PreferenceBand.BorderingWelshAuthority,
            (true, _, false) => PreferenceBand.OtherWelshAuthority,
            (_, true, true) => PreferenceBand.BorderingEnglishAuthority,
            (_, true, false) => PreferenceBand.OtherEnglishAuthority,
            _ => PreferenceBand.OutsideEnglandAndWales,
        };
    }
}
