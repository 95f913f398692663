using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using Placements.Application;
using Placements.Application.Keys;
using Placements.EventStore;
using Placements.EventStore.Seals;
using Placements.LocalPostgres;

namespace Placements.Benchmarks;

/// <summary>A private, durable PostgreSQL in a folder, and on it a database of this program. Dispose it.</summary>
internal sealed class Site : IAsyncDisposable
{
    public const string Authority = "W06000015";

    private readonly string folder;
    private readonly bool kept;
    private readonly string masterKeys;
    private readonly LocalCluster cluster;
    private readonly string name;

    private Site(
        string folder,
        bool kept,
        LocalCluster cluster,
        string name,
        NpgsqlDataSource database,
        NpgsqlDataSource asHost,
        string masterKeys,
        string serverVersion
    )
    {
        (this.folder, this.kept, this.cluster, this.name, this.masterKeys) = (folder, kept, cluster, name, masterKeys);
        (Database, AsHost, ServerVersion) = (database, asHost, serverVersion);
    }

    public IKeyWrapping Keys => MasterKeys.Parse(masterKeys);

    /// <summary>What a host of this site must be given.</summary>
    public IEnumerable<(string Name, string Value)> Settings =>
        [("ConnectionStrings__Placements", ConnectionString), ("Keys__Master", masterKeys)];

    /// <summary>As the owner.</summary>
    public NpgsqlDataSource Database { get; }

    /// <summary>As the host's role, for no authority until a statement says so.</summary>
    public NpgsqlDataSource AsHost { get; }

    public string ConnectionString => cluster.ConnectionString(name);

    public string ServerVersion { get; }

    public string NewFile(string name) => Path.Combine(folder, name);

    /// <summary>How long the disk takes to keep 8 kB for good, in milliseconds: most of what a lone append waits for.</summary>
    public double FlushTime()
    {
        using var file = new FileStream(NewFile("flush"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[8_192];
        return Driver.MedianTime(
            100,
            () =>
            {
                file.Write(page);
                file.Flush(flushToDisk: true);
            }
        );
    }

    /// <summary>Empty, in a temporary folder that is deleted in the end.</summary>
    public static Task<Site> Create() => Open(Directory.CreateTempSubdirectory("placements-bench-").FullName, kept: false);

    /// <summary>In a folder that stays, with what an earlier run left there.</summary>
    public static Task<Site> Kept(string folder) => Open(Directory.CreateDirectory(folder).FullName, kept: true);

    /// <summary>Another database on the same server. The folder stays this one's.</summary>
    public Task<Site> Beside(string name) => Open(folder, kept: true, name);

    private static async Task<Site> Open(string folder, bool kept, string name = "placements")
    {
        if (!OperatingSystem.IsWindows())
        {
            // The server may run as another user.
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        }
        var started = await LocalCluster.StartAsync(LocalClusterOptions.Persistent(Path.Combine(folder, "data")));
        var database = await PlacementsDatabase.Open(started.ConnectionString(name), CancellationToken.None);
        // What is loaded here is made up, so the demo may run on it.
        await using var madeUp = database.CreateCommand("insert into placements.database_use (use) values ('demo') on conflict do nothing");
        await madeUp.ExecuteNonQueryAsync();
        var hostRole = await HostRole.Make(started.ConnectionString(name), CancellationToken.None);
        await HostRole.Let(database, hostRole, CancellationToken.None);
        var asHost = StoreDataSource.Create(hostRole, "placements");
        await using var version = database.CreateCommand("select current_setting('server_version')");
        return new Site(
            folder,
            kept,
            started,
            name,
            database,
            asHost,
            await MasterOf(folder),
            ((string)(await version.ExecuteScalarAsync())!).Split(' ')[0]
        );
    }

    /// <summary>Kept with the folder's data, which nobody could read without it.</summary>
    private static async Task<string> MasterOf(string folder)
    {
        var file = Path.Combine(folder, "master.keys");
        if (!File.Exists(file))
        {
            await File.WriteAllTextAsync(file, MasterKeys.NewLine(new DateOnly(2026, 1, 1)));
        }
        return await File.ReadAllTextAsync(file);
    }

    public async Task Execute(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> Scalar<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await AsHost.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        await cluster.DisposeAsync();
        if (!kept)
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

/// <summary>The real host on a site's database, in a process of its own so that its memory and cores are its own. Dispose it.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Dictionary<string, string> tokens;

    private HostProcess(Process process, Uri address, Dictionary<string, string> tokens) =>
        (this.process, Address, this.tokens) = (process, address, tokens);

    public Uri Address { get; }

    public static async Task<HostProcess> Start(Site site)
    {
        var file = site.NewFile("tokens.json");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList =
            {
                "exec",
                Path.Combine(AppContext.BaseDirectory, "Placements.Api.dll"),
                "demo",
                "--empty",
                "--urls",
                "http://127.0.0.1:0",
                "--tokens-file",
                file,
            },
            Environment =
            {
                // What is measured is the host and not its patience.
                ["Limits__RequestsPerMinute"] = "100000000",
                ["Keys__Seal"] = SealKey.Make(),
            },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in site.Settings)
        {
            start.Environment[name] = value;
        }
        var started = Process.Start(start)!;
        _ = started.StandardOutput.ReadToEndAsync();
        while (!File.Exists(file))
        {
            if (started.HasExited)
            {
                throw new InvalidOperationException($"The host ended with {started.ExitCode}.");
            }
            await Task.Delay(50);
        }
        using var told = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        return new HostProcess(
            started,
            new Uri(told.RootElement.GetProperty("address").GetString()!),
            told.RootElement.GetProperty("tokens").Deserialize<Dictionary<string, string>>()!
        );
    }

    public Wire Connect(string role) => new(Address, tokens[role]);

    /// <summary>Megabytes (2^20) of real memory at the most so far.</summary>
    public double PeakMemory()
    {
        process.Refresh();
        return process.PeakWorkingSet64 / 1024.0 / 1024.0;
    }

    /// <summary>Time that its threads ran.</summary>
    public TimeSpan ProcessorTime()
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
