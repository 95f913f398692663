using Placements.LocalPostgres;

namespace Placements.Api.Hosting;

/// <summary>Which database a verb works on: the one that is configured, else a private cluster in a folder.</summary>
public sealed class DatabaseChoice : IAsyncDisposable
{
    private const string Name = "placements";

    private readonly LocalCluster? cluster;

    private DatabaseChoice(string connectionString, LocalCluster? cluster, string? privateFolder) =>
        (ConnectionString, this.cluster, PrivateFolder) = (connectionString, cluster, privateFolder);

    public string ConnectionString { get; }

    /// <summary>Of the private cluster; null for a database that was configured.</summary>
    public string? PrivateFolder { get; }

    /// <param name="data">Folder of the private cluster; null: the user's own place for application data.</param>
    /// <exception cref="InvalidOperationException">What is configured is no connection string.</exception>
    /// <exception cref="LocalPostgresException">There is no PostgreSQL; the message is one sentence saying what to install.</exception>
    public static async Task<DatabaseChoice> Find(IConfiguration configuration, string? data, Action<string> tell, CancellationToken cancel)
    {
        if (data is null && configuration.GetConnectionString("Placements") is { Length: > 0 } given)
        {
            return new DatabaseChoice(Checked(given), null, null);
        }

        var folder = data ?? LocalCluster.DefaultDataDirectory("demo");
        var started = await LocalCluster.StartAsync(LocalClusterOptions.Persistent(folder), tell, cancel);
        return new DatabaseChoice(started.ConnectionString(Name), started, folder);
    }

    private static string Checked(string given)
    {
        try
        {
            return new Npgsql.NpgsqlConnectionStringBuilder(given).ConnectionString;
        }
        catch (ArgumentException e)
        {
            // Never the text itself: it holds a password.
            throw new InvalidOperationException(
                "ConnectionStrings__Placements is not a connection string; one is, for example, Host=db;Database=placements;Username=placements.",
                e
            );
        }
    }

    public async ValueTask DisposeAsync()
    {
        Npgsql.NpgsqlConnection.ClearAllPools();
        if (cluster is not null)
        {
            await cluster.DisposeAsync();
        }
    }
}
