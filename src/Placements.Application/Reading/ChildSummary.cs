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
    ChildDetailsItem? Details,
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
            journey.Child is { } details ? ChildDetailsItem.Of(details) : null,
            journey.LookedAfterOn(asAt),
            journey.OnShortBreaksOn(asAt),
            journey.StatusOn(asAt),
            journey.PlacementOn(asAt) is { } placement ? PlacementItem.Of(placement) : null,
            [.. JourneyAnswer.OpenFindings(journey, asAt)]
        );
    }
}

public sealed record ChildDetailsItem(
    string ResponsibleAuthority,
    DateOnly? DateOfBirth,
    DateOnly? ExpectedDateOfBirth,
    Sex Sex,
    Ethnicity? Ethnicity,
    PersonName? Name,
    ValueList<LocalIdentifier> Identifiers,
    bool UnaccompaniedAsylumSeeking,
    bool NationalTransferScheme,
    ValueList<Disability> Disabilities,
    string? HomePostcode,
    string? HomeAddress,
    string? SiblingGroup,
    string? Team
)
{
    internal static ChildDetailsItem Of(ChildDetails details) =>
        new(
            details.ResponsibleAuthority,
            details.DateOfBirth,
            details.ExpectedDateOfBirth,
            details.Sex,
            details.Ethnicity,
            details.Name,
            details.Identifiers,
            details.UnaccompaniedAsylumSeeking,
            details.NationalTransferScheme,
            details.Disabilities,
            details.HomePostcode,
            details.HomeAddress,
            details.SiblingGroup,
            details.Team
        );
}
