using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;
using Placements.Testing;
using Placements.Tests.Api.Reporting;
using Xunit;

namespace Placements.Tests.Api.Reports;

/// <summary>Who stands in the reports on homes and their providers, and in which row.</summary>
public sealed class HomeReportTests(TestCluster cluster)
{
    private const string Secure = "select month, secure, unregistered, new_unregistered from reporting.secure_and_unregistered";

    private static readonly PlacementFacts SecureHome = new()
    {
        Kind = PlacementKind.SecureChildrensHome,
        Sector = Sector.OtherCouncil,
        Registration = Registration.Registered,
    };

    private static readonly PlacementFacts Unregistered = new()
    {
        Kind = PlacementKind.ChildrensHome,
        Sector = Sector.ForProfit,
        Provider = new Provider { Name = "Dim Arwydd" },
        Registration = Registration.OperatingWithoutRegistration,
    };

    [Fact]
    public async Task A_child_counts_once_a_month_in_secure_homes_and_not_in_the_month_that_begins_on_the_day_of_leaving()
    {
        var movesAbout = new Story()
            .CareStarts("2024-01-10")
            .Placed("2024-01-10", SecureHome)
            .PlacementEnds("2024-01-12")
            .Placed("2024-01-20", SecureHome)
            .PlacementEnds("2024-02-01")
            .Placed("2024-02-01");
        var tomorrow = new Story().CareStarts("2024-01-10").Placed("2024-02-16", SecureHome);
        await using var database = await ReportingDatabase.Of(cluster, movesAbout, tomorrow);

        Assert.Equal(
            ["2024-02-01 0 0 0", "2024-01-01 1 0 0", "2023-12-01 0 0 0"],
            await database.Lines($"{Secure}(reporting.ask('2024-02-15')) limit 3")
        );
        Assert.Equal(["2024-02-01 1 0 0"], await database.Lines($"{Secure}(reporting.ask('2024-02-16')) limit 1"));
    }

    [Fact]
    public async Task Who_becomes_looked_after_in_the_middle_of_a_month_counts_in_the_home_that_they_live_in_already()
    {
        var child = new Story()
            .CareStarts("2024-01-05", LegalStatus.ShortBreaks)
            .Placed("2024-01-05", Unregistered)
            .StatusBecomes("2024-02-20", LegalStatus.Voluntary);
        await using var database = await ReportingDatabase.Of(cluster, child);

        Assert.Equal(["2024-02-01 0 1 0", "2024-01-01 0 0 0"], await database.Lines($"{Secure}(reporting.ask('2024-02-29')) limit 2"));
        Assert.Equal(
            ["2024-02-01 Dim Arwydd 1 10", "2024-01-01 Dim Arwydd 0 0"],
            await database.Lines("select * from reporting.days_unregistered(reporting.ask('2024-02-29')) limit 2")
        );
    }

    [Fact]
    public async Task Placements_that_begin_without_registration_count_each_and_a_registration_that_lapses_begins_none()
    {
        var twice = new Story()
            .CareStarts("2024-01-10")
            .Placed("2024-01-10", Unregistered)
            .PlacementEnds("2024-01-15")
            .Placed("2024-01-20", Unregistered);
        var lapses = new Story()
            .CareStarts("2024-01-10")
            .Placed("2024-01-10", Unregistered with { Registration = Registration.Registered })
            .RegistrationBecomes("2024-01-29", Registration.OperatingWithoutRegistration)
            .RegistrationBecomes("2024-02-02", Registration.Registered);
        await using var database = await ReportingDatabase.Of(cluster, twice, lapses);

        Assert.Equal(["2024-02-01 0 2 0", "2024-01-01 0 2 2"], await database.Lines($"{Secure}(reporting.ask('2024-02-10')) limit 2"));
        // Ten days up to the 10th, and 1 February; before that 5, 12 and 3.
        Assert.Equal(
            ["2024-02-01 Dim Arwydd 2 11", "2024-01-01 Dim Arwydd 2 20"],
            await database.Lines("select * from reporting.days_unregistered(reporting.ask('2024-02-10')) limit 2")
        );
        Assert.Equal(
            2L,
            await database.Ask<long>(
                "select count(distinct item_id) from reporting.secure_and_unregistered_counted(reporting.ask('2024-02-10')) where new_unregistered"
            )
        );
    }

    [Fact]
    public async Task Days_of_few_children_are_hidden_with_them()
    {
        var child = new Story().CareStarts("2024-01-10").Placed("2024-01-10", Unregistered);
        await using var database = await ReportingDatabase.Of(cluster, child);

        Assert.Equal(
            ["2024-02-01 Dim Arwydd - -"],
            await database.Lines("select * from reporting.days_unregistered(reporting.ask('2024-02-10', suppress => true)) limit 1")
        );
        Assert.Equal(
            ["Dim Arwydd for_profit - 0 - 0 -"],
            await database.Lines("select * from reporting.providers(reporting.ask('2024-02-10', suppress => true))")
        );
    }

