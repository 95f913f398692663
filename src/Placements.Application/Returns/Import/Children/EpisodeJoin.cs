using Placements.Application.Returns.Files;
using Placements.Application.Returns.Ssda903;
using Placements.Domain.Codes;
using Placements.Domain.Codes.Returns;
using Placements.Domain.Journey.Events;
using Placements.Domain.Returns;

namespace Placements.Application.Returns.Import;

/// <summary>
/// Joins the episodes of a child, from returns of several years and the record as it stands, into one line of life in which each ends where
/// the next begins. What does not fit is put right as domain reference 1.4 says, and every repair is reported and goes with its episode.
/// </summary>
/// <param name="isTold">Whether a return of the year is known: else what came before an episode may not be what stands before it here.</param>
internal sealed class EpisodeJoin(Func<int, bool> isTold, Action<ReturnProblem> report)
{
    private readonly List<SourcedEpisode> line = [];

    /// <param name="episodes">At most one for each first day.</param>
    /// <param name="lastYear">The latest year that a return tells of, this child or others.</param>
    public IReadOnlyList<SourcedEpisode> Join(IEnumerable<SourcedEpisode> episodes, ReturnYear lastYear)
    {
        line.AddRange(episodes.OrderBy(one => one.Episode.StartedOn));
        for (var i = 0; i < line.Count - 1; i++)
        {
            JoinWithNext(i);
        }
        if (line.Count > 0)
        {
            EndTheLast(lastYear);
        }
        for (var i = 1; i < line.Count; i++)
        {
            FitStart(i);
        }
        return line;
    }

    private void JoinWithNext(int i)
    {
        var (episode, next) = (line[i].Episode, line[i + 1].Episode);
        if (episode.ChangeReason is not null && next.Absence is not null)
        {
            Change(
                i,
                episode with
                {
                    ChangeReason = null,
                },
                "reason_before_absence",
                "REASON_PLACE_CHANGE",
                "A reason for a move stands before a temporary absence, where the child does not move: left out (rule 226)."
            );
            episode = line[i].Episode;
        }
        var care = next.Start == EpisodeStart.CareStarted;
        if (episode.CareEnd is not null)
        {
            JoinAfterCareEnd(i, care);
        }
        else if (!care)
        {
            CloseAtNext(i);
        }
        else if (episode.EndedOn is null)
        {
            var dayBefore = next.StartedOn.AddDays(-1);
            EndCare(
                i,
                dayBefore > episode.StartedOn ? dayBefore : next.StartedOn,
                "care_end_missing",
                "The episode is open and care starts again later: care taken as ended the day before, for a reason not given."
            );
        }
        else if (episode.EndedOn < next.StartedOn)
        {
            EndCare(
                i,
                episode.EndedOn.Value,
                "care_end_missing",
                "The episode says that care goes on (X1), and care starts again later: care taken as ended, for a reason not given."
            );
        }
        else
        {
            ContinueCare(i + 1);
            CloseAtNext(i);
        }
    }

    private void JoinAfterCareEnd(int i, bool nextStartsCare)
    {
        var (episode, next) = (line[i].Episode, line[i + 1].Episode);
        if (nextStartsCare)
        {
            if (episode.EndedOn > next.StartedOn)
            {
                Change(
                    i,
                    line[i].Episode with
                    {
                        EndedOn = next.StartedOn,
                    },
                    "overlap",
                    "DEC",
                    "The episode ends after care starts again: its end was moved to that day."
                );
            }
        }
        else if (episode.EndedOn < next.StartedOn)
        {
            Change(
                i + 1,
                next with
                {
                    Start = EpisodeStart.CareStarted,
                },
                "care_start_missing",
                "RNE",
                "Care had ended before, so this episode was taken for a new start of care (rule 432)."
            );
        }
        else
        {
            Change(
                i,
                episode with
                {
                    EndedOn = next.StartedOn,
                    CareEnd = null,
                },
                "care_goes_on",
                "REC",
                "The episode says that care ended, and the next one continues it: care taken as going on (rule 432)."
            );
        }
    }

    private void CloseAtNext(int i)
    {
        var (episode, next) = (line[i].Episode, line[i + 1].Episode);
        if (episode.EndedOn == next.StartedOn)
        {
            return;
        }
        var closed = episode with { EndedOn = next.StartedOn };
        if (episode.EndedOn is { } endedOn)
        {
            Change(
                i,
                closed,
                endedOn < next.StartedOn ? "gap" : "overlap",
                "DEC",
                "The episode does not end on the day the next one starts: its end was moved to that day (rule 388)."
            );
        }
        else if (line[i].KnownUntil >= next.StartedOn)
        {
            Change(
                i,
                closed,
                "end_missing",
                "DEC",
                "The episode is open though another follows: closed on the day that starts (rule 142)."
            );
        }
        else
        {
            // As at its year's end it was open, and a later return tells how it went on.
            line[i] = line[i] with
            {
                Episode = closed,
            };
        }
    }

