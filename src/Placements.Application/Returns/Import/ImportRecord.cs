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
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy returns.import_problem (import_id, ordinal, code, outcome, message, file, line, column_name, child_code) from stdin (format binary)",
            cancel
        );
        for (var i = 0; i < problems.Count; i++)
        {
            var problem = problems[i];
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(importId, NpgsqlDbType.Uuid, cancel);
            await copy.WriteAsync(i + 1L, NpgsqlDbType.Bigint, cancel);
            await copy.WriteAsync(problem.Code, NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(problem.Outcome.Name(), NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(problem.Message, NpgsqlDbType.Text, cancel);
            await WriteOptional(problem.File, NpgsqlDbType.Text);
            await WriteOptional(problem.Line, NpgsqlDbType.Bigint);
            await WriteOptional(problem.Column, NpgsqlDbType.Text);
            await WriteOptional(problem.Child, NpgsqlDbType.Text);
        }
        await copy.CompleteAsync(cancel);

        Task WriteOptional<T>(T? value, NpgsqlDbType type) =>
            value is null ? copy.WriteNullAsync(cancel) : copy.WriteAsync(value, type, cancel);
    }
}
