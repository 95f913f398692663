using System.Text;
using Npgsql;

namespace Placements.Tests.Api.Keys;

/// <summary>Looks for a text in every column of every table, as a thief would.</summary>
internal static class WholeDatabase
{
    /// <summary>The tables that hold any of the texts, as text in any case, or as bytes.</summary>
    /// <param name="schema">One schema alone; null: all that are ours.</param>
    public static async Task<IReadOnlyList<string>> Holding(NpgsqlDataSource database, string[] texts, string? schema = null)
    {
        var marks = texts.Concat(texts.Select(text => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text)))).Select(text => $"%{text}%");
        var holding = new List<string>();
        foreach (var table in await Tables(database, schema))
        {
            await using var look = database.CreateCommand($"select exists (select from {table} t where t::text ilike any($1))");
            look.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. marks] });
            if ((bool)(await look.ExecuteScalarAsync())!)
            {
                holding.Add(table);
            }
        }
        return holding;
    }

    private static async Task<List<string>> Tables(NpgsqlDataSource database, string? schema)
    {
        await using var command = database.CreateCommand(
            """
            select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\_toast%'
              and ($1 is null or n.nspname = $1)
            """
        );
        command.Parameters.Add(
            new NpgsqlParameter { Value = (object?)schema ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text }
        );
        await using var reader = await command.ExecuteReaderAsync();
        var tables = new List<string>();
        while (await reader.ReadAsync())
        {
            tables.Add(reader.GetString(0));
        }
        return tables;
    }
}
