using Placements.Testing;
using Placements.Tests.Api.Hosting;
using Placements.Tests.Api.Resilience;

namespace Placements.Tests.Api.Returns.Records;

/// <summary>The verb <c>export ssda903</c>, as an operator starts it.</summary>
public sealed class ExportVerbTests(TestCluster cluster) : IClassFixture<TestCluster>, IDisposable
{
    private static readonly string[] Year2022 = ["--authority", ReturnDatabase.Authority, "--year", "2022"];

    private readonly DirectoryInfo temporary = Directory.CreateTempSubdirectory("placements export verb ");

    public void Dispose() => temporary.Delete(recursive: true);

    [Fact, Trait("speed", "slow")]
    public async Task It_writes_the_tables_for_their_owner_alone_and_says_what_it_wrote()
    {
        await using var database = await ReturnDatabase.Empty(cluster);
        await database.Import("clean/2022");
        var (folder, gaps) = (In("returns", "2022"), In("gaps.csv"));

        var (code, output, errors) = await Run(database.ConnectionString, [folder, .. Year2022, "--gaps", gaps]);

        Assert.True(code == 0, errors);
        foreach (var file in Directory.GetFiles(ReturnDatabase.Sample("clean/2022")))
        {
            var written = Path.Combine(folder, Path.GetFileName(file));
            Assert.Equal(await File.ReadAllLinesAsync(file), await File.ReadAllLinesAsync(written));
            Assert.True(IsOwnersAlone(written));
        }
        Assert.Equal(10, Directory.GetFiles(folder).Length);
        Assert.True(IsOwnersAlone(folder));
        Assert.Contains("header 207\n", output, StringComparison.Ordinal);
        Assert.Contains("ad1 0\n", output, StringComparison.Ordinal);
        Assert.Equal("child,childId,column,why,entryIds", (await File.ReadAllLinesAsync(gaps))[0]);
        Assert.Equal("operator", await database.Ask<string>("select subject from placements.read_audit"));

        // Once more into the same place: nothing is overwritten.
        await IsRefused("is not empty", database.ConnectionString, [folder, .. Year2022]);
        await IsRefused("is there already", database.ConnectionString, [In("other"), .. Year2022, "--gaps", gaps]);
        await IsRefused("no child of E08000026", database.ConnectionString, [In("other"), "--authority", "E08000026", "--year", "2022"]);
        Assert.Equal(["gaps.csv", "returns"], Directory.GetFileSystemEntries(temporary.FullName).Select(Path.GetFileName).Order());

        // An empty folder gives way; as XML it is one file.
        Directory.CreateDirectory(In("empty"));
        (code, _, errors) = await Run(
            database.ConnectionString,
            [In("empty"), .. Year2022, "--xml", "--as-known-at", "2020-01-01T00:00:00Z"]
        );
        Assert.True(code == 0, errors);
        Assert.Equal(["ssda903.xml"], Directory.GetFiles(In("empty")).Select(Path.GetFileName));
    }

    [Fact]
    public Task A_year_that_is_not_known() => IsRefused("2017 to 2027", null, [In("x"), "--authority", "E08000025", "--year", "2016"]);

    [Fact]
    public Task A_year_that_is_none() => IsRefused("2017 to 2027", null, [In("x"), "--authority", "E08000025", "--year", "2025-26"]);

    [Fact]
    public Task An_authority_that_is_none() => IsRefused("GSS code", null, [In("x"), "--authority", "Birmingham", "--year", "2022"]);

    [Fact]
    public Task No_authority() => IsRefused("--authority", null, [In("x"), "--year", "2022"]);

    [Fact]
    public Task An_instant_that_is_none() => IsRefused("2026-05-31T12:00:00Z", null, [In("x"), .. Year2022, "--as-known-at", "yesterday"]);

    [Fact]
    public Task An_instant_to_come() => IsRefused("future", null, [In("x"), .. Year2022, "--as-known-at", "2999-01-01T00:00:00Z"]);

    [Fact]
    public async Task A_file_where_the_folder_is_to_be()
    {
        await File.WriteAllTextAsync(In("file"), "mine");
        await IsRefused("is a file", null, [In("file"), .. Year2022]);
        Assert.Equal("mine", await File.ReadAllTextAsync(In("file")));
    }

    [Fact]
    public Task A_list_of_gaps_among_the_files() => IsRefused("outside", null, [In("x"), .. Year2022, "--gaps", In("x", "gaps.csv")]);

    private static bool IsOwnersAlone(string path) =>
        OperatingSystem.IsWindows()
        || (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)) == UnixFileMode.None;

    private string In(params string[] names) => Path.Combine([temporary.FullName, .. names]);

    private static async Task IsRefused(string what, string? connectionString, string[] arguments)
    {
        var (code, output, errors) = await Run(connectionString, arguments);
        Assert.Equal(1, code);
        var line = Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(what, line, StringComparison.Ordinal);
        Assert.EndsWith(".", line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output + errors, StringComparison.Ordinal);
    }

    /// <param name="connectionString">Null: a database that cannot be reached, since nothing is to ask for it.</param>
    private static async Task<(int Code, string Output, string Errors)> Run(string? connectionString, string[] arguments)
    {
        var database = connectionString ?? "Host=127.0.0.1;Port=1;Username=u;Timeout=1";
        await using var process = HostProcess.Start(
            ["export", "ssda903", .. arguments],
            null,
            ("ConnectionStrings__Placements", database),
            ("Keys__Master", TestKeys.Text)
        );
        return await process.Exit();
    }
}
