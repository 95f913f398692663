using Npgsql;
using NpgsqlTypes;

namespace Placements.Application.ReadModels;

/// <summary>One column of a read model: where its value comes from and what type it has.</summary>
/// <param name="Copy">Writes the value of a row in its own type: as an object each would be looked up and boxed anew.</param>
public sealed record Column(
    string Name,
    NpgsqlDbType Type,
    Func<ReadModelRow, object?> Value,
    Func<NpgsqlBinaryImporter, ReadModelRow, CancellationToken, Task> Copy
);

/// <summary>A read-model table: said once here, written live by INSERT and in bulk by COPY.</summary>
public sealed class ReadModelTable
{
    private readonly Column[] columns;
    private readonly string insert;
    private readonly string close;

    public ReadModelTable(string name, Type row, params Column[] columns)
    {
        (Name, RowType, this.columns) = (name, row, columns);
        var parameters = string.Join(", ", columns.Select((_, i) => $"${i + 5}"));
        insert =
            $"insert into read_models.{name} (tenant_id, child_id, item, valid, known, {ColumnNames}) "
            + $"values ($1, $2, $3, $4, tstzrange(placements.recorded_at(), null), {parameters})";
        close =
            $"update read_models.{name} set known = tstzrange(lower(known), placements.recorded_at()) "
            // Not "item = any" of all at once: PostgreSQL would plan that anew (0.05 ms) at every execution.
            + "where tenant_id = $1 and child_id = $2 and item = $3 and upper(known) is null";
    }

    public string Name { get; }

    public Type RowType { get; }

    private string ColumnNames => string.Join(", ", columns.Select(column => column.Name));

    /// <summary>Adds a row that becomes known with the append of this transaction.</summary>
    public NpgsqlBatchCommand Insert(string tenant, Guid childId, ReadModelRow row)
    {
        var command = new NpgsqlBatchCommand(insert)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = tenant },
                new NpgsqlParameter<Guid> { TypedValue = childId },
                new NpgsqlParameter<string> { TypedValue = row.Item },
                new NpgsqlParameter<NpgsqlRange<DateOnly>> { TypedValue = Valid(row), NpgsqlDbType = NpgsqlDbType.DateRange },
            },
        };
        foreach (var column in columns)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = column.Value(row) ?? DBNull.Value, NpgsqlDbType = column.Type });
        }
        return command;
    }

    /// <summary>Ends what was known of a row with the append of this transaction.</summary>
    public NpgsqlBatchCommand Close(string tenant, Guid childId, ReadModelRow row) =>
        new(close)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = tenant },
                new NpgsqlParameter<Guid> { TypedValue = childId },
                new NpgsqlParameter<string> { TypedValue = row.Item },
            },
        };

    /// <summary>Deletes every row of a child, whenever it was known.</summary>
    public NpgsqlBatchCommand Forget(string tenant, Guid childId) =>
        new($"delete from read_models.{Name} where tenant_id = $1 and child_id = $2")
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = tenant },
                new NpgsqlParameter<Guid> { TypedValue = childId },
            },
        };

    /// <summary>Writes rows in bulk, each with the time it was known.</summary>
    public async Task Copy(NpgsqlConnection connection, string schema, IEnumerable<KnownRow> rows, CancellationToken cancel)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            $"copy {schema}.{Name} (tenant_id, child_id, item, valid, known, {ColumnNames}) from stdin (format binary)",
            cancel
        );
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(row.Tenant, NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(row.ChildId, NpgsqlDbType.Uuid, cancel);
            await copy.WriteAsync(row.Row.Item, NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(Valid(row.Row), NpgsqlDbType.DateRange, cancel);
            await copy.WriteAsync(Known(row), NpgsqlDbType.TimestampTzRange, cancel);
            foreach (var column in columns)
            {
                await column.Copy(copy, row.Row, cancel);
            }
        }
        await copy.CompleteAsync(cancel);
    }

    /// <summary>
    /// The same into the live table, for a role that is walled: PostgreSQL takes no COPY from it into a table with row-level security, so the
    /// rows go by a table of the session's own.
    /// </summary>
    public async Task CopyWalled(NpgsqlConnection connection, IEnumerable<KnownRow> rows, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"create temporary table if not exists {Name} (like read_models.{Name}) on commit drop";
        await command.ExecuteNonQueryAsync(cancel);
        await Copy(connection, "pg_temp", rows, cancel);
        command.CommandText = $"insert into read_models.{Name} select * from pg_temp.{Name}; truncate pg_temp.{Name}";
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>What ended on the day it began, or is recorded as ending before, holds on no day.</summary>
    private static NpgsqlRange<DateOnly> Valid(ReadModelRow row) =>
        row.ValidTo <= row.ValidFrom
            ? NpgsqlRange<DateOnly>.Empty
            : new NpgsqlRange<DateOnly>(
                row.ValidFrom ?? default,
                lowerBoundIsInclusive: true,
                lowerBoundInfinite: row.ValidFrom is null,
                row.ValidTo ?? default,
                upperBoundIsInclusive: false,
                upperBoundInfinite: row.ValidTo is null
            );

    private static NpgsqlRange<DateTime> Known(KnownRow row) =>
        new(
            row.From.UtcDateTime,
            lowerBoundIsInclusive: true,
            lowerBoundInfinite: false,
            row.To?.UtcDateTime ?? default,
            upperBoundIsInclusive: false,
            upperBoundInfinite: row.To is null
        );
}

