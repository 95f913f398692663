using Npgsql;
using Placements.Application;
using Placements.EventStore;
using Placements.Testing;

namespace Placements.Tests.Api.Walls;

/// <summary>Which role the host serves with: one that owns nothing, and no other.</summary>
public sealed class HostRoleTests(TestCluster cluster) : IAsyncLifetime
{
    /// <summary>A site's: no superuser.</summary>
    private readonly string owner = $"owner_{Guid.NewGuid():N}";
    private readonly string host = $"host_{Guid.NewGuid():N}";
    private string asSuperuser = null!;
    private NpgsqlDataSource database = null!;

    public async ValueTask InitializeAsync()
    {
        asSuperuser = await cluster.CreateDatabase();
        var name = new NpgsqlConnectionStringBuilder(asSuperuser).Database;
        await Execute($"create role {owner} login; create role {host} login; alter database {name} owner to {owner}");
        database = await PlacementsDatabase.Open(As(owner), CancellationToken.None);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task A_role_that_owns_nothing_is_let_by_an_owner_that_is_no_superuser()
    {
        await Let(host);
        await Let(host);

        await using var databases = new Databases(As(host));
        using var cardiff = databases.For(["W06000015"]);
        var child = Guid.NewGuid();
        var append = new AppendRequest("W06000015", child, "child", 0, [new NewEvent(Guid.NewGuid(), "x", "x", "{}"u8.ToArray())]);
        Assert.IsType<AppendResult.Appended>(await new StreamStore(cardiff.Source).Append(append));
        Assert.NotNull((await new StreamStore(cardiff.Source).Load(["W06000015"], child)).Stream);
        using var newport = databases.For(["W06000022"]);
        Assert.Null((await new StreamStore(newport.Source).Load(["W06000015"], child)).Stream);

        Assert.Equal(
            (false, false, false, false, 0L),
            await Ask(
                $"""
                select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
                  (select count(*) from pg_shdepend d where d.refobjid = r.oid and d.deptype = 'o')
                from pg_roles r where rolname = '{host}'
                """,
                row => (row.GetBoolean(0), row.GetBoolean(1), row.GetBoolean(2), row.GetBoolean(3), row.GetInt64(4))
            )
        );
    }

    [Fact]
    public async Task Two_hosts_that_start_at_once_let_the_same_role()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Let(host)));
        await Let(host);
    }

    [Fact]
    public async Task What_an_earlier_release_let_it_do_is_over()
    {
        await Execute(
            $"grant insert on placements.mt_events, placements.mt_streams to {host}; grant delete on placements.idempotency_key to {host}"
        );
        await Let(host);
        Assert.False(
            await Ask(
                $"select has_table_privilege('{host}', 'placements.mt_events', 'insert') or has_table_privilege('{host}', 'placements.idempotency_key', 'delete')",
                row => row.GetBoolean(0)
            )
        );
    }

    [Fact]
    public async Task The_owner() => await IsRefused(owner, "owns tables");

    [Fact]
    public async Task A_member_of_the_owner()
    {
        await Execute($"grant {owner} to {host}");
        await IsRefused(host, "owns tables");
    }

    [Fact]
    public async Task A_superuser() => await IsRefused("postgres", "superuser");

    [Theory]
    [InlineData("bypassrls", "BYPASSRLS")]
    [InlineData("createrole", "CREATEROLE")]
    public async Task One_that_walls_do_not_hold_for(string attribute, string said)
    {
        await Execute($"alter role {host} {attribute}");
        await IsRefused(host, said);
    }

    [Fact]
    public async Task One_that_may_write_events_because_everybody_may()
    {
        await Execute("grant insert on placements.mt_events to public");
        await IsRefused(host, "append functions");
    }

    [Fact]
    public async Task One_of_another_database()
    {
        var other = new NpgsqlConnectionStringBuilder(await cluster.CreateDatabase()) { Username = host };
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            HostRole.Let(database, other.ConnectionString, CancellationToken.None)
        );
        Assert.Contains("another database", refused.Message, StringComparison.Ordinal);
    }

    private async Task IsRefused(string role, string said)
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Let(role));
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__Host", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", refused.Message, StringComparison.Ordinal);
        // It has lost nothing by it.
        await Execute("select count(*) from placements.mt_events");
    }

    private Task Let(string role) => HostRole.Let(database, As(role), CancellationToken.None);

    private string As(string role) => new NpgsqlConnectionStringBuilder(asSuperuser) { Username = role }.ConnectionString;

    private Task Execute(string sql) => Ask($"{sql}; select true", row => row.GetFieldType(0));

    private async Task<T> Ask<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(asSuperuser) { Pooling = false }.ConnectionString
        );
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return read(row);
    }
}
