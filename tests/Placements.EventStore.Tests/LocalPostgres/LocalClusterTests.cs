using System.Diagnostics;
using Placements.LocalPostgres;
using Xunit;

namespace Placements.EventStore.Tests.LocalPostgres;

public sealed class LocalClusterTests(PristineCluster pristine)
{
    [Fact]
    public async Task What_was_written_is_there_after_a_restart()
    {
        using var scratch = new Scratch();
        var said = new List<string>();
        string socket;
        await using (var first = await LocalCluster.StartAsync(scratch.Options, said.Add))
        {
            await Scratch.Ask(first, "create table t (x text); insert into t values ('kept')");
            socket = Scratch.SocketFolder(first);
        }

        Assert.False(File.Exists(scratch.PidFile), "the server stopped");
        Assert.False(Directory.Exists(socket), "its socket is gone");
        await using var second = await LocalCluster.StartAsync(scratch.Options, said.Add);
        Assert.Equal("kept", await Scratch.Ask(second, "select x from t"));
        Assert.Equal(["Creating", "Starting", "Starting"], said.Select(sentence => sentence.Split(' ')[0]));
    }

    [Fact]
    public async Task A_kept_cluster_is_durable_and_takes_further_settings()
    {
        using var scratch = await pristine.Copy();
        var settings = new Dictionary<string, string> { ["work_mem"] = "13MB", ["application_name"] = "it's" };
        await using var cluster = await LocalCluster.StartAsync(scratch.Options with { Settings = settings });
        Assert.Equal(
            "on on on 13MB it's",
            await Scratch.Ask(
                cluster,
                "select concat_ws(' ', current_setting('fsync'), current_setting('synchronous_commit'), current_setting('full_page_writes'), current_setting('work_mem'), (select reset_val from pg_settings where name = 'application_name'))"
            )
        );
    }

    [Fact]
    public async Task Nobody_but_the_owner_gets_near_the_server()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has a port and a password instead.");
            return;
        }

        using var scratch = await pristine.Copy();
        await using var cluster = await LocalCluster.StartAsync(scratch.Options);
        const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Assert.Equal(Private, File.GetUnixFileMode(Scratch.SocketFolder(cluster)));
        Assert.Equal(Private, File.GetUnixFileMode(scratch.Folder));
        Assert.Equal("", await Scratch.Ask(cluster, "show listen_addresses"));
    }

    [Fact]
    public async Task Starters_at_the_same_time_share_one_server_and_the_last_to_leave_stops_it()
    {
        using var scratch = await pristine.Copy();
        var clusters = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => LocalCluster.StartAsync(scratch.Options)));
        var started = await Task.WhenAll(clusters.Select(Scratch.StartedAt));
        Assert.Single(started.Distinct());

        foreach (var cluster in clusters[1..])
        {
            await cluster.DisposeAsync();
        }

        Assert.Equal(started[0], await Scratch.StartedAt(clusters[0]));
        await clusters[0].DisposeAsync();
        await clusters[0].DisposeAsync();
        Assert.False(File.Exists(scratch.PidFile));
    }

    [Fact]
    public async Task Coming_and_going_at_any_moment_never_finds_a_server_that_is_not_there()
    {
        using var scratch = await pristine.Copy();
        await Task.WhenAll(
            Enumerable
                .Range(0, 3)
                .Select(async _ =>
                {
                    for (var i = 0; i < 3; i++)
                    {
                        await using var cluster = await LocalCluster.StartAsync(scratch.Options);
                        Assert.Equal(1, await Scratch.Ask(cluster, "select 1"));
                    }
                })
        );
        Assert.False(File.Exists(scratch.PidFile));
    }

    [Fact]
    public async Task A_temporary_cluster_is_fast_instead_of_durable_and_leaves_nothing_behind()
    {
        var options = LocalClusterOptions.Temporary();
        await using var cluster = await LocalCluster.StartAsync(options);
        Assert.Equal("off", await Scratch.Ask(cluster, "show fsync"));
        var socket = Scratch.SocketFolder(cluster);
        var server = int.Parse(File.ReadLines(Path.Combine(options.DataDirectory, "pg", "postmaster.pid")).First());
        await cluster.DisposeAsync();

        Assert.False(Directory.Exists(options.DataDirectory));
        Assert.False(Directory.Exists(socket));
        await Until.True(() => Process.GetProcesses().All(process => process.Id != server));
    }

    [Fact]
    public async Task Giving_up_while_it_starts_leaves_nothing_behind()
    {
        var options = LocalClusterOptions.Temporary();
        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => LocalCluster.StartAsync(options, _ => cancel.Cancel(), cancel.Token));
        await Until.True(() => !Directory.Exists(options.DataDirectory));
    }

    [Fact]
    public void The_default_folder_is_the_users_own()
    {
        var folder = LocalCluster.DefaultDataDirectory("demo");
        Assert.Equal("demo", Path.GetFileName(folder));
        Assert.True(Path.IsPathFullyQualified(folder));
        Assert.Equal(Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows(), folder == "/var/lib/placements/demo");
    }
}
