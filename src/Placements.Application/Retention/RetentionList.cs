using Npgsql;
using Placements.Application.Access;
using Placements.Application.Json;
using Placements.Application.Keys;
using Placements.Domain.Journey;
using Placements.EventStore;
using Rule = Placements.Domain.Measures.Retention;

namespace Placements.Application.Retention;

/// <summary>A record that need not be kept any longer.</summary>
/// <param name="On">The first such day.</param>
public sealed record DueRecord(Guid ChildId, DateOnly On);

/// <summary>Which records of an authority need not be kept any longer. Names nobody.</summary>
public sealed class RetentionList(NpgsqlDataSource database, IKeyWrapping keys)
{
    // Only narrows: who may be due by some date of birth or death in the record. The rule itself is asked of each journey.
    private const string Candidates = """
        select c.child_id from read_models.child c
        where c.tenant_id = $1 and upper_inf(c.known) and c.date_of_birth <= $2
        union
        select p.child_id from read_models.care_period p
        where p.tenant_id = $1 and upper_inf(p.known) and p.end_reason = 'died' and p.ended_on <= $3
        except
        select k.stream_id from placements.stream_key k where k.tenant_id = $1 and k.wrapped is null
        """;

    /// <param name="on">Due on this day or before.</param>
    /// <returns>The longest due first.</returns>
    public async Task<IReadOnlyList<DueRecord>> Due(Caller caller, string authority, DateOnly on, CancellationToken cancel)
    {
        if (!Operations.Erase.Permits(caller) || !caller.Authorities.Contains(authority, StringComparer.Ordinal))
        {
            throw new UnauthorizedAccessException("Only a manager asks what is due, and only of the own authority.");
        }
        await ReadAudit.OfRows(database, caller, Operations.Erase, [authority], cancel);
        await using var snapshot = await StreamSnapshot.Open(database, cancel);
        var due = new List<DueRecord>();
        await foreach (var stream in snapshot.Read(authority, await Ids(snapshot.Connection, authority, on, cancel), cancel))
        {
            if (Rule.EndsOn(CareJourney.Of(StoredFacts.FromStore(stream, keys))) is { } end && end <= on)
            {
                due.Add(new DueRecord(stream.Id, end));
            }
        }
        return [.. due.OrderBy(record => record.On).ThenBy(record => record.ChildId)];
    }

    private static async Task<List<Guid>> Ids(NpgsqlConnection connection, string authority, DateOnly on, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Candidates;
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority });
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = on.AddYears(-Rule.YearsFromBirth) });
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = on.AddYears(-Rule.YearsFromDeath) });
        var ids = new List<Guid>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            ids.Add(reader.GetGuid(0));
        }
        return ids;
    }
}
