using Placements.Domain.Journey.Events;
using Placements.Domain.Journey.Rules;

namespace Placements.Domain.Journey;

/// <summary>
/// Folds standing facts, in the order of the child's life, into periods and spells. It never fails: what does not fit becomes a
/// finding, and the fold goes on with the likeliest reading, so that the same facts always give the same journey.
/// </summary>
internal sealed class JourneyFold
{
    private readonly List<Finding> findings = [];
    private readonly DetailsFold details = new();
    private readonly CareFold care;
    private readonly PlacementFold placements;
    private readonly AbsenceFold absences;
    private readonly ReferralFold referrals;

    private JourneyFold(List<StandingFact> facts)
    {
        care = new CareFold(findings, facts);
        placements = new PlacementFold(findings, care);
        absences = new AbsenceFold(findings, care, placements, facts);
        referrals = new ReferralFold(findings);
    }

    public static CareJourney Fold(List<StandingFact> facts, DateOnly? asAt)
    {
        if (asAt is { } day)
            facts.RemoveAll(standing => standing.Fact.EffectiveOn > day && standing.Fact is not ChildRegistered);
        FactOrder.Sort(facts);

        var fold = new JourneyFold(facts);
        foreach (var fact in facts)
            fold.Apply(fact);
        return fold.Finish(facts);
    }

    private void Apply(StandingFact standing)
    {
        switch (standing.Fact)
        {
            case ChildRegistered fact:
                if (!details.Apply(standing.EntryId, fact))
                    findings.Add(RegistrationRules.Again(standing, details.RegisteredBy));
                break;
            case ChildDetailsChanged fact:
                details.Apply(standing.EntryId, fact);
                break;

            case CareStarted fact:
                care.Apply(standing.EntryId, fact);
                break;
            case LegalStatusChanged fact:
                care.Apply(standing.EntryId, fact);
                break;
            case CareEnded fact:
                if (care.Apply(standing.EntryId, fact))
                {
                    placements.CareEnded(standing.EntryId, fact);
                    absences.CareEnded(fact.EffectiveOn);
                }
                break;

            case PlacementStarted fact:
                placements.Apply(standing.EntryId, fact);
                absences.PlacementChanged(fact.EffectiveOn, placements.Current);
                break;
            case PlacementMoved fact:
                placements.Apply(standing.EntryId, fact);
                absences.PlacementChanged(fact.EffectiveOn, placements.Current);
                break;
            case PlacementBrokeDown fact:
                placements.Apply(standing.EntryId, fact);
                absences.PlacementChanged(fact.EffectiveOn, placements.Current);
                break;
            case PlacementEnded fact:
                placements.Apply(standing.EntryId, fact);
                absences.PlacementChanged(fact.EffectiveOn, placements.Current);
                break;
            case PlacementDetailsChanged fact:
                placements.Apply(standing.EntryId, fact);
                break;
            case PlacementApproved fact:
                placements.Apply(standing.EntryId, fact);
                break;
            case PlacementNotified fact:
                placements.Apply(standing.EntryId, fact);
                break;

            case AbsenceStarted fact:
                absences.Apply(standing.EntryId, fact);
                break;
            case AbsenceEnded fact:
                absences.Apply(standing.EntryId, fact);
                break;

            case ReferralMade
            or ProviderApproached
            or OfferReceived
            or OfferWithdrawn
            or OfferDeclined
            or ReferralClosed:
                referrals.Keep(standing);
                break;

            default:
                throw new InvalidOperationException($"The journey has no arm for {standing.Fact.GetType().Name}; add one here.");
        }
    }

    private CareJourney Finish(List<StandingFact> facts)
    {
        var authority = details.ResponsibleAuthority;
        var finishedPlacements = placements.Finish(authority);
        var journey = new CareJourney(
            details.Finish(),
            care.FinishPeriods(),
            care.FinishLegalStatuses(),
            finishedPlacements,
            absences.Finish(),
            referrals.Finish(finishedPlacements),
            findings
        );
        RuleBook.Check(journey, facts, findings);
        findings.Sort(FindingOrder);
        return journey;
    }

    /// <summary>Independent of the order in which facts were recorded.</summary>
    private static int FindingOrder(Finding a, Finding b)
    {
        var byDay = a.On.CompareTo(b.On);
        if (byDay != 0)
            return byDay;
        var byCode = string.CompareOrdinal(a.Code, b.Code);
        if (byCode != 0)
            return byCode;
        return a.EntryIds.Count == 0 || b.EntryIds.Count == 0
            ? a.EntryIds.Count.CompareTo(b.EntryIds.Count)
            : a.EntryIds[0].CompareTo(b.EntryIds[0]);
    }
}
