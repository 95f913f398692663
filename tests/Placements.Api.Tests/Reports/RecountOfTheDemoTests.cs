using System.Globalization;
using Placements.Domain.Codes;
using Placements.Domain.Journey;
using Placements.Domain.Measures;
using Placements.Tests.Api.Demo;

namespace Placements.Tests.Api.Reports;

/// <summary>Reports once more, day by day from the demo's journeys: shares nothing with the SQL but the text.</summary>
public sealed class RecountOfTheDemoTests(ReportsOfTheDemo reports, DemoFixture demo) : IClassFixture<ReportsOfTheDemo>
{
    public static TheoryData<string> Days => ["2022-03-31", "2021-08-15"];

    [Theory, MemberData(nameof(Days))]
    public async Task Population_by_month(string day)
    {
        var asAt = DateOnly.Parse(day, CultureInfo.InvariantCulture);
        var journeys = Journeys(asAt);
        var expected = Months(asAt, 37)
            .Select(month =>
            {
                var there = journeys.FindAll(journey => journey.LookedAfterOn(month.Last));
                var periods = journeys
                    .SelectMany(journey => journey.PeriodsOfCare.Select(period => (Journey: journey, Period: period)))
                    .ToList();
                var starts = periods.Count(each =>
                    month.Holds(each.Period.StartedOn)
                    && each.Period.BeganEarlier is null
                    && each.Period.LegalStatusAtStart != LegalStatus.ShortBreaks
                );
                var ends = periods.Count(each =>
                    each.Period.EndedOn is { } ended && month.Holds(ended) && each.Journey.LookedAfterOn(ended.AddDays(-1))
                );
                var boys = there.Count(journey => DescribedOn(journey, month.Last).Sex == Sex.Male);
                return $"{month.First:yyyy-MM-dd} {there.Count} {boys} {starts} {ends}";
            });

        Assert.Equal(expected, await Lines("population_by_month", day, "month", "lookedAfter", "boys", "starts", "ends"));
    }

    [Theory, MemberData(nameof(Days))]
    public async Task Secure_homes_and_homes_without_registration(string day)
    {
        var asAt = DateOnly.Parse(day, CultureInfo.InvariantCulture);
        var journeys = Journeys(asAt);
        var days = journeys
            .SelectMany(journey =>
                journey
                    .Placements.SelectMany(placement => placement.Stretches)
                    .Where(stretch => IsSecure(stretch) || IsUnregistered(stretch))
                    .SelectMany(stretch =>
                        DaysOf(stretch, asAt).Where(journey.LookedAfterOn).Select(on => (Journey: journey, Stretch: stretch, On: on))
                    )
            )
            .ToList();
        var begun = journeys
            .SelectMany(journey => journey.Placements.Where(placement => journey.LookedAfterOn(placement.StartedOn)))
            .Where(placement => IsUnregistered(placement.Stretches[0]))
            .ToList();
        Assert.NotEmpty(begun);
        var months = Months(asAt, 13).ToList();

        Assert.Equal(
            months.Select(month =>
                $"{month.First:yyyy-MM-dd} {Children(month, IsSecure)} {Children(month, IsUnregistered)} "
                + $"{begun.Count(placement => month.Holds(placement.StartedOn))}"
            ),
            await Lines("secure_and_unregistered", day, "month", "secure", "unregistered", "newUnregistered")
        );

        var providers = days.Where(each => IsUnregistered(each.Stretch) && each.On >= months[^1].First)
            .ToLookup(each => each.Stretch.Facts.Provider?.Name ?? "unknown");
        Assert.Equal(
            from month in months
            from provider in providers.OrderBy(provider => provider.Key, StringComparer.Ordinal)
            let there = provider.Where(each => month.Holds(each.On)).ToList()
            select $"{month.First:yyyy-MM-dd} {provider.Key} {there.Select(each => each.Journey).Distinct().Count()} {there.Count}",
            await Lines("days_unregistered", day, "month", "provider", "children", "days")
        );

        int Children(Month month, Func<PlacementStretch, bool> isMeant) =>
            days.Where(each => month.Holds(each.On) && isMeant(each.Stretch)).Select(each => each.Journey).Distinct().Count();
    }

