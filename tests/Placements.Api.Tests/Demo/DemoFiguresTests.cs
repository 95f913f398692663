using Placements.Application.Demo;
using Placements.Domain.Codes;
using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;
using Placements.Domain.Journey.Rules;
using Placements.Domain.Measures;
using Xunit;
using static Placements.Tests.Api.Demo.DemoCounts;

namespace Placements.Tests.Api.Demo;

/// <summary>
/// The published figures of days and months, counted from the journeys; letter and number are those of the strategy's table of figures.
/// </summary>
public sealed class DemoFiguresTests(DemoFixture demo)
{
    private static readonly DateOnly Earlier = new(2020, 3, 31);
    private static readonly DateOnly First = new(2019, 3, 31);

    private List<CareJourney> LookedAfter(DateOnly day) => [.. demo.Journeys.Where(journey => journey.LookedAfterOn(day))];

    private List<(CareJourney Journey, Placement Placement, PlacementCategory Category)> Placed(DateOnly day) =>
        [
            .. LookedAfter(day)
                .Select(journey =>
                    journey.PlacementOn(day) is { } placement
                        ? (journey, placement, Category.Of(placement.Facts.Kind, placement.Facts.Sector))
                        : throw new InvalidOperationException($"{journey.Child!.Identifiers[0].Value} is placed nowhere on {day}.")
                ),
        ];

    private int In(DateOnly day, params PlacementCategory[] categories) => Placed(day).Count(entry => categories.Contains(entry.Category));

    [Fact]
    public void A1_looked_after()
    {
        Assert.Equal(955, LookedAfter(Earlier).Count);
        Assert.Equal(1040, LookedAfter(Census).Count);
    }

    [Fact]
    public void A2_boys()
    {
        Assert.Equal(494, LookedAfter(Earlier).Count(journey => journey.Child!.Sex == Sex.Male));
        Assert.Equal(576, LookedAfter(Census).Count(journey => journey.Child!.Sex == Sex.Male));
    }

    [Fact]
    public void A4_stock_at_each_month_end_is_the_target()
    {
        for (var day = new DateOnly(2017, 4, 30); day < new DateOnly(2026, 7, 1); day = day.AddDays(1).AddMonths(1).AddDays(-1))
            Assert.Equal(DemoTargets.Cardiff.StockOn(day), LookedAfter(day).Count);
    }

    [Fact]
    public void A4_rise_and_rest_and_rise()
    {
        int On(int year, int month) => LookedAfter(new DateOnly(year, month, 1).AddMonths(1).AddDays(-1)).Count;

        Assert.True(On(2020, 9) > On(2020, 3));
        var steady = On(2020, 10);
        for (var month = 10; month <= 22; month++)
            Assert.InRange(On(2020 + ((month - 1) / 12), ((month - 1) % 12) + 1), steady * 0.985, steady * 1.015);
        Assert.True(On(2022, 3) >= 1.025 * On(2021, 10));
        Assert.True(On(2022, 4) >= On(2022, 3));
    }

    [Fact]
    public void A5_on_the_disability_caseload()
    {
        Assert.Equal((427, 42), DisabilityCaseload(Census));
        var (caseload, lookedAfter) = DisabilityCaseload(Earlier);
        Assert.Equal((25, 6), (lookedAfter, Math.Round(100.0 * lookedAfter / caseload)));
    }

    [Fact]
    public void A6_disabled_in_residential()
    {
        Assert.Equal((12, 97), InResidentialOrSchool(Census));
        Assert.Equal(8, InResidentialOrSchool(First).Disabled);
    }

    [Fact]
    public void A7_unaccompanied()
    {
        var unaccompanied = Placed(Census).FindAll(entry => entry.Journey.Child!.UnaccompaniedAsylumSeeking);

        Assert.Equal(38, unaccompanied.Count);
        Assert.Equal(
            [(PlacementCategory.InHouseFostering, 1), (PlacementCategory.ExternalFostering, 2), (PlacementCategory.Kinship, 1)],
            unaccompanied
                .Where(entry => AgeOn(entry.Journey, Census) == 15)
                .GroupBy(entry => entry.Category)
                .OrderBy(group => group.Key)
                .Select(group => (group.Key, group.Count()))
        );
        var older = unaccompanied.FindAll(entry => AgeOn(entry.Journey, Census) is 16 or 17);
        Assert.Equal(34, older.Count);
        Assert.True(older.Count(entry => entry.Category == PlacementCategory.IndependentLiving) > 17);
    }

