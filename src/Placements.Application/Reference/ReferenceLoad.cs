using System.Text.Json;
using Npgsql;

namespace Placements.Application.Reference;

/// <summary>A line of a file that cannot be used, and why.</summary>
public sealed record LeftOutLine(long Line, string Reason);

/// <summary>What became of a table.</summary>
/// <param name="Held">How many rows are known now.</param>
/// <param name="Began">How many of them are new or changed.</param>
/// <param name="Ended">How many were known before and are not now, or otherwise.</param>
public sealed record TableChange(string Table, int Held, int Began, int Ended);

/// <summary>What came of loading a file.</summary>
/// <param name="LeftOut">How many lines could not be used.</param>
/// <param name="First">The first of those.</param>
public sealed record ReferenceReport(IReadOnlyList<TableChange> Tables, long LeftOut, IReadOnlyList<LeftOutLine> First);

/// <summary>
/// Puts a file in the place of a table: all of it or, if anything fails, nothing. What the file does not say is known no longer from now
/// on, and stays known as of before. Whoever reads the table meanwhile does not wait and sees it as it was.
/// </summary>
public sealed class ReferenceLoad(NpgsqlDataSource database)
{
    private const string Resources = "Placements.Application.Reference.";
    private const string Always = "-infinity";
    private const long OnlyOne = 0x504C_4143_5245_4645;
    private const int MostShown = 20;
    private const int MostRows = 100_000;

    private static readonly JsonSerializerOptions Columns = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <param name="csv">With the columns of the table. Read once.</param>
    /// <exception cref="InvalidOperationException">The file cannot be used; the message says why. Nothing was changed.</exception>
    public async Task<ReferenceReport> Replace(ReferenceTable table, Stream csv, CancellationToken cancel)
    {
        var (rows, leftOut, first) = await Read(table, csv, cancel);
        if (rows.Count == 0)
        {
            throw new InvalidOperationException(
                first is [var line, ..]
                    ? $"No line of the file can be used, and nothing was changed. Line {line.Line}: {line.Reason}"
                    : "The file names its columns and holds no row; nothing was changed."
            );
        }
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await TakeTurn(connection, cancel);
        var tables = await Merge(connection, table, rows, await Now(connection, table, cancel), cancel);
        await transaction.CommitAsync(cancel);
        return new ReferenceReport(tables, leftOut, first);
    }

    /// <summary>Gives each table that never held a row those that come with the program.</summary>
    internal static async Task FillWhereEmpty(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        if ((await Empty(connection, cancel)).Count == 0)
        {
            return;
        }
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await TakeTurn(connection, cancel);
        foreach (var table in await Empty(connection, cancel))
        {
            await using var shipped = typeof(ReferenceLoad).Assembly.GetManifestResourceStream(Resources + table.ShippedAs)!;
            var (rows, _, _) = await Read(table, shipped, cancel);
            await Merge(connection, table, rows, Always, cancel);
        }
        await transaction.CommitAsync(cancel);
    }

    private static async Task<(IReadOnlyCollection<ReferenceRow> Rows, long LeftOut, List<LeftOutLine> First)> Read(
        ReferenceTable table,
        Stream csv,
        CancellationToken cancel
    )
    {
        await using var file = table.Open(csv);
        var rows = new List<ReferenceRow>();
        var lines = new Dictionary<string, long>(StringComparer.Ordinal);
        var (leftOut, first) = (0L, new List<LeftOutLine>());
        await foreach (var line in file.Lines(cancel))
        {
            var (row, wrong) = table.Read(file);
            if (wrong is null && !lines.TryAdd(row.About(), line))
            {
                wrong = $"{row.About()} stands in line {lines[row.About()]} already.";
            }
            if (wrong is null)
            {
                rows.Add(row);
            }
            else if (++leftOut <= MostShown)
            {
                first.Add(new LeftOutLine(line, wrong));
            }
            if (rows.Count > MostRows)
            {
                throw new InvalidOperationException(
                    $"The file has more than {MostRows} rows, which this table cannot have; nothing was changed."
                );
            }
        }
        return (rows, leftOut, first);
    }

    private static async Task<IReadOnlyList<TableChange>> Merge(
        NpgsqlConnection connection,
        ReferenceTable table,
        IReadOnlyCollection<ReferenceRow> rows,
        string since,
        CancellationToken cancel
    )
    {
        var changes = new List<TableChange>();
        foreach (var kept in table.KeptIn)
        {
            var held = kept.Rows(rows).ToList<object>();
            var staged = JsonSerializer.Serialize(held, Columns);
            var ended = await Execute(connection, End(kept), cancel, staged, since);
            var began = await Execute(connection, Begin(kept), cancel, staged, since);
            changes.Add(new TableChange(kept.Name, held.Count, began, ended));
        }
        return changes;
    }

    private static string End(KnownTable table) =>
        $"""
            update {table.Name} k set known = tstzrange(lower(k.known), $2::timestamptz)
            where upper_inf(k.known) and not exists (
              select from json_populate_recordset(null::{table.Name}, $1::json) s where {Same(table)}
            )
            """;

    private static string Begin(KnownTable table)
    {
        var columns = string.Join(", ", table.Key.Concat(table.Values));
        return $"""
            insert into {table.Name} ({columns}, known)
            select {columns}, tstzrange($2::timestamptz, null)
            from json_populate_recordset(null::{table.Name}, $1::json) s
            where not exists (select from {table.Name} k where upper_inf(k.known) and {Same(table)})
            """;
    }

    /// <summary>The key by equality, so that the server finds it by hash; values may be null.</summary>
    private static string Same(KnownTable table) =>
        string.Join(
            " and ",
            table
                .Key.Select(column => $"k.{column} = s.{column}")
                .Concat(table.Values.Select(column => $"k.{column} is not distinct from s.{column}"))
        );

    /// <summary>Until the transaction ends nobody else loads.</summary>
    private static Task TakeTurn(NpgsqlConnection connection, CancellationToken cancel) =>
        Execute(connection, "select pg_advisory_xact_lock($1::bigint)", cancel, OnlyOne);

    /// <summary>Later than any load before, even if the server's clock was put back.</summary>
    private static async Task<string> Now(NpgsqlConnection connection, ReferenceTable table, CancellationToken cancel)
    {
        var loads = string.Join(
            " union all ",
            table.KeptIn.Select(kept => $"select max(coalesce(upper(known), lower(known))) as at from {kept.Name}")
        );
        await using var command = connection.CreateCommand();
        command.CommandText = $"select greatest(clock_timestamp(), max(at) + interval '1 microsecond')::text from ({loads}) l";
        return (string)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static async Task<IReadOnlyList<ReferenceTable>> Empty(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"select {string.Join(", ", ReferenceTable.All.Select(table => $"not exists (select from {table.KeptIn[0].Name})"))}";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        return [.. ReferenceTable.All.Where((_, place) => reader.GetBoolean(place))];
    }

    private static async Task<int> Execute(NpgsqlConnection connection, string sql, CancellationToken cancel, params object[] values)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        // Another load may be ahead of us.
        command.CommandTimeout = 0;
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }
        return await command.ExecuteNonQueryAsync(cancel);
    }
}
