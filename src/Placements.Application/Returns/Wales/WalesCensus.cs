using Npgsql;
using Placements.Application.Json;
using Placements.Application.Keys;
using Placements.Domain.Codes.Returns;
using Placements.EventStore;

namespace Placements.Application.Returns.Wales;

/// <summary>Makes the Welsh children looked after census of a year from the records, with the codes in force for it.</summary>
public sealed class WalesCensus(NpgsqlDataSource database, StreamStore store, WalesCodes codes, IKeyWrapping keys)
{
    private const string HowSure =
        "Not to be sent unchecked. The field list of the Welsh census could not be had: the columns are England's header and episode "
        + "columns, sex and ethnicity in England's codes. Codes under unconfirmed were not read in a Welsh source; correct them with "
        + "PUT /v1/returns/wales/codes.";

    // Any version of the record will do: each child's own says what holds.
    private const string InCareInTheYear = """
        select distinct child_id from read_models.care_period
        where tenant_id = $1 and started_on <= $2 and (ended_on is null or ended_on >= $3)
          and ($4::uuid[] is null or child_id <> all($4))
        order by child_id
        """;

    /// <param name="asKnownAt">Entries and corrections of codes made later do not count. Null: none is left out.</param>
    /// <param name="now">What the answer says it knows where <paramref name="asKnownAt"/> is null.</param>
    /// <param name="hidden">Children to leave out; null: none.</param>
    public async Task<WalesCensusAnswer> Of(
        string authority,
        int year,
        DateTimeOffset? asKnownAt,
        DateTimeOffset now,
        CancellationToken cancel,
        Guid[]? hidden = null
    )
    {
        var inForce = await codes.Of(authority, year, asKnownAt, cancel);
        var children = new List<WalesCensusOfChild>();
        foreach (var childId in await Children(authority, year, hidden, cancel))
        {
            var loaded = await store.Load([authority], childId, cancel: cancel);
            if (loaded.Stream is { } stream)
            {
                var child = new WalesCensusOfChild(childId, StoredFacts.FromStore(stream, keys), asKnownAt, year, inForce);
                if (child.Rows.Count > 0)
                {
                    children.Add(child);
                }
            }
        }
        children.Sort((one, other) => string.CompareOrdinal(one.Rows[0].Child, other.Rows[0].Child));
        return new WalesCensusAnswer(
            authority,
            year,
            asKnownAt ?? now,
            HowSure,
            [
                .. children
                    .SelectMany(child => child.Unconfirmed)
                    .Distinct()
                    .OrderBy(code => code.Field, StringComparer.Ordinal)
                    .ThenBy(code => code.Code, StringComparer.Ordinal),
            ],
            [.. children.SelectMany(child => child.Problems)],
            [.. children.SelectMany(child => child.Rows)]
        );
    }

    private async Task<List<Guid>> Children(string authority, int year, Guid[]? hidden, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(InCareInTheYear);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority });
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = new DateOnly(year, 3, 31) });
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = new DateOnly(year - 1, 4, 1) });
        command.Parameters.Add(new NpgsqlParameter<Guid[]?> { TypedValue = hidden });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var children = new List<Guid>();
        while (await reader.ReadAsync(cancel))
        {
            children.Add(reader.GetGuid(0));
        }
        return children;
    }
}
