using System.Text.Json;
using Npgsql;
using Placements.Application.Access;
using Placements.Application.Json;
using Placements.Application.Keys;
using Placements.Application.ReadModels;
using Placements.Application.Retention;
using Placements.Domain.Codes;
using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;
using Placements.EventStore;

namespace Placements.Application.Recording;

/// <summary>
/// The life of a command: load, permit, decide, append and project. Two round trips to the database; events, read models and the answer
/// kept for a retry are written in one transaction or not at all.
/// </summary>
public sealed class Recorder(StreamStore store, IKeyWrapping keys, TimeProvider clock)
{
    public const string StreamType = "child";

    /// <summary>How often a command that takes any version tries again after another writer came first.</summary>
    private const int Attempts = 20;

    public async Task<RecordingOutcome> Register(Caller caller, ChildRegistered fact, RequestKey? key, CancellationToken cancel)
    {
        if (!Operations.Register.Permits(caller))
        {
            return NotPermitted();
        }
        if (!Authorities.IsPlausible(fact.ResponsibleAuthority))
        {
            // The rule would say so too, but whose authority it is comes first; somebody who typed a name is told what is wrong.
            return new RecordingOutcome.Refused([
                new Refusal(
                    "authority_unknown",
                    "responsibleAuthority",
                    "There is no authority of that code: give the GSS code, nine characters such as W06000015.",
                    []
                ),
            ]);
        }
        if (!caller.Authorities.Contains(fact.ResponsibleAuthority, StringComparer.Ordinal))
        {
            return new RecordingOutcome.NotAllowed("You may register children only for your own authority.");
        }

        var childId = Guid.CreateVersion7(clock.GetUtcNow());
        if (key is not null)
        {
            // In all authorities of the caller: a key used for one child is not free for another one elsewhere.
            var loaded = await store.Load(caller.Authorities, childId, new IdempotencyLookup(caller.Subject, key.Key), cancel: cancel);
            if (loaded.Answer is { } answer)
            {
                return AnswerAgain(answer, key);
            }
        }

        // A caseworker who names no team registers for the own one, so that the record is not open to more people than need it.
        if (fact.Team is null && !caller.SeesEveryTeamFor(Operations.Register))
        {
            fact = fact with { Team = caller.Teams.Count > 0 ? caller.Teams[0] : null };
        }
        var stream = new StreamHistory(fact.ResponsibleAuthority, childId, 0, []);
        using var childKey = ChildKey.Of(stream, keys);
        return await Append(caller, stream, childKey, [], [fact], key, cancel)
            ?? throw new InvalidOperationException("A new stream cannot have another writer.");
    }

    public async Task<RecordingOutcome> Record(
        Caller caller,
        Guid childId,
        IReadOnlyList<ChildEvent> facts,
        Precondition precondition,
        RequestKey? key,
        CancellationToken cancel
    )
    {
        if (!Operations.Record.Permits(caller))
        {
            return NotPermitted();
        }
        if (facts.Any(fact => fact is PersonalDataErased or EntryCorrected { Facts: PersonalDataErased }))
        {
            return new RecordingOutcome.Refused([Erasure.NotByHand]);
        }

        var lookup = key is null ? null : new IdempotencyLookup(caller.Subject, key.Key);
        for (var attempt = 1; ; attempt++)
        {
            var loaded = await store.Load(caller.Authorities, childId, lookup, metadata: false, cancel: cancel);
            if (key is not null && loaded.Answer is { } answer)
            {
                return AnswerAgain(answer, key);
            }
            if (loaded.Stream is not { } stream)
            {
                return new RecordingOutcome.NotFound();
            }

            using var childKey = ChildKey.Of(stream, keys);
            var entries = StoredFacts.FromStore(stream, childKey);
            if (!caller.MaySee(Operations.Record, entries))
            {
                return new RecordingOutcome.NotFound();
            }
            if (childKey.IsDestroyed)
            {
                return new RecordingOutcome.Refused([Erasure.Refusal]);
            }
            if (!precondition.Allows(stream.Version))
            {
                return await Stale(stream, precondition.Seen, cancel);
            }
            if (await Append(caller, stream, childKey, entries, facts, key, cancel) is { } outcome)
            {
                return outcome;
            }
            if (attempt == Attempts)
            {
                return await Stale(stream, stream.Version, cancel);
            }
            // Somebody else recorded first. A caller who named a version now finds it stale; one who takes any version goes again.
        }
    }

