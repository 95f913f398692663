using Placements.Domain.Codes;
using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;

namespace Placements.Tests.Api.Reporting;

/// <summary>A child's story, told entry by entry. Unless a test says when something was recorded, each entry was so a minute after the last.</summary>
internal sealed class Story
{
    public const string Cardiff = "W06000015";
    public const string Newport = "W06000022";

    private readonly List<Entry> entries = [];
    private DateTimeOffset clock = new(2001, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private Guid placement;
    private Guid absence;

    public Story(string authority = Cardiff, string? born = "2012-05-14", string? team = null)
    {
        Authority = authority;
        Record(
            new ChildRegistered
            {
                EffectiveOn = new DateOnly(2001, 1, 1),
                ResponsibleAuthority = authority,
                DateOfBirth = born is null ? null : Day(born),
                Sex = Sex.Female,
                Team = team,
            }
        );
    }

    public Guid Id { get; } = Guid.NewGuid();

    public string Authority { get; }

    public IReadOnlyList<Entry> Entries => entries;

    /// <summary>Of the entry recorded last.</summary>
    public Guid LastEntry => entries[^1].Id;

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd");

    public Story RecordedAt(DateTimeOffset instant)
    {
        clock = instant;
        return this;
    }

    public Story Record(ChildEvent fact)
    {
        entries.Add(new Entry(Guid.NewGuid(), entries.Count + 1, clock, "tester", fact));
        clock = clock.AddMinutes(1);
        return this;
    }

    public Story CareStarts(string on, LegalStatus status = LegalStatus.CareOrder) =>
        Record(
            new CareStarted
            {
                EffectiveOn = Day(on),
                LegalStatus = status,
                CategoryOfNeed = CategoryOfNeed.AbuseOrNeglect,
            }
        );

    public Story StatusBecomes(string on, LegalStatus status) =>
        Record(new LegalStatusChanged { EffectiveOn = Day(on), LegalStatus = status });

    public Story CareEnds(string on, CareEndReason reason = CareEndReason.ReturnedHome, bool planned = true, bool whenIAmReady = false) =>
        Record(
            new CareEnded
            {
                EffectiveOn = Day(on),
                Reason = reason,
                Planned = planned,
                WhenIAmReady = whenIAmReady,
            }
        );

    public Story Placed(
        string on,
        string? carer = null,
        PlacementKind kind = PlacementKind.FosterCare,
        string? host = Cardiff,
        Country? country = null,
        OutOfCountyReason? reason = null
    ) => Record(new PlacementStarted { EffectiveOn = Day(on), Placement = Home(carer, kind, host, country, reason) });

    /// <summary>Placed in a home of which more is told.</summary>
    public Story Placed(string on, PlacementFacts home)
    {
        placement = Guid.NewGuid();
        return Record(new PlacementStarted { EffectiveOn = Day(on), Placement = home with { PlacementId = placement } });
    }

    public Story RegistrationBecomes(string on, Registration registration) =>
        Record(
            new PlacementDetailsChanged
            {
                EffectiveOn = Day(on),
                PlacementId = placement,
                Reason = "the inspectorate wrote",
                Registration = registration,
            }
        );

    /// <summary>Said of the child from this day on.</summary>
    public Story Described(
        string on,
        Sex? sex = null,
        bool? unaccompanied = null,
        bool? transferred = null,
        params Disability[] disabilities
    ) =>
        Record(
            new ChildDetailsChanged
            {
                EffectiveOn = Day(on),
                Source = "the social worker",
                Sex = sex,
                UnaccompaniedAsylumSeeking = unaccompanied,
                NationalTransferScheme = transferred,
                Disabilities = disabilities.Length == 0 ? null : disabilities,
            }
        );

    public Story Moves(
        string on,
        string? carer = null,
        PlacementKind kind = PlacementKind.FosterCare,
        bool planned = true,
        string? host = Cardiff
    ) =>
        Record(
            new PlacementMoved
            {
                EffectiveOn = Day(on),
                FromPlacementId = placement,
                Reason = planned ? ChangeReason.CarePlan : ChangeReason.CarerRequestBehaviour,
                Planned = planned,
                To = Home(carer, kind, host),
            }
        );

    public Story BreaksDown(string on) =>
        Record(
            new PlacementBrokeDown
            {
                EffectiveOn = Day(on),
                PlacementId = placement,
                EndedBy = Party.Carer,
                Reason = ChangeReason.CarerRequestBehaviour,
            }
        );

    public Story PlacementEnds(string on) => Record(new PlacementEnded { EffectiveOn = Day(on), PlacementId = placement });

    public Story HomeChanges(string on, string? host = null, bool longTerm = false) =>
        Record(
            new PlacementDetailsChanged
            {
                EffectiveOn = Day(on),
                PlacementId = placement,
                Reason = "the carer moved house",
                HostAuthority = host,
                Fostering = new FosteringApproval { LongTerm = longTerm },
            }
        );

    public Story Away(string on, AbsenceKind kind = AbsenceKind.Hospital)
    {
        absence = Guid.NewGuid();
        return Record(
            new AbsenceStarted
            {
                EffectiveOn = Day(on),
                AbsenceId = absence,
                Kind = kind,
            }
        );
    }

    public Story Back(string on) => Record(new AbsenceEnded { EffectiveOn = Day(on), AbsenceId = absence });

    private PlacementFacts Home(string? carer, PlacementKind kind, string? host, Country? country = null, OutOfCountyReason? reason = null)
    {
        placement = Guid.NewGuid();
        return new PlacementFacts
        {
            PlacementId = placement,
            Kind = kind,
            Sector = Sector.OwnCouncil,
            Carer = carer,
            HostAuthority = host,
            Country = country,
            OutOfCountyReason = reason,
        };
    }
}
