using Npgsql;
using Placements.Application.Access;
using Placements.Application.Json;
using Placements.Application.Keys;
using Placements.Application.ReadModels;
using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;
using Placements.EventStore;
using Rule = Placements.Domain.Measures.Retention;

namespace Placements.Application.Retention;

/// <summary>The ends of erasing a child's personal data.</summary>
public abstract record ErasureOutcome
{
    private ErasureOutcome() { }

    /// <param name="RetentionEndedOn">The first day on which the record need not be kept.</param>
    public sealed record Erased(DateOnly RetentionEndedOn) : ErasureOutcome;

    public sealed record NotFound : ErasureOutcome;

    public sealed record ErasedBefore : ErasureOutcome;

    /// <param name="On">The first day on which it may be erased; null while nobody knows when the child was born.</param>
    public sealed record NotDue(DateOnly? On) : ErasureOutcome;

    /// <summary>Recorded before records were encrypted: no destroyed key makes it unreadable, and entries never change.</summary>
    public sealed record Unencrypted : ErasureOutcome;
}

/// <summary>
/// Erases a child's personal data once the record need not be kept: the key that its entries are encrypted with is destroyed, which the
/// record itself says, and whatever else in the database holds plain text of the child is written anew without it. One transaction.
/// </summary>
public sealed class Erasure(NpgsqlDataSource database, IKeyWrapping keys, TimeProvider clock)
{
    /// <summary>Why nothing is recorded for the child any more.</summary>
    internal static readonly Refusal Refusal = new(
        "record_erased",
        null,
        "The personal data of this record were erased when it need not be kept any longer: nothing is recorded for the child any more.",
        []
    );

    internal static readonly Refusal NotByHand = new(
        "erasure_not_by_hand",
        null,
        "That personal data were erased is recorded by erasing them, with the verb retention, and by nothing else.",
        []
    );

    // Answers kept for retries tell of the record. The hash of a request is one of whatever it said, so it goes too.
    private const string ForgetAnswers = "delete from placements.idempotency_key where tenant_id = $1 and answer like '%' || $2 || '%'";

    private const string ForgetCodes = """
        update returns.import_problem p set child_code = null
        from returns.import i where i.import_id = p.import_id and i.tenant_id = $1 and p.child_code = any($2)
        """;

    public async Task<ErasureOutcome> Erase(Caller caller, string authority, Guid childId, CancellationToken cancel)
    {
        if (!Operations.Erase.Permits(caller) || !caller.Authorities.Contains(authority, StringComparer.Ordinal))
        {
            throw new UnauthorizedAccessException("Only a manager erases, and only for the own authority.");
        }
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var streams = new ImportedStreams(transaction, caller.Subject, $"erasure {childId}");
        if (!(await streams.LoadAndLock(authority, [childId], cancel)).TryGetValue(childId, out var stream))
        {
            return new ErasureOutcome.NotFound();
        }
        if (stream.Key is { Wrapped: null })
        {
            return new ErasureOutcome.ErasedBefore();
        }

        using var key = ChildKey.Of(stream, keys);
        var entries = StoredFacts.FromStore(stream, key);
        var today = London.Today(clock);
        if (Rule.EndsOn(CareJourney.Of(entries)) is not { } end || end > today)
        {
            return new ErasureOutcome.NotDue(Rule.EndsOn(CareJourney.Of(entries)));
        }
        if (stream.Key is null || key.MetPlainText)
        {
            return new ErasureOutcome.Unencrypted();
        }

        var erased = new ImportedEvent(
            StoredFacts.ToStore(Guid.CreateVersion7(), new PersonalDataErased { EffectiveOn = today, RetentionEndedOn = end }, key),
            new EntryHeaders(caller.Name).ToJson()
        );
        await streams.Append(
            stream,
            [erased],
            [
                StreamKeys.Destroy(authority, childId, caller.Subject),
                .. ReadModelTables.All.Select(table => table.Forget(authority, childId)),
                Forget(ForgetAnswers, authority, childId.ToString()),
                Forget(ForgetCodes, authority, Identifiers(entries)),
            ],
            cancel
        );
        var without = StoredFacts.FromStore(stream with { Key = stream.Key with { Wrapped = null } }, keys);
        await BulkLoad.WriteRows(connection, "read_models", RowHistory.Of(authority, childId, without), cancel);
        await transaction.CommitAsync(cancel);
        return new ErasureOutcome.Erased(end);
    }

    private static NpgsqlBatchCommand Forget<T>(string sql, string tenant, T what) =>
        new(sql)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = tenant },
                new NpgsqlParameter<T> { TypedValue = what },
            },
        };

    /// <summary>Every identifier that the record ever gave the child.</summary>
    private static string[] Identifiers(IReadOnlyList<Entry> entries) =>
        [
            .. entries
                .Select(entry => entry.Fact is EntryCorrected correction ? correction.Facts : entry.Fact)
                .SelectMany(fact =>
                    fact switch
                    {
                        ChildRegistered registered => registered.Identifiers,
                        ChildDetailsChanged changed => changed.Identifiers ?? [],
                        _ => [],
                    }
                )
                .Select(identifier => identifier.Value)
                .Distinct(StringComparer.Ordinal),
        ];
}
