using System.Runtime.CompilerServices;
using Npgsql;

namespace Placements.Application.Access;

/// <summary>
/// Writes down who read what: of one child in the transaction of the read itself, of children in a list before they are shown. Its commit
/// does not wait for the disk: a crash of the database server can lose the last fraction of a second of reads, and no read waits for one.
/// </summary>
public static class ReadAudit
{
    /// <summary>Children of a long list go out this many at a time, and so are written down.</summary>
    private const int AtOnce = 500;

    private const string WithoutWaiting = "select set_config('synchronous_commit', 'off', true)";

    // A child that does not exist is written down too, under the first authority: to ask for one costs what it costs to ask for one that
    // is hidden.
    private const string OneChild = """
        insert into placements.read_audit (tenant_id, child_id, subject, name, operation, purpose, granted)
        select
          coalesce(s.tenant_id, $1[1]), $2, $3, $4, $5, $6, exists (select from reporting.may_see(s.tenant_id::text, $2, $3, $7, $8))
        from (select) once left join placements.mt_streams s on s.tenant_id = any($1) and s.id = $2
        """;

    private const string Rows = """
        insert into placements.read_audit (tenant_id, subject, name, operation, purpose, granted)
        select tenant, $2, $3, $4, $5, true from unnest($1) tenant
        """;

    private const string Listed = """
        insert into placements.read_audit (tenant_id, child_id, subject, name, operation, purpose, granted)
        select s.tenant_id, s.id, $3, $4, $5, $6, true from placements.mt_streams s where s.tenant_id = any($1) and s.id = any($2)
        """;

    // An import names children by their codes, as they were or as they are.
    private const string Coded = """
        insert into placements.read_audit (tenant_id, child_id, subject, name, operation, purpose, granted)
        select distinct c.tenant_id, c.child_id, $3, $4, $5, $6, true from read_models.child c
        where c.tenant_id = any($1) and read_models.child_code(c.identifiers) = any($2)
        """;

    public static NpgsqlBatchCommand[] OfChild(Caller caller, Operation operation, string[] authorities, Guid childId) =>
        [
            new(WithoutWaiting),
            With(
                OneChild,
                [
                    new NpgsqlParameter<string[]> { TypedValue = authorities },
                    new NpgsqlParameter<Guid> { TypedValue = childId },
                    .. Who(caller, operation),
                    new NpgsqlParameter<string[]> { TypedValue = [.. caller.Teams] },
                    new NpgsqlParameter<bool> { TypedValue = caller.SeesEveryTeamFor(operation) },
                ]
            ),
        ];

    /// <summary>For a list or a figure as a whole, one row an authority.</summary>
    public static Task OfRows(
        NpgsqlDataSource database,
        Caller caller,
        Operation operation,
        IReadOnlyList<string> authorities,
        CancellationToken cancel
    ) => Write(database, With(Rows, [new NpgsqlParameter<string[]> { TypedValue = [.. authorities] }, .. Who(caller, operation)]), cancel);

    /// <summary>For children whom a list shows one by one.</summary>
    public static async Task OfListed(
        NpgsqlDataSource database,
        Caller caller,
        Operation operation,
        IReadOnlyList<string> authorities,
        IEnumerable<Guid> children,
        CancellationToken cancel
    )
    {
        Guid[] listed = [.. children];
        if (listed.Length > 0)
        {
            await Write(
                database,
                With(
                    Listed,
                    [
                        new NpgsqlParameter<string[]> { TypedValue = [.. authorities] },
                        new NpgsqlParameter<Guid[]> { TypedValue = listed },
                        .. Who(caller, operation),
                    ]
                ),
                cancel
            );
        }
    }

    /// <summary>For children whom a list shows by the authority's own codes; a code that is nobody's leaves nothing.</summary>
    public static async Task OfCodes(
        NpgsqlDataSource database,
        Caller caller,
        Operation operation,
        string authority,
        IEnumerable<string?> codes,
        CancellationToken cancel
    )
    {
        string[] listed = [.. codes.OfType<string>().Distinct(StringComparer.Ordinal)];
        if (listed.Length > 0)
        {
            await Write(
                database,
                With(
                    Coded,
                    [
                        new NpgsqlParameter<string[]> { TypedValue = [authority] },
                        new NpgsqlParameter<string[]> { TypedValue = listed },
                        .. Who(caller, operation),
                    ]
                ),
                cancel
            );
        }
    }

    /// <summary>The same rows, some at a time, and never one before it was written down.</summary>
    /// <param name="write">Writes down of these rows' children that they were read.</param>
    public static async IAsyncEnumerable<TRow> WrittenDown<TRow>(
        this IAsyncEnumerable<TRow> rows,
        Func<TRow[], Task> write,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        await foreach (var some in rows.Chunk(AtOnce).WithCancellation(cancel))
        {
            await write(some);
            foreach (var row in some)
            {
                yield return row;
            }
        }
    }

    /// <summary>Makes the months from this one to that of the day, where they are missing.</summary>
    public static async Task MakeMonths(NpgsqlDataSource database, DateOnly until, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("select placements.make_audit_partitions($1)");
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = until });
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static NpgsqlParameter[] Who(Caller caller, Operation operation) =>
        [
            new NpgsqlParameter<string> { TypedValue = caller.Subject },
            new NpgsqlParameter<string> { TypedValue = caller.Name },
            new NpgsqlParameter<string> { TypedValue = operation.Name },
            new NpgsqlParameter<string?> { TypedValue = caller.Purpose },
        ];

    private static NpgsqlBatchCommand With(string sql, NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(parameters);
        return command;
    }

    private static async Task Write(NpgsqlDataSource database, NpgsqlBatchCommand rows, CancellationToken cancel)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new(WithoutWaiting));
        batch.BatchCommands.Add(rows);
        await batch.ExecuteNonQueryAsync(cancel);
    }
}
