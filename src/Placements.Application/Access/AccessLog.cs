using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;

namespace Placements.Application.Access;

/// <summary>Somebody looked at a child's record, or tried to.</summary>
/// <param name="Who">The name in the reader's token.</param>
/// <param name="What">What they did, in words that a family understands.</param>
/// <param name="Purpose">What they said it was for; null where nothing was said.</param>
/// <param name="Granted">False: they had no right to the record, and saw nothing of it.</param>
public sealed record AccessLogItem(DateTimeOffset At, string Who, string What, string? Purpose, bool Granted);

/// <summary>Where a page of the log ended.</summary>
/// <param name="Shown">How many of this very instant were shown.</param>
public sealed record AccessLogPosition(DateTimeOffset At, int Shown);

/// <summary>Who looked at a child's record: the rows of the read audit, in words.</summary>
public sealed class AccessLog(NpgsqlDataSource database)
{
    // Rows of one instant are told apart by what they say; equal ones are shown as often as they are there.
    private const string Newest = """
        select at, name, operation, purpose, granted from placements.read_audit
        where tenant_id = $1 and child_id = $2 and at <= $3
        order by at desc, operation, name, subject, purpose, granted
        offset $4 limit $5
        """;

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        [Operations.FindChildren.Name] = "Saw the child in a list or search of children",
        [Operations.ReadSummary.Name] = "Read the summary of the record",
        [Operations.ReadJourney.Name] = "Read the journey through care",
        [Operations.ReadEntries.Name] = "Read the record entry by entry",
        [Operations.ReadChanges.Name] = "Read what was changed in the record",
        [Operations.ReadChildFigures.Name] = "Read where the child lives or how often the child moved",
        [Operations.ReadFigures.Name] = "Saw the child in a list of figures",
        [Operations.ListCountedChildren.Name] = "Saw the child in the list behind a report",
        [Operations.ReadImports.Name] = "Saw the child in the report of a transfer from another system",
        [Operations.MakeReturn.Name] = "Saw the child in a return to the government, or in its checks",
        [Operations.FreezeReturn.Name] = "Made a return to the government",
        [Operations.Restrict.Name] = "Decided who may see the record",
        [Operations.BreakGlass.Name] = "Opened the restricted record for a time",
        [Operations.ReadRestriction.Name] = "Read who may see the record",
        [Operations.ReadNotices.Name] = "Was told that the restricted record had been opened",
        [Operations.ReadAccessLog.Name] = "Read this list of who looked at the record",
        [Operations.SubjectAccess.Name] = "Made a copy of everything held about the child",
    };

    /// <summary>What an operation of the audit is in words; the operation itself where a later release took it away.</summary>
    public static string InWords(string operation)
    {
        var parts = operation.Split(": ", 2);
        var words = Words.GetValueOrDefault(parts[0], parts[0]);
        return parts is [_, var thing] ? $"{words} ({thing.Replace('_', ' ')})" : words;
    }

    /// <summary>The newest first.</summary>
    /// <param name="after">Where the page before ended.</param>
    /// <param name="limit">Null: all.</param>
    public async IAsyncEnumerable<AccessLogItem> Of(
        string authority,
        Guid childId,
        AccessLogPosition? after,
        int? limit,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        await using var command = database.CreateCommand(Newest);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = childId });
        // Npgsql sends the last instant there is as infinity.
        command.Parameters.Add(
            new NpgsqlParameter<DateTime>
            {
                TypedValue = after?.At.UtcDateTime ?? DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc),
            }
        );
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = after?.Shown ?? 0 });
        command.Parameters.Add(new() { Value = (object?)limit ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            yield return new AccessLogItem(
                row.GetFieldValue<DateTimeOffset>(0),
                row.GetString(1),
                InWords(row.GetString(2)),
                row.IsDBNull(3) ? null : row.GetString(3),
                row.GetBoolean(4)
            );
        }
    }

    /// <summary>Where a page of these ends.</summary>
    public static AccessLogPosition EndOf(IReadOnlyList<AccessLogItem> page, AccessLogPosition? before)
    {
        var last = page[^1].At;
        var shown = page.Count(item => item.At == last);
        return new AccessLogPosition(last, shown + (before?.At == last ? before.Shown : 0));
    }
}
