using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Placements.Application.Access;
using Placements.Application.Json;
using Placements.Application.Returns.Files;
using Placements.Domain.Codes;

namespace Placements.Application.Returns.Import;

/// <summary>What stays of an import beside its entries: who did it and what it reported.</summary>
internal static class ImportRecord
{
    public static async Task Write(NpgsqlConnection connection, Caller caller, string kind, ImportReport report, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """
            insert into returns.import (import_id, tenant_id, kind, years, imported_by, imported_by_name, report)
            values ($1, $2, $3, $4, $5, $6, $7)
            """;
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = report.ImportId!.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = report.Authority });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = kind });
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. report.Years] });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = caller.Subject });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = caller.Name });
        command.Parameters.Add(
            new NpgsqlParameter<string>
            {
                TypedValue = JsonSerializer.Serialize(report, PlacementsJson.Options),
                NpgsqlDbType = NpgsqlDbType.Jsonb,
            }
        );
        await command.ExecuteNonQueryAsync(cancel);
    }
}

/// <summary>
/// Collects the problems of an import and writes them with it. Held packed: a source may be bad in every row, and the rows are many.
/// </summary>
internal sealed class ProblemLog(NpgsqlConnection connection)
{
    /// <summary>Of one import; the counts go on.</summary>
    private const int MostKept = 200_000;

    private const int WrittenAtOnce = 10_000;

    // No COPY: PostgreSQL takes none into a table with row-level security.
    private const string Insert = """
        insert into returns.import_problem (import_id, ordinal, code, outcome, message, file, line, column_name, child_code)
        select $1, $2 + p.place - 1, p.code, p.outcome, p.message, p.file, p.line, p.column_name, p.child
        from unnest($3, $4, $5, $6, $7, $8, $9) with ordinality p (code, outcome, message, file, line, column_name, child, place)
        """;

    private readonly List<ReturnProblem> problems = [];

    public void Add(ReturnProblem problem)
    {
        if (problems.Count < MostKept)
        {
            problems.Add(problem);
        }
    }

    public async Task Write(Guid importId, CancellationToken cancel)
    {
        var first = 1L;
        foreach (var some in problems.Chunk(WrittenAtOnce))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Insert;
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = importId });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = first });
            Add(problem => problem.Code);
            Add(problem => problem.Outcome.Name());
            Add(problem => problem.Message);
            Add(problem => problem.File);
            Add(problem => problem.Line);
            Add(problem => problem.Column);
            Add(problem => problem.Child);
            await command.ExecuteNonQueryAsync(cancel);
            first += some.Length;

            void Add<T>(Converter<ReturnProblem, T> cell) =>
                command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = Array.ConvertAll(some, cell) });
        }
    }
}
