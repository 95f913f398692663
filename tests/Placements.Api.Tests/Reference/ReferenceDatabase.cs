using System.Text;
using Npgsql;
using Placements.Application;
using Placements.Application.Reference;
using Placements.Testing;

namespace Placements.Tests.Api.Reference;

/// <summary>A database as a host opens it: with the tables that ship.</summary>
internal sealed class ReferenceDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource source;

    private ReferenceDatabase(string connection) => source = NpgsqlDataSource.Create(connection);

    public static async Task<ReferenceDatabase> Of(TestCluster cluster) =>
        new(
            await cluster.CreateDatabase(
                "reference",
                async prepared => await (await PlacementsDatabase.Open(prepared, CancellationToken.None)).DisposeAsync()
            )
        );

    public Task<ReferenceReport> Load(ReferenceTable table, params string[] lines) =>
        Load(table, Encoding.UTF8.GetBytes(string.Join('\n', lines)));

    public async Task<ReferenceReport> Load(ReferenceTable table, byte[] file)
    {
        using var stream = new MemoryStream(file);
        return await new ReferenceLoad(source).Replace(table, stream, CancellationToken.None);
    }

    /// <summary>Another host starts on this database.</summary>
    public async Task OpenOnceMore() =>
        await (await PlacementsDatabase.Open(source.ConnectionString, CancellationToken.None)).DisposeAsync();

    /// <summary>An instant after everything loaded so far and before everything loaded later.</summary>
    public async Task<string> Now() => (await Ask("select clock_timestamp()"))!;

    /// <summary>The first column of all rows as text, one a line; null for none.</summary>
    public async Task<string?> Ask(string sql)
    {
        await using var command = source.CreateCommand($"select string_agg(x::text, e'\\n') from ({sql}) q (x)");
        return await command.ExecuteScalarAsync() as string;
    }

    public async Task Run(string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public Task<string?> Rows(string table) => Ask($"select to_jsonb(t) from {table} t order by 1");

    public async Task<string> Plan(string sql)
    {
        await using var command = source.CreateCommand($"explain {sql}");
        await using var reader = await command.ExecuteReaderAsync();
        var plan = new StringBuilder();
        while (await reader.ReadAsync())
        {
            plan.AppendLine(reader.GetString(0));
        }
        return plan.ToString();
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
