using System.Text.Json;
using Npgsql;
using Placements.Application.Json;

namespace Placements.Application.Returns.Import;

/// <summary>An import as it stands in the list of imports.</summary>
/// <param name="VoidedAt">When it was taken back; null while its entries stand.</param>
public sealed record ImportItem(
    Guid ImportId,
    string Authority,
    string Kind,
    DateTimeOffset ImportedAt,
    string ImportedBy,
    DateTimeOffset? VoidedAt,
    string? VoidedBy,
    ImportReport Report
);

/// <summary>A row that an import left out, put right or noted.</summary>
public sealed record ImportProblemItem(
    long Number,
    string Code,
    string Outcome,
    string Message,
    string? File,
    long? Line,
    string? Column,
    string? Child
);

/// <summary>Reads what was imported.</summary>
public sealed class Imports(NpgsqlDataSource database)
{
    /// <summary>Rows that do not name one of the children hidden from who asks ($2; null: none is), by any code the child ever had.</summary>
    private const string Seen = """
        ($2::uuid[] is null or p.child_code is null or p.child_code not in (
          select left(name ->> 'value', 100) from read_models.child c, jsonb_array_elements(c.identifiers) name where c.child_id = any($2)))
        """;

    private const string Columns =
        "import_id, tenant_id, kind, imported_at, imported_by_name, voided_at, voided_by_name, report::text from returns.import";

    /// <summary>The latest first.</summary>
    public async Task<IReadOnlyList<ImportItem>> All(IReadOnlyList<string> authorities, Guid? after, int limit, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            $"select {Columns} where tenant_id = any($1) and ($2::uuid is null or import_id < $2) order by import_id desc limit $3"
        );
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. authorities] });
        command.Parameters.Add(new NpgsqlParameter<Guid?> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        var items = new List<ImportItem>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            items.Add(Read(reader));
        }
        return items;
    }

    /// <summary>Null where there is none, or none of these authorities.</summary>
    public async Task<ImportItem?> Find(IReadOnlyList<string> authorities, Guid importId, CancellationToken cancel)
    {
        await using var command = database.CreateCommand($"select {Columns} where tenant_id = any($1) and import_id = $2");
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. authorities] });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = importId });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? Read(reader) : null;
    }

    /// <summary>In the order in which they were met.</summary>
    /// <param name="hidden">Children whose rows are left out, and leave no hole in the numbering; null: none.</param>
    /// <param name="limit">Null: all.</param>
    public async IAsyncEnumerable<ImportProblemItem> Problems(
        Guid importId,
        Guid[]? hidden,
        long after,
        int? limit,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel
    )
    {
        await using var command = database.CreateCommand(
            $"""
            select * from (
              select {(hidden is null ? "p.ordinal" : "row_number() over (order by p.ordinal)")} as number,
                p.code, p.outcome, p.message, p.file, p.line, p.column_name, p.child_code
              from returns.import_problem p where p.import_id = $1 and {Seen}
            ) problem
            where number > $3 order by number limit $4
            """
        );
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = importId });
        command.Parameters.Add(new NpgsqlParameter<Guid[]?> { TypedValue = hidden });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<int?> { TypedValue = limit });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            yield return new ImportProblemItem(
                reader.GetInt64(0),
                reader.GetString(1),
                reader.GetString(2),
                reader.GetString(3),
                Text(reader, 4),
                reader.IsDBNull(5) ? null : reader.GetInt64(5),
                Text(reader, 6),
                Text(reader, 7)
            );
        }
    }

    /// <summary>The import with its problems counted as <see cref="Problems"/> lists them.</summary>
    /// <param name="hidden">Children whose rows are left out; null: none.</param>
    public async Task<ImportItem> AsSeen(ImportItem import, Guid[]? hidden, CancellationToken cancel)
    {
        if (hidden is null)
        {
            return import;
        }
        await using var command = database.CreateCommand(
            $"select p.code, count(*) from returns.import_problem p where p.import_id = $1 and not {Seen} group by p.code"
        );
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = import.ImportId });
        command.Parameters.Add(new NpgsqlParameter<Guid[]?> { TypedValue = hidden });
        var left = new Dictionary<string, long>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            left.Add(reader.GetString(0), reader.GetInt64(1));
        }
        var problems = import.Report.Problems.Select(problem =>
            problem with
            {
                Count = problem.Count - left.GetValueOrDefault(problem.Code),
            }
        );
        return import with { Report = import.Report with { Problems = [.. problems.Where(problem => problem.Count > 0)] } };
    }

    private static ImportItem Read(NpgsqlDataReader reader) =>
        new(
            reader.GetGuid(0),
            reader.GetString(1),
            reader.GetString(2),
            reader.GetFieldValue<DateTimeOffset>(3),
            reader.GetString(4),
            reader.IsDBNull(5) ? null : reader.GetFieldValue<DateTimeOffset>(5),
            Text(reader, 6),
            JsonSerializer.Deserialize<ImportReport>(reader.GetString(7), PlacementsJson.Options)!
        );

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
