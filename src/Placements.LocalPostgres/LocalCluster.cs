using System.Data.Common;

namespace Placements.LocalPostgres;

/// <summary>
/// A private PostgreSQL, up for as long as any process holds one of these for its data folder. It is found or started by
/// <see cref="StartAsync"/> and stops by itself when the last holder is disposed or dies.
/// </summary>
/// <remarks>Creating databases is left to the caller, who has a client library; this project has none.</remarks>
public sealed class LocalCluster : IAsyncDisposable
{
    private readonly IServer _server;

    private LocalCluster(IServer server) => _server = server;

    /// <summary>The superuser that <see cref="ConnectionString"/> connects as.</summary>
    public const string UserName = "postgres";

    /// <summary>The major version of the server, for example 15.</summary>
    public int Major => _server.Major;

    /// <summary>
    /// Attaches to the cluster's running server or starts it, first creating the cluster if there is none: server programs found on
    /// this machine, else a container. Returns when the server accepts connections.
    /// </summary>
    /// <param name="options">Which cluster.</param>
    /// <param name="progress">Told a sentence whenever something takes longer than a moment.</param>
    /// <param name="cancel">Gives up; what was begun stops by itself.</param>
    /// <exception cref="LocalPostgresException">There is no PostgreSQL here or it does not start; the message says what to do.</exception>
    public static async Task<LocalCluster> StartAsync(
        LocalClusterOptions options,
        Action<string>? progress = null,
        CancellationToken cancel = default
    )
    {
        var folder = ClusterFolder.Open(options);
        using var only = await folder.LockAsync(cancel);
        try
        {
            return new LocalCluster(await StartAsync(folder, options, progress, cancel));
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            folder.DiscardIfNew();
            throw;
        }
    }

    /// <summary>
    /// Where a cluster of this name belongs when nobody says otherwise: the user's own application data; for root, who may run as a
    /// service, <c>/var/lib/placements</c>.
    /// </summary>
    public static string DefaultDataDirectory(string name)
    {
        if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess)
        {
            return Path.Combine("/var/lib/placements", name);
        }

        // LocalApplicationData is XDG_DATA_HOME or ~/.local/share, ~/Library/Application Support, or %LOCALAPPDATA%.
        var home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return home.Length > 0
            ? Path.Combine(home, OperatingSystem.IsLinux() ? "placements" : "Placements", name)
            : throw new LocalPostgresException("This user has no home folder to keep a database in; set ConnectionStrings__Placements.");
    }

    /// <summary>A connection string in Npgsql's format for one database of this cluster, whether or not that database exists yet.</summary>
    public string ConnectionString(string database)
    {
        var builder = new DbConnectionStringBuilder
        {
            ["Host"] = _server.Host,
            ["Port"] = _server.Port,
            ["Username"] = UserName,
            ["Database"] = database,
            // Nothing leaves this machine, and asking for Kerberos or TLS first costs a round trip or, in some versions, an error.
            ["GSS Encryption Mode"] = "Disable",
            ["SSL Mode"] = "Disable",
            // A host and two or three command-line verbs fit into the server's 100 connections.
            ["Maximum Pool Size"] = 30,
        };
        if (_server.Password is { } password)
        {
            builder["Password"] = password;
        }

        return builder.ConnectionString;
    }

    /// <summary>
    /// Lets go of the server. If nobody else holds it, waits until it has stopped, and a temporary cluster's folder is gone.
    /// </summary>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static async Task<IServer> StartAsync(
        ClusterFolder folder,
        LocalClusterOptions options,
        Action<string>? progress,
        CancellationToken cancel
    )
    {
        if (FindBinaries(options, folder) is { } binaries)
        {
            return OperatingSystem.IsWindows()
                ? await WindowsServer.StartAsync(binaries, folder, options, progress, cancel)
                : await UnixServer.StartAsync(binaries, folder, options, progress, cancel);
        }

        if (options.Search.FindOnPath("docker") is { } docker && await DockerServer.AnswersAsync(docker, cancel))
        {
            return await DockerServer.StartAsync(docker, folder, options, progress, cancel);
        }

        throw new LocalPostgresException(
            $"No PostgreSQL found: install PostgreSQL {PostgresBinaries.OldestMajor} or later (Debian: apt install postgresql; macOS: brew install postgresql@17; Windows: the EDB installer), or start Docker, or set ConnectionStrings__Placements."
        );
    }

    private static PostgresBinaries? FindBinaries(LocalClusterOptions options, ClusterFolder folder)
    {
        if (folder.Major is not { } major)
        {
            // A cluster that began in a container goes on in one: its data is in Docker's volume.
            return folder.IsContainer ? null : PostgresBinaries.Find(options.Search);
        }

        return PostgresBinaries.FindAll(options.Search).FirstOrDefault(found => found.Major == major)
            ?? throw new LocalPostgresException(
                $"{options.DataDirectory} was made by PostgreSQL {major}, which is not installed here: install that version, or name another data folder."
            );
    }
}

/// <summary>A running server that this process holds up.</summary>
internal interface IServer : IAsyncDisposable
{
    string Host { get; }

    int Port { get; }

    string? Password { get; }

    int Major { get; }
}
