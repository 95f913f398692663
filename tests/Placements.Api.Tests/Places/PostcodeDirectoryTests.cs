using Npgsql;
using Placements.Application;
using Placements.Application.Places;
using Placements.Testing;

namespace Placements.Tests.Api.Places;

/// <summary>Looking postcodes up, and how many miles lie between them.</summary>
public sealed class PostcodeDirectoryTests(TestCluster cluster)
{
    [Fact]
    public async Task A_database_that_was_just_made_knows_the_sample()
    {
        await using var database = await PostcodeDatabase.Of(cluster);

        Assert.Equal(PostcodeDatabase.InSample, await database.Count());
        Assert.Equal(new PostcodePlace("CF10 1BR", "W06000015", 318063, 176377), await database.Find("CF10 1BR"));
        // Terminated long ago, and in old records.
        Assert.Equal("W06000022", (await database.Find("NPT 0HE"))!.Authority);
    }

    [Fact]
    public async Task Hosts_that_open_a_new_database_at_once_fill_it_once()
    {
        var connection = await cluster.CreateDatabase();

        var hosts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PlacementsDatabase.Open(connection, CancellationToken.None)));

        await using var count = hosts[0].CreateCommand("select count(*) from reference.postcode");
        Assert.Equal((long)PostcodeDatabase.InSample, await count.ExecuteScalarAsync());
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_was_loaded_is_not_replaced_by_the_sample_at_the_next_start()
    {
        var connection = await cluster.CreateDatabase();
        await using (var first = await PlacementsDatabase.Open(connection, CancellationToken.None))
        {
            await using var few = first.CreateCommand("delete from reference.postcode where postcode <> 'CF10 1BR'");
            await few.ExecuteNonQueryAsync();
        }

        await using var again = await PlacementsDatabase.Open(connection, CancellationToken.None);

        await using var count = again.CreateCommand("select count(*) from reference.postcode");
        Assert.Equal(1L, await count.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Postcodes_are_found_however_they_are_spelt_and_unknown_ones_are_left_out()
    {
        await using var database = await PostcodeDatabase.Of(cluster);
        string[] asked = ["CF10 1BR", "cf101br", " CF10 1BR", "CF10 1BR", "SA106HF", "CF99 9ZZ", "CF10", "withheld", "unknown", ""];

        var found = await new PostcodeDirectory(database.Source).Find(asked, CancellationToken.None);

        Assert.Equal(["CF10 1BR", "cf101br", " CF10 1BR", "SA106HF"], found.Keys);
        Assert.Equal("SA10 6HF", found["SA106HF"].Postcode);
        Assert.Single(found.Values.Where(place => place.Postcode == "CF10 1BR").Distinct());
    }

    [Fact]
    public async Task Nothing_asked_is_nothing_found()
    {
        await using var database = await PostcodeDatabase.Of(cluster);

        Assert.Empty(await new PostcodeDirectory(database.Source).Find([], CancellationToken.None));
    }

    [Fact]
    public async Task Within_a_transaction_they_are_looked_up_on_its_connection()
    {
        await using var database = await PostcodeDatabase.Of(cluster);
        await using var connection = await database.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (
            var add = new NpgsqlCommand("insert into reference.postcode values ('ZE1 0AA', 'S12000027', 447000, 1141000)", connection)
        )
        {
            await add.ExecuteNonQueryAsync();
        }

        var found = await PostcodeDirectory.Find(connection, ["ze10aa"], CancellationToken.None);

        Assert.Equal("S12000027", found["ze10aa"].Authority);
        Assert.Null(await database.Find("ZE1 0AA"));
    }

    [Fact]
    public async Task Cardiff_to_Neath_worked_out_by_hand()
    {
        await using var database = await PostcodeDatabase.Of(cluster);
        var (cardiff, neath) = ((await database.Find("CF10 1BR"))!, (await database.Find("SA10 6HF"))!);

        // (318063, 176377) to (272406, 197450): 45657 m west and 21073 m north; the root of 2,528,632,978 is 50,285.5 m;
        // 50.2855 km / 1.6093 = 31.247 miles.
        Assert.Equal(31.2m, PostcodeDirectory.MilesBetween(cardiff, neath));
        Assert.Equal(31.2m, PostcodeDirectory.MilesBetween(neath, cardiff));
        Assert.Equal(31.2m, await database.Ask<decimal>("select reporting.miles_between('CF10 1BR', 'SA10 6HF')"));
        Assert.Equal(0.0m, PostcodeDirectory.MilesBetween(cardiff, cardiff));
    }

    [Fact]
    public async Task SQL_and_the_program_count_the_same_miles()
    {
        await using var database = await PostcodeDatabase.Of(cluster);
        await using var command = database.Source.CreateCommand(
            """
            with numbered as (select p as place, row_number() over (order by postcode) as n from reference.postcode p)
            select (f.place).*, (t.place).*, reporting.miles_between((f.place).postcode, lower(replace((t.place).postcode, ' ', '')))
            from numbered f join numbered t on t.n = f.n * 7919 % 4227 + 1
            """
        );
        await using var reader = await command.ExecuteReaderAsync();
        var pairs = 0;
        while (await reader.ReadAsync())
        {
            Assert.Equal(PostcodeDirectory.MilesBetween(Place(reader, 0), Place(reader, 4)), reader.GetDecimal(8));
            pairs++;
        }
        Assert.Equal(PostcodeDatabase.InSample, pairs);
    }

    [Fact]
    public async Task What_is_not_known_has_no_distance()
    {
        await using var database = await PostcodeDatabase.Of(cluster);
        var place = new PostcodePlace("CF10 1BR", "W06000015", 318063, 176377);

        Assert.Null(PostcodeDirectory.MilesBetween(place, new PostcodePlace("JE2 3AB", null, null, null)));
        Assert.Null(PostcodeDirectory.MilesBetween(new PostcodePlace("JE2 3AB", null, null, null), place));
        foreach (var unknown in new[] { "CF99 9ZZ", "CF10", "withheld", "", "%" })
        {
            Assert.True(await database.Ask<bool>("select reporting.miles_between('CF10 1BR', $1) is null", unknown));
        }
        Assert.True(await database.Ask<bool>("select reporting.miles_between(null, 'CF10 1BR') is null"));
    }

    [Fact]
    public async Task Northern_Ireland_has_a_grid_of_its_own()
    {
        await using var database = await PostcodeDatabase.Of(cluster);
        await database.Load(
            "pcds,oslaua,oseast1m,osnrth1m",
            "BT1 5GS,N09000003,333716,374060",
            "BT48 6HH,N09000005,243470,416690",
            "CF10 1BR,W06000015,318063,176377"
        );
        var (belfast, derry, cardiff) = (
            (await database.Find("BT1 5GS"))!,
            (await database.Find("BT48 6HH"))!,
            (await database.Find("CF10 1BR"))!
        );

        // 90246 m and 42630 m: the root of 9,961,657,416 is 99,808 m; 99.808 km / 1.6093 = 62.02 miles.
        Assert.Equal(62.0m, PostcodeDirectory.MilesBetween(belfast, derry));
        Assert.Equal(62.0m, await database.Ask<decimal>("select reporting.miles_between('BT1 5GS', 'BT48 6HH')"));
        Assert.Null(PostcodeDirectory.MilesBetween(belfast, cardiff));
        Assert.True(await database.Ask<bool>("select reporting.miles_between('BT1 5GS', 'CF10 1BR') is null"));
        Assert.True(await database.Ask<bool>("select reporting.miles_between('CF10 1BR', 'BT1 5GS') is null"));
    }

    private static PostcodePlace Place(NpgsqlDataReader reader, int first) =>
        new(
            reader.GetString(first),
            reader.IsDBNull(first + 1) ? null : reader.GetString(first + 1),
            reader.GetInt32(first + 2),
            reader.GetInt32(first + 3)
        );
}
