using System.Text.Json;
using Npgsql;
using Placements.Application.Json;
using Placements.Domain.Journey.Events;

namespace Placements.Application.Reading;

/// <summary>A child in a list of those the caller may see.</summary>
public sealed record FoundChild(
    Guid ChildId,
    string Authority,
    string? GivenName,
    string? FamilyName,
    DateOnly? DateOfBirth,
    string Sex,
    IReadOnlyList<LocalIdentifier> Identifiers,
    string? Team,
    bool LookedAfter
);

/// <summary>Finds children by part of a name, a whole identifier or a date of birth.</summary>
public sealed class ChildSearch(NpgsqlDataSource database)
{
    private const string Sql = """
        select c.child_id, c.tenant_id, c.given_name, c.family_name, c.date_of_birth, c.sex, c.identifiers, c.team,
          exists (select from reporting.looked_after_as_at($1, $2) l where l.authority = c.tenant_id and l.child_id = c.child_id)
        from read_models.child c
        where c.valid @> $1 and c.known @> $2 and c.tenant_id = any($3) and reporting.seen_by(c.tenant_id, c.child_id, $4, $5)
          and ($6::text is null
            or lower(coalesce(c.given_name, '') || ' ' || coalesce(c.family_name, '')) like lower($6) escape '\'
            or c.identifiers @> $7)
          and ($8::date is null or c.date_of_birth = $8)
          and ($9::text is null or (c.tenant_id, c.child_id) > ($9, $10))
        order by c.tenant_id, c.child_id
        limit $11
        """;

    /// <param name="text">Part of a name, a whole identifier, or a date of birth written yyyy-MM-dd; null: everybody.</param>
    /// <param name="limit">Null: all rows.</param>
    public async IAsyncEnumerable<FoundChild> Find(
        Reporting.Scope scope,
        Reporting.Clocks clocks,
        string? text,
        Reporting.Position? after,
        int? limit,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel
    )
    {
        var born = DateOnly.TryParseExact(text, "yyyy-MM-dd", out var date) ? date : (DateOnly?)null;
        var words = born is null ? text : null;
        await using var command = database.CreateCommand(Sql);
        var known = clocks.AsKnownAt?.UtcDateTime ?? DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);
        command.Parameters.AddRange(
            new NpgsqlParameter[]
            {
                new NpgsqlParameter<DateOnly> { TypedValue = clocks.AsAt },
                new NpgsqlParameter<DateTime> { TypedValue = known },
                new NpgsqlParameter<string[]> { TypedValue = [.. scope.Authorities] },
                new NpgsqlParameter<string[]?> { TypedValue = scope.Teams is { } teams ? [.. teams] : null },
                new NpgsqlParameter<Guid[]?> { TypedValue = scope.Hidden is { } hidden ? [.. hidden] : null },
                new NpgsqlParameter<string?> { TypedValue = words is null ? null : $"%{Escaped(words)}%" },
                new()
                {
                    Value = words is null
                        ? DBNull.Value
                        : JsonSerializer.Serialize(new[] { new { value = words } }, PlacementsJson.Options),
                    NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Jsonb,
                },
                new() { Value = (object?)born ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Date },
                new NpgsqlParameter<string?> { TypedValue = after?.Authority },
                new() { Value = (object?)after?.ChildId ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid },
                new() { Value = (object?)limit ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint },
            }
        );
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            yield return new FoundChild(
                reader.GetGuid(0),
                reader.GetString(1),
                reader.IsDBNull(2) ? null : reader.GetString(2),
                reader.IsDBNull(3) ? null : reader.GetString(3),
                reader.IsDBNull(4) ? null : reader.GetFieldValue<DateOnly>(4),
                reader.GetString(5),
                JsonSerializer.Deserialize<List<LocalIdentifier>>(reader.GetString(6), PlacementsJson.Options)!,
                reader.IsDBNull(7) ? null : reader.GetString(7),
                reader.GetBoolean(8)
            );
        }
    }

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal);
}
