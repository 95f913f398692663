using System.Diagnostics;
using System.Runtime.Versioning;

namespace Placements.LocalPostgres;

/// <summary>
/// The server behind a unix socket, kept up by <c>Supervise.sh</c> for as long as any process holds its named pipe.
/// </summary>
/// <remarks>
/// The server trusts whoever reaches the socket, and only its own user (and root) reaches it: the socket's folder has mode 0700 and
/// there is no TCP port. Whoever may enter that folder may read the data folder as well, so a password, which would lie in that same
/// data folder, would guard nothing more.
/// </remarks>
[UnsupportedOSPlatform("windows")]
internal sealed class UnixServer : IServer
{
    /// <summary>The socket is named by a port, but the folder is the cluster's own: no two of them meet.</summary>
    private const int SocketPort = 5432;

    private readonly ClusterFolder _folder;
    private readonly FileStream _alive;
    private readonly FileStream _holder;
    private int _disposed;

    private UnixServer(ClusterFolder folder, FileStream alive, FileStream holder, int major) =>
        (_folder, _alive, _holder, Major) = (folder, alive, holder, major);

    public string Host => SocketFolder(_folder);

    public int Port => SocketPort;

    public string? Password => null;

    public int Major { get; }

    public static async Task<UnixServer> StartAsync(
        PostgresBinaries binaries,
        ClusterFolder folder,
        LocalClusterOptions options,
        Action<string>? progress,
        CancellationToken cancel
    )
    {
        // PostgreSQL refuses to run as root.
        var user = Environment.IsPrivilegedProcess ? ServerUser() : null;
        if (user is not null && folder.Major is null)
        {
            // Only a new folder: one that an ordinary user made must remain theirs after root has tried it.
            await Command.RequireAsync(Command.Info("chown", user, folder.Path), CancellationToken.None);
        }

        // Until the supervisor runs nothing is cancelled, so that there is always somebody to clean up.
        while (true)
        {
            var supervised = IsSupervised(folder);
            if (!supervised)
            {
                await RefuseIfUsedElsewhereAsync(folder);
            }

            ForgetDeadServer(folder, supervised);
            if (!supervised)
            {
                await PrepareAsync(folder, options, user);
            }

            if (Hold(folder) is not { } alive)
            {
                // The last user has just gone and the server is stopping; then it is started again.
                await ClusterFolder.WaitAsync(() => !IsSupervised(folder), () => File.Exists(folder.File("alive")), CancellationToken.None);
                continue;
            }

            try
            {
                if (!supervised)
                {
                    await SuperviseAsync(binaries, folder, options, user, progress, cancel);
                }

                if (await ClusterFolder.WaitAsync(() => IsReady(folder), () => !IsSupervised(folder), cancel))
                {
                    return new UnixServer(folder, alive, await folder.EnterAsync(cancel), binaries.Major);
                }

                await alive.DisposeAsync();
            }
            catch
            {
                await alive.DisposeAsync();
                throw;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        var supervisor = SupervisorOf(_folder);
        await _holder.DisposeAsync();
        await _alive.DisposeAsync();
        await ClusterFolder.WaitAsync(
            () => supervisor is not { } pid || !Runs(pid, _folder),
            () => _folder.IsInUse(),
            CancellationToken.None
        );
    }

    // Socket paths end at about 107 bytes, so the data folder itself, or a user's TMPDIR, may be too long.
    private static string SocketFolder(ClusterFolder folder) => "/tmp/" + folder.ShortName;

    private static async Task PrepareAsync(ClusterFolder folder, LocalClusterOptions options, string? user)
    {
        await File.WriteAllTextAsync(
            folder.File("settings.conf"),
            options.Configuration([
                new("listen_addresses", ""),
                new("port", SocketPort.ToString()),
                new("unix_socket_directories", SocketFolder(folder)),
                new("unix_socket_permissions", "0700"),
            ])
        );
        File.SetUnixFileMode(
            folder.File("settings.conf"),
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead
        );
        File.Delete(folder.File("alive.closing"));
        if (!File.Exists(folder.File("alive")))
        {
            var result = await Command.RunAsync(As(user, "mkfifo", "-m", "600", folder.File("alive")), CancellationToken.None);
            if (result.ExitCode != 0)
            {
                var where = LocalCluster.DefaultDataDirectory(Path.GetFileName(folder.Path));
                throw new LocalPostgresException(
                    user is null
                        ? $"The data folder {folder.Path} cannot be used: {result.Error}"
                        : $"PostgreSQL does not run as root, and the user {user} cannot reach {folder.Path}: use a folder such as {where}."
                );
            }
        }
    }

    /// <summary>
    /// A crash leaves postmaster.pid behind. The server sees through that only while no process has the number. In containers, where
    /// numbers start again from 1, a stranger soon has it, and a dead server that nobody waits for keeps it as a zombie; then a new
    /// server would refuse to start.
    /// </summary>
    private static void ForgetDeadServer(ClusterFolder folder, bool supervised)
    {
        // A server that is just starting has an empty file for a moment; without a supervisor there is no such server.
        var dead = folder.ServerProcess is { } pid ? !Runs(pid, folder) : !supervised && File.Exists(folder.PidFile);
        if (dead)
        {
            // Should sessions of the dead server live on, the new one still refuses: it finds their shared memory by the folder's inode.
            File.Delete(folder.PidFile);
        }
    }

    /// <summary>
    /// Two containers that share a volume see each other's locks but not each other's processes, and PostgreSQL's own guards see
    /// neither: two servers on one folder would destroy the data.
    /// </summary>
    private static async Task RefuseIfUsedElsewhereAsync(ClusterFolder folder)
    {
        if (IsServerUp(folder))
        {
            return;
        }

        // Who has just left may still be looking whether it was the last; that takes the lock for a moment.
        var waited = Stopwatch.StartNew();
        if (!await ClusterFolder.WaitAsync(() => !folder.IsInUse(), () => waited.Elapsed > TimeSpan.FromSeconds(1), CancellationToken.None))
        {
            throw new LocalPostgresException(
                $"{folder.Path} is in use by a process in another container: end that, or name another folder."
            );
        }
    }

    /// <summary>Opens the pipe; null if it is gone because the server is stopping.</summary>
    private static FileStream? Hold(ClusterFolder folder)
    {
        try
        {
            // For reading as well, although nothing is read: opening for writing alone would wait for the supervisor.
            var alive = new FileStream(folder.File("alive"), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
            alive.Write("\n"u8);
            return alive;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static async Task SuperviseAsync(
        PostgresBinaries binaries,
        ClusterFolder folder,
        LocalClusterOptions options,
        string? user,
        Action<string>? progress,
        CancellationToken cancel
    )
    {
        string[] initdb =
        [
            "--username=" + LocalCluster.UserName,
            "--auth-local=trust",
            "--auth-host=reject",
            .. Locale(binaries),
            // What a kept cluster is made of must outlive a loss of power as well as what is written into it.
            .. options.IsTemporary ? ["--no-sync"] : Array.Empty<string>(),
        ];
        await using var resource = typeof(UnixServer).Assembly.GetManifestResourceStream("Supervise.sh")!;
        using var reader = new StreamReader(resource);
        var script = await reader.ReadToEndAsync(cancel);
        string[] arguments = ["-c", script, "placements-postgres", binaries.Folder, folder.Path, SocketFolder(folder)];
        using var shell = Command.Start(As(user, "/bin/sh", [.. arguments, options.IsTemporary ? "temporary" : "kept", .. initdb]));
        while (await shell.StandardOutput.ReadLineAsync(cancel) is { } said)
        {
            switch (said)
            {
                case "creating":
                    progress?.Invoke($"Creating a PostgreSQL {binaries.Major} cluster in {folder.Path}.");
                    break;
                case "starting":
                    progress?.Invoke($"Starting PostgreSQL {binaries.Major}.");
                    break;
                case "ready":
                    return;
            }
        }

        throw new LocalPostgresException((await shell.StandardError.ReadToEndAsync(cancel)).Trim());
    }

    /// <summary>
    /// Text is UTF-8, sorts by code point and knows upper and lower case of all letters (Welsh has ŵ and ŷ), on every machine alike.
    /// </summary>
    private static string[] Locale(PostgresBinaries binaries) =>
        binaries.Major >= 17 ? ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        : OperatingSystem.IsMacOS() ? ["--encoding=UTF8", "--locale=C", "--lc-ctype=en_US.UTF-8"]
        : ["--encoding=UTF8", "--locale=C", "--lc-ctype=C.UTF-8"];

    // The file alone proves nothing: a killed server leaves it behind as it was.
    private static bool IsReady(ClusterFolder folder) => folder.IsReady() && IsServerUp(folder);

    private static bool IsServerUp(ClusterFolder folder) => folder.ServerProcess is { } pid && Runs(pid, folder);

    private static bool IsSupervised(ClusterFolder folder) => SupervisorOf(folder) is { } pid && Runs(pid, folder);

    private static int? SupervisorOf(ClusterFolder folder) => ClusterFolder.Number(folder.File("supervisor.pid"));

    /// <summary>True if the process lives and its command line names the cluster: numbers of dead processes are given out again.</summary>
    private static bool Runs(int pid, ClusterFolder folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            return Command.Output("ps", "-ww", "-o", "command=", "-p", pid.ToString())?.Contains(folder.ShortName, StringComparison.Ordinal)
                == true;
        }

        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Contains(folder.ShortName, StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string ServerUser()
    {
        // Debian's package makes this user; elsewhere an account without rights does.
        return Command.Output("id", "-u", "postgres") is null ? "nobody" : "postgres";
    }

    private static ProcessStartInfo As(string? user, string program, params IEnumerable<string> arguments)
    {
        var info = Command.Info(program, arguments);
        if (user is not null)
        {
            info.UserName = user;
        }

        return info;
    }
}
