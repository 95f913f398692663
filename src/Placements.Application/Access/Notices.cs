using Npgsql;

namespace Placements.Application.Access;

/// <summary>A restricted record was opened to somebody who is not on its list.</summary>
/// <param name="OpenedBy">Subject of the token.</param>
/// <param name="OpenUntil">The first instant at which it is closed to them again.</param>
public sealed record Notice(
    Guid EntryId,
    string Authority,
    Guid ChildId,
    string OpenedBy,
    string OpenedByName,
    DateTimeOffset OpenedAt,
    DateTimeOffset OpenUntil,
    string Reason
);

/// <summary>
/// What the owners of restricted records are told: every opening of a record on whose list they stood when it was opened, as long as they
/// may see it. Taking somebody off the list, or the list away, after an opening does not take the notice from the others.
/// </summary>
public sealed class Notices(NpgsqlDataSource database)
{
    private const string Sql = """
        select o.item::uuid, o.tenant_id, o.child_id, o.person, o.person_name, lower(o.known), o.opened_until, o.reason
        from read_models.access_opening o
        where o.tenant_id = any($1) and upper(o.known) is null and ($2 = any(o.told_people) or o.told_teams && $3)
          and exists (select from reporting.may_see(o.tenant_id, o.child_id, $2, $3, $4))
          and ($5::timestamptz is null or (lower(o.known), o.item::uuid) < ($5, $6))
        order by lower(o.known) desc, o.item::uuid desc
        limit $7
        """;

    /// <summary>The latest first.</summary>
    /// <param name="before">The last one of the page before.</param>
    public async Task<IReadOnlyList<Notice>> Page(
        Caller caller,
        (DateTimeOffset OpenedAt, Guid EntryId)? before,
        int limit,
        CancellationToken cancel
    )
    {
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. caller.Authorities] });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = caller.Subject });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. caller.Teams] });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = caller.SeesEveryTeamFor(Operations.ReadNotices) });
        command.Parameters.Add(new NpgsqlParameter<DateTime?> { TypedValue = before?.OpenedAt.UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter<Guid?> { TypedValue = before?.EntryId });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        var notices = new List<Notice>();
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            notices.Add(
                new Notice(
                    row.GetGuid(0),
                    row.GetString(1),
                    row.GetGuid(2),
                    row.GetString(3),
                    row.GetString(4),
                    row.GetFieldValue<DateTimeOffset>(5),
                    row.GetFieldValue<DateTimeOffset>(6),
                    row.GetString(7)
                )
            );
        }
        return notices;
    }
}