    private void ContinueCare(int i)
    {
        var (episode, before) = (line[i].Episode, line[i - 1].Episode);
        Change(
            i,
            episode with
            {
                Start = episode.LegalStatus == before.LegalStatus ? EpisodeStart.Moved : EpisodeStart.LegalStatusChangedAndMoved,
            },
            "care_started_in_care",
            "RNE",
            "Care had not ended before, so this start of care was taken for a move (rule 431)."
        );
    }

    private void EndTheLast(ReturnYear lastYear)
    {
        var last = line[^1];
        if (last.Episode.Continues)
        {
            Change(
                line.Count - 1,
                last.Episode with
                {
                    EndedOn = null,
                    ChangeReason = null,
                },
                "no_next_episode",
                "REC",
                "The last episode says that care goes on (X1), and none follows: taken as still open (rule 388)."
            );
            last = line[^1];
        }
        if (last.Episode.EndedOn is null && last.KnownUntil is { } until && until < lastYear.LastDay)
        {
            EndCare(
                line.Count - 1,
                until > last.Episode.StartedOn ? until : last.Episode.StartedOn.AddDays(1),
                "not_in_next_return",
                $"The child was in care at the end of {until.Year} and the next return does not have the episode: care taken as ended on "
                    + "31 March, for a reason not given."
            );
        }
    }

    /// <summary>What changed on the first day is told by the columns; the letter of RNE must not say less (rules 434 to 436).</summary>
    private void FitStart(int i)
    {
        var (episode, before) = (line[i].Episode, line[i - 1].Episode);
        if (!before.Continues || line[i].Row is null || !isTold(ReturnYear.Of(episode.StartedOn).Number))
        {
            return;
        }
        var statusDiffers = episode.LegalStatus != before.LegalStatus;
        var placeDiffers = !IsSamePlace(before, episode);
        var movesOn = IsMoveByKind(before, episode);
        var start = (episode.Start, statusDiffers, placeDiffers, movesOn) switch
        {
            (EpisodeStart.LegalStatusChanged, _, true, _) => EpisodeStart.LegalStatusChangedAndMoved,
            (EpisodeStart.Moved, true, _, _) => EpisodeStart.LegalStatusChangedAndMoved,
            (EpisodeStart.DetailsChanged, true, _, true) => EpisodeStart.LegalStatusChangedAndMoved,
            (EpisodeStart.DetailsChanged, true, _, false) => EpisodeStart.LegalStatusAndDetailsChanged,
            (EpisodeStart.DetailsChanged, false, _, true) => EpisodeStart.Moved,
            (EpisodeStart.LegalStatusAndDetailsChanged, _, _, true) => EpisodeStart.LegalStatusChangedAndMoved,
            (EpisodeStart.LegalStatusAndDetailsChanged, _, false, _) => EpisodeStart.LegalStatusChanged,
            var (said, _, _, _) => said,
        };
        if (episode.Start == EpisodeStart.DetailsChanged && start == episode.Start && !placeDiffers)
        {
            Report(
                line[i],
                "nothing_changed",
                "RNE",
                "Nothing that a return tells differs from the episode before (rule 435): a return made here has the two as one.",
                ProblemOutcome.Noted
            );
        }
        if (start != episode.Start)
        {
            Change(
                i,
                episode with
                {
                    Start = start,
                },
                "start_says_less",
                "RNE",
                "Something else differs from the episode before than the reason for the new episode says: what differs was taken as changed "
                    + "(rules 380, 434 to 436)."
            );
        }
    }

    /// <summary>A temporary absence and every new address of a child who lives independently are moves (rule 380; domain reference 1.3).</summary>
    private static bool IsMoveByKind(Episode before, Episode episode) =>
        episode.Absence is not null
        || (episode.Placement is { Kind: PlacementKind.IndependentLiving } home && home.Postcode != before.Placement?.Postcode);

    private static bool IsSamePlace(Episode before, Episode episode) =>
        before.Absence == episode.Absence && PlacementOverlay.IsSame(before.Placement, episode.Placement);

    private void EndCare(int i, DateOnly on, string code, string message) =>
        Change(
            i,
            line[i].Episode with
            {
                EndedOn = on,
                CareEnd = new CareEndFacts(CareEndReason.Other),
                ChangeReason = null,
            },
            code,
            "REC",
            message
        );

    private void Change(int i, Episode changed, string code, string column, string message)
    {
        var one = line[i];
        line[i] = one with { Episode = changed, Repaired = one.Repaired is null ? message : $"{one.Repaired} {message}" };
        Report(one, code, column, message, ProblemOutcome.Repaired);
    }

    private void Report(SourcedEpisode one, string code, string column, string message, ProblemOutcome outcome) =>
        report(
            new ReturnProblem(code, message, outcome)
            {
                File = one.Row?.File,
                Line = one.Row?.Line,
                Column = column,
                Child = one.Row?.Child,
            }
        );
}