    [Fact]
    public async Task A_provider_stands_once_a_sector_and_who_is_in_no_placement_with_none()
    {
        var registered = Unregistered with { Registration = Registration.Registered, Framework = true, HostAuthority = Story.Newport };
        var stories = new[]
        {
            Home(Unregistered),
            Home(registered),
            Home(registered with { Sector = Sector.NotForProfit }),
            Home(registered with { Provider = null, HostAuthority = Story.Cardiff }),
            new Story().CareStarts("2024-01-10"),
        };
        await using var database = await ReportingDatabase.Of(cluster, stories);

        Assert.Equal(
            ["Dim Arwydd not_for_profit 1 1 0 1 25.0", "Dim Arwydd for_profit 2 1 1 1 50.0", "unknown for_profit 1 1 0 0 25.0"],
            await database.Lines("select * from reporting.providers(reporting.ask('2024-01-31'))")
        );
    }

    [Fact]
    public async Task A_host_authority_is_named_and_seen_from_the_authority_that_is_responsible()
    {
        string?[] hosts = [Story.Cardiff, Story.Newport, "W06000001", "E10000013", null];
        var stories = hosts.Select(host => new Story().CareStarts("2024-01-10").Placed("2024-01-10", host: host)).ToList();
        stories.Add(new Story().CareStarts("2024-01-10").Placed("2024-01-10", host: null, country: Country.Scotland));
        stories.Add(new Story(Story.Newport).CareStarts("2024-01-10").Placed("2024-01-10", host: Story.Newport));
        await using var database = await ReportingDatabase.Of(cluster, stories);
        await database.Run(
            """
            insert into reference.authority values
              ('W06000015', 'Cardiff', 'wales', 'South East Wales', '(,)'), ('W06000022', 'Newport', 'wales', 'South East Wales', '(,)');
            insert into reference.authority_neighbour values ('W06000015', 'W06000022', '(,)'), ('W06000022', 'W06000015', '(,)')
            """
        );

        Assert.Equal(
            [
                "W06000015 Cardiff South East Wales own 1 0",
                "W06000022 Newport South East Wales own 1 0",
                "W06000022 Newport South East Wales neighbour 1 1",
                "W06000001 W06000001 unknown same_country 1 1",
                "E10000013 E10000013 unknown other_country 1 1",
                "unknown unknown unknown other_country 1 1",
                "unknown unknown unknown unknown 1 0",
            ],
            await database.Lines(
                "select host_authority, name, region, relation, children, out_of_county from reporting.host_authorities(reporting.ask('2024-01-31'))"
            )
        );
    }

    [Theory]
    [InlineData("2024-02-29", "3_to_6_months")]
    [InlineData("2024-03-01", "under_3_months")]
    [InlineData("2023-05-31", "1_to_2_years")]
    [InlineData("2023-06-01", "6_to_12_months")]
    [InlineData("2019-05-31", "5_years_or_more")]
    public async Task Time_in_a_placement_is_counted_in_calendar_months(string placed, string band)
    {
        await using var database = await ReportingDatabase.Of(cluster, new Story().CareStarts("2018-01-10").Placed(placed));

        Assert.Equal(
            [$"in_house_fostering {band} 1 100.0"],
            await database.Lines("select * from reporting.time_in_placement(reporting.ask('2024-05-31')) where children > 0")
        );
    }

    [Fact]
    public async Task The_councils_own_homes_are_no_part_of_the_framework_share()
    {
        var external = Unregistered with { Registration = Registration.Registered };
        var stories = new[]
        {
            Home(external with { Framework = true }),
            Home(external),
            Home(external with { Kind = PlacementKind.ResidentialSchool, Framework = false }),
            Home(external with { Sector = Sector.OwnCouncil, Framework = true }),
            Home(external with { Kind = PlacementKind.FosterCare, Framework = true }),
            Home(external with { Kind = PlacementKind.KinshipFosterCare, Framework = true }),
        };
        await using var database = await ReportingDatabase.Of(cluster, stories);

        Assert.Equal(
            ["2024-01-31 fostering 1 1 100.0", "2024-01-31 residential 3 1 33.3", "2024-01-31 independent_living 0 0 -"],
            await database.Lines("select * from reporting.framework_share(reporting.ask('2024-01-31')) limit 3")
        );
    }

    private static Story Home(PlacementFacts home) => new Story().CareStarts("2024-01-10").Placed("2024-01-10", home);
}
