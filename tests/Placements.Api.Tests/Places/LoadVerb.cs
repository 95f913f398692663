using Npgsql;
using Placements.LocalPostgres;
using Placements.Tests.Api.Resilience;

namespace Placements.Tests.Api.Places;

/// <summary>What tests of the verb <c>load</c> look at: its database, and how it ended.</summary>
internal static class LoadVerb
{
    public static async Task<string?> Ask(TempFolder folder, string sql)
    {
        await using var cluster = await LocalCluster.StartAsync(LocalClusterOptions.Persistent(folder.Data));
        await using var connection = new NpgsqlConnection(cluster.ConnectionString("placements") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (string?)await command.ExecuteScalarAsync();
    }

    public static void IsOneSentence((int Code, string Output, string Errors) end, string what)
    {
        var line = Assert.Single(end.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(1, end.Code);
        Assert.Contains(what, line, StringComparison.Ordinal);
        Assert.EndsWith(".", line.TrimEnd(), StringComparison.Ordinal);
    }
}
