using Placements.Domain.Codes.Returns;
using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;
using Placements.Domain.Measures;
using Placements.Domain.Returns;

namespace Placements.Application.Returns.Wales;

/// <summary>One child's episodes of a return year. Pure: entries and codes in, rows out.</summary>
internal sealed class WalesCensusOfChild
{
    private const string CaseNumber = "case_number";
    private const string UniquePupilNumber = "upn";

    private readonly Guid childId;
    private readonly int year;
    private readonly DateOnly firstDay;
    private readonly DateOnly lastDay;
    private readonly WalesReturn codes;
    private readonly List<WalesCensusRow> rows = [];
    private readonly List<WalesCensusProblem> problems = [];
    private readonly HashSet<WalesUnconfirmedCode> unconfirmed = [];

    public WalesCensusOfChild(Guid childId, IReadOnlyList<Entry> entries, DateTimeOffset? asKnownAt, int year, WalesReturn codes)
    {
        (this.childId, this.year, this.codes) = (childId, year, codes);
        (firstDay, lastDay) = (new DateOnly(year - 1, 4, 1), new DateOnly(year, 3, 31));
        // Who comes of age on the day after the year left on its last day, which only the facts of that next day say.
        var journey = CareJourney.Of(entries, lastDay.AddDays(1), asKnownAt);
        if (journey.Child is not { } child)
        {
            return;
        }
        foreach (var episode in Episodes.Of(journey))
        {
            Add(episode, child);
        }
    }

    public IReadOnlyList<WalesCensusRow> Rows => rows;

    public IReadOnlyList<WalesCensusProblem> Problems => problems;

    public IReadOnlyCollection<WalesUnconfirmedCode> Unconfirmed => unconfirmed;

    private void Add(Episode episode, ChildDetails child)
    {
        var left = episode is { EndedOn: { } endedOn, CareEnd: not null }
            ? WalesReturn.LeftOn(endedOn, child.DateOfBirth)
            : episode.EndedOn;
        if (episode.StartedOn > lastDay || left < firstDay)
        {
            return;
        }
        var isOpen = left is null || left > lastDay;
        var location = episode.Placement is { } home
            ? Place.LocationOf(child.ResponsibleAuthority, home.HostAuthority, home.Country)
            : Domain.Codes.Location.Unknown;

        rows.Add(
            new WalesCensusRow(
                childId,
                Identifier(child, CaseNumber) ?? $"{childId}",
                Cell(episode, "sex", EnglandReturn.SexCode(child.Sex, year)),
                child.DateOfBirth,
                child.Ethnicity is { } ethnicity ? EnglandReturn.EthnicityCode(ethnicity) : null,
                Identifier(child, UniquePupilNumber),
                child.UnaccompaniedAsylumSeeking,
                episode.StartedOn,
                Cell(episode, "reasonNewEpisode", codes.NewEpisode(episode.Start)),
                Cell(episode, "legalStatus", codes.LegalStatus(episode.LegalStatus)),
                Cell(episode, "need", codes.Need(episode.CategoryOfNeed)),
                PlacementCode(episode, location),
                episode.Placement is null ? null : Cell(episode, "placementLocation", codes.Place(location)),
                isOpen ? null : left,
                isOpen ? null : Cell(episode, "reasonFinished", Finished(episode)),
                episode.HomePostcode,
                episode.Placement?.Postcode is { } postcode and not PlacementFacts.Withheld ? postcode : null
            )
        );
        CheckChild(episode, child);
    }

    private string? PlacementCode(Episode episode, Domain.Codes.Location location)
    {
        if (episode.Absence is { } away)
        {
            return Cell(episode, "placement", codes.Absence(away));
        }
        if (episode.Placement is { } home)
        {
            return Cell(
                episode,
                "placement",
                codes.Placement(home.Kind, home.Sector, location, episode.WithFormerFosterCarer, home.OtherPlacement)
            );
        }
        Problem(episode, "placement", "No placement is recorded for these days: say where the child lived.");
        return null;
    }

    private WalesCode Finished(Episode episode) => episode.CareEnd is { } end ? codes.CareEnd(end.Reason) : codes.CareContinues();

    private void CheckChild(Episode episode, ChildDetails child)
    {
        if (child.DateOfBirth is null)
        {
            Problem(episode, "dateOfBirth", "The date of birth is not recorded.");
        }
        if (child.Ethnicity is null)
        {
            Problem(episode, "ethnicity", "The ethnicity is not recorded.");
        }
        if (!episode.Continues && WalesReturn.IsPastEighteen(episode.EndedOn ?? lastDay.AddDays(1), child.DateOfBirth))
        {
            Problem(episode, "endedOn", "Care is recorded beyond the 18th birthday; in Wales it ends on the day before.");
        }
    }

    private string? Cell(Episode episode, string field, WalesCode code)
    {
        if (code.Code is null)
        {
            Problem(episode, field, code.WhyNone!);
        }
        else if (code.Confidence != Confidence.Confirmed)
        {
            unconfirmed.Add(new WalesUnconfirmedCode(field, code.Code, code.Confidence));
        }
        return code.Code;
    }

    private string? Cell(Episode episode, string field, ReturnCode code) =>
        Cell(episode, field, new WalesCode(code.Code, Confidence.NotConfirmed, code.WhyNone));

    private void Problem(Episode episode, string field, string message) =>
        problems.Add(new WalesCensusProblem(childId, episode.StartedOn, field, message));

    private static string? Identifier(ChildDetails child, string scheme) =>
        child.Identifiers.FirstOrDefault(identifier => identifier.Scheme == scheme)?.Value;
}