    [Theory, MemberData(nameof(Days))]
    public async Task Homes_of_the_day(string day)
    {
        var asAt = DateOnly.Parse(day, CultureInfo.InvariantCulture);
        var homes = Journeys(asAt)
            .FindAll(journey => journey.LookedAfterOn(asAt))
            .ConvertAll(journey => journey.PlacementOn(asAt)!)
            .FindAll(home => home is not null);

        await Same(
            "providers",
            home => $"{home.Facts.Provider?.Name ?? "unknown"} {home.Facts.Sector.Name()}",
            [
                ("children", _ => true),
                ("onFramework", home => home.Facts.Framework == true),
                ("outOfCounty", home => home.OutOfCounty == true),
            ],
            "provider",
            "sector"
        );
        await Same(
            "host_authorities",
            home => home.Facts.HostAuthority ?? "unknown",
            [("children", _ => true), ("outOfCounty", home => home.OutOfCounty == true)],
            "hostAuthority"
        );
        await Same(
            "time_in_placement",
            home => $"{CategoryOf(home)} {Band(home.StartedOn)}",
            [("children", _ => true)],
            "category",
            "band"
        );
        await Same(
            "cost_by_kind_and_sector",
            home => $"{CategoryOf(home)} {home.Facts.Sector.Name()}",
            [("children", _ => true), ("withCost", home => home.Facts.WeeklyCost is not null)],
            "category",
            "sector"
        );

        static string CategoryOf(Placement home) => Category.Of(home.Facts.Kind, home.Facts.Sector).Name();

        string Band(DateOnly since) =>
            since > asAt.AddMonths(-3) ? "under_3_months"
            : since > asAt.AddMonths(-6) ? "3_to_6_months"
            : since > asAt.AddYears(-1) ? "6_to_12_months"
            : since > asAt.AddYears(-2) ? "1_to_2_years"
            : since > asAt.AddYears(-5) ? "2_to_5_years"
            : "5_years_or_more";

        async Task Same(
            string report,
            Func<Placement, string> row,
            (string Column, Func<Placement, bool> Counts)[] counts,
            params string[] keys
        )
        {
            var expected = homes
                .GroupBy(row)
                .Select(group => $"{group.Key} {string.Join(' ', counts.Select(count => group.Count(count.Counts)))}")
                .Order(StringComparer.Ordinal);
            // The first count is of all who are there.
            var nobody = string.Concat(Enumerable.Repeat(" 0", counts.Length));
            var actual = (await Lines(report, day, [.. keys, .. counts.Select(count => count.Column)]))
                .Where(line => !line.EndsWith(nobody, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal);
            Assert.Equal(expected, actual);
        }
    }

    /// <summary>So many months, the one of the day first and only as far as it has gone.</summary>
    private static IEnumerable<Month> Months(DateOnly asAt, int howMany)
    {
        for (var i = 0; i < howMany; i++)
        {
            var first = new DateOnly(asAt.Year, asAt.Month, 1).AddMonths(-i);
            var last = first.AddMonths(1).AddDays(-1);
            yield return new Month(first, last < asAt ? last : asAt);
        }
    }

    private List<CareJourney> Journeys(DateOnly asAt) =>
        [
            .. demo
                .Children.AsParallel()
                .AsOrdered()
                .Select(child => CareJourney.Of(DemoFixture.EntriesOf(child), asAt))
                .Where(journey => journey.Child is not null),
        ];

    private static ChildDetails DescribedOn(CareJourney journey, DateOnly day) =>
        journey
            .Details.Single(spell => (spell.StartedOn is null || spell.StartedOn <= day) && (spell.EndedOn is null || day < spell.EndedOn))
            .Facts;

    private static bool IsSecure(PlacementStretch stretch) => stretch.Facts.Kind == PlacementKind.SecureChildrensHome;

    private static bool IsUnregistered(PlacementStretch stretch) => stretch.Facts.Registration == Registration.OperatingWithoutRegistration;

    private static IEnumerable<DateOnly> DaysOf(PlacementStretch stretch, DateOnly asAt)
    {
        for (var day = stretch.StartedOn; day <= asAt && (stretch.EndedOn is null || day < stretch.EndedOn); day = day.AddDays(1))
        {
            yield return day;
        }
    }

    /// <summary>Rows of a report in its own order, as lines of these columns.</summary>
    private async Task<IEnumerable<string>> Lines(string report, string asAt, params string[] columns) =>
        (await reports.Rows(report, asAt)).Select(row => string.Join(' ', columns.Select(column => row[column]!.ToString())));

    private sealed record Month(DateOnly First, DateOnly Last)
    {
        public bool Holds(DateOnly day) => First <= day && day <= Last;
    }
}
