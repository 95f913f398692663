using Npgsql;
using NpgsqlTypes;
using Placements.Application.Returns.Ssda903;

namespace Placements.Application.Returns.Records;

/// <summary>Which children a frozen return holds.</summary>
public sealed class FrozenChildren(NpgsqlDataSource database, ReturnKinds kinds)
{
    private const string Insert = """
        insert into returns.frozen_child (return_id, child_id) select $1, unnest($2) on conflict do nothing
        """;

    /// <summary>Of a return that an earlier release made, the children are found out now and kept.</summary>
    public async Task<IReadOnlyCollection<Guid>> Of(FrozenReturn made, CancellationToken cancel)
    {
        if (await Kept(made.ReturnId, cancel) is { Count: > 0 } kept)
        {
            return kept;
        }
        var kind = kinds.Find(made.Kind) ?? throw new InvalidOperationException($"The database holds a return of the kind {made.Kind}.");
        var found = await kind.Children(made.Authority, new ReturnYear(made.Year), made.AsKnownAt, cancel);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await Keep(connection, made.ReturnId, found, cancel);
        return found;
    }

    internal static async Task Keep(
        NpgsqlConnection connection,
        Guid returnId,
        IReadOnlyCollection<Guid> children,
        CancellationToken cancel
    )
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Insert;
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = returnId });
        command.Parameters.Add(new() { Value = children.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        await command.ExecuteNonQueryAsync(cancel);
    }

    private async Task<List<Guid>> Kept(Guid returnId, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("select child_id from returns.frozen_child where return_id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = returnId });
        var children = new List<Guid>();
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            children.Add(row.GetGuid(0));
        }
        return children;
    }
}
