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
    /// <summary>
    /// Whatever is done. A caseworker sees the own teams' children; the other roles that see children see every team's. For one
    /// operation, ask <see cref="SeesEveryTeamFor"/>.
    /// </summary>
    public bool SeesEveryTeam =>
        Roles.Contains(Role.Manager)
        || (!Roles.Contains(Role.Caseworker) && (Roles.Contains(Role.Auditor) || Roles.Contains(Role.Reporting)));

    /// <summary>
    /// Roles add up to what each of them may do, never to more: an auditor who is a caseworker too reads every team's records and
    /// writes the own team's. So a role opens every team only for the operations that it permits itself.
    /// </summary>
    public bool SeesEveryTeamFor(Operation operation) =>
        Array.Exists(operation.Roles, role => role != Role.Caseworker && Roles.Contains(role));

    /// <summary>A child without a team is the duty team's, which is every caseworker of the authority.</summary>
    public bool MaySee(Operation operation, IReadOnlyList<Entry> entries, CareJourney journey) =>
        SeesEveryTeamFor(operation) || IsOfOwnTeam(entries, journey);

    public bool MaySee(IReadOnlyList<Entry> entries, CareJourney journey) => SeesEveryTeam || IsOfOwnTeam(entries, journey);

    private bool IsOfOwnTeam(IReadOnlyList<Entry> entries, CareJourney journey)
    {
        // A voided registration leaves nobody, but those who voided it can still read what was recorded.
        var team = journey.Child is { } child
            ? child.Team
            : entries.Select(entry => entry.Fact).OfType<ChildRegistered>().FirstOrDefault()?.Team;
        return team is null || Teams.Contains(team, StringComparer.Ordinal);
    }
}
