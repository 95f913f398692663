using Npgsql;
using Placements.LocalPostgres;
using Placements.Tests.Api.Hosting;
using Placements.Tests.Api.Resilience;

namespace Placements.Tests.Api.Returns;

/// <summary>The verb as an operator runs it: beside a running host, killed in the middle, and with mistakes.</summary>
public sealed class ImportVerbTests
{
    [Fact, Trait("speed", "slow")]
    public async Task Beside_a_running_host_it_takes_over_five_years_and_takes_them_back()
    {
        await using var folder = new TempFolder();
        await using var host = await HostProcess.Demo(folder);

        await using var import = Verb(
            folder,
            "ssda903",
            ReturnDatabase.Sample("clean"),
            "--authority",
            "W06000015",
            "--report",
            folder.File("report.csv")
        );
        var (code, output, errors) = await import.Exit();

        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("returns of 2022, 2023, 2024, 2025, 2026", output, StringComparison.Ordinal);
        Assert.Contains("Children: 488 new, 0 changed, 0 unchanged, 0 left out.", output, StringComparison.Ordinal);
        Assert.Equal("outcome,code,file,line,column,child,message", (await File.ReadAllLinesAsync(folder.File("report.csv")))[0]);
        var figures = await host.As("reporting").Get("/v1/stability/summary?asAt=2024-03-31");
        Assert.InRange(figures["lookedAfter"]!.GetValue<int>(), 100, 213);

        var batch = output[(output.LastIndexOf("Import ", StringComparison.Ordinal) + 7)..].Trim().TrimEnd('.');
        await using var back = Verb(folder, "void", batch, "--authority", "W06000015", "--reason", "a trial");
        Assert.Contains("of 488 children.", (await back.Exit()).Output, StringComparison.Ordinal);
        figures = await host.As("reporting").Get("/v1/stability/summary?asAt=2024-03-31");
        Assert.Equal(0, figures["lookedAfter"]!.GetValue<int>());
        Assert.Equal(0, await host.Stop());
    }

    [Fact, Trait("speed", "slow")]
    public async Task Killed_in_the_middle_nothing_is_half_loaded_and_the_next_import_works()
    {
        await using var folder = new TempFolder();
        await using var host = await HostProcess.Demo(folder);
        await using var cluster = await LocalCluster.StartAsync(
            LocalClusterOptions.Persistent(folder.Data),
            _ => { },
            CancellationToken.None
        );
        await using (var database = NpgsqlDataSource.Create(cluster.ConnectionString("placements")))
        {
            await using var held = await database.OpenConnectionAsync();
            await using var transaction = await held.BeginTransactionAsync();
            // The last thing an import writes is what it was: by then every child is written.
            await Execute(held, "lock table returns.import in exclusive mode");
            await using (var killed = Verb(folder, "ssda903", ReturnDatabase.Sample("clean"), "--authority", "W06000015"))
            {
                await Waits(database);
                await killed.Kill();
            }
            await transaction.RollbackAsync();
            await Alone(database);

            await using var count = database.CreateCommand("select count(*) from placements.mt_streams");
            Assert.Equal(0L, await count.ExecuteScalarAsync());
        }

        await using var again = Verb(folder, "ssda903", ReturnDatabase.Sample("clean"), "--authority", "W06000015");
        Assert.Contains("488 new", (await again.Exit()).Output, StringComparison.Ordinal);
        Assert.Equal(0, await host.Stop());
    }

    [Theory]
    [InlineData("no-such-folder", "W06000015", "Nothing was taken over.")]
    [InlineData(".", "W06000015", "Nothing was taken over.")]
    [InlineData(".", "Cardiff", "Cardiff is not the GSS code of an authority")]
    public async Task A_mistake_is_one_sentence_and_makes_no_database(string name, string authority, string says)
    {
        await using var folder = new TempFolder();

        await using var verb = Verb(folder, "ssda903", folder.File(name), "--authority", authority);
        var (code, output, errors) = await verb.Exit();

        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith(says, errors, StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd().Split('\n'));
        Assert.False(Directory.Exists(folder.Data));
    }

    private static HostProcess Verb(TempFolder folder, params string[] arguments) =>
        HostProcess.Start(["import", .. arguments, "--data", folder.Data]);

    private static Task Waits(NpgsqlDataSource database) =>
        Backends(database, "wait_event_type = 'Lock' and query like 'insert into returns.import%'", count => count == 1);

    private static Task Alone(NpgsqlDataSource database) =>
        Backends(
            database,
            "application_name <> '' and query like '%returns.import%' and state <> 'idle' and pid <> pg_backend_pid()",
            count => count == 0
        );

    private static async Task Backends(NpgsqlDataSource database, string which, Func<long, bool> isSo)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            await using var command = database.CreateCommand($"select count(*) from pg_stat_activity where {which}");
            if (isSo((long)(await command.ExecuteScalarAsync())!))
            {
                return;
            }
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"Not within a minute: {which}");
            await Task.Delay(5);
        }
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
