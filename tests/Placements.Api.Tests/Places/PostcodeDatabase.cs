using System.Text;
using Npgsql;
using Placements.Application;
using Placements.Application.Places;
using Placements.Testing;

namespace Placements.Tests.Api.Places;

/// <summary>A database as a host opens it: with the sample of postcodes.</summary>
internal sealed class PostcodeDatabase : IAsyncDisposable
{
    public const int InSample = 4227;

    private PostcodeDatabase(NpgsqlDataSource source) => Source = source;

    public NpgsqlDataSource Source { get; }

    public static async Task<PostcodeDatabase> Of(TestCluster cluster)
    {
        var connection = await cluster.CreateDatabase(
            "postcodes",
            async prepared => await (await PlacementsDatabase.Open(prepared, CancellationToken.None)).DisposeAsync()
        );
        return new PostcodeDatabase(NpgsqlDataSource.Create(connection));
    }

    public Task<PostcodeReport> Load(params string[] lines) => Load(Encoding.UTF8.GetBytes(string.Join('\n', lines)));

    public async Task<PostcodeReport> Load(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return await new PostcodeLoad(Source).Replace(stream, progress: null, CancellationToken.None);
    }

    public async Task<PostcodePlace?> Find(string postcode) =>
        (await new PostcodeDirectory(Source).Find([postcode], CancellationToken.None)).GetValueOrDefault(postcode);

    public Task<long> Count() => Ask<long>("select count(*) from reference.postcode");

    /// <summary>The first column of the first row; the default for null.</summary>
    public async Task<T?> Ask<T>(string sql, params object[] values)
    {
        await using var command = Source.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }
        return await command.ExecuteScalarAsync() is T answer ? answer : default;
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
