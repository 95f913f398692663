using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;
using Placements.Application.Json;
using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Import;

/// <summary>
/// Rows on their way from files, which are in the order of tables and years, to children: PostgreSQL sorts them in a temporary table, on
/// disk where they are many, and forgets them with the transaction.
/// </summary>
/// <param name="tables">In the order in which a child's rows are wanted.</param>
internal sealed class RowStaging(NpgsqlConnection connection, IReadOnlyList<ReturnTable> tables)
{
    private const int RowsAtOnce = 2000;

    /// <summary>A child has some dozens a year. A source with more of one child is no return, and would have to be held in memory.</summary>
    private const int MostRowsOfOneChild = 5000;

    /// <summary>As <c>read_models.child_code</c> knows it.</summary>
    private const int LongestCode = 100;

    private readonly List<string> files = [];

    /// <returns>The number of rows.</returns>
    public async Task<long> Fill(
        IAsyncEnumerable<ReturnRow> rows,
        Action<ReturnProblem> report,
        Action<long>? progress,
        CancellationToken cancel
    )
    {
        await Execute(
            "create temporary table staged_row (ordinal bigint, child text collate \"C\", year smallint, table_place smallint, file integer, "
                + "line bigint, cells text[]) on commit drop",
            cancel
        );
        long count = 0;
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy staged_row (ordinal, child, year, table_place, file, line, cells) from stdin (format binary)",
            cancel
        );
        await foreach (var row in rows.WithCancellation(cancel))
        {
            count++;
            if (count % 100_000 == 0)
            {
                progress?.Invoke(count);
            }
            if (WhyNot(row) is { } refused)
            {
                report(refused);
                continue;
            }
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(count, NpgsqlDbType.Bigint, cancel);
            await copy.WriteAsync(row.Child, NpgsqlDbType.Text, cancel);
            await copy.WriteAsync((short)row.Year, NpgsqlDbType.Smallint, cancel);
            await copy.WriteAsync(PlaceOf(row.Table), NpgsqlDbType.Smallint, cancel);
            await copy.WriteAsync(FileNumber(row.File), NpgsqlDbType.Integer, cancel);
            await copy.WriteAsync(row.Line, NpgsqlDbType.Bigint, cancel);
            await copy.WriteAsync(row.Values as string[] ?? [.. row.Values], NpgsqlDbType.Array | NpgsqlDbType.Text, cancel);
        }
        await copy.CompleteAsync(cancel);
        return count;
    }

    private static ReturnProblem? WhyNot(ReturnRow row)
    {
        var (code, message) = row.Child.Length switch
        {
            0 => ("child_missing", "The row does not say which child it is about."),
            > LongestCode => ("child_code_too_long", $"A child's code has at most {LongestCode} characters."),
            _ when row.Values.Any(HoldsHarm) => (
                "harmful_character",
                "A cell holds a character that cannot be meant, such as a control character."
            ),
            _ => (null, null),
        };
        return code is null
            ? null
            : new ReturnProblem(code, message!, ProblemOutcome.LeftOut)
            {
                File = row.File,
                Line = row.Line,
                Column = code == "harmful_character" ? null : "CHILD",
            };
    }

    private static bool HoldsHarm(string cell)
    {
        foreach (var rune in cell.EnumerateRunes())
        {
            if (TextConverter.IsHarmful(rune))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Child by child, each with its rows in the order of years, tables and files.</summary>
    public async IAsyncEnumerable<List<(string Code, List<ReturnRow> Rows)>> ByChild(
        int childrenAtOnce,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        await Execute(
            "declare staged no scroll cursor for select child, year, table_place, file, line, cells from staged_row "
                + "order by child, year, table_place, ordinal",
            cancel
        );
        var children = new List<(string Code, List<ReturnRow> Rows)>();
        while (true)
        {
            var read = await Fetch(children, cancel);
            // The last child may go on in the next rows.
            while (children.Count > childrenAtOnce)
            {
                yield return children[..childrenAtOnce];
                children.RemoveRange(0, childrenAtOnce);
            }
            if (read < RowsAtOnce)
            {
                break;
            }
        }
        if (children.Count > 0)
        {
            yield return children;
        }
    }

    /// <summary>
    /// The codes of children whom an earlier import left in care before a day, and of whom this source has no row: a return of that year
    /// would have told of them, so they had left.
    /// </summary>
    public async Task<IReadOnlyList<string>> OpenAndAbsent(string authority, DateOnly before, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """
            select distinct read_models.child_code(h.identifiers)
            from read_models.care_period c
            join read_models.child h on h.tenant_id = c.tenant_id and h.child_id = c.child_id and upper_inf(h.known)
            where c.tenant_id = $1 and upper_inf(c.known) and c.ended_on is null and c.started_on < $2
              and read_models.child_code(h.identifiers) is not null
              and not exists (select from staged_row s where s.child = read_models.child_code(h.identifiers))
            order by 1
            """;
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority });
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = before });
        var codes = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            codes.Add(reader.GetString(0));
        }
        return codes;
    }

    private async Task<int> Fetch(List<(string Code, List<ReturnRow> Rows)> children, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"fetch forward {RowsAtOnce} from staged";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var read = 0;
        while (await reader.ReadAsync(cancel))
        {
            read++;
            var code = reader.GetString(0);
            if (children.Count == 0 || children[^1].Code != code)
            {
                children.Add((code, []));
            }
            if (children[^1].Rows.Count == MostRowsOfOneChild)
            {
                throw new ReturnUnreadableException(
                    "too_many_rows_of_one_child",
                    $"One child has more than {MostRowsOfOneChild:N0} rows: this cannot be a return.",
                    files[reader.GetInt32(3)],
                    reader.GetInt64(4)
                );
            }
            children[^1]
                .Rows.Add(
                    new ReturnRow(
                        reader.GetInt16(1),
                        tables[reader.GetInt16(2)],
                        files[reader.GetInt32(3)],
                        reader.GetInt64(4),
                        reader.GetFieldValue<string[]>(5)
                    )
                );
        }
        return read;
    }

    private int FileNumber(string file)
    {
        // A file's rows come together.
        if (files.Count == 0 || files[^1] != file)
        {
            files.Add(file);
        }
        return files.Count - 1;
    }

    private short PlaceOf(ReturnTable table)
    {
        for (short i = 0; i < tables.Count; i++)
        {
            if (ReferenceEquals(tables[i], table))
            {
                return i;
            }
        }
        throw new ArgumentException($"{table.Name} is no table of the source.", nameof(table));
    }

    private async Task Execute(string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancel);
    }
}
