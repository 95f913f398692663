using Placements.Application.Returns.Files;
using Placements.Application.Returns.Import;
using Placements.Domain.Codes;
using Placements.Domain.Codes.Returns;
using Placements.Domain.Returns;

namespace Placements.Application.Returns.Extracts;

/// <summary>
/// Placements as a case system lists them, made episodes: what began with each, which a return says in so many letters and an extract does
/// not, follows from the one before.
/// </summary>
internal sealed class PlacementLine(bool givesCareEnds, Action<ReturnProblem> report)
{
    private readonly List<SourcedEpisode> line = [];

    /// <param name="placements">In the order of their first days.</param>
    public IReadOnlyList<SourcedEpisode> Of(List<ExtractedPlacement> placements)
    {
        var kept = new List<ExtractedPlacement>(placements.Count);
        foreach (var placement in OneADay(WithReturns(placements)))
        {
            var before = kept.Count == 0 ? null : kept[^1];
            var startsCare = before is null || StartsCare(before, placement);
            if ((placement.CategoryOfNeed ?? (startsCare ? null : before!.CategoryOfNeed)) is not { } need)
            {
                Report(
                    placement,
                    "cell_missing",
                    "The first placement of a period of care has no category of need, and cannot be taken without.",
                    ProblemOutcome.LeftOut
                );
                continue;
            }
            if (before is not null && startsCare)
            {
                EndCare(kept.Count - 1, before);
            }
            kept.Add(placement with { CategoryOfNeed = need });
            line.Add(Episode(kept[^1], before, startsCare));
        }
        if (kept.Count > 0)
        {
            EndCare(kept.Count - 1, kept[^1]);
        }
        return line;
    }

    /// <summary>A case system lets the placement go on while the child is away; it goes on again from the day of the return.</summary>
    private static IEnumerable<ExtractedPlacement> WithReturns(List<ExtractedPlacement> placements)
    {
        var all = new List<ExtractedPlacement>(placements);
        foreach (var away in placements.Where(one => one is { Absence: not null, EndedOn: not null }))
        {
            var home = placements.LastOrDefault(one =>
                one.Placement is not null && one.StartedOn < away.StartedOn && (one.EndedOn is null || one.EndedOn > away.EndedOn)
            );
            if (home is not null && !placements.Any(one => one.StartedOn == away.EndedOn))
            {
                all.Add(home with { StartedOn = away.EndedOn!.Value, IsReturn = true });
                all[all.IndexOf(home)] = home with { EndedOn = away.StartedOn, CareEnd = null, ChangeReason = null, Planned = null };
            }
        }
        return all.OrderBy(one => one.StartedOn);
    }

    private IEnumerable<ExtractedPlacement> OneADay(IEnumerable<ExtractedPlacement> placements)
    {
        foreach (var day in placements.GroupBy(one => one.StartedOn))
        {
            var last = day.MaxBy(one => one.Row.Line)!;
            foreach (var other in day.Where(other => other != last))
            {
                Report(
                    other,
                    "episode_superseded",
                    $"Another placement starts on the same day, in line {last.Row.Line}: the later row was taken.",
                    ProblemOutcome.LeftOut
                );
            }
            yield return last;
        }
    }

    private bool StartsCare(ExtractedPlacement before, ExtractedPlacement placement)
    {
        if (before.CareStartedOn is { } was && placement.CareStartedOn is { } now)
        {
            return was != now;
        }
        return before.EndedOn < placement.StartedOn && (before.CareEnd is not null || !givesCareEnds);
    }

    /// <summary>Where an extract does not tell how care ended, the last placement before none ended it.</summary>
    private void EndCare(int index, ExtractedPlacement placement)
    {
        if (placement.CareEnd is not null || placement.EndedOn is null || givesCareEnds)
        {
            return;
        }
        const string Message = "The placement ended and none followed: care taken as ended on that day, for a reason not given.";
        var one = line[index];
        line[index] = one with
        {
            Episode = one.Episode with
            {
                CareEnd = new CareEndFacts(CareEndReason.Other, placement.Planned),
                ChangeReason = null,
                MovePlanned = null,
            },
            Repaired = one.Repaired is null ? Message : $"{one.Repaired} {Message}",
        };
        Report(placement, "care_end_not_given", Message, ProblemOutcome.Repaired);
    }

    private static SourcedEpisode Episode(ExtractedPlacement placement, ExtractedPlacement? before, bool startsCare) =>
        new(
            new Episode
            {
                StartedOn = placement.StartedOn,
                Start = startsCare ? FirstStart(placement) : StartAfter(before!, placement),
                LegalStatus = placement.LegalStatus,
                CategoryOfNeed = placement.CategoryOfNeed!.Value,
                Placement = placement.Placement,
                Absence = placement.Absence,
                HomePostcode = ExtractedPlacement.Text(placement.Row["homePostcode"]),
                EndedOn = placement.EndedOn,
                CareEnd = placement.CareEnd,
                ChangeReason = placement.CareEnd is null && placement.EndedOn is not null ? placement.ChangeReason : null,
                MovePlanned = placement.CareEnd is null && placement.EndedOn is not null ? placement.Planned : null,
            },
            placement.Row
        )
        {
            Repaired = placement.Repaired,
        };

    /// <summary>An extract may begin in the middle of care.</summary>
    private static EpisodeStart FirstStart(ExtractedPlacement placement) =>
        placement.CareStartedOn < placement.StartedOn ? EpisodeStart.Moved : EpisodeStart.CareStarted;

    private static EpisodeStart StartAfter(ExtractedPlacement before, ExtractedPlacement placement)
    {
        var status = before.LegalStatus != placement.LegalStatus;
        var away = before.Absence != placement.Absence || placement.IsReturn;
        if (away || !IsSameStay(before, placement, status))
        {
            return status ? EpisodeStart.LegalStatusChangedAndMoved : EpisodeStart.Moved;
        }
        var details = before.Placement != placement.Placement;
        return (status, details) switch
        {
            (true, false) => EpisodeStart.LegalStatusChanged,
            (true, true) => EpisodeStart.LegalStatusAndDetailsChanged,
            _ => EpisodeStart.DetailsChanged,
        };
    }

    /// <summary>
    /// The carer's key decides, else the postcode. Where neither is known, only a row that begins with another legal status and is alike in
    /// all else goes on with the same home: every other row is a placement of its own.
    /// </summary>
    private static bool IsSameStay(ExtractedPlacement before, ExtractedPlacement placement, bool statusDiffers)
    {
        if (before.Placement is not { } was || placement.Placement is not { } now)
        {
            return before.Placement is null && placement.Placement is null;
        }
        if (was.Carer is not null && now.Carer is not null)
        {
            return was.Carer == now.Carer;
        }
        if (was.Postcode is not null && now.Postcode is not null)
        {
            return was.Postcode == now.Postcode && was.Kind == now.Kind && was.Provider == now.Provider;
        }
        return statusDiffers && was == now;
    }

    private void Report(ExtractedPlacement placement, string code, string message, ProblemOutcome outcome) =>
        report(
            new ReturnProblem(code, message, outcome)
            {
                File = placement.Row.File,
                Line = placement.Row.Line,
                Child = placement.Row.Child,
            }
        );
}
