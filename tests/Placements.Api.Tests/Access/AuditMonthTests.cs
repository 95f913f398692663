using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Placements.Api.Hosting;
using Placements.Application;
using Placements.Application.Access;
using Placements.EventStore;
using Placements.EventStore.Schema;
using Placements.Testing;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Access;

/// <summary>The read audit in the database: by month, and never changed.</summary>
public sealed class AuditMonthTests(TestCluster cluster) : IAsyncLifetime
{
    /// <summary>The release before the audit was kept by month.</summary>
    private const int Before = 18;

    private NpgsqlDataSource database = null!;

    private string connection = null!;

    public async ValueTask InitializeAsync()
    {
        connection = await cluster.CreateDatabase();
        database = StoreDataSource.Create(connection, "tests");
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Theory]
    [InlineData("update placements.read_audit set name = 'nobody'")]
    [InlineData("delete from placements.read_audit")]
    [InlineData("delete from placements.read_audit where false")]
    [InlineData("truncate placements.read_audit")]
    [InlineData("update placements.read_audit_default set name = 'nobody'")]
    [InlineData("delete from placements.read_audit_default")]
    [InlineData("truncate placements.read_audit_default")]
    [InlineData("update placements.{this_month} set name = 'nobody'")]
    [InlineData("delete from placements.{this_month}")]
    [InlineData("truncate placements.{this_month}")]
    [InlineData("delete from placements.read_audit_earlier")]
    [InlineData("truncate placements.read_audit_earlier")]
    public async Task What_was_read_is_never_changed_nor_deleted_whichever_way_it_is_named(string sql)
    {
        await Migrate(PlacementsDatabase.ReadModels.UpTo(Before));
        await Execute("insert into placements.read_audit values ('2021-05-04', 'W06000015', null, 's', 'Mair', 'read journey', true)");
        await Migrate(PlacementsDatabase.ReadModels);
        await Insert("now()");

        var refused = await Assert.ThrowsAsync<PostgresException>(() =>
            Execute(sql.Replace("{this_month}", Partition(0), StringComparison.Ordinal))
        );

        Assert.Equal("The read audit is append-only: its rows are never changed or deleted.", refused.MessageText);
        Assert.Equal(2, await Ask<long>("select count(*) from placements.read_audit"));
    }

    [Fact]
    public async Task Rows_of_an_earlier_release_are_kept_and_this_months_are_among_its_own()
    {
        await Migrate(PlacementsDatabase.ReadModels.UpTo(Before));
        await Execute(
            """
            insert into placements.read_audit
            select at, 'W06000015', case when n % 2 = 0 then gen_random_uuid() end, 's-' || n, 'Mair', 'read journey', n % 3 = 0
            from (values (1, '2021-05-04'::timestamptz), (2, '2024-02-29 23:59:59.999999Z'), (3, date_trunc('month', now(), 'UTC')),
              (4, date_trunc('month', now(), 'UTC') - interval '1 microsecond'), (5, now())) rows (n, at)
            """
        );
        const string all =
            "select array_agg(row(at, tenant_id, child_id, subject, name, operation, granted)::text order by subject) from placements.read_audit";
        var before = await Ask<string[]>(all);

        await Migrate(PlacementsDatabase.ReadModels);

        Assert.Equal(5, before.Length);
        Assert.Equal(before, await Ask<string[]>(all));
        Assert.Equal(["read_audit_earlier: 3", $"{Partition(0)}: 2"], (await Lying()).Order(StringComparer.Ordinal).Reverse());
        Assert.Equal(0, await Ask<long>("select count(*) from placements.read_audit where purpose is not null"));
    }

