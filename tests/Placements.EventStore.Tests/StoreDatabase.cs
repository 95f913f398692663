using System.Text;
using Npgsql;
using Placements.EventStore.Schema;
using Placements.Testing;

namespace Placements.EventStore.Tests;

/// <summary>A database of its own with the newest schema, and the store opened on it.</summary>
public sealed class StoreDatabase : IAsyncDisposable
{
    public const string Cardiff = "W06000015";
    public const string Newport = "W06000022";

    private StoreDatabase(string connectionString)
    {
        ConnectionString = connectionString;
        DataSource = StoreDataSource.Create(connectionString, "tests");
        Store = new StreamStore(DataSource);
        Log = new EventLog(DataSource);
        Replay = new StreamReplay(DataSource);
    }

    public string ConnectionString { get; }
    public NpgsqlDataSource DataSource { get; }
    public StreamStore Store { get; }
    public EventLog Log { get; }
    public StreamReplay Replay { get; }

    public static async Task<StoreDatabase> Create(TestCluster cluster) =>
        new(
            await cluster.CreateDatabase(
                "store_template",
                async template =>
                {
                    await using var dataSource = StoreDataSource.Create(template, "template");
                    await new Migrator(dataSource).Apply([MigrationSet.EventStore]);
                }
            )
        );

    /// <summary>Opens a database that a test has made itself.</summary>
    public static StoreDatabase Open(string connectionString) => new(connectionString);

    public static NewEvent Event(string type = "placement_started", string json = """{"effectiveOn":"2026-03-31"}""") =>
        new(Guid.CreateVersion7(), type, "Placements.Tests.Event, Placements.Tests", Encoding.UTF8.GetBytes(json));

    public static AppendRequest To(Guid stream, long expected, params NewEvent[] events) =>
        new(Cardiff, stream, "child", expected, events.Length == 0 ? [Event()] : events);

    /// <summary>Appends and insists on success.</summary>
    public async Task<AppendResult.Appended> Append(Guid stream, long expected, params NewEvent[] events) =>
        (AppendResult.Appended)await Store.Append(To(stream, expected, events));

    public async Task<StreamHistory> Read(Guid stream, string tenant = Cardiff) => (await Store.Load([tenant], stream)).Stream!;

    public async Task Execute(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> Scalar<T>(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public ValueTask DisposeAsync() => DataSource.DisposeAsync();
}