    [Fact]
    public void A8_arrived_under_the_transfer_scheme() =>
        Assert.Equal(
            12,
            demo.Journeys.Count(journey =>
                journey.Child!.NationalTransferScheme
                && journey.PeriodsOfCare.Any(period => period.StartedOn > new DateOnly(2021, 3, 31) && period.StartedOn <= Census)
            )
        );

    [Fact]
    public void B1_in_county_and_out()
    {
        var placed = Placed(Census);

        Assert.Equal(672, placed.Count(entry => entry.Placement.OutOfCounty == false));
        Assert.Equal(368, placed.Count(entry => entry.Placement.OutOfCounty == true));
        Assert.True(placed.Count(entry => entry.Placement.Location == Location.ElsewhereInWales) > 184);
    }

    [Fact]
    public void B2_residential_in_county()
    {
        var residential = Placed(Census).FindAll(entry => IsResidential(entry.Category));
        Assert.Equal(25, Math.Round(100.0 * residential.Count(entry => entry.Placement.OutOfCounty == false) / residential.Count));
    }

    [Fact]
    public void B3_one_child_in_secure_care_in_each_of_three_months()
    {
        foreach (var first in new DateOnly[] { new(2022, 3, 1), new(2022, 4, 1), new(2022, 5, 1) })
            Assert.Single(
                demo.Journeys.SelectMany(journey => journey.Placements),
                placement =>
                    placement.Facts.Kind == PlacementKind.SecureChildrensHome
                    && placement.StartedOn < first.AddMonths(1)
                    && (placement.EndedOn is null || placement.EndedOn > first)
            );
    }

    /// <summary>B4.</summary>
    [Fact]
    public void B4_homes_without_registration_become_more()
    {
        var months = Enumerable.Range(0, 12).Select(month => Unregistered(new DateOnly(2021, 4, 1).AddMonths(month))).ToList();
        var quarters = months.Chunk(3).Select(quarter => quarter.Average()).ToList();

        Assert.True(quarters.Zip(quarters.Skip(1)).All(pair => pair.Second > pair.First), string.Join(", ", months));
        Assert.True(months[..^1].TrueForAll(month => month < months[^1]), string.Join(", ", months));
    }

    [Fact]
    public void C1_external_fostering()
    {
        Assert.Equal(353, In(Earlier, PlacementCategory.ExternalFostering));
        Assert.Equal(308, In(Census, PlacementCategory.ExternalFostering));
    }

    [Fact]
    public void C2_in_house_fostering()
    {
        Assert.Equal(93, In(Earlier, PlacementCategory.InHouseFostering));
        Assert.Equal(117, In(YearBefore, PlacementCategory.InHouseFostering));
        Assert.Equal(117, In(Census, PlacementCategory.InHouseFostering));
    }

    [Fact]
    public void C3_external_residential()
    {
        Assert.Equal(69, In(First, PlacementCategory.ExternalResidential));
        Assert.Equal(82, In(YearBefore, PlacementCategory.ExternalResidential));
        Assert.Equal(84, In(Census, PlacementCategory.ExternalResidential));
    }

    [Fact]
    public void C4_in_house_residential()
    {
        Assert.Equal(6, In(First, PlacementCategory.InHouseResidential));
        Assert.Equal(9, In(YearBefore, PlacementCategory.InHouseResidential));
        Assert.Equal(9, In(Census, PlacementCategory.InHouseResidential));
    }

    [Fact]
    public void C5_boys_in_residential()
    {
        Assert.Equal((41, 75), BoysInResidential(Earlier));
        Assert.Equal((60, 93), BoysInResidential(Census));
    }

    [Fact]
    public void C6_independent_living()
    {
        Assert.Equal(39, In(Earlier, PlacementCategory.IndependentLiving));
        Assert.Equal(57, In(Census, PlacementCategory.IndependentLiving));
    }

    [Theory]
    [InlineData(PlacementCategory.Kinship)]
    [InlineData(PlacementCategory.WithParents)]
    public void C7_with_family_rises(PlacementCategory category)
    {
        var counts = new[] { First, Earlier, YearBefore, Census }.Select(day => In(day, category)).ToList();
        Assert.True(counts.Zip(counts.Skip(1)).All(pair => pair.Second > pair.First), string.Join(", ", counts));
    }

