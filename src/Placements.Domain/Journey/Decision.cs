using Placements.Domain.Journey.Events;
using Placements.Domain.Journey.Rules;

namespace Placements.Domain.Journey;

/// <summary>Why a command is refused.</summary>
/// <param name="Field">Path of the member in the command, for example <c>entries[1].entryId</c>; null when it concerns the whole.</param>
/// <param name="EntryIds">The entries that contradict it: to be corrected with it, if they are what is wrong.</param>
public sealed record Refusal(string Code, string? Field, string Message, IReadOnlyList<Guid> EntryIds);

/// <summary>What a command comes to: the entries to append, or the refusals.</summary>
/// <param name="Before">The whole journey without the command's facts.</param>
/// <param name="After">The whole journey with them.</param>
public sealed record Decision(
    IReadOnlyList<(Guid EntryId, ChildEvent Fact)> Accepted,
    IReadOnlyList<Refusal> Refusals,
    CareJourney Before,
    CareJourney After
)
{
    /// <summary>
    /// Late entry is normal: a command is refused only for a rule that the journey breaks with it and did not break without it.
    /// </summary>
    /// <param name="recorded">The whole stream.</param>
    /// <param name="proposed">The new entries in order, each with the id it will have.</param>
    /// <param name="today">The caller's day, for dates that lie too far ahead.</param>
    public static Decision Of(IReadOnlyList<Entry> recorded, IReadOnlyList<(Guid EntryId, ChildEvent Fact)> proposed, DateOnly today)
    {
        var refusals = new List<Refusal>();
        var accepted = new List<(Guid, ChildEvent)>(proposed.Count);
        var entries = new List<Entry>(recorded.Count + proposed.Count);
        entries.AddRange(recorded);

        for (var i = 0; i < proposed.Count; i++)
        {
            var (entryId, proposedFact) = proposed[i];
            var fact = Corrections.Complete(entries, proposedFact, $"entries[{i}]", refusals);
            accepted.Add((entryId, fact));
            entries.Add(new Entry(entryId, entries.Count + 1, DateTimeOffset.MaxValue, "", fact));
        }

        var before = CareJourney.Of(recorded);
        var after = CareJourney.Of(entries);
        if (refusals.Count > 0)
            return new Decision([], refusals, before, after);

        foreach (var finding in after.Findings)
        {
            if (finding.Severity == Severity.Refuse && !before.Findings.Any(finding.IsSameAs))
                refusals.Add(new Refusal(finding.Code, FieldOf(finding, proposed), finding.Message, finding.EntryIds));
        }
        foreach (var finding in TooFarAhead(accepted, today))
            refusals.Add(new Refusal(finding.Code, FieldOf(finding, proposed), finding.Message, finding.EntryIds));
        CheckAuthority(before, after, refusals);

        return new Decision(refusals.Count == 0 ? accepted : [], refusals, before, after);
    }

    private static List<Finding> TooFarAhead(List<(Guid EntryId, ChildEvent Fact)> accepted, DateOnly today)
    {
        var findings = new List<Finding>();
        foreach (var (entryId, fact) in accepted)
        {
            // A void repeats its target's date, and is how a date too far ahead is taken back.
            if (fact is EntryVoided)
                continue;

            var said = fact is EntryCorrected correction ? correction.Facts : fact;
            DateRules.CheckFuture(new StandingFact(entryId, 0, said), today, findings);
        }
        return findings;
    }

    /// <summary>The authority is where the record is kept. A child who moves to another leaves care here (SSDA903 exit E3).</summary>
    private static void CheckAuthority(CareJourney before, CareJourney after, List<Refusal> refusals)
    {
        if (before.Child is { } was && after.Child is { } now && was.ResponsibleAuthority != now.ResponsibleAuthority)
            refusals.Add(
                new Refusal(
                    "responsible_authority_fixed",
                    null,
                    "The responsible authority of a record cannot change: end care with the reason other_authority instead.",
                    []
                )
            );
    }

    private static string? FieldOf(Finding finding, IReadOnlyList<(Guid EntryId, ChildEvent Fact)> proposed)
    {
        for (var i = 0; i < proposed.Count; i++)
        {
            if (
                finding.EntryIds.Contains(proposed[i].EntryId)
                || finding.EntryIds.Any(id => proposed[i].Fact is EntryCorrected c && c.EntryId == id)
            )
                return $"entries[{i}]";
        }
        return null;
    }
}
