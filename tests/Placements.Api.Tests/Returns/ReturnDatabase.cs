using Npgsql;
using Placements.Application;
using Placements.Application.Access;
using Placements.Application.Returns.Export;
using Placements.Application.Returns.Files;
using Placements.Application.Returns.Import;
using Placements.Application.Returns.Ssda903;
using Placements.Testing;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Returns;

/// <summary>A site's database for returns to be taken over by, and made from.</summary>
internal sealed class ReturnDatabase : IAsyncDisposable
{
    /// <summary>Birmingham, whose postcodes the sample has.</summary>
    public const string Authority = "E08000025";

    public static readonly Caller Manager = new("m-1", "Mair Manager", new HashSet<Role> { Role.Manager }, [Authority], []);

    private ReturnDatabase(string connectionString, NpgsqlDataSource source) => (ConnectionString, Source) = (connectionString, source);

    /// <summary>For a program of its own.</summary>
    public string ConnectionString { get; }

    public NpgsqlDataSource Source { get; }

    public static async Task<ReturnDatabase> Empty(TestCluster cluster)
    {
        var connection = await cluster.CreateDatabase(
            "returns",
            async made => await (await PlacementsDatabase.Open(made, CancellationToken.None)).DisposeAsync()
        );
        return new ReturnDatabase(connection, await PlacementsDatabase.Open(connection, CancellationToken.None));
    }

    public static string Sample(string name) => Path.Combine(AppContext.BaseDirectory, "Returns", "Samples", name);

    /// <param name="folder">Of the samples, or any.</param>
    public async Task<(ImportReport Report, List<ReturnProblem> Problems)> Import(string folder, int? year = null, bool dryRun = false)
    {
        using var source = ReturnSource.OfFolder(Path.IsPathRooted(folder) ? folder : Sample(folder), year);
        var problems = new List<ReturnProblem>();
        var report = await new ReturnImport(Source, TestKeys.Master, TimeProvider.System).Run(
            Manager,
            source,
            Authority,
            dryRun,
            problems.Add,
            null,
            CancellationToken.None
        );
        return (report, problems);
    }

    /// <summary>Every table of the year by file name, as text.</summary>
    public async Task<Dictionary<string, string[]>> Export(int year, DateTimeOffset? asKnownAt = null)
    {
        var files = new Dictionary<string, MemoryStream>(StringComparer.Ordinal);
        await using var tally = new ReturnTally(new ReturnYear(year));
        await new ReturnExport(Source, TestKeys.Master).WriteCsv(
            Authority,
            new ReturnYear(year),
            asKnownAt,
            table => files[table.FileName] = new MemoryStream(),
            tally,
            CancellationToken.None
        );
        return files.ToDictionary(
            file => file.Key,
            file => System.Text.Encoding.UTF8.GetString(file.Value.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
        );
    }

    public async Task<T> Ask<T>(string sql, params object[] values)
    {
        await using var command = Source.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