    [Fact]
    public void C8_on_the_framework()
    {
        var fostered = Placed(Census).FindAll(entry => entry.Category == PlacementCategory.ExternalFostering);
        Assert.Equal((296, 308), (fostered.Count(IsOnFramework), fostered.Count));

        var residential = Placed(Census)
            .FindAll(entry => entry.Category is PlacementCategory.ExternalResidential or PlacementCategory.ResidentialSchool);
        Assert.Equal((14, 88), (residential.Count(IsOnFramework), residential.Count));
    }

    [Fact]
    public void D2_time_in_the_residential_placement()
    {
        var since = Placed(Census).FindAll(entry => IsResidential(entry.Category));

        Assert.Equal(22, since.Count(entry => entry.Placement.StartedOn > Census.AddMonths(-3)));
        Assert.Equal(
            23,
            since.Count(entry => entry.Placement.StartedOn <= Census.AddMonths(-6) && entry.Placement.StartedOn > Census.AddMonths(-12))
        );
        Assert.Equal(
            26,
            since.Count(entry => entry.Placement.StartedOn <= Census.AddYears(-2) && entry.Placement.StartedOn > Census.AddYears(-5))
        );
        Assert.Equal(17, AgeOn(Assert.Single(since, entry => entry.Placement.StartedOn <= Census.AddYears(-5)).Journey, Census));
    }

    /// <summary>A period still open has that finding from a day to come; some ends of the last weeks are not recorded yet.</summary>
    [Fact]
    public void Nobody_is_in_care_at_eighteen() =>
        Assert.DoesNotContain(
            demo.Journeys.SelectMany(journey => journey.Findings),
            finding => finding.Code == "in_care_past_18" && finding.On < DemoTargets.Cardiff.LastDay.AddDays(-80)
        );

    [Fact]
    public void Flows_are_those_of_a_city()
    {
        for (var year = 2018; year <= 2026; year++)
        {
            var (first, last) = (new DateOnly(year - 1, 4, 1), new DateOnly(year, 3, 31));
            var periods = demo.Journeys.SelectMany(Periods).ToList();
            Assert.InRange(periods.Count(period => period.StartedOn >= first && period.StartedOn <= last), 360, 460);
            Assert.InRange(periods.Count(period => period.EndedOn >= first && period.EndedOn <= last), 320, 430);

            var ended = demo
                .Journeys.SelectMany(journey =>
                    journey.Placements.Where(placement => placement.EndedOn >= first && placement.EndedOn <= last)
                )
                .ToList();
            Assert.InRange(100.0 * ended.Count(placement => placement.BrokeDown) / ended.Count, 5, 12);
        }
    }

    private (int Children, int LookedAfter) DisabilityCaseload(DateOnly day)
    {
        var caseload = demo
            .Journeys.Where(journey => journey.Child!.Disabilities.Count > 0)
            .Where(journey => journey.Child!.DateOfBirth is { } born && born <= day && born.AddYears(18) > day)
            .ToList();
        return (caseload.Count, caseload.Count(journey => journey.LookedAfterOn(day)));
    }

    private (int Disabled, int Children) InResidentialOrSchool(DateOnly day)
    {
        var there = Placed(day).FindAll(entry => IsResidential(entry.Category) || entry.Category == PlacementCategory.ResidentialSchool);
        return (there.Count(entry => entry.Journey.Child!.Disabilities.Count > 0), there.Count);
    }

    private (int Boys, int Children) BoysInResidential(DateOnly day)
    {
        var residential = Placed(day).FindAll(entry => IsResidential(entry.Category));
        return (residential.Count(entry => entry.Journey.Child!.Sex == Sex.Male), residential.Count);
    }

    private static bool IsOnFramework((CareJourney Journey, Placement Placement, PlacementCategory Category) entry) =>
        entry.Placement.Facts.Framework == true;

    private int Unregistered(DateOnly month) =>
        demo.Journeys.Count(journey =>
            journey.Placements.Any(placement =>
                placement.Stretches.Any(stretch =>
                    stretch.Facts.Registration == Registration.OperatingWithoutRegistration
                    && stretch.StartedOn < month.AddMonths(1)
                    && (stretch.EndedOn is null || stretch.EndedOn > month)
                )
            )
        );
}