    /// <summary>Null when another writer came first and nothing was written.</summary>
    private async Task<RecordingOutcome?> Append(
        Caller caller,
        StreamHistory stream,
        ChildKey childKey,
        IReadOnlyList<Entry> entries,
        IReadOnlyList<ChildEvent> facts,
        RequestKey? key,
        CancellationToken cancel
    )
    {
        var now = clock.GetUtcNow();
        var today = London.Today(clock);
        var decision = Decision.Of(entries, GiveIds(facts, now), today);
        if (decision.Refusals.Count > 0)
        {
            return new RecordingOutcome.Refused(decision.Refusals);
        }

        var answer = Answer(caller, stream, decision, today);
        var request = new AppendRequest(
            stream.Tenant,
            stream.Id,
            StreamType,
            stream.Version,
            [.. decision.Accepted.Select(accepted => StoredFacts.ToStore(accepted.EntryId, accepted.Fact, childKey))]
        )
        {
            UserName = caller.Subject,
            Headers = new EntryHeaders(caller.Name).ToJson(),
            CorrelationId = System.Diagnostics.Activity.Current?.TraceId.ToString(),
            Key = key is null
                ? null
                : new IdempotencyKey(caller.Subject, key.Key, key.RequestHash, JsonSerializer.Serialize(answer, PlacementsJson.Options)),
        };
        return await store.Append(request, Changes(stream, childKey.ToKeep, decision.Before, decision.After), cancel) switch
        {
            AppendResult.Appended appended => new RecordingOutcome.Recorded(answer.RecordedAt(appended.RecordedAt)),
            AppendResult.DuplicateKey duplicate => AnswerAgain(duplicate.Answer, key!),
            _ => null,
        };
    }

    private static (Guid, ChildEvent)[] GiveIds(IReadOnlyList<ChildEvent> facts, DateTimeOffset now)
    {
        var proposed = new (Guid, ChildEvent)[facts.Count];
        for (var i = 0; i < proposed.Length; i++)
        {
            var fact = facts[i] is IBegins begins && begins.BegunId == Guid.Empty ? begins.WithBegunId(Guid.CreateVersion7(now)) : facts[i];
            proposed[i] = (Guid.CreateVersion7(now), fact);
        }
        return proposed;
    }

    /// <summary>What is written beside the events of an append: the rows of the read models that change, and the record's key if it is new.</summary>
    internal static List<NpgsqlBatchCommand> Changes(StreamHistory stream, StreamKey? newKey, CareJourney before, CareJourney after)
    {
        var (closed, opened) = RowHistory.Difference(Projection.Of(before), Projection.Of(after));
        var commands = new List<NpgsqlBatchCommand>(closed.Count + opened.Count + 1);
        if (newKey is not null)
        {
            commands.Add(StreamKeys.Keep(stream.Tenant, stream.Id, newKey));
        }
        foreach (var row in closed)
        {
            commands.Add(ReadModelTables.For(row).Close(stream.Tenant, stream.Id, row));
        }
        foreach (var row in opened)
        {
            commands.Add(ReadModelTables.For(row).Insert(stream.Tenant, stream.Id, row));
        }
        return commands;
    }

    private static WriteAnswer Answer(Caller caller, StreamHistory stream, Decision decision, DateOnly today) =>
        new(
            stream.Id,
            stream.Version + decision.Accepted.Count,
            [
                .. decision.Accepted.Select(
                    (accepted, i) =>
                        new RecordedEntry(
                            accepted.EntryId,
                            EventCatalogue.TypeOf(accepted.Fact).Name,
                            accepted.Fact.EffectiveOn,
                            stream.Version + i + 1,
                            default,
                            caller.Name
                        )
                ),
            ],
            [
                .. decision
                    .After.Findings.Where(finding => finding.On <= today && !decision.Before.Findings.Any(finding.IsSameAs))
                    .Select(AnsweredFinding.Of),
            ]
        );

    private static RecordingOutcome AnswerAgain(StoredAnswer stored, RequestKey key) =>
        stored.RequestHash.AsSpan().SequenceEqual(key.RequestHash)
            ? new RecordingOutcome.Recorded(
                JsonSerializer.Deserialize<WriteAnswer>(stored.Answer, PlacementsJson.Options)!.RecordedAt(stored.RecordedAt)
            )
            : new RecordingOutcome.KeyUsedForAnother();

    /// <summary>Reads again what is news to the caller: who recorded it is not loaded for a decision.</summary>
    private async Task<RecordingOutcome.Stale> Stale(StreamHistory stream, long seen, CancellationToken cancel)
    {
        var news = (await store.Load([stream.Tenant], stream.Id, afterVersion: seen, cancel: cancel)).Stream ?? stream;
        return new(
            news.Version,
            [
                .. StoredFacts
                    .FromStore(news, keys)
                    .Select(entry => new RecordedEntry(
                        entry.Id,
                        EventCatalogue.TypeOf(entry.Fact).Name,
                        entry.Fact.EffectiveOn,
                        entry.Version,
                        entry.RecordedAt,
                        entry.RecordedBy
                    )),
            ]
        );
    }

    private static RecordingOutcome.NotAllowed NotPermitted() => new("Your role does not record: caseworkers and managers do.");
}
