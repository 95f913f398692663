using Placements.Domain.Codes;

namespace Placements.Tests.Api.Places;

/// <summary>What people type, and what it is in a directory's spelling.</summary>
public sealed class PostcodeTests
{
    [Theory]
    [InlineData("CF11 9XX", "CF11 9XX")]
    [InlineData("cf119xx", "CF11 9XX")]
    [InlineData(" CF11  9XX ", "CF11 9XX")]
    [InlineData("CF1 19XX", "CF11 9XX")]
    [InlineData("\tcf11\u00A09xx\r\n", "CF11 9XX")]
    [InlineData("m11aa", "M1 1AA")]
    [InlineData("M601NW", "M60 1NW")]
    [InlineData("CR2 6XH", "CR2 6XH")]
    [InlineData("w1a0ax", "W1A 0AX")]
    [InlineData("EC1A1BB", "EC1A 1BB")]
    [InlineData("bt11aa", "BT1 1AA")]
    [InlineData("npt0he", "NPT 0HE")]
    [InlineData("GIR0AA", "GIR 0AA")]
    public void A_whole_postcode_in_any_spelling(string typed, string written) => Assert.Equal(written, Postcode.Normalise(typed));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("CF11")]
    [InlineData("9XX")]
    [InlineData("withheld")]
    [InlineData("unknown")]
    [InlineData("CF11 9X")]
    [InlineData("CF11 9XXX")]
    [InlineData("CF111 9XX")]
    [InlineData("CFF1 9XX")]
    [InlineData("CFF 9XX")]
    [InlineData("NPT1 9XX")]
    [InlineData("11CF 9XX")]
    [InlineData("C 9XX")]
    [InlineData("CF11 XX9")]
    [InlineData("CF11-9XX")]
    [InlineData("CF11 9ŴX")]
    [InlineData("CF１1 9XX")]
    [InlineData("ſW1A 1AA")]
    [InlineData("'; drop table reference.postcode; --")]
    public void What_cannot_be_a_whole_postcode(string typed) => Assert.Null(Postcode.Normalise(typed));

    [Fact]
    public void A_text_without_end_is_no_postcode() => Assert.Null(Postcode.Normalise(new string('C', 1_000_000)));
}
