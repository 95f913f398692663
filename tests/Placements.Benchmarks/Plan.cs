using Placements.Application.Json;
using Placements.Application.ReadModels;
using Placements.Domain.Codes;
using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;
using Placements.EventStore;

namespace Placements.Benchmarks;

/// <summary>A fact to record, and the path below <c>/v1/children/{id}</c> that records it.</summary>
/// <param name="Stored">As the event store takes it; its data are also the body of the request.</param>
internal sealed record PlannedFact(string Path, ChildEvent Fact, NewEvent Stored);

/// <summary>
/// What happens to every child of the recording benchmarks, one to six times a month: moves, absences, legal status, changed details.
/// All of it is accepted in this order; children stand at different places of it, so that every moment has a mix of facts. The ids in it may be the same for all children, since none looks into another's stream.
/// </summary>
internal static class Plan
{
    /// <summary>Entries that a child has before the first request.</summary>
    public static int Before(int child) => Least + (child % 6);

    /// <summary>The least that any child has.</summary>
    public const int Least = 12;

    public const int Length = 60;

    private static readonly DateOnly FirstDay = new(2021, 3, 1);

    public static IReadOnlyList<PlannedFact> Facts { get; } = [.. Make()];

    /// <summary>A child with so many entries, as bulk load takes it.</summary>
    public static ChildHistory Child(Guid id, int entries)
    {
        var recordedAt = new DateTimeOffset(2021, 3, 1, 9, 0, 0, TimeSpan.Zero);
        return new ChildHistory(
            Site.Authority,
            id,
            [
                .. Facts
                    .Take(entries)
                    .Select((planned, i) => new Entry(Guid.NewGuid(), i + 1, recordedAt.AddDays(i), "Demo manager", planned.Fact)),
            ],
            _ => "demo-manager"
        );
    }

    private static IEnumerable<PlannedFact> Make()
    {
        var home = Guid.NewGuid();
        yield return New(
            "",
            new ChildRegistered
            {
                EffectiveOn = FirstDay,
                ResponsibleAuthority = Site.Authority,
                DateOfBirth = new DateOnly(2012, 5, 14),
                Sex = Sex.Female,
                Ethnicity = Ethnicity.WBRI,
                Name = new PersonName { Given = "Seren", Family = "Example" },
                Identifiers = [new LocalIdentifier { Scheme = "case_number", Value = "C-1042" }],
            }
        );
        yield return New(
            "/care-starts",
            new CareStarted
            {
                EffectiveOn = FirstDay,
                LegalStatus = LegalStatus.Voluntary,
                CategoryOfNeed = CategoryOfNeed.AbuseOrNeglect,
            }
        );
        yield return New("/placements", new PlacementStarted { EffectiveOn = FirstDay, Placement = Home(home, 0) });

        var absence = Guid.Empty;
        for (var i = 3; i < Length; i++)
        {
            var day = FirstDay.AddDays(9 * i);
            switch (i % 6)
            {
                case 3:
                    absence = Guid.NewGuid();
                    yield return New(
                        "/absences",
                        new AbsenceStarted
                        {
                            EffectiveOn = day,
                            AbsenceId = absence,
                            Kind = AbsenceKind.Hospital,
                        }
                    );
                    break;
                case 4:
                    yield return New($"/absences/{absence}/end", new AbsenceEnded { EffectiveOn = day, AbsenceId = absence });
                    break;
                case 5:
                    yield return New(
                        "/legal-statuses",
                        new LegalStatusChanged
                        {
                            EffectiveOn = day,
                            LegalStatus = i % 12 == 5 ? LegalStatus.InterimCareOrder : LegalStatus.CareOrder,
                        }
                    );
                    break;
                case 0:
                    var (from, to) = (home, Home(Guid.NewGuid(), i));
                    home = to.PlacementId;
                    yield return New(
                        $"/placements/{from}/moves",
                        new PlacementMoved
                        {
                            EffectiveOn = day,
                            FromPlacementId = from,
                            Reason = ChangeReason.CarePlan,
                            RequestedBy = Party.Authority,
                            Planned = true,
                            NoticeHours = 240,
                            To = to,
                        }
                    );
                    break;
                case 1:
                    yield return New(
                        $"/placements/{home}/details",
                        new PlacementDetailsChanged
                        {
                            EffectiveOn = day,
                            PlacementId = home,
                            Reason = "Yearly review of the fee",
                            WeeklyCost = 61_000 + i,
                        }
                    );
                    break;
                default:
                    yield return New(
                        "/details",
                        new ChildDetailsChanged
                        {
                            EffectiveOn = day,
                            Source = "The family",
                            SiblingGroup = $"siblings-{i}",
                        }
                    );
                    break;
            }
        }
    }

    private static PlacementFacts Home(Guid id, int number) =>
        new()
        {
            PlacementId = id,
            Kind = PlacementKind.FosterCare,
            Sector = Sector.OwnCouncil,
            Provider = new Provider { Id = "P-7", Name = "Cardiff fostering" },
            Carer = $"carer-{number}",
            HostAuthority = Site.Authority,
            Country = Country.Wales,
            Postcode = "CF10 4UW",
            Registration = Registration.Registered,
            WeeklyCost = 60_000,
        };

    private static PlannedFact New(string path, ChildEvent fact) => new(path, fact, Demonstration.Bare(Guid.NewGuid(), fact));
}
