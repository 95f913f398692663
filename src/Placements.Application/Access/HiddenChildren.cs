using Npgsql;

namespace Placements.Application.Access;

/// <summary>
/// Children whose records are restricted and not open to a caller, whatever the role: lists, counts and exports leave them out. The
/// definition is <c>reporting.hidden_from</c>.
/// </summary>
public static class HiddenChildren
{
    /// <summary>Null, as nearly always: none is hidden.</summary>
    public static async Task<Guid[]?> From(
        NpgsqlDataSource database,
        Caller caller,
        IReadOnlyList<string> authorities,
        CancellationToken cancel
    )
    {
        await using var command = database.CreateCommand(
            "select array_agg(child_id order by child_id) from reporting.hidden_from($1, $2, $3)"
        );
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. authorities] });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = caller.Subject });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. caller.Teams] });
        return await command.ExecuteScalarAsync(cancel) as Guid[];
    }
}
