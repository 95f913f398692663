using Npgsql;
using Placements.Testing;
using Xunit;

namespace Placements.EventStore.Tests.LocalPostgres;

public sealed class TestClusterTests(TestCluster cluster)
{
    [Fact]
    public async Task A_template_is_prepared_once_and_every_copy_is_a_database_of_its_own()
    {
        var prepared = 0;
        var copies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => cluster.CreateDatabase("letters", Prepare)));

        Assert.Equal(1, prepared);
        Assert.Equal(4, copies.Distinct().Count());
        foreach (var copy in copies)
        {
            await using var source = NpgsqlDataSource.Create(copy);
            await using var add = source.CreateCommand("insert into letter values ('ŵ'); select count(*) from letter");
            Assert.Equal(2L, await add.ExecuteScalarAsync());
        }

        async Task Prepare(string connection)
        {
            Interlocked.Increment(ref prepared);
            await using var source = NpgsqlDataSource.Create(connection);
            await using var create = source.CreateCommand("create table letter (l text); insert into letter values ('ŷ')");
            await create.ExecuteNonQueryAsync();
        }
    }

    [Fact]
    public async Task Text_is_sorted_by_code_point_and_knows_Welsh_capitals_whatever_the_machine_speaks()
    {
        await using var source = NpgsqlDataSource.Create(await cluster.CreateDatabase());
        await using var ask = source.CreateCommand(
            "select lower('ŴŶ') || (select string_agg(l, '' order by l) from (values ('a'), ('B'), ('ŵ')) v (l)) || current_setting('timezone')"
        );
        Assert.Equal("ŵŷBaŵUTC", await ask.ExecuteScalarAsync());
    }
}
