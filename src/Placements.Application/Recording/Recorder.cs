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

    /// <summary>
    /// Half a working day: an emergency is dealt with, or handed to somebody on the list, in one shift; a second one needs a second reason.
    /// </summary>
    private static readonly TimeSpan OpenFor = TimeSpan.FromHours(4);

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
                return await AnswerOfChildAgain(caller, answer, key, cancel);
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
        for (var i = 0; i < facts.Count; i++)
        {
            if (facts[i] is AccessEvent)
            {
                return Refused(
                    "access_by_own_route",
                    "Who may see the record is recorded by operations of its own: restriction, its lift, and break-glass.",
                    $"entries[{i}].type"
                );
            }
        }
        return await Record(caller, Operations.Record, childId, facts, _ => null, precondition, key, cancel);
    }

    /// <summary>Sets who may see the record. Who does so need not be among them.</summary>
    public async Task<RecordingOutcome> Restrict(
        Caller caller,
        Guid childId,
        AccessRestricted fact,
        Precondition precondition,
        RequestKey? key,
        CancellationToken cancel
    )
    {
        if (!Operations.Restrict.Permits(caller))
        {
            return NotManager();
        }
        if (fact.People.Count + fact.Teams.Count == 0)
        {
            return Refused("restriction_for_nobody", "Name people or teams who may see the record: nobody could open it otherwise.");
        }
        return await Record(caller, Operations.Restrict, childId, [fact], _ => null, precondition, key, cancel);
    }

    public async Task<RecordingOutcome> LiftRestriction(
        Caller caller,
        Guid childId,
        RestrictionLifted fact,
        Precondition precondition,
        RequestKey? key,
        CancellationToken cancel
    )
    {
        if (!Operations.Restrict.Permits(caller))
        {
            return NotManager();
        }
        return await Record(
            caller,
            Operations.Restrict,
            childId,
            [fact],
            entries => IsRestricted(entries) ? null : Refused("not_restricted", "The record is not restricted: there is nothing to lift."),
            precondition,
            key,
            cancel
        );
    }

    /// <summary>
    /// Opens a restricted record to somebody who is not on its list, for a time. Who asks for a child that does not exist is told what
    /// everybody is told; who may see the record already has nothing to open.
    /// </summary>
    public async Task<RecordingOutcome> BreakGlass(Caller caller, Guid childId, string reason, RequestKey? key, CancellationToken cancel)
    {
        if (!Operations.BreakGlass.Permits(caller))
        {
            return NotManager();
        }

        var lookup = key is null ? null : new IdempotencyLookup(caller.Subject, key.Key);
        while (true)
        {
            var guard = caller.Guard(Operations.BreakGlass);
            var seen = await store.Load(caller.Authorities, childId, lookup, afterVersion: long.MaxValue, guard: guard, cancel: cancel);
            if (seen.Stream is not null)
            {
                return key is not null && seen.Answer is { } answer
                    ? AnswerAgain(answer, key)
                    : Refused("not_restricted", "You may see this record already: there is nothing to open.");
            }
            var loaded = await store.Load(caller.Authorities, childId, lookup, metadata: false, cancel: cancel);
            if (loaded.Stream is not { } stream)
            {
                return new RecordingOutcome.NotFound();
            }
            using var childKey = ChildKey.Of(stream, keys);
            var entries = StoredFacts.FromStore(stream, childKey);
            if (!IsRestricted(entries))
            {
                return new RecordingOutcome.NotFound();
            }
            if (childKey.IsDestroyed)
            {
                return new RecordingOutcome.Refused([Erasure.Refusal]);
            }
            if (loaded.Answer is not null)
            {
                // What was opened with this key is closed again: to open it once more is another request.
                return new RecordingOutcome.KeyUsedForAnother();
            }

            var opened = new AccessOpened
            {
                EffectiveOn = London.Today(clock),
                Person = caller.Subject,
                PersonName = caller.Name,
                // The database knows microseconds.
                Until = new DateTimeOffset((clock.GetUtcNow() + OpenFor).Ticks / 10 * 10, TimeSpan.Zero),
                Reason = reason,
            };
            if (await Append(caller, stream, childKey, entries, [opened], key, cancel) is { } outcome)
            {
                return outcome;
            }
        }
    }

    private static bool IsRestricted(IReadOnlyList<Entry> entries) => CareJourney.Of(entries).Access is { Restriction: not null };

    /// <param name="refuse">Looks at the record as it stands; null: nothing is against it.</param>
    private async Task<RecordingOutcome> Record(
        Caller caller,
        Operation operation,
        Guid childId,
        IReadOnlyList<ChildEvent> facts,
        Func<IReadOnlyList<Entry>, RecordingOutcome?> refuse,
        Precondition precondition,
        RequestKey? key,
        CancellationToken cancel
    )
    {
        var lookup = key is null ? null : new IdempotencyLookup(caller.Subject, key.Key);
        var guard = caller.Guard(operation);
        for (var attempt = 1; ; attempt++)
        {
            var loaded = await store.Load(caller.Authorities, childId, lookup, metadata: false, guard: guard, cancel: cancel);
            if (loaded.Stream is not { } stream)
            {
                // Also where an answer was kept: the child may have been hidden from the caller since.
                return new RecordingOutcome.NotFound();
            }
            if (key is not null && loaded.Answer is { } answer)
            {
                return AnswerAgain(answer, key);
            }

            using var childKey = ChildKey.Of(stream, keys);
            var entries = StoredFacts.FromStore(stream, childKey);
            if (childKey.IsDestroyed)
            {
                return new RecordingOutcome.Refused([Erasure.Refusal]);
            }
            if (!precondition.Allows(stream.Version))
            {
                return await Stale(stream, precondition.Seen, cancel);
            }
            if ((refuse(entries) ?? await Append(caller, stream, childKey, entries, facts, key, cancel)) is { } outcome)
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
        )
        {
            OpenUntil = decision.Accepted is [(_, AccessOpened opened)] ? opened.Until : null,
        };

    private static RecordingOutcome AnswerAgain(StoredAnswer stored, RequestKey key) =>
        stored.RequestHash.AsSpan().SequenceEqual(key.RequestHash)
            ? new RecordingOutcome.Recorded(
                JsonSerializer.Deserialize<WriteAnswer>(stored.Answer, PlacementsJson.Options)!.RecordedAt(stored.RecordedAt)
            )
            : new RecordingOutcome.KeyUsedForAnother();

    /// <summary>The answer names the child: it is not given again once the child's record is closed to the caller.</summary>
    private async Task<RecordingOutcome> AnswerOfChildAgain(Caller caller, StoredAnswer stored, RequestKey key, CancellationToken cancel)
    {
        if (AnswerAgain(stored, key) is not RecordingOutcome.Recorded again)
        {
            return new RecordingOutcome.KeyUsedForAnother();
        }
        var (child, guard) = (again.Answer.ChildId, caller.GuardOfEveryTeam());
        var loaded = await store.Load([stored.Tenant], child, afterVersion: long.MaxValue, guard: guard, cancel: cancel);
        return loaded.Stream is null ? new RecordingOutcome.KeyUsedForAnother() : again;
    }

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

    private static RecordingOutcome.Refused Refused(string code, string message, string? field = null) =>
        new([new Refusal(code, field, message, [])]);

    private static RecordingOutcome.NotAllowed NotManager() => new("Only a manager decides who may see a record.");

    private static RecordingOutcome.NotAllowed NotPermitted() => new("Your role does not record: caseworkers and managers do.");
}
