using Npgsql;
using Placements.Api.Hosting;
using Placements.Application;
using Placements.LocalPostgres;

namespace Placements.Api.CommandLine;

/// <summary>Which database a verb works on: the one that is configured, else a private cluster in a folder.</summary>
public sealed class DatabaseChoice : IAsyncDisposable
{
    private const string Name = "placements";

    private readonly IConfiguration configuration;
    private readonly LocalCluster? cluster;

    private DatabaseChoice(IConfiguration configuration, string connectionString, LocalCluster? cluster, string? privateFolder)
    {
        (this.configuration, this.cluster) = (configuration, cluster);
        (ConnectionString, PrivateFolder) = (connectionString, privateFolder);
    }

    /// <summary>As its owner.</summary>
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
            return new DatabaseChoice(configuration, Checked("ConnectionStrings__Placements", given), null, null);
        }

        var folder = data ?? LocalCluster.DefaultDataDirectory("demo");
        var started = await LocalCluster.StartAsync(LocalClusterOptions.Persistent(folder), tell, cancel);
        return new DatabaseChoice(configuration, started.ConnectionString(Name), started, folder);
    }

    /// <summary>A site names the host's role itself. To be asked before anything is done to its database.</summary>
    /// <exception cref="InvalidOperationException">It does not.</exception>
    public void RequireHostRole()
    {
        if (PrivateFolder is null && GivenHost is null)
        {
            throw new InvalidOperationException(
                "ConnectionStrings__Host is missing: the host serves with a role of its own, which owns nothing. deploy/README.md says how to make it."
            );
        }
    }

    /// <summary>The database as the host's role sees it; of a private cluster, and of a demo, that role is made.</summary>
    /// <param name="owner">The same as its owner sees it, brought to this program's schema.</param>
    /// <exception cref="InvalidOperationException">The role that was given must not be the host's; the sentence says why.</exception>
    public async Task<Databases> OpenAsHost(NpgsqlDataSource owner, CancellationToken cancel)
    {
        var host =
            PrivateFolder is null && GivenHost is { } given
                ? Checked("ConnectionStrings__Host", given)
                : await HostRole.Make(ConnectionString, cancel);
        await HostRole.Let(owner, host, cancel);
        return new Databases(host);
    }

    private string? GivenHost => configuration.GetConnectionString("Host") is { Length: > 0 } given ? given : null;

    private static string Checked(string setting, string given)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(given).ConnectionString;
        }
        catch (ArgumentException e)
        {
            // Never the text itself: it holds a password.
            throw new InvalidOperationException(
                $"{setting} is not a connection string; one is, for example, Host=db;Database=placements;Username=placements.",
                e
            );
        }
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (cluster is not null)
        {
            await cluster.DisposeAsync();
        }
    }
}
