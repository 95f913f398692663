using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;

namespace Placements.LocalPostgres;

/// <summary>
/// The server on a free loopback port, with a password because every user of the machine reaches a port. The last process to leave in
/// good order stops it; if that process is killed the server stays up, and the next start joins it.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsServer : IServer
{
    private readonly PostgresBinaries _binaries;
    private readonly ClusterFolder _folder;
    private readonly FileStream _entered;
    private readonly bool _temporary;
    private int _disposed;

    private WindowsServer(PostgresBinaries binaries, ClusterFolder folder, FileStream entered, bool temporary)
    {
        (_binaries, _folder, _entered, _temporary) = (binaries, folder, entered, temporary);
        // The fourth line of postmaster.pid is the port that the running server has, whoever started it.
        Port = int.Parse(ClusterFolder.Lines(folder.PidFile)![3]);
        Password = folder.Password();
    }

    public string Host => "127.0.0.1";

    public int Port { get; }

    public string Password { get; }

    public int Major => _binaries.Major;

    public static async Task<WindowsServer> StartAsync(
        PostgresBinaries binaries,
        ClusterFolder folder,
        LocalClusterOptions options,
        Action<string>? progress,
        CancellationToken cancel
    )
    {
        if (folder.Major is null)
        {
            progress?.Invoke($"Creating a PostgreSQL {binaries.Major} cluster in {folder.Path}.");
            await CreateAsync(binaries, folder, cancel);
        }

        if (!IsUp(folder))
        {
            progress?.Invoke($"Starting PostgreSQL {binaries.Major}.");
            File.Delete(folder.PidFile);
            await File.WriteAllTextAsync(
                Path.Combine(folder.Data, "postgresql.conf"),
                options.Configuration([new("listen_addresses", "127.0.0.1"), new("port", FreePort().ToString())]),
                cancel
            );
            await ControlAsync(binaries, "start", folder, cancel);
        }

        return new WindowsServer(binaries, folder, await folder.EnterAsync(cancel), options.IsTemporary);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _folder.LeaveAsync(_entered, () => ControlAsync(_binaries, "stop", _folder, CancellationToken.None));
        if (_temporary)
        {
            Directory.Delete(_folder.Path, recursive: true);
        }
    }

    private static async Task CreateAsync(PostgresBinaries binaries, ClusterFolder folder, CancellationToken cancel)
    {
        var half = folder.File("pg.new");
        if (Directory.Exists(half))
        {
            Directory.Delete(half, recursive: true);
        }

        folder.Password();
        string[] locale = binaries.Major >= 17 ? ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] : [];
        await Command.RequireAsync(
            Command.Info(
                binaries.Program("initdb"),
                [
                    "--pgdata=" + half,
                    "--username=" + LocalCluster.UserName,
                    "--auth=scram-sha-256",
                    "--pwfile=" + folder.File("password"),
                    "--encoding=UTF8",
                    "--locale=C",
                    .. locale,
                ]
            ),
            cancel
        );
        Directory.Move(half, folder.Data);
    }

    private static async Task ControlAsync(PostgresBinaries binaries, string verb, ClusterFolder folder, CancellationToken cancel)
    {
        string[] how = verb == "start" ? ["--log=" + folder.File("server.log")] : ["--mode=fast"];
        var info = Command.Info(
            binaries.Program("pg_ctl"),
            [verb, "--pgdata=" + folder.Data, "--wait", "--timeout=600", "--silent", .. how]
        );
        // The server would inherit the pipes and keep them open for as long as it lives.
        info.RedirectStandardOutput = false;
        info.RedirectStandardError = false;
        using var control = Command.Start(info);
        await control.WaitForExitAsync(cancel);
        if (control.ExitCode != 0)
        {
            throw new LocalPostgresException($"PostgreSQL did not {verb}; the reason is in {folder.File("server.log")}.");
        }
    }

    private static bool IsUp(ClusterFolder folder)
    {
        if (folder.ServerProcess is not { } pid)
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(pid);
            return process.ProcessName == "postgres" && folder.IsReady();
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