/// <summary>Names the columns of one kind of row.</summary>
internal sealed class TableOf<TRow>(string name)
    where TRow : ReadModelRow
{
    private readonly List<Column> columns = [];

    public TableOf<TRow> Text(string column, Func<TRow, string?> value) => Class(column, NpgsqlDbType.Text, value);

    public TableOf<TRow> Texts(string column, Func<TRow, string[]?> value) => Class(column, NpgsqlDbType.Array | NpgsqlDbType.Text, value);

    public TableOf<TRow> Json(string column, Func<TRow, string> value) => Class(column, NpgsqlDbType.Jsonb, value);

    public TableOf<TRow> Date(string column, Func<TRow, DateOnly?> value) => Struct(column, NpgsqlDbType.Date, value);

    public TableOf<TRow> Dates(string column, Func<TRow, DateOnly[]> value) => Class(column, NpgsqlDbType.Array | NpgsqlDbType.Date, value);

    public TableOf<TRow> Instant(string column, Func<TRow, DateTime?> value) => Struct(column, NpgsqlDbType.TimestampTz, value);

    public TableOf<TRow> Instants(string column, Func<TRow, DateTime[]> value) =>
        Class(column, NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, value);

    public TableOf<TRow> Time(string column, Func<TRow, TimeOnly?> value) => Struct(column, NpgsqlDbType.Time, value);

    public TableOf<TRow> Flag(string column, Func<TRow, bool?> value) => Struct(column, NpgsqlDbType.Boolean, value);

    public TableOf<TRow> Number(string column, Func<TRow, int?> value) => Struct(column, NpgsqlDbType.Integer, value);

    public TableOf<TRow> Pence(string column, Func<TRow, long?> value) => Struct(column, NpgsqlDbType.Bigint, value);

    public TableOf<TRow> Id(string column, Func<TRow, Guid?> value) => Struct(column, NpgsqlDbType.Uuid, value);

    public TableOf<TRow> Ids(string column, Func<TRow, Guid[]> value) => Class(column, NpgsqlDbType.Array | NpgsqlDbType.Uuid, value);

    public ReadModelTable Table() => new(name, typeof(TRow), [.. columns]);

    private TableOf<TRow> Class<T>(string column, NpgsqlDbType type, Func<TRow, T?> value)
        where T : class
    {
        columns.Add(
            new Column(
                column,
                type,
                row => value((TRow)row),
                (copy, row, cancel) => value((TRow)row) is { } known ? copy.WriteAsync(known, type, cancel) : copy.WriteNullAsync(cancel)
            )
        );
        return this;
    }

    private TableOf<TRow> Struct<T>(string column, NpgsqlDbType type, Func<TRow, T?> value)
        where T : struct
    {
        columns.Add(
            new Column(
                column,
                type,
                row => value((TRow)row),
                (copy, row, cancel) => value((TRow)row) is { } known ? copy.WriteAsync(known, type, cancel) : copy.WriteNullAsync(cancel)
            )
        );
        return this;
    }
}
