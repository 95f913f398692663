using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;

namespace Placements.Application.Access;

/// <summary>Frozen: tokens carry these names in lower case.</summary>
public enum Role
{
    /// <summary>Records what happens to the children of the own teams.</summary>
    Caseworker,

    /// <summary>Records and reads for all teams of the authority.</summary>
    Manager,

    /// <summary>Reads all, writes nothing.</summary>
    Auditor,

    /// <summary>Figures and de-identified rows, no single child.</summary>
    Reporting,

    /// <summary>Runs the system; sees no case data.</summary>
    Administrator,
}

/// <summary>Who asks. Made from a checked token only.</summary>
/// <param name="Authorities">GSS codes; everything asked is asked within these.</param>
public sealed record Caller(
    string Subject,
    string Name,
    IReadOnlySet<Role> Roles,
    IReadOnlyList<string> Authorities,
    IReadOnlyList<string> Teams
)
{
    /// <summary>What the caller says this is read for; stands beside each read in the audit. Null: nothing was said.</summary>
    public string? Purpose { get; init; }

    /// <summary>
    /// Roles add up to what each of them may do, never to more: an auditor who is a caseworker too reads every team's records and
    /// writes the own team's. So a role opens every team only for the operations that it permits itself.
    /// </summary>
    public bool SeesEveryTeamFor(Operation operation) =>
        Array.Exists(operation.Roles, role => role != Role.Caseworker && Roles.Contains(role));

    /// <summary>A child without a team is the duty team's, which is every caseworker of the authority.</summary>
    public bool MaySee(Operation operation, IReadOnlyList<Entry> entries) =>
        SeesEveryTeamFor(operation) || TeamOf(entries) is not { } team || Teams.Contains(team, StringComparer.Ordinal);

    /// <summary>A voided registration leaves nobody, but those who voided it can still read what was recorded.</summary>
    private static string? TeamOf(IReadOnlyList<Entry> entries) =>
        CareJourney.Of(entries).Child is { } child
            ? child.Team
            : entries.Select(entry => entry.Fact).OfType<ChildRegistered>().FirstOrDefault()?.Team;
}
