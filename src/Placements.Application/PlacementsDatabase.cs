using Npgsql;
using Placements.Application.Places;
using Placements.Application.ReadModels;
using Placements.Application.Reference;
using Placements.Application.Reporting;
using Placements.Application.Returns.Wales;
using Placements.EventStore;
using Placements.EventStore.Schema;

namespace Placements.Application;

/// <summary>The database of a site: made if it is not there, brought to this program's schema, and opened.</summary>
public static class PlacementsDatabase
{
    public static MigrationSet ReadModels { get; } =
        MigrationSet.FromResources("read_models", typeof(ReadModelTable).Assembly, "Placements.Application.ReadModels.Schema.");

    /// <exception cref="SchemaMismatchException">The database is newer than this program; the message says what to do.</exception>
    public static async Task<NpgsqlDataSource> Open(string connectionString, CancellationToken cancel)
    {
        await CreateIfMissing(connectionString, cancel);
        var database = StoreDataSource.Create(connectionString, "placements");
        try
        {
            await new Migrator(database).Apply([MigrationSet.EventStore, ReadModels], cancel);
            await PostcodeLoad.FillIfEmpty(database, cancel);
            await ReferenceLoad.FillWhereEmpty(database, cancel);
            await WalesCodes.Ship(database, cancel);
            await CodeTable.Fill(database, cancel);
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    private static async Task CreateIfMissing(string connectionString, CancellationToken cancel)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        var name = settings.Database ?? settings.Username;
        try
        {
            await using var probe = new NpgsqlConnection(settings.ConnectionString);
            await probe.OpenAsync(cancel);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            settings.Database = "postgres";
            await using var server = new NpgsqlConnection(settings.ConnectionString);
            await server.OpenAsync(cancel);
            await using var create = server.CreateCommand();
            create.CommandText = $"create database \"{name!.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
            try
            {
                await create.ExecuteNonQueryAsync(cancel);
            }
            catch (PostgresException duplicate)
                when (duplicate.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
            {
                // Another host started at the same moment and made it.
            }
        }
    }
}
