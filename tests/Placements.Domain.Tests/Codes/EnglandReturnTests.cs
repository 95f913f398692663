using Placements.Domain.Codes;
using Placements.Domain.Codes.Returns;
using Xunit;

namespace Placements.Tests.Domain.Codes;

/// <summary>
/// The lists are written out again here, from the domain reference 1.2 and not from the tables under test. A code list is facts: the
/// test is there so that a slip in a table is not also the expectation.
/// </summary>
public sealed class EnglandReturnTests
{
    private delegate bool Reader<T>(string code, int year, out T value);

    private static readonly int[] Years = [.. Enumerable.Range(2015, 13)];

    [Fact]
    public void Legal_statuses_are_the_published_list_less_V4() =>
        IsList<LegalStatus>(
            "C1 interim_care_order,C2 care_order,D1 freeing_order,E1 placement_order,V2 voluntary,V3 short_breaks,L1 police_protection,"
                + "L2 emergency_protection_order,L3 child_assessment_order,J1 remand,J2 pace,J3 youth_rehabilitation_order",
            (status, _) => new(EnglandReturn.LegalStatusCode(status)),
            EnglandReturn.TryReadLegalStatus
        );

    [Fact]
    public void Needs_are_the_published_list() =>
        IsList<CategoryOfNeed>(
            "N1 abuse_or_neglect,N2 child_disability,N3 parental_illness_or_disability,N4 family_in_acute_stress,N5 family_dysfunction,"
                + "N6 socially_unacceptable_behaviour,N7 low_income,N8 absent_parenting,- adoption_disruption",
            (need, _) => EnglandReturn.CategoryOfNeedCode(need),
            EnglandReturn.TryReadCategoryOfNeed
        );

    [Fact]
    public void Providers_are_the_published_list() =>
        IsList<Sector>(
            "PR0 parent,PR1 own_council,PR2 other_council,PR3 other_public,PR4 for_profit,PR5 not_for_profit",
            (sector, _) => new(EnglandReturn.ProviderCode(sector)),
            EnglandReturn.TryReadProvider
        );

    [Fact]
    public void Reasons_for_a_change_are_the_published_list()
    {
        const string Unchanged =
            "CARPL care_plan,CLOSE setting_closed,ALLEG allegation,STAND standards_of_care,APPRR approval_removed,"
            + "CREQB carer_request_behaviour,CREQO carer_request_other,CHILD child_request,LAREQ authority_decision,PLACE administrative,OTHER other";
        IsList<ChangeReason>(
            Unchanged + ",CUSTOD custody",
            (reason, year) => new(EnglandReturn.ChangeReasonCode(reason, year)),
            EnglandReturn.TryReadChangeReason,
            from: 2019
        );
        Assert.Equal("OTHER", EnglandReturn.ChangeReasonCode(ChangeReason.Custody, 2018));
        Assert.True(EnglandReturn.TryReadChangeReason("OTHER", 2018, out var read));
        Assert.Equal(ChangeReason.Other, read);
        Assert.False(EnglandReturn.TryReadChangeReason("CUSTOD", 2018, out _));
    }

    [Fact]
    public void Absences_are_the_temporary_placements_and_the_two_kinds_of_missing() =>
        IsList<AbsenceKind>(
            "T1 hospital,T2 childs_holiday,T3 carers_holiday,T4 other_temporary,M missing,A away_without_authorisation",
            (kind, _) => new(EnglandReturn.AbsenceCode(kind)),
            EnglandReturn.TryReadAbsence
        );

    [Fact]
    public void Sex_is_a_digit_to_2024_and_a_letter_from_2025()
    {
        IsList<Sex>("1 male,2 female,- unknown", EnglandReturn.SexCode, EnglandReturn.TryReadSex, to: 2024);
        IsList<Sex>("M male,F female,U unknown", EnglandReturn.SexCode, EnglandReturn.TryReadSex, from: 2025);
        Assert.False(EnglandReturn.TryReadSex("M", 2024, out _));
        Assert.False(EnglandReturn.TryReadSex("1", 2025, out _));
    }

    [Fact]
    public void Ethnicities_are_the_census_codes() =>
        IsList<Ethnicity>(
            string.Join(
                ',',
                "WBRI WIRI WIRT WROM WOTH MWBC MWBA MWAS MOTH AIND APKN ABAN AOTH BCRB BAFR BOTH CHNE OOTH REFU NOBT"
                    .Split(' ')
                    .Select(code => $"{code} {code}")
            ),
            (ethnicity, _) => new(EnglandReturn.EthnicityCode(ethnicity)),
            (string code, int _, out Ethnicity ethnicity) => EnglandReturn.TryReadEthnicity(code, out ethnicity)
        );

    [Theory]
    [InlineData("V4")]
    [InlineData("c2")]
    [InlineData("")]
    public void A_code_that_says_no_status_is_not_read(string code) => Assert.False(EnglandReturn.TryReadLegalStatus(code, 2026, out _));

    [Fact]
    public void An_absence_that_does_not_say_why_is_not_read() => Assert.False(EnglandReturn.TryReadAbsence("T0", 2026, out _));

    [Theory]
    [InlineData(ChangeReason.CarePlan, true)]
    [InlineData(ChangeReason.SettingClosed, true)]
    [InlineData(ChangeReason.StandardsOfCare, false)]
    [InlineData(ChangeReason.CarerRequestBehaviour, false)]
    [InlineData(ChangeReason.Custody, null)]
    [InlineData(ChangeReason.Other, null)]
    public void Only_two_reasons_for_a_change_count_as_planned(ChangeReason reason, bool? planned) =>
        Assert.Equal(planned, EnglandReturn.CountsAsPlanned(reason));

    [Theory]
    [InlineData(true, true, true, false, "S")]
    [InlineData(false, true, false, true, "L")]
    [InlineData(false, false, true, false, "P")]
    [InlineData(false, false, true, true, "T")]
    [InlineData(false, true, true, false, "B")]
    [InlineData(false, true, true, true, "U")]
    [InlineData(false, false, false, true, null)]
    public void An_episode_starts_for_what_changed_that_day(bool care, bool legal, bool placement, bool sameCarer, string? code) =>
        Assert.Equal(code, EnglandReturn.NewEpisodeCode(care, legal, placement, sameCarer));

    /// <summary>
    /// Every value of ours has the code given beside it ("-" for none, with the reason said), every code is read back as that value, and
    /// no value is left out, in each of the years.
    /// </summary>
    private static void IsList<T>(string pairs, Func<T, int, ReturnCode> write, Reader<T> read, int from = 2015, int to = 2027)
        where T : struct, Enum
    {
        var expected = pairs.Split(',').Select(pair => pair.Split(' ')).ToDictionary(pair => pair[1], pair => pair[0]);
        Assert.Equal(CodeList<T>.Names.Order(StringComparer.Ordinal), expected.Keys.Order(StringComparer.Ordinal));
        foreach (var year in Years.Where(year => year >= from && year <= to))
        {
            foreach (var (name, code) in expected)
            {
                Assert.True(CodeList<T>.TryParse(name, out var value));
                var written = write(value, year);
                if (code == "-")
                {
                    Assert.Null(written.Code);
                    Assert.NotEmpty(written.WhyNone!);
                    continue;
                }
                Assert.Equal(code, written.Code);
                Assert.True(read(code, year, out var back), $"{code} is not read in {year}.");
                Assert.Equal(value, back);
            }
        }
    }
}
