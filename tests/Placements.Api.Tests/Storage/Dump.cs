using Npgsql;
using Placements.Application.ReadModels;

namespace Placements.Tests.Api.Storage;

/// <summary>Every row of every read model, all columns, <c>valid</c> and <c>known</c> included, in an order that only the values decide.</summary>
internal static class Dump
{
    public static async Task<IReadOnlyList<string>> Of(NpgsqlDataSource database)
    {
        // One snapshot, so that a writer in between does not show in one table and not in another.
        var all = string.Join(
            " union all ",
            ReadModelTables.All.Select(table => $"select '{table.Name} ' || t::text as row from read_models.{table.Name} t")
        );
        await using var command = database.CreateCommand($"select row from ({all}) rows order by row");
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }
        return rows;
    }

    /// <summary>Says which rows differ, not only that some do.</summary>
    public static void Same(IReadOnlyList<string> expected, IReadOnlyList<string> actual)
    {
        Assert.Equal([], expected.Except(actual).Take(5));
        Assert.Equal([], actual.Except(expected).Take(5));
        Assert.Equal(expected.Count, actual.Count);
    }
}
