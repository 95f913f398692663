using System.Diagnostics;
using Npgsql;
using Placements.LocalPostgres;
using Xunit;

namespace Placements.EventStore.Tests.LocalPostgres;

/// <summary>
/// A folder for one persistent cluster, deleted with the test. Its name breaks whatever forgets to quote, and is longer than the path
/// of a unix socket may be.
/// </summary>
internal sealed class Scratch : IDisposable
{
    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"placements tŷ 'ô' {new string('x', 80)} {Guid.NewGuid():N}");

    public LocalClusterOptions Options => LocalClusterOptions.Persistent(Folder);

    public string PidFile => Path.Combine(Folder, "pg", "postmaster.pid");

    /// <summary>Runs one statement without a pool, so that no connection outlives it.</summary>
    public static async Task<object?> Ask(LocalCluster cluster, string sql)
    {
        await using var connection = new NpgsqlConnection(cluster.ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public static Task<object?> StartedAt(LocalCluster cluster) => Ask(cluster, "select pg_postmaster_start_time()");

    public static string SocketFolder(LocalCluster cluster) =>
        new NpgsqlConnectionStringBuilder(cluster.ConnectionString("postgres")).Host!;

    /// <summary>Starts a shell script; the paths it needs are its arguments.</summary>
    public static Process Shell(string script, params string[] arguments) =>
        Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", script, "sh", .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false }
        )!;

    /// <summary>Writes a stand-in for a program.</summary>
    public string Program(string path, string script)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "#!/bin/sh\n" + script + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return file;
    }

    public void Dispose()
    {
        Assert.False(File.Exists(PidFile), "a test stops its server");
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
