using System.Diagnostics;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;

namespace Placements.LocalPostgres;

/// <summary>What lies in a cluster's folder, and the lock that lets one process at a time start, join or leave.</summary>
internal sealed class ClusterFolder
{
    private const string LockName = "lock";

    /// <summary>Every process has a shared lock on this file; who could have the exclusive one is the last.</summary>
    private const string Holders = "holders";

    /// <summary>How often a condition that no one can signal across processes is looked at.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    /// <summary>How long a process waits for another one that is starting or stopping the same cluster.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private const UnixFileMode OthersMayEnter = UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly bool _wasThere;

    private ClusterFolder(string path, bool wasThere) => (Path, _wasThere) = (path, wasThere);

    public string Path { get; }

    public string Data => File("pg");

    public string PidFile => System.IO.Path.Combine(Data, "postmaster.pid");

    /// <summary>The version that made the cluster; null if there is none yet.</summary>
    public int? Major
    {
        get
        {
            var version = System.IO.Path.Combine(Data, "PG_VERSION");
            return System.IO.File.Exists(version) ? int.Parse(System.IO.File.ReadAllText(version)) : null;
        }
    }

    public bool IsContainer => System.IO.File.Exists(File("container"));

    /// <summary>A short name that only this folder has, the same in every process.</summary>
    public string ShortName => "placements-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path)))[..16];

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public static ClusterFolder Open(LocalClusterOptions options)
    {
        var path = options.DataDirectory;
        try
        {
            var wasThere = Directory.Exists(path);
            if (!wasThere)
            {
                Create(path);
            }
            // What is there is looked at before the lock, which comes first into a new folder: the other way round, a folder that another
            // process makes in between would be taken for somebody else's.
            else if (Directory.EnumerateFileSystemEntries(path).Any() && !System.IO.File.Exists(System.IO.Path.Combine(path, LockName)))
            {
                // Ownership and permissions of the folder are about to change, which nobody wants of a folder with other things in it.
                throw new LocalPostgresException($"{path} holds other files: name an empty folder or one that does not exist yet.");
            }

            return new ClusterFolder(Real(path), wasThere);
        }
        catch (Exception cannot) when (cannot is UnauthorizedAccessException or IOException)
        {
            throw new LocalPostgresException($"The data folder {path} cannot be used: {cannot.Message}", cannot);
        }
    }

    /// <summary>Waits for the folder's lock. The operating system drops it with the process, so a crash leaves none behind.</summary>
    public Task<FileStream> LockAsync(CancellationToken cancel) => OpenAsync(LockName, FileAccess.ReadWrite, FileShare.None, cancel);

    /// <summary>Counts the caller among the users of the cluster until the result is disposed.</summary>
    public Task<FileStream> EnterAsync(CancellationToken cancel) => OpenAsync(Holders, FileAccess.Read, FileShare.Read, cancel);

    /// <summary>Stops counting a user, and stops the server if it was the last.</summary>
    public async Task LeaveAsync(FileStream entered, Func<Task> stop)
    {
        using var only = await LockAsync(CancellationToken.None);
        await entered.DisposeAsync();
        if (!IsInUse())
        {
            await stop();
        }
    }

    /// <summary>True if anybody is counted among the users.</summary>
    public bool IsInUse()
    {
        try
        {
            new FileStream(File(Holders), FileMode.Open, FileAccess.Read, FileShare.None).Dispose();
            return false;
        }
        catch (IOException held)
        {
            return IsHeld(held);
        }
    }

    /// <summary>Opens a file that serves as a lock, exclusive or, with <see cref="FileShare.Read"/>, shared.</summary>
    private async Task<FileStream> OpenAsync(string name, FileAccess access, FileShare share, CancellationToken cancel)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(File(name), FileMode.OpenOrCreate, access, share);
            }
            catch (UnauthorizedAccessException cannot)
            {
                throw new LocalPostgresException($"The data folder {Path} belongs to another user; name another one.", cannot);
            }
            catch (IOException held) when (IsHeld(held) && waited.Elapsed < Patience)
            {
                await Task.Delay(Look, cancel);
            }
            catch (IOException held)
            {
                throw new LocalPostgresException($"The data folder {Path} cannot be locked: {held.Message}", held);
            }
        }
    }

    /// <summary>A password made once and kept with the data, readable by this user alone.</summary>
    public string Password()
    {
        var file = File("password");
        if (!System.IO.File.Exists(file))
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var writer = new StreamWriter(file, options);
            writer.Write(RandomNumberGenerator.GetHexString(32, lowercase: true));
        }

        return System.IO.File.ReadAllText(file);
    }

    /// <summary>Takes back what <see cref="Open"/> created, when no cluster came of it.</summary>
    public void DiscardIfNew()
    {
        // Docker's volume knows the password that is kept here.
        if (!_wasThere && !IsContainer && Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    /// <summary>Waits until a condition holds; false if <paramref name="orUntil"/> came first.</summary>
    public static async Task<bool> WaitAsync(Func<bool> condition, Func<bool> orUntil, CancellationToken cancel)
    {
        while (!condition())
        {
            if (orUntil())
            {
                return condition();
            }

            await Task.Delay(Look, cancel);
        }

        return true;
    }

    /// <summary>The number of the server's process as its file says, true or not; null if there is none.</summary>
    public int? ServerProcess => Number(PidFile);

    /// <summary>True if the server has said that it takes connections.</summary>
    public bool IsReady() => Lines(PidFile) is { Length: > 7 } lines && lines[7].Trim() == "ready";

    public static int? Number(string file) => Lines(file) is [var first, ..] && int.TryParse(first, out var number) ? number : null;

    public static string[]? Lines(string file)
    {
        try
        {
            return System.IO.File.ReadAllLines(file);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    // EWOULDBLOCK on Linux and on macOS, ERROR_SHARING_VIOLATION on Windows.
    private static bool IsHeld(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x80070020);

    private static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        CreateParents(System.IO.Path.GetDirectoryName(path)!);
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [UnsupportedOSPlatform("windows")]
    private static void CreateParents(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        CreateParents(System.IO.Path.GetDirectoryName(path)!);
        Directory.CreateDirectory(path);
        if (Environment.IsPrivilegedProcess)
        {
            // The server's user must get through, even if root's files are closed to others by habit (umask 077).
            System.IO.File.SetUnixFileMode(path, System.IO.File.GetUnixFileMode(path) | OthersMayEnter);
        }
    }

    /// <summary>The folder's own name: two names of one folder, by symbolic links, must not become two clusters.</summary>
    private static string Real(string path)
    {
        if (System.IO.Path.GetDirectoryName(path) is not { } parent)
        {
            return path;
        }

        var here = System.IO.Path.Combine(Real(parent), System.IO.Path.GetFileName(path));
        return Directory.ResolveLinkTarget(here, returnFinalTarget: true) is { } target ? Real(target.FullName) : here;
    }
}
