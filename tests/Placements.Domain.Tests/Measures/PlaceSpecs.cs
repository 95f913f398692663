using Placements.Domain.Measures;

namespace Placements.Tests.Domain;

/// <summary>Where a home stands, seen from Cardiff: derived from the host authority and the country, never guessed.</summary>
public class PlaceSpecs
{
    public static TheoryData<string, string?, Country?, Location, PreferenceBand?> Homes() =>
        new()
        {
            { "Cardiff", Cardiff, null, Location.InCounty, null },
            { "Cardiff, country told", Cardiff, Country.Wales, Location.InCounty, null },
            { "Vale of Glamorgan", "W06000014", null, Location.ElsewhereInWales, PreferenceBand.BorderingWelshAuthority },
            { "Rhondda Cynon Taf", "W06000016", null, Location.ElsewhereInWales, PreferenceBand.BorderingWelshAuthority },
            { "Caerphilly", "W06000018", null, Location.ElsewhereInWales, PreferenceBand.BorderingWelshAuthority },
            { "Newport", "W06000022", null, Location.ElsewhereInWales, PreferenceBand.BorderingWelshAuthority },
            { "Swansea", "W06000011", null, Location.ElsewhereInWales, PreferenceBand.OtherWelshAuthority },
            { "Merthyr Tydfil", "W06000024", Country.Wales, Location.ElsewhereInWales, PreferenceBand.OtherWelshAuthority },
            { "Bristol", "E06000023", null, Location.OutsideWales, PreferenceBand.OtherEnglishAuthority },
            { "somewhere in England", null, Country.England, Location.OutsideWales, PreferenceBand.OtherEnglishAuthority },
            { "Edinburgh", "S12000036", null, Location.OutsideWales, PreferenceBand.OutsideEnglandAndWales },
            { "somewhere in Scotland", null, Country.Scotland, Location.OutsideWales, PreferenceBand.OutsideEnglandAndWales },
            { "Belfast", "N09000003", Country.NorthernIreland, Location.OutsideWales, PreferenceBand.OutsideEnglandAndWales },
            { "abroad", null, Country.OutsideUk, Location.OutsideWales, PreferenceBand.OutsideEnglandAndWales },
            { "somewhere in Wales", null, Country.Wales, Location.Unknown, null },
            { "nobody said", null, null, Location.Unknown, null },
            { "not a GSS code", "X", null, Location.Unknown, null },
            { "an empty code", "", null, Location.Unknown, null },
        };

    [Theory]
    [MemberData(nameof(Homes))]
    public void A_home_lies_in_its_place_and_band(string home, string? host, Country? country, Location location, PreferenceBand? band)
    {
        Assert.True(location == Place.LocationOf(Cardiff, host, country), home);
        Assert.True(band == Place.BandOf(Cardiff, host, country), home);
    }

    [Theory]
    [InlineData(Location.InCounty, false)]
    [InlineData(Location.ElsewhereInWales, true)]
    [InlineData(Location.OutsideWales, true)]
    [InlineData(Location.Unknown, null)]
    public void Out_of_county_is_unknown_where_the_location_is(Location location, bool? outOfCounty) =>
        Assert.Equal(outOfCounty, Place.IsOutOfCounty(location));

    [Fact]
    public void An_authority_on_the_border_has_bordering_English_neighbours() =>
        Assert.Equal(PreferenceBand.BorderingEnglishAuthority, Place.BandOf("W06000021", "E06000019", null));

    [Fact]
    public void Bands_come_in_the_order_in_which_an_authority_must_look() =>
        Assert.Equal(
            [
                PreferenceBand.BorderingWelshAuthority,
                PreferenceBand.BorderingEnglishAuthority,
                PreferenceBand.OtherWelshAuthority,
                PreferenceBand.OtherEnglishAuthority,
                PreferenceBand.OutsideEnglandAndWales,
            ],
            Enum.GetValues<PreferenceBand>()
        );

    [Fact]
    public void Every_Welsh_authority_borders_those_that_border_it()
    {
        var codes = Authorities.WelshAuthorities.Select(authority => authority.Code).ToList();

        Assert.Equal(22, codes.Count);
        foreach (var one in codes)
        {
            Assert.False(Authorities.Borders(one, one), $"{one} borders itself.");
            Assert.Contains(codes, other => Authorities.Borders(one, other));
            Assert.All(codes, other => Assert.Equal(Authorities.Borders(one, other), Authorities.Borders(other, one)));
        }
    }

    [Theory]
    [InlineData("W06000015", true)]
    [InlineData("W06000007", false)]
    [InlineData("E06000023", true)]
    [InlineData("E0600002", false)]
    [InlineData("E0600002X", false)]
    [InlineData("Cardiff", false)]
    [InlineData("", false)]
    public void A_GSS_code_is_plausible_when_it_is_Welsh_and_known_or_has_the_form(string code, bool plausible) =>
        Assert.Equal(plausible, Authorities.IsPlausible(code));

    [Fact]
    public void A_childs_placements_carry_their_place()
    {
        var journey = Story
            .Given(
                Registered(),
                CameIntoCare("2024-01-01"),
                Placed("2024-01-01", "A"),
                Moved("2024-02-01", "A", Home("B", host: "E06000023")),
                Moved("2024-03-01", "B", Home("C", host: null))
            )
            .Journey();

        Assert.Equal([false, true, null], journey.Placements.Select(placement => placement.OutOfCounty));
        Assert.Equal(
            [Location.InCounty, Location.OutsideWales, Location.Unknown],
            journey.Placements.Select(placement => placement.Location)
        );
        Assert.Equal([null, PreferenceBand.OtherEnglishAuthority, null], journey.Placements.Select(placement => placement.PreferenceBand));
    }
}
