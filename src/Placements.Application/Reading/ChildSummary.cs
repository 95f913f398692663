using Placements.Application.Recording;
using Placements.Domain.Codes;
using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;

namespace Placements.Application.Reading;

/// <summary>What somebody who opens a child's record sees first.</summary>
/// <param name="Registered">False once the registration was voided; there are no details then.</param>
/// <param name="Findings">Flags that hold by the day asked for.</param>
public sealed record ChildSummary(
    Guid ChildId,
    long Version,
    DateOnly AsAt,
    DateTimeOffset AsKnownAt,
    bool Registered,
    ChildDetails? Details,
    bool LookedAfter,
    bool OnShortBreaks,
    LegalStatus? LegalStatus,
    PlacementItem? CurrentPlacement,
    IReadOnlyList<AnsweredFinding> Findings
)
{
    public static ChildSummary Of(OpenedChild child, DateOnly asAt, DateTimeOffset asKnownAt)
    {
        var journey = CareJourney.Of(child.Entries, asAt, asKnownAt);
        return new ChildSummary(
            child.ChildId,
            child.Version,
            asAt,
            asKnownAt,
            journey.Child is not null,
            journey.Child,
            journey.LookedAfterOn(asAt),
            journey.OnShortBreaksOn(asAt),
            journey.StatusOn(asAt),
            journey.PlacementOn(asAt) is { } placement ? PlacementItem.Of(placement) : null,
            [.. JourneyAnswer.OpenFindings(journey, asAt)]
        );
    }
}
