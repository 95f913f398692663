using System.Diagnostics;
using Npgsql;
using Placements.EventStore.Seals;
using Placements.Testing;
using Xunit;

namespace Placements.EventStore.Tests.Seals;

/// <summary>The script and the copy command that <c>deploy/SEALS.md</c> gives to somebody who trusts nobody, on real exports.</summary>
public sealed class IndependentVerifierTests(TestCluster cluster) : IAsyncLifetime
{
    private static readonly string Deploy = Path.Combine(Root(), "deploy");

    private readonly string folder = Directory.CreateTempSubdirectory("placements-seals-").FullName;

    private SealedLog log = null!;

    public async ValueTask InitializeAsync() => log = await SealedLog.Copy(cluster);

    public async ValueTask DisposeAsync()
    {
        await log.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task It_agrees_with_ours_on_a_log_that_nobody_touched()
    {
        await log.Database.Append(Guid.CreateVersion7(), 0);
        var verdict = await log.MustAgree();

        var (code, said) = await Verify();

        Assert.Equal($"{verdict.Sealed} entries in {verdict.Seals} seals agree; 1 entries are not sealed yet.", said);
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task It_agrees_on_a_restored_log_that_went_on()
    {
        await log.Database.Execute("update placements.mt_events set transaction_id = '999999999' where seq_id = 1");
        await log.Database.Execute("select placements.adopt_restored_log()");
        await log.Database.Append(Guid.CreateVersion7(), 0);
        await log.SealAll();

        Assert.Equal(0, (await Verify()).Code);
    }

    [Theory]
    [InlineData("update placements.mt_events set data = '2' where seq_id = 2", "Seal 1 does not agree: one of its entries")]
    [InlineData(
        "update placements.mt_events set correlation_id = null where correlation_id = ''",
        "Seal 1 does not agree: one of its entries"
    )]
    [InlineData("update placements.mt_events set transaction_id = '1' where seq_id = 2", "Seal 1 does not agree: a transaction id")]
    [InlineData("delete from placements.mt_events where seq_id = 2", "Entry 2, which a seal covers, is missing.")]
    [InlineData("delete from placements.mt_events", "Entry 1, which a seal covers, is missing.")]
    [InlineData("update placements.mt_events set seq_id = 0 where seq_id = 2", "Entry 0 (version ")]
    [InlineData("delete from placements.seal where number = 2", "Seal 2 is missing.")]
    [InlineData("update placements.seal set closed_below = 0 where number = 2", "Seal 2 was changed: its signature does not agree.")]
    [InlineData("update placements.seal set key_id = 'k' where number = 2", "Seal 2 was signed with the key k")]
    public async Task What_was_tampered_with_is_found(string sql, string said)
    {
        await log.Tamper(sql);

        var verdict = await Verify();

        Assert.StartsWith(said, verdict.Said, StringComparison.Ordinal);
        Assert.Equal(1, verdict.Code);
        Assert.NotNull((await log.Verify()).Problem);
    }

    [Fact]
    public async Task A_tail_that_was_cut_is_found_by_the_published_seals()
    {
        var published = await log.Published();
        await log.Tamper(
            """
            delete from placements.mt_events where seq_id <@ (select covers from placements.seal order by number desc limit 1);
            delete from placements.seal where number = (select max(number) from placements.seal)
            """
        );

        Assert.Equal(0, (await Verify()).Code);
        Assert.Equal(1, (await Verify(published)).Code);
    }

    private async Task<(int Code, string Said)> Verify(IEnumerable<string>? seals = null)
    {
        foreach (var program in new[] { "python3", "openssl", "psql" })
        {
            Assert.SkipUnless(IsInstalled(program), $"The independent verifier needs {program}, which is not installed.");
        }
        var (entries, lines, key) = (At("entries.bin"), At("seals.jsonl"), At("seal-public.pem"));
        await File.WriteAllLinesAsync(lines, seals ?? await log.Published());
        await File.WriteAllTextAsync(key, log.Key.PublicPem);
        var copied = await Run("psql", "--no-psqlrc", $"--output={entries}", $"--command={CopyCommand()}");
        Assert.Equal((0, ""), copied);
        return await Run("python3", Path.Combine(Deploy, "verify_seals.py"), entries, lines, key);
    }

    /// <summary>As the page gives it.</summary>
    private static string CopyCommand()
    {
        var page = File.ReadAllText(Path.Combine(Deploy, "SEALS.md"));
        var begin = page.IndexOf("copy (select", StringComparison.Ordinal);
        return page[begin..page.IndexOf('"', begin)];
    }

    private async Task<(int Code, string Said)> Run(string program, params string[] arguments)
    {
        var database = new NpgsqlConnectionStringBuilder(log.Database.ConnectionString);
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["PGHOST"] = database.Host,
                ["PGPORT"] = $"{database.Port}",
                ["PGUSER"] = database.Username,
                ["PGPASSWORD"] = database.Password,
                ["PGDATABASE"] = database.Database,
                ["PGCLIENTENCODING"] = "UTF8",
            },
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, (output + await errors).TrimEnd());
    }

    private string At(string name) => Path.Combine(folder, name);

    private static bool IsInstalled(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(path => File.Exists(Path.Combine(path, program)));

    private static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(at!.FullName, "deploy")))
        {
            at = at.Parent;
        }
        return at.FullName;
    }
}
