using System.Diagnostics;
using Npgsql;
using Placements.LocalPostgres;
using Placements.Testing;
using Xunit;

namespace Placements.EventStore.Tests.LocalPostgres;

/// <summary>Nothing that dies, in whatever way, may leave a server running for nobody or block the next start.</summary>
public sealed class CrashTests(TestCluster testCluster, PristineCluster pristine)
{
    private const string ReportTo = "PLACEMENTS_TEST_REPORT_TO";

    [Fact]
    public async Task Another_process_keeps_the_server_up_and_it_stops_when_that_one_is_killed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no named pipes of this kind.");
        using var scratch = await pristine.Copy();
        var cluster = await LocalCluster.StartAsync(scratch.Options);
        using var other = Scratch.Shell("exec 9<>\"$1/alive\"; echo >&9; echo in; exec sleep 1000", scratch.Folder);
        Assert.Equal("in", await other.StandardOutput.ReadLineAsync());

        var leaving = cluster.DisposeAsync().AsTask();
        Assert.Equal(1, await Scratch.Ask(cluster, "select 1"));
        Assert.False(leaving.IsCompleted, "somebody is still in");
        other.Kill();
        await leaving;

        Assert.False(File.Exists(scratch.PidFile));
        await using var next = await LocalCluster.StartAsync(scratch.Options);
        Assert.Equal(1, await Scratch.Ask(next, "select 1"));
    }

    [Fact]
    public async Task A_killed_test_run_takes_its_server_and_its_folder_with_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "On Windows the next start joins the server that is still up.");
        var report = Path.Combine(Path.GetTempPath(), $"placements-report-{Guid.NewGuid():N}");
        var method = $"{typeof(CrashTests).FullName}.{nameof(Run_in_a_process_that_is_killed)}";
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["--explicit", "only", "--filter-method", method])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            Environment = { [ReportTo] = report },
        };
        using var run = Process.Start(start)!;
        try
        {
            await Until.True(() => File.Exists(report) || run.HasExited);
            var host = await File.ReadAllTextAsync(report);
            Assert.True(Directory.Exists(host));
            run.Kill();
            await Until.True(() => !Directory.Exists(host));
        }
        finally
        {
            run.Kill();
            File.Delete(report);
        }
    }

    [Fact(Explicit = true)]
    public async Task Run_in_a_process_that_is_killed()
    {
        var report = Environment.GetEnvironmentVariable(ReportTo)!;
        var host = new NpgsqlConnectionStringBuilder(await testCluster.CreateDatabase()).Host;
        await File.WriteAllTextAsync(report + ".new", host);
        File.Move(report + ".new", report);
        await Task.Delay(Timeout.Infinite);
    }

    [Fact]
    public async Task A_killed_server_is_started_again_by_the_next_process_with_all_that_was_committed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Uses kill.");
        using var scratch = await pristine.Copy();
        await using var first = await LocalCluster.StartAsync(scratch.Options);
        await Scratch.Ask(first, "create table t (x text); insert into t values ('kept')");
        await Kill(scratch.PidFile);

        await using var second = await LocalCluster.StartAsync(scratch.Options);
        Assert.Equal("kept", await Scratch.Ask(second, "select x from t"));
        Assert.Equal("kept", await Scratch.Ask(first, "select x from t"));
    }

    [Fact]
    public async Task A_server_whose_supervisor_was_killed_gets_a_new_one_and_goes_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no supervisor.");
        using var scratch = await pristine.Copy();
        var first = await LocalCluster.StartAsync(scratch.Options);
        var started = await Scratch.StartedAt(first);
        await Kill(Path.Combine(scratch.Folder, "supervisor.pid"));

        var second = await LocalCluster.StartAsync(scratch.Options);
        Assert.Equal(started, await Scratch.StartedAt(second));
        await second.DisposeAsync();
        Assert.Equal(started, await Scratch.StartedAt(first));
        await first.DisposeAsync();
        Assert.False(File.Exists(scratch.PidFile));
    }

    [Fact]
    public async Task Numbers_left_in_the_folder_that_now_belong_to_other_processes_do_not_block_a_start()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Uses a unix user.");
        using var scratch = await pristine.Copy();
        // As after the crash of a container: the same numbers, given to others, here to a process of the server's own user.
        var start = new ProcessStartInfo("cat") { RedirectStandardInput = true, UseShellExecute = false };
        if (Environment.IsPrivilegedProcess)
        {
            start.UserName = "postgres";
        }

        using var stranger = Process.Start(start)!;
        var pid = $"{stranger.Id}\n";
        await File.WriteAllTextAsync(scratch.PidFile, pid + scratch.Folder + "/pg\n1\n5432\n/tmp\n\n0 0\nready   \n");
        await File.WriteAllTextAsync(Path.Combine(scratch.Folder, "supervisor.pid"), pid);
        await using (var cluster = await LocalCluster.StartAsync(scratch.Options))
        {
            Assert.Equal(1, await Scratch.Ask(cluster, "select 1"));
        }

        Assert.False(stranger.HasExited, "only our own processes are stopped");
        stranger.StandardInput.Close();
        await stranger.WaitForExitAsync();
    }

    [Fact]
    public async Task A_folder_that_another_container_uses_is_left_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows containers share no folders with a server in this way.");
        using var scratch = await pristine.Copy();
        // All that one container sees of another: the lock on the shared volume, but no process.
        await using var other = new FileStream(Path.Combine(scratch.Folder, "holders"), FileMode.Open, FileAccess.Read, FileShare.Read);
        var refused = await Assert.ThrowsAsync<LocalPostgresException>(() => LocalCluster.StartAsync(scratch.Options));
        Assert.Contains("in use by a process in another container", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Returns when the process is dead, perhaps still a zombie: how soon it is buried is up to the machine.</summary>
    private static async Task Kill(string pidFile)
    {
        var pid = File.ReadLines(pidFile).First();
        using var kill = Process.Start("kill", ["-9", pid]);
        await kill.WaitForExitAsync();
        await Until.True(() => IsZombieOrGone(pid));
    }

    private static bool IsZombieOrGone(string pid)
    {
        if (!OperatingSystem.IsLinux())
        {
            return Process.GetProcesses().All(process => process.Id != int.Parse(pid));
        }

        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Length == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
