using Npgsql;
using Placements.LocalPostgres;
using Xunit;

namespace Placements.EventStore.Tests.LocalPostgres;

/// <summary>What is found, and what is said where nothing is. Stand-ins are shell scripts.</summary>
public sealed class FindingTests(PristineCluster pristine) : IDisposable
{
    private readonly Scratch _machine = new();

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void This_machine_has_a_PostgreSQL()
    {
        var found = PostgresBinaries.Find();
        Assert.True(found?.Major >= PostgresBinaries.OldestMajor);
    }

    [Fact]
    public void The_newest_of_the_usual_places_is_taken_and_one_that_is_too_old_is_not()
    {
        SkipOnWindows();
        Install("pg/9.6", "9.6.24");
        Install("pg/14", "14.18");
        Install("pg/16", "16.9 (Debian 16.9-1)");
        Install("pg/18", "18beta1");
        var search = new PostgresSearch([], [Path.Combine(_machine.Folder, "pg", "*", "bin")]);
        Assert.Equal([18, 16], PostgresBinaries.FindAll(search).Select(found => found.Major));
    }

    [Fact]
    public void A_link_on_PATH_is_followed_to_its_home_and_comes_before_the_usual_places()
    {
        SkipOnWindows();
        var chosen = Install("chosen", "15.13");
        Install("pg/17", "17.5");
        var links = Directory.CreateDirectory(Path.Combine(_machine.Folder, "links")).FullName;
        File.CreateSymbolicLink(Path.Combine(links, "initdb"), Path.Combine(chosen, "initdb"));
        var found = PostgresBinaries.Find(new PostgresSearch([links], [Path.Combine(_machine.Folder, "pg", "*", "bin")]));
        Assert.Equal(new PostgresBinaries(chosen, 15), found);
    }

    [Fact]
    public async Task Without_PostgreSQL_and_Docker_one_sentence_says_what_to_install()
    {
        using var scratch = new Scratch();
        var refused = await Refused(scratch.Options with { Search = new PostgresSearch([], []) });
        Assert.StartsWith(
            "No PostgreSQL found: install PostgreSQL 15 or later (Debian: apt install postgresql;",
            refused,
            StringComparison.Ordinal
        );
        Assert.EndsWith("or set ConnectionStrings__Placements.", refused, StringComparison.Ordinal);
        Assert.False(Directory.Exists(scratch.Folder));
    }

    [Fact]
    public async Task A_docker_client_without_an_engine_counts_as_none()
    {
        SkipOnWindows();
        var bin = Path.GetDirectoryName(_machine.Program("bin/docker", "echo 'Cannot connect to the Docker daemon' >&2; exit 1"))!;
        using var scratch = new Scratch();
        Assert.StartsWith(
            "No PostgreSQL found",
            await Refused(scratch.Options with { Search = new PostgresSearch([bin], []) }),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_docker_command_lines_are_right_as_far_as_a_stand_in_can_tell_no_engine_was_available()
    {
        SkipOnWindows();
        var log = Path.Combine(_machine.Folder, "log");
        var script = $"""
            here='{_machine.Folder.Replace("'", "'\\''", StringComparison.Ordinal)}'
            echo "$*" >>"$here/log"
            case $1 in
              version) echo 28.2.2 ;;
              run) touch "$here/up"; printf %s "$POSTGRES_PASSWORD" >"$here/password" ;;
              ps) [ ! -e "$here/up" ] || echo 4f2a ;;
              exec) [ -e "$here/asked" ] || {"{"} touch "$here/asked"; exit 2; {"}"} ;;
              port) echo 127.0.0.1:49153 ;;
              stop) rm "$here/up" ;;
            esac
            """;
        var search = new PostgresSearch([Path.GetDirectoryName(_machine.Program("bin/docker", script))!], []);
        using var scratch = new Scratch();
        NpgsqlConnectionStringBuilder connection;
        await using (var first = await LocalCluster.StartAsync(scratch.Options with { Search = search }))
        await using (var second = await LocalCluster.StartAsync(scratch.Options with { Search = search }))
        {
            Assert.Equal(17, first.Major);
            connection = new NpgsqlConnectionStringBuilder(first.ConnectionString("demo"));
            Assert.Equal(connection.ConnectionString, new NpgsqlConnectionStringBuilder(second.ConnectionString("demo")).ConnectionString);
        }

        Assert.Equal(("127.0.0.1", 49153), (connection.Host!, connection.Port));
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(_machine.Folder, "password")), connection.Password);
        var lines = await File.ReadAllLinesAsync(log);
        Assert.Equal(
            ["version", "ps", "rm", "run", "exec", "ps", "exec", "port", "version", "ps", "exec", "port", "stop"],
            lines.Select(line => line.Split(' ')[0])
        );
        var run = lines[3];
        var name = lines[^1].Split(' ')[^1];
        Assert.StartsWith($"run --detach --rm --name {name} --publish 127.0.0.1::5432 ", run, StringComparison.Ordinal);
        Assert.Contains($" --volume {name}:/var/lib/postgresql/data --env POSTGRES_PASSWORD ", run, StringComparison.Ordinal);
        Assert.Contains(" postgres:17 -c timezone=UTC ", run, StringComparison.Ordinal);
        Assert.DoesNotContain(connection.Password!, run, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_with_other_files_in_it_is_left_alone()
    {
        using var scratch = new Scratch();
        Directory.CreateDirectory(scratch.Folder);
        await File.WriteAllTextAsync(Path.Combine(scratch.Folder, "thesis.docx"), "");
        Assert.Contains("holds other files", await Refused(scratch.Options), StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFileSystemEntries(scratch.Folder));
    }

    [Fact]
    public async Task A_folder_that_another_process_is_making_is_not_taken_for_somebody_elses()
    {
        // Which of them meets the other half way is luck: enough tries find it.
        for (var i = 0; i < 100; i++)
        {
            using var scratch = new Scratch();
            using var together = new Barrier(4);
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(OpenAndLock, TaskCreationOptions.LongRunning)));

            void OpenAndLock()
            {
                together.SignalAndWait(TestContext.Current.CancellationToken);
                var folder = ClusterFolder.Open(scratch.Options);
                folder.LockAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult().Dispose();
            }
        }
    }

