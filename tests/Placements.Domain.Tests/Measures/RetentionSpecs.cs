using Placements.Domain.Measures;

namespace Placements.Tests.Domain;

/// <summary>To the 75th anniversary of the birth, or fifteen years from the death of a child (CPPCR 2010 reg. 50).</summary>
public class RetentionSpecs
{
    [Theory]
    [InlineData("2012-05-14", "2087-05-14")]
    // Nobody has that birthday in 2079: not a day early.
    [InlineData("2004-02-29", "2079-03-01")]
    public void A_record_is_kept_to_the_75th_birthday(string born, string end) =>
        Assert.Equal(Day(end), Retention.EndsOn(Story.Given(Registered(born: born)).Journey()));

    [Fact]
    public void Of_a_child_who_died_it_is_kept_fifteen_years_from_the_death() =>
        Assert.Equal(
            Day("2039-07-01"),
            Retention.EndsOn(
                Story
                    .Given(Registered(born: "2012-05-14"), CameIntoCare("2024-01-01"), LeftCare("2024-07-01", CareEndReason.Died))
                    .Journey()
            )
        );

    [Fact]
    public void Who_died_grown_up_is_kept_as_everybody_is() =>
        Assert.Equal(
            Day("2081-05-14"),
            Retention.EndsOn(
                Story
                    .Given(Registered(born: "2006-05-14"), CameIntoCare("2024-01-01"), LeftCare("2024-07-01", CareEndReason.Died))
                    .Journey()
            )
        );

    [Fact]
    public void Nothing_ends_while_nobody_knows_when_the_child_was_born() =>
        Assert.Null(Retention.EndsOn(Story.Given(Registered() with { DateOfBirth = null }).Journey()));
}
