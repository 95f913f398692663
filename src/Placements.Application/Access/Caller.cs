using Npgsql;
using Placements.EventStore;

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

    /// <summary>
    /// Passes over the records that the caller may not see: of other teams, and restricted ones. A child without a team is the duty team's,
    /// which is every caseworker of the authority. The definition is <c>reporting.may_see</c>.
    /// </summary>
    internal StreamGuard Guard(Operation operation) => Guard(SeesEveryTeamFor(operation));

    /// <summary>Passes over restricted records alone.</summary>
    internal StreamGuard GuardOfEveryTeam() => Guard(everyTeam: true);

    private StreamGuard Guard(bool everyTeam) =>
        new(
            "exists (select from reporting.may_see(tenant_id::text, id, $4, $5, $6))",
            () =>
                [
                    new NpgsqlParameter<string> { TypedValue = Subject },
                    new NpgsqlParameter<string[]> { TypedValue = [.. Teams] },
                    new NpgsqlParameter<bool> { TypedValue = everyTeam },
                ]
        );
}
