using Npgsql;
using Placements.Application;
using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Walls;

/// <summary>One pool for each set of authorities, and not more connections than the server has.</summary>
public sealed class DatabasesTests(ContractHost host) : IClassFixture<ContractHost>
{
    [Fact]
    public async Task Many_sets_of_authorities_one_after_the_other_leave_few_connections_open()
    {
        foreach (var number in Enumerable.Range(1, 60))
        {
            var client = host.Api.As("manager", $"E{number:00000000}");
            await client.Get("/v1/children");
        }

        Assert.InRange(
            await TwoAuthorities.Ask<long>(
                host.Api.Database,
                "select count(*) from pg_stat_activity where usename = 'placements_host' and datname = current_database()"
            ),
            1,
            2 * Databases.MostIdle
        );
    }

    [Fact]
    public async Task A_pool_that_is_in_use_outlives_many_others()
    {
        using var mine = host.Api.Databases.For(["W06000015"]);
        foreach (var number in Enumerable.Range(1, 2 * Databases.MostIdle))
        {
            using var other = host.Api.Databases.For([$"E{number:00000000}"]);
        }
        Assert.Equal("W06000015", await TwoAuthorities.Ask<string>(mine.Source, "select current_setting('placements.authorities')"));
    }

    [Fact]
    public void The_same_authorities_in_any_order_share_a_pool()
    {
        using var one = host.Api.Databases.For(["W06000015", "W06000022"]);
        using var other = host.Api.Databases.For(["W06000022", "W06000015", "W06000022"]);
        Assert.Same(one.Source, other.Source);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("")]
    [InlineData("W06000015,W06000022")]
    [InlineData("W06000015 -c row_security=off")]
    [InlineData("W06000015\\")]
    public void What_is_no_code_opens_nothing(string code) => Assert.Throws<ArgumentException>(() => host.Api.Databases.For([code]));

    [Fact]
    public void Nobody_opens_nothing() => Assert.Throws<ArgumentException>(() => host.Api.Databases.For([]));
}
