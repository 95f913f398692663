using Placements.Application.Reference;
using Placements.Domain.Codes;
using Placements.Testing;

namespace Placements.Tests.Api.Reference;

/// <summary>Authorities, where they lie, and beside whom.</summary>
public sealed class AuthorityTests(TestCluster cluster)
{
    private const string Header = "code,name,region,neighbours";

    [Fact]
    public async Task What_ships_agrees_with_the_list_that_the_rules_judge_by()
    {
        await using var database = await ReferenceDatabase.Of(cluster);

        Assert.Equal(
            string.Join('\n', Authorities.WelshAuthorities.Select(authority => $"{authority.Code} {authority.Name}")),
            await database.Ask(
                "select code || ' ' || name from reporting.authorities_known('-infinity') where country = 'wales' order by 1"
            )
        );
        var codes = (await database.Ask("select code from reporting.authorities_known('infinity')"))!.Split('\n');
        var welsh = Authorities.WelshAuthorities.Select(authority => authority.Code).ToList();
        Assert.Equal(
            string.Join(
                '\n',
                welsh.SelectMany(code => codes.Where(other => Authorities.Borders(code, other)).Order().Select(other => $"{code} {other}"))
            ),
            await database.Ask(
                """
                select a.code || ' ' || b.code
                from reporting.authorities_known('infinity') a, reporting.authorities_known('infinity') b
                where a.country = 'wales' and reporting.is_neighbour(a.code, b.code, 'infinity')
                order by 1
                """
            )
        );
    }

    [Theory]
    [InlineData("country = 'wales'", 22)]
    [InlineData("country = 'england'", 152)]
    [InlineData("region = 'South East Wales'", 10)]
    [InlineData("region = 'South West Wales'", 4)]
    [InlineData("region = 'Mid Wales'", 2)]
    [InlineData("region = 'North Wales'", 6)]
    [InlineData("region = 'London'", 33)]
    [InlineData("region is null", 0)]
    public async Task Each_that_ships_lies_in_a_country_and_a_region(string where, int count)
    {
        await using var database = await ReferenceDatabase.Of(cluster);

        Assert.Equal($"{count}", await database.Ask($"select count(*) from reporting.authorities_known('infinity') where {where}"));
    }

    [Theory]
    [InlineData("W06000015", "W06000014", true)]
    [InlineData("W06000014", "W06000015", true)]
    [InlineData("W06000015", "W06000021", false)]
    [InlineData("W06000021", "E10000013", true)]
    [InlineData("E10000013", "W06000021", true)]
    [InlineData("W06000015", "W06000015", false)]
    [InlineData("W06000015", "nowhere", false)]
    public async Task Neighbours_are_so_both_ways_round(string authority, string other, bool beside)
    {
        await using var database = await ReferenceDatabase.Of(cluster);

        Assert.Equal(beside ? "true" : "false", await database.Ask($"select reporting.is_neighbour('{authority}', '{other}', 'infinity')"));
    }

    [Fact]
    public async Task A_council_that_reckons_otherwise_loads_its_own_list()
    {
        await using var database = await ReferenceDatabase.Of(cluster);
        var before = await database.Now();

        var report = await database.Load(
            ReferenceTable.Authorities,
            Header,
            "W06000015,Caerdydd,Cardiff and Vale,W06000014 E06000024",
            "W06000014,Vale of Glamorgan,Cardiff and Vale,",
            "S12000036,City of Edinburgh,,"
        );

        Assert.Equal([3, 4], report.Tables.Select(table => table.Held));
        Assert.Equal(
            "S12000036 City of Edinburgh scotland -\nW06000014 Vale of Glamorgan wales Cardiff and Vale\nW06000015 Caerdydd wales Cardiff and Vale",
            await database.Ask(
                "select concat_ws(' ', code, name, country, coalesce(region, '-')) from reporting.authorities_known('infinity') order by code"
            )
        );
        Assert.Equal("true", await database.Ask("select reporting.is_neighbour('E06000024', 'W06000015', 'infinity')"));
        Assert.Equal("false", await database.Ask("select reporting.is_neighbour('W06000015', 'W06000022', 'infinity')"));
        Assert.Equal("true", await database.Ask($"select reporting.is_neighbour('W06000015', 'W06000022', '{before}')"));
        Assert.Equal("false", await database.Ask($"select reporting.is_neighbour('E06000024', 'W06000015', '{before}')"));
        Assert.Equal("174", await database.Ask($"select count(*) from reporting.authorities_known('{before}')"));
    }
}
