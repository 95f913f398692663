using Npgsql;
using Placements.Application.Access;
using Placements.Application.Json;
using Placements.Application.Recording;
using Placements.Domain.Codes;
using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;
using Placements.EventStore;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Storage;

/// <summary>
/// Records at random, as caseworkers do: mostly what comes next, often late, sometimes wrongly and then corrected or voided. What a rule
/// refuses is not recorded, so whatever stands is valid. One seed, one story.
/// </summary>
/// <param name="restricts">Some records are restricted, opened by break-glass and open to all again.</param>
internal sealed class RandomRecords(NpgsqlDataSource database, int seed, bool restricts = false)
{
    private static readonly DateOnly Earliest = new(2019, 1, 1);

    private static readonly string[] Hosts = [ApiHost.Cardiff, ApiHost.Newport, "W06000016", "E06000023"];

    private readonly StreamStore store = new(database);
    private readonly Recorder recorder = new(new StreamStore(database), TestKeys.Master, TimeProvider.System);
    private readonly Random chance = new(seed);

    public static Caller Manager { get; } =
        new("manager-1", "Test manager", new HashSet<Role> { Role.Manager }, [ApiHost.Cardiff, ApiHost.Newport], []);

    public List<Guid> Children { get; } = [];

    /// <summary>Registers children of both authorities in turn; every seventh is one who comes for short breaks.</summary>
    public async Task Register(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var outcome = await recorder.Register(
                Manager,
                new ChildRegistered
                {
                    EffectiveOn = Earliest,
                    ResponsibleAuthority = i % 3 == 0 ? ApiHost.Newport : ApiHost.Cardiff,
                    DateOfBirth = new DateOnly(2006 + chance.Next(9), 1 + chance.Next(12), 1 + chance.Next(28)),
                    Sex = i % 2 == 0 ? Sex.Female : Sex.Male,
                    Name = new PersonName { Given = "Invented", Family = $"Child {i}" },
                    Team = i % 5 == 0 ? "team-1" : null,
                },
                null,
                CancellationToken.None
            );
            var child = Assert.IsType<RecordingOutcome.Recorded>(outcome).Answer.ChildId;
            Children.Add(child);
            var status = i % 7 == 3 ? LegalStatus.ShortBreaks : Any<LegalStatus>();
            await Try(
                child,
                new CareStarted
                {
                    EffectiveOn = Earliest.AddDays(chance.Next(900)),
                    LegalStatus = status,
                    CategoryOfNeed = Any<CategoryOfNeed>(),
                }
            );
        }
    }

    /// <summary>Goes on until so many commands were accepted.</summary>
    public async Task Record(int commands)
    {
        for (var accepted = 0; accepted < commands; )
        {
            accepted += await Step() ? 1 : 0;
        }
    }

    /// <summary>One command on one child; false where it was refused.</summary>
    public async Task<bool> Step()
    {
        var child = Children[chance.Next(Children.Count)];
        var stream = (await store.Load(Manager.Authorities, child)).Stream!;
        var entries = StoredFacts.FromStore(stream, TestKeys.Master);
        return restricts && chance.Next(15) == 0 ? await DecideWhoSees(child, entries) : await Try(child, Command(entries));
    }

    /// <summary>Restricts the record, with the manager on the list or not; breaks the glass, sets another list, or lifts it.</summary>
    private async Task<bool> DecideWhoSees(Guid child, IReadOnlyList<Entry> entries)
    {
        const string reason = "known to somebody who works here";
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var restriction = CareJourney.Of(entries).Access!.Restriction;
        var outcome = restriction switch
        {
            not null when !restriction.People.Contains(Manager.Subject) && restriction.Openings.Count == 0 => await recorder.BreakGlass(
                Manager,
                child,
                reason,
                null,
                CancellationToken.None
            ),
            not null when chance.Next(2) == 0 => await recorder.LiftRestriction(
                Manager,
                child,
                new RestrictionLifted { EffectiveOn = today, Reason = reason },
                Precondition.Any,
                null,
                CancellationToken.None
            ),
            _ => await recorder.Restrict(
                Manager,
                child,
                new AccessRestricted
                {
                    EffectiveOn = today,
                    People = chance.Next(3) == 0 ? ["somebody"] : [Manager.Subject, "somebody"],
                    Teams = chance.Next(2) == 0 ? [] : ["team-1"],
                    Reason = reason,
                },
                Precondition.Any,
                null,
                CancellationToken.None
            ),
        };
        return outcome is RecordingOutcome.Recorded;
    }

    private async Task<bool> Try(Guid child, params ChildEvent[] facts) =>
        await recorder.Record(Manager, child, facts, Precondition.Any, null, CancellationToken.None) is RecordingOutcome.Recorded;

    private ChildEvent[] Command(IReadOnlyList<Entry> entries)
    {
        var standing = StandingFact.Of(entries).Where(fact => fact.Fact is not (ChildRegistered or AccessEvent)).ToList();
        if (standing.Count > 0 && chance.Next(10) < 2)
        {
            var target = standing[chance.Next(standing.Count)];
            return chance.Next(3) == 0
                ?
                [
                    new EntryVoided
                    {
                        EffectiveOn = target.Fact.EffectiveOn,
                        EntryId = target.EntryId,
                        Reason = "another child",
                    },
                ]
                :
                [
                    new EntryCorrected
                    {
                        EffectiveOn = target.Fact.EffectiveOn,
                        EntryId = target.EntryId,
                        Facts = target.Fact with { EffectiveOn = target.Fact.EffectiveOn.AddDays(chance.Next(-20, 21)) },
                        Reason = "misread the letter",
                    },
                ];
        }

        // Mostly what comes next, often something from long before.
        var last = standing.Count == 0 ? Earliest : standing.Max(fact => fact.Fact.EffectiveOn);
        var day = chance.Next(3) == 0 ? Earliest.AddDays(chance.Next(2000)) : last.AddDays(chance.Next(60));
        return Next(CareJourney.Of(entries), day < new DateOnly(2026, 3, 31) ? day : new DateOnly(2026, 3, 31));
    }

    private ChildEvent[] Next(CareJourney journey, DateOnly day)
    {
        var placement = journey.PlacementOn(day) ?? (journey.Placements.Count > 0 ? journey.Placements[^1] : null);
        var absence = journey.Absences.LastOrDefault(away => away.EndedOn is null);
        var referral = journey.Referrals.Count > 0 ? journey.Referrals[^1] : null;
        if (journey.StatusOn(day) is null && journey.PeriodsOfCare.All(period => period.EndedOn is not null))
        {
            return
            [
                new CareStarted
                {
                    EffectiveOn = day,
                    LegalStatus = Any<LegalStatus>(),
                    CategoryOfNeed = Any<CategoryOfNeed>(),
                },
            ];
        }
        return chance.Next(16) switch
        {
            0 => [new LegalStatusChanged { EffectiveOn = day, LegalStatus = Any<LegalStatus>() }],
            1 =>
            [
                new ChildDetailsChanged
                {
                    EffectiveOn = day,
                    Source = "a letter",
                    Team = $"team-{chance.Next(3)}",
                    SiblingGroup = "siblings",
                },
            ],
            2 =>
            [
                new ReferralMade
                {
                    EffectiveOn = day,
                    Urgency = Any<Urgency>(),
                    Needs = new()
                    {
                        LivingWith = Any<LivingWith>(),
                        ParentAndChild = chance.Next(4) == 0,
                        Circumstances = [Any<ReferralCircumstance>()],
                    },
                    RisksToChild = [Any<RiskToChild>()],
                },
            ],
            3 when referral is not null =>
            [
                new ProviderApproached
                {
                    EffectiveOn = day,
                    ReferralId = referral.ReferralId,
                    Provider = new() { Name = "A" },
                },
                new OfferReceived
                {
                    EffectiveOn = day,
                    ReferralId = referral.ReferralId,
                    Provider = new() { Name = "A" },
                },
            ],
            4 when referral is not null =>
            [
                new ReferralClosed
                {
                    EffectiveOn = day,
                    ReferralId = referral.ReferralId,
                    Outcome = Any<ReferralOutcome>(),
                },
            ],
            5 when absence is not null => [new AbsenceEnded { EffectiveOn = day, AbsenceId = absence.AbsenceId }],
            5 or 6 => [new AbsenceStarted { EffectiveOn = day, Kind = Any<AbsenceKind>() }],
            7 when placement is not null =>
            [
                BreakDown(placement, day),
                new PlacementStarted { EffectiveOn = day, Placement = Home() with { Emergency = true } },
            ],
            8 when placement is not null => [new PlacementEnded { EffectiveOn = day, PlacementId = placement.PlacementId }],
            9 when placement is not null =>
            [
                new PlacementDetailsChanged
                {
                    EffectiveOn = day,
                    PlacementId = placement.PlacementId,
                    Reason = "the carer moved house",
                    HostAuthority = Hosts[chance.Next(Hosts.Length)],
                    WeeklyCost = chance.Next(90_000),
                },
            ],
            10 when placement is not null =>
            [
                new PlacementApproved
                {
                    EffectiveOn = day,
                    PlacementId = placement.PlacementId,
                    ApprovedBy = Any<Approver>(),
                },
            ],
            11 when chance.Next(3) == 0 =>
            [
                new CareEnded
                {
                    EffectiveOn = day,
                    Reason = CareEndReason.ReturnedHome,
                    Planned = chance.Next(2) == 0,
                },
            ],
            12 or 13 or 14 when placement is { EndedOn: null } =>
            [
                new PlacementMoved
                {
                    EffectiveOn = day,
                    FromPlacementId = placement.PlacementId,
                    Reason = Any<ChangeReason>(),
                    Planned = chance.Next(2) == 0,
                    To = Home(),
                },
            ],
            _ => [new PlacementStarted { EffectiveOn = day, Placement = Home() }],
        };
    }

    private static PlacementBrokeDown BreakDown(Placement placement, DateOnly day) =>
        new()
        {
            EffectiveOn = day,
            PlacementId = placement.PlacementId,
            EndedBy = Party.Carer,
            Reason = ChangeReason.CarerRequestBehaviour,
        };

    private PlacementFacts Home()
    {
        var (kind, sector) = chance.Next(5) switch
        {
            0 => (PlacementKind.ChildrensHome, Sector.ForProfit),
            1 => (PlacementKind.KinshipFosterCare, Sector.OwnCouncil),
            2 => (PlacementKind.WithParents, Sector.Parent),
            3 => (PlacementKind.FosterCare, Sector.NotForProfit),
            _ => (PlacementKind.FosterCare, Sector.OwnCouncil),
        };
        return new PlacementFacts
        {
            Kind = kind,
            Sector = sector,
            Carer = chance.Next(3) == 0 ? null : $"carer-{chance.Next(6)}",
            Provider = new Provider { Name = chance.Next(4) == 0 ? "=Formula, \"quoted\"" : "Tŷ Gobaith" },
            HostAuthority = chance.Next(6) == 0 ? null : Hosts[chance.Next(Hosts.Length)],
            Registration = Any<Registration>(),
            OutOfCountyReason = chance.Next(2) == 0 ? null : Any<OutOfCountyReason>(),
        };
    }

    private T Any<T>()
        where T : struct, Enum
    {
        var values = Enum.GetValues<T>();
        return values[chance.Next(values.Length)];
    }
}