    [Fact]
    public async Task A_new_database_has_this_month_and_three_more_and_no_empty_past()
    {
        await Migrate(PlacementsDatabase.ReadModels);
        Assert.Equal(
            [.. Enumerable.Range(0, 4).Select(Partition), "read_audit_default"],
            (await Partitions()).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Rows_of_a_month_that_nobody_made_are_kept_and_get_their_month()
    {
        await Migrate(PlacementsDatabase.ReadModels);
        await Insert("now() + interval '7 months'");
        await Insert("now() + interval '8 months'");
        await Insert("'2019-03-31 23:30:00+00'");
        Assert.Equal(["read_audit_default: 3"], await Lying());

        await ReadAudit.MakeMonths(database, Today.AddMonths(7), CancellationToken.None);

        Assert.Equal(3, await Ask<long>("select count(*) from placements.read_audit"));
        var lying = await Lying();
        Assert.Equal(3, lying.Length);
        Assert.Contains("read_audit_2019_03: 1", lying);
        Assert.Contains(await Partitions(), name => name == "read_audit_default");
        // And again: the default partition that came in its place is like the first.
        await Insert("now() + interval '15 months'");
        await ReadAudit.MakeMonths(database, Today.AddMonths(15), CancellationToken.None);
        Assert.Equal(4, (await Lying()).Length);
        await Assert.ThrowsAsync<PostgresException>(() => Execute("delete from placements.read_audit_default"));
        await Assert.ThrowsAsync<PostgresException>(() => Execute("truncate placements.read_audit_2019_03"));
    }

    [Fact]
    public async Task Months_can_be_made_by_many_at_once_and_while_reads_are_written_down()
    {
        await Migrate(PlacementsDatabase.ReadModels);
        var makers = Enumerable
            .Range(4, 8)
            .Select(months => ReadAudit.MakeMonths(database, Today.AddMonths(months), CancellationToken.None));
        var writers = Enumerable.Range(0, 50).Select(_ => Insert("now() + interval '5 months'"));
        await Task.WhenAll([.. makers, .. writers]);
        await ReadAudit.MakeMonths(database, Today, CancellationToken.None);

        Assert.Equal(50, await Ask<long>("select count(*) from placements.read_audit"));
        Assert.Equal(0, await Ask<long>("select count(*) from placements.read_audit_default"));
        Assert.Equal(13, (await Partitions()).Length);
    }

    [Fact]
    public async Task Appends_go_on_while_a_month_is_made()
    {
        await Migrate(PlacementsDatabase.ReadModels);
        await using var making = await database.OpenConnectionAsync();
        await using var transaction = await making.BeginTransactionAsync();
        await using (var make = new NpgsqlCommand($"select placements.make_audit_partitions('{Today.AddMonths(9):yyyy-MM-dd}')", making))
        {
            await make.ExecuteNonQueryAsync();
        }
        // Not committed yet: whoever had to wait for it would wait for ever.
        await Insert("now()");
        await transaction.CommitAsync();
        Assert.Equal(1, await Ask<long>("select count(*) from placements.read_audit"));
    }

    [Fact]
    public async Task More_than_two_years_ahead_is_a_wrong_clock()
    {
        await Migrate(PlacementsDatabase.ReadModels);
        var refused = await Assert.ThrowsAsync<PostgresException>(() =>
            ReadAudit.MakeMonths(database, Today.AddYears(5), CancellationToken.None)
        );
        Assert.Equal("Months of the read audit are made at most two years ahead.", refused.MessageText);
    }

    [Fact]
    public async Task The_owner_may_take_an_old_month_out_and_it_stays_out()
    {
        await Migrate(PlacementsDatabase.ReadModels);
        await Insert("'2019-03-31 23:30:00+00'");
        await ReadAudit.MakeMonths(database, Today, CancellationToken.None);
        await Execute("alter table placements.read_audit detach partition placements.read_audit_2019_03");
        await ReadAudit.MakeMonths(database, Today.AddMonths(4), CancellationToken.None);

        Assert.Equal(0, await Ask<long>("select count(*) from placements.read_audit"));
        Assert.Equal(1, await Ask<long>("select count(*) from placements.read_audit_2019_03"));
    }

    [Fact]
    public async Task A_running_host_makes_them_by_its_clock_at_the_start_and_every_day()
    {
        await Migrate(PlacementsDatabase.ReadModels);
        var clock = new DailyClock();
        await using var asHost = await ApiHost.AsHost(database, connection);
        using var months = new AuditMonths(asHost, clock, NullLogger<AuditMonths>.Instance);
        clock.Now = clock.Now.AddMonths(2);
        await months.StartAsync(CancellationToken.None);
        await Until(() => Has(5));
        Assert.False(await Has(6));

        clock.Now = clock.Now.AddMonths(4);
        clock.PassADay();
        await Until(() => Has(9));
        await months.StopAsync(CancellationToken.None);
    }

    private static DateOnly Today => DateOnly.FromDateTime(DateTime.UtcNow);

    private static string Partition(int monthsAhead) => $"read_audit_{Today.AddMonths(monthsAhead):yyyy_MM}";

    private Task Migrate(MigrationSet readModels) => new Migrator(database).Apply([MigrationSet.EventStore, readModels]);

    private Task Insert(string at) =>
        Execute(
            $"insert into placements.read_audit (at, tenant_id, subject, name, operation, granted) values ({at}, 'W06000015', 's', 'Mair', 'read figures', true)"
        );

    private async Task<bool> Has(int monthsAhead) => (await Partitions()).Contains(Partition(monthsAhead), StringComparer.Ordinal);

    private Task<string[]> Partitions() =>
        Ask<string[]>(
            "select array(select inhrelid::regclass::text from pg_inherits where inhparent = 'placements.read_audit'::regclass)",
            plain: true
        );

    /// <summary>The partitions that hold rows, and how many.</summary>
    private Task<string[]> Lying() =>
        Ask<string[]>(
            "select array(select tableoid::regclass || ': ' || count(*) from placements.read_audit group by tableoid)",
            plain: true
        );

    private async Task Execute(string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <param name="plain">Names of tables without their schema.</param>
    private async Task<T> Ask<T>(string sql, bool plain = false)
    {
        await using var batch = database.CreateBatch();
        if (plain)
        {
            batch.BatchCommands.Add(new("set local search_path = placements"));
        }
        batch.BatchCommands.Add(new(sql));
        return (T)(await batch.ExecuteScalarAsync())!;
    }

    /// <summary>Waits for a condition that must come; the test's own limit ends it where it does not.</summary>
    private static async Task Until(Func<Task<bool>> condition)
    {
        while (!await condition())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>A clock that is set by hand, and whose timer rings when a day is said to have passed.</summary>
    private sealed class DailyClock : TimeProvider
    {
        private Action? ring;

        public DateTimeOffset Now { get; set; } = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => Now;

        public void PassADay() => ring!();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Assert.Equal(TimeSpan.FromDays(1), period);
            ring = () => callback(state);
            return new Silent();
        }

        private sealed class Silent : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() { }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
