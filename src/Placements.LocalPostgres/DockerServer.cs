using System.Diagnostics;

namespace Placements.LocalPostgres;

/// <summary>
/// The server in a container, for machines with a container engine and no PostgreSQL. The last process to leave in good order stops
/// the container; if that process is killed the container stays up, and the next start joins it.
/// </summary>
/// <remarks>
/// Written without an engine at hand: the tests prove the command lines against a stand-in for <c>docker</c>, not a container.
/// </remarks>
internal sealed class DockerServer : IServer
{
    /// <summary>Pinned to the major version that owns the volume's format. Minor versions are security fixes.</summary>
    public const string Image = "postgres:17";

    private readonly string _docker;
    private readonly ClusterFolder _folder;
    private readonly FileStream _entered;
    private readonly bool _temporary;
    private int _disposed;

    private DockerServer(string docker, ClusterFolder folder, FileStream entered, bool temporary) =>
        (_docker, _folder, _entered, _temporary, Password) = (docker, folder, entered, temporary, folder.Password());

    public string Host => "127.0.0.1";

    public required int Port { get; init; }

    public string Password { get; }

    public required int Major { get; init; }

    /// <summary>True if the client reaches an engine within ten seconds.</summary>
    public static async Task<bool> AnswersAsync(string docker, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        try
        {
            var result = await Command.RunAsync(Command.Info(docker, "version", "--format", "{{.Server.Version}}"), limit.Token);
            return result.ExitCode == 0;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
    }

    public static async Task<DockerServer> StartAsync(
        string docker,
        ClusterFolder folder,
        LocalClusterOptions options,
        Action<string>? progress,
        CancellationToken cancel
    )
    {
        var name = folder.ShortName;
        // A volume stays with the version that made it.
        var image = ClusterFolder.Lines(folder.File("container")) is [var first, ..] ? first : Image;
        if (!await IsUpAsync(docker, name, cancel))
        {
            progress?.Invoke($"Starting a container from {image}; the first time, Docker downloads it.");
            await Command.RunAsync(Command.Info(docker, "rm", "--force", name), cancel);
            await Command.RequireAsync(Run(docker, image, folder, options), cancel);
            await File.WriteAllTextAsync(folder.File("container"), image, cancel);
        }

        // Over TCP, because the image's own first steps run a server that listens only on a socket.
        string[] ready = ["exec", name, "pg_isready", "--host=127.0.0.1", "--username=" + LocalCluster.UserName, "--quiet"];
        while ((await Command.RunAsync(Command.Info(docker, ready), cancel)).ExitCode != 0)
        {
            if (!await IsUpAsync(docker, name, cancel))
            {
                throw new LocalPostgresException($"The container {name} from {image} ended before it accepted connections.");
            }
        }

        // "127.0.0.1:49153"
        var address = await Command.RequireAsync(Command.Info(docker, "port", name, "5432/tcp"), cancel);
        return new DockerServer(docker, folder, await folder.EnterAsync(cancel), options.IsTemporary)
        {
            Port = int.Parse(address.Split('\n')[0].Split(':')[^1]),
            Major = int.Parse(image.Split(':')[^1]),
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _folder.LeaveAsync(
            _entered,
            () => Command.RequireAsync(Command.Info(_docker, "stop", "--time", "60", _folder.ShortName), CancellationToken.None)
        );
        if (_temporary)
        {
            Directory.Delete(_folder.Path, recursive: true);
        }
    }

    private static ProcessStartInfo Run(string docker, string image, ClusterFolder folder, LocalClusterOptions options)
    {
        // A container's anonymous volume goes with it.
        string[] volume = options.IsTemporary ? [] : ["--volume", folder.ShortName + ":/var/lib/postgresql/data"];
        var info = Command.Info(
            docker,
            [
                "run",
                "--detach",
                "--rm",
                "--name",
                folder.ShortName,
                "--publish",
                "127.0.0.1::5432",
                "--shm-size",
                "512m",
                .. volume,
                // Without a value here, so that the password is taken from the environment and not shown to every user by ps.
                "--env",
                "POSTGRES_PASSWORD",
                "--env",
                "POSTGRES_INITDB_ARGS=--locale=C --locale-provider=builtin --builtin-locale=C.UTF-8",
                image,
                .. options.All().SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" }),
            ]
        );
        info.Environment["POSTGRES_PASSWORD"] = folder.Password();
        return info;
    }

    private static async Task<bool> IsUpAsync(string docker, string name, CancellationToken cancel) =>
        (await Command.RequireAsync(Command.Info(docker, "ps", "--quiet", "--filter", $"name=^{name}$"), cancel)).Length > 0;
}
