using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Placements.LocalPostgres;

/// <summary>What lies in a cluster's folder, and the lock that lets one process at a time start, join or leave.</summary>
internal sealed class ClusterFolder
{
    private const string LockName = "lock";

    /// <summary>How often a condition that no one can signal across processes is looked at.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    /// <summary>How long a process waits for another one that is starting or stopping the same cluster.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

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
            else if (!System.IO.File.Exists(System.IO.Path.Combine(path, LockName)) && Directory.EnumerateFileSystemEntries(path).Any())
            {
                // Ownership and permissions of the folder are about to change, which nobody wants of a folder with other things in it.
                throw new LocalPostgresException($"{path} holds other files: name an empty folder or one that does not exist yet.");
            }

            return new ClusterFolder(path, wasThere);
        }
        catch (Exception cannot) when (cannot is UnauthorizedAccessException or IOException)
        {
            throw new LocalPostgresException($"The data folder {path} cannot be used: {cannot.Message}", cannot);
        }
    }

    /// <summary>Waits for the folder's lock. The operating system drops it with the process, so a crash leaves none behind.</summary>
    public Task<FileStream> LockAsync(CancellationToken cancel) => OpenAsync(LockName, FileAccess.ReadWrite, FileShare.None, cancel);

    /// <summary>Opens a file that serves as a lock, exclusive or, with <see cref="FileShare.Read"/>, shared.</summary>
    public async Task<FileStream> OpenAsync(string name, FileAccess access, FileShare share, CancellationToken cancel)
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

    /// <summary>True if another process, or another object of this one, has the file open.</summary>
    public bool IsHeldByOthers(string name)
    {
        try
        {
            new FileStream(File(name), FileMode.Open, FileAccess.Read, FileShare.None).Dispose();
            return false;
        }
        catch (IOException held)
        {
            return IsHeld(held);
        }
    }

    /// <summary>Takes back what <see cref="Open"/> created, when no cluster came of it.</summary>
    public void DiscardIfNew()
    {
        if (!_wasThere)
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

    /// <summary>True if the server is up and takes connections.</summary>
    public bool IsReady() => Lines(PidFile) is { Length: > 7 } lines && lines[7].Trim() == "ready";

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

        // Parents as the user's habits have them, the folder itself closed to everybody else.
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
