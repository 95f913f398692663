using System.Diagnostics;
using Npgsql;
using Placements.LocalPostgres;
using Placements.Tests.Api.Hosting;
using Placements.Tests.Api.Resilience;

namespace Placements.Tests.Api.Places;

/// <summary>The verb as an operator runs it, beside a running host and in the face of mistakes.</summary>
public sealed class LoadVerbTests
{
    private const string Header = "pcds,oslaua,oseast1m,osnrth1m\n";
    private const string Two = "CF10 1BR,W06000015,318063,176377\nSA10 6HF,W06000012,272406,197450\n";

    [Fact, Trait("speed", "slow")]
    public async Task Beside_a_running_host_it_uses_the_same_database_and_leaves_it_running()
    {
        await using var folder = new TempFolder();
        await using var host = await HostProcess.Demo(folder);
        var child = await host.As("manager").RegisterChild();
        await File.WriteAllTextAsync(folder.File("postcodes.csv"), Header + Two + "nowhere,,,\n");

        await using var verb = HostProcess.Start(["load", "postcodes", "--data", folder.Data, folder.File("postcodes.csv")]);
        var (code, output, errors) = await verb.Exit();

        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("The directory holds 2 postcodes. Lines left out: 1.", output, StringComparison.Ordinal);
        Assert.Contains("line 4: nowhere is no postcode.", output, StringComparison.Ordinal);
        Assert.Equal("31.2", await LoadVerb.Ask(folder, "select reporting.miles_between('CF10 1BR', 'SA10 6HF')::text"));
        await host.As("auditor").Get($"/v1/children/{child}");
        Assert.Equal(0, await host.Stop());
    }

    [Fact, Trait("speed", "slow")]
    public async Task A_host_that_stops_meanwhile_leaves_the_database_running_for_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Holds the load back with a named pipe.");
        await using var folder = new TempFolder();
        await using var host = await HostProcess.Demo(folder);
        await using var verb = await InTheMiddle(folder);

        Assert.Equal(0, await host.Stop());
        await verb.Rest.WriteAsync("LL58 8AJ,W06000001,260506,376065\n");
        await verb.Rest.DisposeAsync();

        var (code, output, errors) = await verb.Process.Exit();
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("The directory holds 3 postcodes. Lines left out: 50,000.", output, StringComparison.Ordinal);
    }

    [Fact, Trait("speed", "slow")]
    public async Task Killed_in_the_middle_it_changes_nothing_and_the_next_load_works()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Holds the load back with a named pipe.");
        await using var folder = new TempFolder();
        await using var host = await HostProcess.Demo(folder);
        await using (var verb = await InTheMiddle(folder))
        {
            await verb.Process.Kill();
        }

        Assert.Equal("4227", await LoadVerb.Ask(folder, "select count(*)::text from reference.postcode"));
        await File.WriteAllTextAsync(folder.File("postcodes.csv"), Header + Two);
        await using var again = HostProcess.Start(["load", "postcodes", folder.File("postcodes.csv"), "--data", folder.Data]);
        Assert.Equal(0, (await again.Exit()).Code);
        Assert.Equal("2", await LoadVerb.Ask(folder, "select count(*)::text from reference.postcode"));
    }

    [Theory]
    [InlineData("no-such.csv", "cannot be read")]
    [InlineData(".", "cannot be read")]
    [InlineData("", "cannot be read")]
    public async Task A_file_that_cannot_be_read_is_one_sentence_and_makes_no_database(string name, string says)
    {
        await using var folder = new TempFolder();
        var file = name.Length == 0 ? "" : folder.File(name);

        await using var verb = HostProcess.Start(["load", "postcodes", file, "--data", folder.Data]);

        LoadVerb.IsOneSentence(await verb.Exit(), says);
        Assert.False(Directory.Exists(folder.Data));
    }

    [Theory]
    [InlineData("load")]
    [InlineData("load", "postcodes")]
    [InlineData("load", "frobnicate")]
    public async Task A_verb_that_is_not_whole_is_one_sentence(params string[] arguments)
    {
        await using var verb = HostProcess.Start(arguments);

        LoadVerb.IsOneSentence(await verb.Exit(), "--help");
    }

    [Fact, Trait("speed", "slow")]
    public async Task A_file_that_is_no_directory_is_one_sentence()
    {
        await using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("postcodes.csv"), "");

        await using var verb = HostProcess.Start(["load", "postcodes", folder.File("postcodes.csv"), "--data", folder.Data]);

        LoadVerb.IsOneSentence(await verb.Exit(), "The file is empty");
    }

    /// <summary>A load that has begun to write and waits for the rest of its file.</summary>
    private static async Task<HalfLoad> InTheMiddle(TempFolder folder)
    {
        var pipe = folder.File("pipe.csv");
        using (var make = Process.Start("mkfifo", [pipe]))
        {
            await make.WaitForExitAsync();
        }
        var verb = HostProcess.Start(["load", "postcodes", pipe, "--data", folder.Data]);
        // For reading as well: opening for writing alone would wait for a verb that failed to start.
        var rest = new StreamWriter(new FileStream(pipe, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, 0)) { AutoFlush = true };
        await rest.WriteAsync(Header + Two);
        // More than a reader's buffer, which may be filled before anything is made of it.
        await rest.WriteAsync(string.Concat(Enumerable.Repeat("nowhere,,,\n", 50_000)));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await LoadVerb.Ask(folder, "select count(*)::text from pg_stat_activity where query like 'copy staged_postcode%'") == "0")
        {
            await Task.Delay(5, limit.Token);
        }
        return new HalfLoad(verb, rest);
    }

    private sealed record HalfLoad(HostProcess Process, StreamWriter Rest) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Process.DisposeAsync();
            await Rest.DisposeAsync();
        }
    }
}
