using Placements.Domain.Codes.Returns;

namespace Placements.Application.Returns.Wales;

/// <summary>
/// An episode as the Welsh census is expected to ask for it. A code that our facts do not decide is null, and the answer's problems say
/// why.
/// </summary>
/// <param name="Child">The case number; our own id for a child without one.</param>
/// <param name="EndedOn">As Wales counts: the day before the 18th birthday for who comes of age in care. Null: open at the end of the year.</param>
/// <param name="PlacementPostcode">Null also where it is withheld.</param>
public sealed record WalesCensusRow(
    Guid ChildId,
    string Child,
    string? Sex,
    DateOnly? DateOfBirth,
    string? Ethnicity,
    string? Upn,
    bool UnaccompaniedAsylumSeeking,
    DateOnly StartedOn,
    string? ReasonNewEpisode,
    string? LegalStatus,
    string? Need,
    string? Placement,
    string? PlacementLocation,
    DateOnly? EndedOn,
    string? ReasonFinished,
    string? HomePostcode,
    string? PlacementPostcode
);

/// <summary>Why a cell is empty or cannot be right.</summary>
/// <param name="StartedOn">Of the episode.</param>
/// <param name="Field">Member of the row.</param>
/// <param name="Message">Which fact or code is missing.</param>
public sealed record WalesCensusProblem(Guid ChildId, DateOnly StartedOn, string Field, string Message);

/// <summary>A code that was given though it is not confirmed.</summary>
/// <param name="Field">Member of the rows that hold it.</param>
public sealed record WalesUnconfirmedCode(string Field, string Code, Confidence Confidence);

/// <param name="Year">The return year, named by the year it ends in.</param>
/// <param name="Confidence">How far columns and codes can be relied on, in words.</param>
/// <param name="Unconfirmed">Codes in the rows that somebody has to check.</param>
/// <param name="Items">By child, in the order of their lives.</param>
public sealed record WalesCensusAnswer(
    string Authority,
    int Year,
    DateTimeOffset AsKnownAt,
    string Confidence,
    IReadOnlyList<WalesUnconfirmedCode> Unconfirmed,
    IReadOnlyList<WalesCensusProblem> Problems,
    IReadOnlyList<WalesCensusRow> Items
);