    [Fact]
    public async Task A_cluster_of_a_version_that_is_not_installed_is_not_touched()
    {
        using var scratch = new Scratch();
        Directory.CreateDirectory(Path.Combine(scratch.Folder, "pg"));
        await File.WriteAllTextAsync(Path.Combine(scratch.Folder, "lock"), "");
        await File.WriteAllTextAsync(Path.Combine(scratch.Folder, "pg", "PG_VERSION"), "99\n");
        Assert.Contains("was made by PostgreSQL 99, which is not installed", await Refused(scratch.Options), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_start_says_why_and_leaves_nothing_behind()
    {
        using var scratch = new Scratch();
        var settings = new Dictionary<string, string> { ["shared_buffers"] = "plenty" };
        Assert.Contains(
            "\"shared_buffers\": \"plenty\"",
            await Refused(scratch.Options with { Settings = settings }),
            StringComparison.Ordinal
        );
        Assert.False(Directory.Exists(scratch.Folder));
    }

    [Fact]
    public async Task Root_is_told_when_the_servers_user_cannot_reach_the_folder()
    {
        Assert.SkipUnless(!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess, "Only root runs the server as somebody else.");
        var closed = Directory.CreateTempSubdirectory("placements-closed-");
        try
        {
            var refused = await Refused(LocalClusterOptions.Persistent(Path.Combine(closed.FullName, "demo")));
            Assert.EndsWith("use a folder such as /var/lib/placements/demo.", refused, StringComparison.Ordinal);
            Assert.Empty(closed.EnumerateFileSystemInfos());
        }
        finally
        {
            closed.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_socket_folder_that_somebody_else_made_first_is_not_used()
    {
        Assert.SkipUnless(!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess, "Only root can pose as another user.");
        using var scratch = await pristine.Copy();
        string socket;
        await using (var cluster = await LocalCluster.StartAsync(scratch.Options))
        {
            socket = Scratch.SocketFolder(cluster);
        }

        Directory.CreateDirectory(socket);
        try
        {
            Assert.Equal($"The socket folder {socket} belongs to another user: remove it.", await Refused(scratch.Options));
        }
        finally
        {
            Directory.Delete(socket);
        }
    }

    [Fact]
    public async Task A_folder_of_an_ordinary_user_remains_theirs_after_root_has_tried_it()
    {
        Assert.SkipUnless(!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess, "Only root can pose as another user.");
        using var scratch = await pristine.Copy();
        using var give = Scratch.Shell("exec chown -R daemon \"$1\"", scratch.Folder);
        await give.WaitForExitAsync();

        Assert.Contains("does not run as root, and the user", await Refused(scratch.Options), StringComparison.Ordinal);
        using var find = Scratch.Shell("exec find \"$1\" -maxdepth 0 -user daemon", scratch.Folder);
        Assert.Equal(scratch.Folder, await find.StandardOutput.ReadLineAsync());
    }

    private static async Task<string> Refused(LocalClusterOptions options) =>
        (await Assert.ThrowsAsync<LocalPostgresException>(() => LocalCluster.StartAsync(options))).Message;

    private static void SkipOnWindows() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-ins are shell scripts.");

    private string Install(string folder, string version)
    {
        _machine.Program($"{folder}/bin/pg_ctl", "");
        _machine.Program($"{folder}/bin/postgres", $"echo 'postgres (PostgreSQL) {version}'");
        return Path.GetDirectoryName(_machine.Program($"{folder}/bin/initdb", ""))!;
    }
}
