using Npgsql;
using Placements.Application;
using Placements.Application.ReadModels;
using Placements.Application.Reporting;
using Placements.EventStore;
using Placements.EventStore.Schema;
using Placements.Testing;

namespace Placements.Tests.Api.Reporting;

/// <summary>A database whose read models hold these children, as a rebuild would write them.</summary>
internal sealed class ReportingDatabase : IAsyncDisposable
{
    private ReportingDatabase(NpgsqlDataSource source) => Source = source;

    public NpgsqlDataSource Source { get; }

    public Figures Figures => new(Source);

    public static async Task<ReportingDatabase> Of(TestCluster cluster, params IReadOnlyList<Story> children)
    {
        var connection = await cluster.CreateDatabase("reporting", Prepare);
        var database = new ReportingDatabase(StoreDataSource.Create(connection, "tests"));
        await database.Add(children);
        return database;
    }

    public Task Add(IReadOnlyList<Story> children) =>
        Add([.. children.SelectMany(child => RowHistory.Of(child.Authority, child.Id, child.Entries))]);

    public async Task Add(IReadOnlyList<KnownRow> rows)
    {
        await using var connection = await Source.OpenConnectionAsync();
        foreach (var table in rows.GroupBy(row => ReadModelTables.For(row.Row)))
        {
            await table.Key.Copy(connection, "read_models", table, CancellationToken.None);
        }
    }

    /// <summary>The first column of the first row.</summary>
    public async Task<T> Ask<T>(string sql, params object[] values)
    {
        await using var command = Source.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Rows as lines of text; - is null.</summary>
    public Task<string[]> Lines(string sql) =>
        Ask<string[]>(
            $"select array(select (select string_agg(coalesce(v.value, '-'), ' ') from json_each_text(row_to_json(r)) v) from ({sql}) r)"
        );

    public async Task Run(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();

    private static async Task Prepare(string connection)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await new Migrator(source).Apply([MigrationSet.EventStore, PlacementsDatabase.ReadModels]);
        await CodeTable.Fill(source, CancellationToken.None);
    }
}
