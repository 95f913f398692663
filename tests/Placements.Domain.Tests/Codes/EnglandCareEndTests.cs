using Placements.Domain.Codes;
using Placements.Domain.Codes.Returns;
using Xunit;

namespace Placements.Tests.Domain.Codes;

/// <summary>England's REC list, written out again from the domain reference 1.2.</summary>
public sealed class EnglandCareEndTests
{
    private const string EveryYear = "E11 E12 E2 E3 E4A E4B E13 E41 E5 E6 E7 E9 E14 E15 E16 E17 E8";

    [Theory]
    [InlineData(2018, EveryYear + " E43 E44")]
    [InlineData(2019, EveryYear + " E45 E46 E47 E48")]
    [InlineData(2022, EveryYear + " E45 E46 E47 E48")]
    [InlineData(2026, EveryYear + " E45 E46 E47 E48")]
    public void A_code_is_read_in_its_years_only_and_written_back_as_it_was(int year, string codes)
    {
        var expected = codes.Split(' ');
        string[] endings = ["", "A", "B"];
        var all = Enumerable.Range(1, 60).SelectMany(number => endings.Select(ending => $"E{number}{ending}")).Append("X1");
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            all.Where(code => EnglandReturn.TryReadCareEnd(code, year, out _)).Order(StringComparer.Ordinal)
        );

        foreach (var code in expected)
        {
            EnglandReturn.TryReadCareEnd(code, year, out var facts);
            Assert.Equal(code, EnglandReturn.CareEndCode(facts, year).Code);
        }
    }

    [Theory]
    [InlineData(CareEndReason.ReturnedHome, "E4A", "E4A")]
    [InlineData(CareEndReason.IndependentLivingSupported, "E5", "E5")]
    [InlineData(CareEndReason.IndependentLivingUnsupported, "E6", "E6")]
    [InlineData(CareEndReason.AdoptedUnopposed, "E11", "E11")]
    [InlineData(CareEndReason.AdoptedConsentDispensed, "E12", "E12")]
    [InlineData(CareEndReason.SpecialGuardianshipFormerFosterCarer, "E43", "E45")]
    [InlineData(CareEndReason.SpecialGuardianshipOther, "E44", "E47")]
    [InlineData(CareEndReason.ChildArrangementsOrder, "E41", "E41")]
    [InlineData(CareEndReason.WhenIAmReady, "E17", "E17")]
    [InlineData(CareEndReason.StayedWithCarers, "E17", "E17")]
    [InlineData(CareEndReason.AdultSocialServices, "E7", "E7")]
    [InlineData(CareEndReason.Custody, "E9", "E9")]
    [InlineData(CareEndReason.RemandEnded, "E14", "E14")]
    [InlineData(CareEndReason.OtherAuthority, "E3", "E3")]
    [InlineData(CareEndReason.MovedAbroad, "E16", "E16")]
    [InlineData(CareEndReason.AgeAssessedAdult, "E15", "E15")]
    [InlineData(CareEndReason.Died, "E2", "E2")]
    [InlineData(CareEndReason.Other, "E8", "E8")]
    public void A_reason_has_its_code_whatever_else_is_known(CareEndReason reason, string in2018, string since2019)
    {
        var facts = new CareEndFacts(reason, Planned: true, GuardianIsKin: true);
        Assert.Equal(in2018, EnglandReturn.CareEndCode(facts, 2018).Code);
        Assert.Equal(since2019, EnglandReturn.CareEndCode(facts, 2022).Code);
        Assert.Equal(since2019, EnglandReturn.CareEndCode(facts, 2026).Code);
    }

    [Fact]
    public void No_reason_is_left_out()
    {
        foreach (var reason in Enum.GetValues<CareEndReason>())
            Assert.NotNull(EnglandReturn.CareEndCode(new(reason, Planned: false, GuardianIsKin: false), 2026).Code);
    }

    [Theory]
    [InlineData(CareEndReason.ReturnedHome, 2026, false)]
    [InlineData(CareEndReason.SpecialGuardianshipOther, 2026, false)]
    [InlineData(CareEndReason.SpecialGuardianshipFormerFosterCarer, 2019, false)]
    [InlineData(CareEndReason.SpecialGuardianshipFormerFosterCarer, 2018, true)]
    [InlineData(CareEndReason.Died, 2026, true)]
    public void Where_a_fact_is_missing_the_answer_says_which(CareEndReason reason, int year, bool hasCode)
    {
        var written = EnglandReturn.CareEndCode(new(reason), year);
        Assert.Equal(hasCode, written.Code is not null);
        Assert.Equal(hasCode, written.WhyNone is null);
    }
}
