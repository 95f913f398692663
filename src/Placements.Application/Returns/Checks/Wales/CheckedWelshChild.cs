using Placements.Application.Returns.Ssda903;
using Placements.Application.Returns.Wales;
using Placements.Domain.Codes.Returns;
using Placements.Domain.Journey;
using Placements.Domain.Returns;

namespace Placements.Application.Returns.Checks.Wales;

/// <summary>One child's part in the Welsh census of a year, as the rules look at it.</summary>
internal sealed class CheckedWelshChild
{
    private readonly HashSet<Guid> told;

    private CheckedWelshChild(WalesCensusOfChild census, CareJourney journey, ReturnYear year)
    {
        (Year, Journey, Problems, Code) = (year, journey, census.Problems, census.Rows[0].Child);
        Episodes = [.. Domain.Returns.Episodes.Of(journey).Where(episode => year.Touches(episode.StartedOn, episode.EndedOn))];
        told = [.. Episodes.SelectMany(episode => episode.EntryIds)];
        Findings = [.. journey.Findings.Where(Concerns)];
    }

    /// <summary>The case number, or our own id.</summary>
    public string Code { get; }

    public ReturnYear Year { get; }

    /// <summary>As at the last day of the year.</summary>
    public CareJourney Journey { get; }

    public IReadOnlyList<Episode> Episodes { get; }

    /// <summary>What the record breaks in the year, or in an episode that the census tells.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>Cells that the census cannot fill.</summary>
    public IReadOnlyList<WalesCensusProblem> Problems { get; }

    /// <summary>Null for a child who is not in the census of the year.</summary>
    public static CheckedWelshChild? Of(
        Guid childId,
        IReadOnlyList<Entry> entries,
        ReturnYear year,
        DateTimeOffset? asKnownAt,
        WalesReturn codes
    )
    {
        var census = new WalesCensusOfChild(childId, entries, asKnownAt, year.Number, codes);
        return census.Rows.Count == 0 ? null : new CheckedWelshChild(census, CareJourney.Of(entries, year.LastDay, asKnownAt), year);
    }

    public Episode? EpisodeOn(DateOnly day) =>
        Episodes.LastOrDefault(episode => episode.StartedOn <= day && (episode.EndedOn is null || episode.EndedOn > day));

    private bool Concerns(Finding finding) =>
        finding.On >= Year.FirstDay
        || EpisodeOn(finding.On) is not null
        || finding.EntryIds.Any(told.Contains)
        || finding.EntryIds.All(Journey.Details[^1].EntryIds.Contains);
}
