using Npgsql;
using Placements.EventStore.Schema;
using Placements.Testing;
using Xunit;
using static Placements.EventStore.Tests.StoreDatabase;

namespace Placements.EventStore.Tests;

public sealed class MigrationTests(TestCluster cluster) : IAsyncLifetime
{
    private StoreDatabase _database = null!;
    private Migrator _migrator = null!;

    private static MigrationSet Newest => MigrationSet.EventStore;

    public async ValueTask InitializeAsync()
    {
        _database = Open(await cluster.CreateDatabase());
        _migrator = new Migrator(_database.DataSource);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task An_empty_database_gets_every_file_and_a_second_run_none()
    {
        Assert.Equal(Newest.Migrations.Count, await _migrator.Apply([Newest]));
        Assert.Equal(0, await _migrator.Apply([Newest]));
        Assert.Equal(1, (await _database.Append(Guid.CreateVersion7(), 0)).Version);
    }

    [Fact]
    public async Task Hosts_starting_at_once_share_the_work()
    {
        var counts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _migrator.Apply([Newest]))));

        Assert.Equal(Newest.Migrations.Count, counts.Sum());
    }

    [Fact]
    public async Task Components_count_their_own_numbers()
    {
        var reports = new MigrationSet("reports", [new(1, "table", "create table placements.report (id int)")]);

        await _migrator.Apply([Newest, reports]);

        Assert.Equal(0, await _migrator.Apply([reports]));
        Assert.Equal(Newest.Migrations.Count + 1, await _database.Scalar<long>("select count(*) from placements.schema_migration"));
    }

    [Fact]
    public async Task A_changed_file_is_refused()
    {
        await _migrator.Apply([Newest]);
        var changed = Newest with { Migrations = [Newest.Migrations[0] with { Sql = "select 1" }, .. Newest.Migrations.Skip(1)] };

        var refused = await Assert.ThrowsAsync<SchemaMismatchException>(() => _migrator.Apply([changed]));

        Assert.StartsWith("event_store schema file 1 (event_log) was changed", refused.Message);
    }

    [Fact]
    public void Line_ends_do_not_change_a_file()
    {
        Assert.Equal(new Migration(1, "a", "select\n1\n").Sha256, new Migration(1, "a", "select\r\n1\r\n").Sha256);
    }

    [Fact]
    public async Task A_newer_database_is_refused()
    {
        await _migrator.Apply([Newest]);

        var refused = await Assert.ThrowsAsync<SchemaMismatchException>(() => _migrator.Apply([Newest.UpTo(1)]));

        Assert.StartsWith("The database is newer than this program", refused.Message);
    }

    [Fact]
    public async Task A_failing_file_leaves_the_database_at_the_file_before()
    {
        var broken = new MigrationSet(
            "broken",
            [new(1, "good", "create table placements.good (id int)"), new(2, "bad", "create table placements.bad (id int); select 1 / 0")]
        );

        await Assert.ThrowsAsync<PostgresException>(() => _migrator.Apply([broken]));

        Assert.Equal(1, await _database.Scalar<int>("select max(number) from placements.schema_migration"));
        Assert.True(await _database.Scalar<bool>("select to_regclass('placements.bad') is null"));
    }

    public static TheoryData<int> EarlierVersions => [.. Enumerable.Range(1, Newest.Migrations.Count - 1)];

    [Theory]
    [MemberData(nameof(EarlierVersions))]
    public async Task Each_earlier_version_with_data_in_it_upgrades_to_the_newest(int version)
    {
        await _migrator.Apply([Newest.UpTo(version)]);
        var stream = Guid.CreateVersion7();
        // Marten's columns alone: every version has these, and the upgrade must cope with rows that have nothing else.
        await _database.Execute(
            $"""
            insert into placements.mt_streams (tenant_id, id, type, version) values ('{Cardiff}', '{stream}', 'child', 2);
            insert into placements.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id)
            select nextval('placements.mt_events_sequence'), gen_random_uuid(), '{stream}', n, '{EmptyJson}', 'care_started', now(), '{Cardiff}'
            from generate_series(1, 2) n;
            """
        );

        await _migrator.Apply([Newest]);

        Assert.Equal(2, (await _database.Read(stream)).Events.Count);
        Assert.Equal(3, (await _database.Append(stream, 2)).Version);
        var log = _database.Log.Follow("test", poll: TimeSpan.FromMilliseconds(1));
        var seen = new List<long>();
        await foreach (var page in log)
        {
            seen.AddRange(page.Select(entry => entry.Event.Version));
            if (seen.Count == 3)
            {
                break;
            }
        }
        Assert.Equal([1, 2, 3], seen);
    }

    [Fact]
    public async Task A_log_restored_from_another_cluster_is_adopted_as_the_oldest_part()
    {
        await _migrator.Apply([Newest]);
        var stream = Guid.CreateVersion7();
        await _database.Append(stream, 0, Event(), Event());
        await using (var connection = await _database.DataSource.OpenConnectionAsync())
        {
            await EventLog.SaveCheckpoint(connection, "test", new LogPosition(999_999_999, 1));
        }
        await _database.Execute("update placements.mt_events set transaction_id = '999999999'");
        Assert.Empty(await _database.Log.ReadAfter(LogPosition.Start, 10));

        Assert.Equal(2, await _database.Scalar<long>("select placements.adopt_restored_log()"));
        await _database.Append(stream, 2);

        var versions = new List<long>();
        await foreach (var page in _database.Log.Follow("test", poll: TimeSpan.FromMilliseconds(1)))
        {
            versions.AddRange(page.Select(entry => entry.Event.Version));
            if (versions.Count == 3)
            {
                break;
            }
        }
        Assert.Equal([1, 2, 3], versions);
        Assert.Equal(0, await _database.Scalar<long>("select placements.adopt_restored_log()"));
    }

    private const string EmptyJson = "{}";
}
