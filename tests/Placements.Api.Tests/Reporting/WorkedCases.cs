using Placements.Application.Reporting;
using Placements.Domain.Codes;
using Placements.Testing;
using Xunit;

namespace Placements.Tests.Api.Reporting;

/// <summary>The six worked cases of the domain reference, section 3.2, in the year to 31 March 2024.</summary>
public sealed class WorkedCases(TestCluster cluster)
{
    private static readonly Clocks EndOfYear = new(Story.Day("2024-03-31"));

    [Fact]
    public Task One_foster_home_all_year_with_ten_days_in_hospital_is_one() =>
        Counts(1, SinceLastYear().Away("2023-07-01").Back("2023-07-11"));

    [Fact]
    public Task Foster_home_from_last_year_then_another_then_a_home_is_three() =>
        Counts(3, SinceLastYear().Moves("2023-06-01", "B").Moves("2023-09-01", "C", PlacementKind.ChildrensHome));

    [Fact]
    public Task A_carer_who_moves_house_and_becomes_long_term_and_a_care_order_are_one() =>
        Counts(
            1,
            new Story()
                .CareStarts("2022-06-01", LegalStatus.InterimCareOrder)
                .Placed("2022-06-01", "A")
                .HomeChanges("2023-05-01", Story.Newport)
                .HomeChanges("2023-08-01", longTerm: true)
                .StatusBecomes("2023-10-01", LegalStatus.CareOrder)
        );

    [Fact]
    public Task Holiday_cover_and_back_then_residential_is_two() =>
        Counts(
            2,
            SinceLastYear()
                .Away("2023-07-01", AbsenceKind.CarersHoliday)
                .Back("2023-07-15")
                .Moves("2023-10-01", "R", PlacementKind.ChildrensHome)
        );

    [Fact]
    public Task Holiday_cover_and_straight_on_to_another_home_and_a_third_is_four() =>
        Counts(4, SinceLastYear().Away("2023-07-01", AbsenceKind.CarersHoliday).Moves("2023-07-15", "B").Moves("2023-10-01", "C"));

    [Fact]
    public Task Into_care_on_1_March_with_three_homes_by_the_end_of_the_year_is_three() =>
        Counts(
            3,
            new Story()
                .CareStarts("2024-03-01", LegalStatus.InterimCareOrder)
                .Placed("2024-03-01", "emergency")
                .Moves("2024-03-08", "kin", PlacementKind.KinshipFosterCare)
                .Moves("2024-03-20", null, PlacementKind.WithParents)
        );

    private static Story SinceLastYear() => new Story().CareStarts("2022-06-01").Placed("2022-06-01", "A");

    private async Task Counts(int placements, Story child)
    {
        await using var database = await ReportingDatabase.Of(cluster, child);
        var row = await database.Figures.Of(Figure.Stability, child.Authority, child.Id, EndOfYear, CancellationToken.None);

        Assert.NotNull(row);
        Assert.Equal(placements, row.PlacementsInYear);
        Assert.Equal(placements >= 3, row.ThreeOrMore);
    }
}
