using System.Text.Json;
using Npgsql;
using Placements.Application.Reading;

namespace Placements.Application.Reporting;

/// <summary>
/// The code lists as a table, so that reports have a row for each value and tools can show labels. The lists themselves are code: each
/// start writes what differs.
/// </summary>
internal static class CodeTable
{
    public static async Task Fill(NpgsqlDataSource database, CancellationToken cancel)
    {
        var values = CodeListAnswer
            .All.SelectMany(list => list.Values.Select((value, i) => (List: list, Value: value, Position: i + 1)))
            .ToList();
        await using var command = database.CreateCommand(
            """
            insert into reporting.code_value as c (code_list, value, position, label)
            select * from unnest($1, $2, $3, $4)
            on conflict (code_list, value) do update set position = excluded.position, label = excluded.label
            where (c.position, c.label) is distinct from (excluded.position, excluded.label)
            """
        );
        Add(values.Select(value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.List.Name)));
        Add(values.Select(value => value.Value.Value));
        Add(values.Select(value => value.Position));
        Add(values.Select(value => value.Value.Label));
        await command.ExecuteNonQueryAsync(cancel);

        void Add<T>(IEnumerable<T> column) => command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = [.. column] });
    }
}
