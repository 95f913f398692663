using Npgsql;

namespace Placements.Application.Access;

/// <summary>
/// Writes down who read what, in the transaction of the read itself. Its commit does not wait for the disk: a crash of the database
/// server can lose the last fraction of a second of reads, and a read costs no more than it did.
/// </summary>
public static class ReadAudit
{
    private const string WithoutWaiting = "select set_config('synchronous_commit', 'off', true)";

    // A child that does not exist is written down too, under the first authority: to ask for one costs what it costs to ask for one that
    // is hidden.
    private const string OneChild = """
        insert into placements.read_audit (tenant_id, child_id, subject, name, operation, granted)
        select coalesce(s.tenant_id, $1[1]), $2, $3, $4, $5, exists (select from reporting.may_see(s.tenant_id::text, $2, $3, $6, $7))
        from (select) once left join placements.mt_streams s on s.tenant_id = any($1) and s.id = $2
        """;

    private const string Rows = """
        insert into placements.read_audit (tenant_id, subject, name, operation, granted)
        select tenant, $2, $3, $4, true from unnest($1) tenant
        """;

    private const string Listed = """
        insert into placements.read_audit (tenant_id, child_id, subject, name, operation, granted)
        select $1, child, $3, $4, $5, true from unnest($2) child
        """;

    public static NpgsqlBatchCommand[] OfChild(Caller caller, Operation operation, string[] authorities, Guid childId) =>
        [
            new(WithoutWaiting),
            new(OneChild)
            {
                Parameters =
                {
                    new NpgsqlParameter<string[]> { TypedValue = authorities },
                    new NpgsqlParameter<Guid> { TypedValue = childId },
                    new NpgsqlParameter<string> { TypedValue = caller.Subject },
                    new NpgsqlParameter<string> { TypedValue = caller.Name },
                    new NpgsqlParameter<string> { TypedValue = operation.Name },
                    new NpgsqlParameter<string[]> { TypedValue = [.. caller.Teams] },
                    new NpgsqlParameter<bool> { TypedValue = caller.SeesEveryTeamFor(operation) },
                },
            },
        ];

    /// <summary>For a list or a figure, which concern no single child.</summary>
    public static async Task OfRows(
        NpgsqlDataSource database,
        Caller caller,
        Operation operation,
        IReadOnlyList<string> authorities,
        CancellationToken cancel
    )
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new(WithoutWaiting));
        batch.BatchCommands.Add(
            new(Rows)
            {
                Parameters =
                {
                    new NpgsqlParameter<string[]> { TypedValue = [.. authorities] },
                    new NpgsqlParameter<string> { TypedValue = caller.Subject },
                    new NpgsqlParameter<string> { TypedValue = caller.Name },
                    new NpgsqlParameter<string> { TypedValue = operation.Name },
                },
            }
        );
        await batch.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>For children whom a list shows one by one.</summary>
    public static async Task OfListed(
        NpgsqlDataSource database,
        Caller caller,
        Operation operation,
        string authority,
        Guid[] children,
        CancellationToken cancel
    )
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new(WithoutWaiting));
        batch.BatchCommands.Add(
            new(Listed)
            {
                Parameters =
                {
                    new NpgsqlParameter<string> { TypedValue = authority },
                    new NpgsqlParameter<Guid[]> { TypedValue = children },
                    new NpgsqlParameter<string> { TypedValue = caller.Subject },
                    new NpgsqlParameter<string> { TypedValue = caller.Name },
                    new NpgsqlParameter<string> { TypedValue = operation.Name },
                },
            }
        );
        await batch.ExecuteNonQueryAsync(cancel);
    }
}
