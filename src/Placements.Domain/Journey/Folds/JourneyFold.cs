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
    private readonly SortedDictionary<int, Ssda903RowsKept> keptReturns = [];

    private JourneyFold(List<StandingFact> facts, List<StandingFact> later)
    {
        care = new CareFold(findings, facts);
        placements = new PlacementFold(findings, care, facts, later);
        absences = new AbsenceFold(findings, care, placements, facts);
        referrals = new ReferralFold(findings, later);
    }

    public static CareJourney Fold(List<StandingFact> facts, DateOnly? asAt)
    {
        // Who may see the record is nothing of the child's life, and stands also where the registration does not.
        facts.RemoveAll(standing => standing.Fact is AccessEvent);
        List<StandingFact> later = [];
        if (asAt is { } day)
        {
            later = facts.FindAll(IsLater);
            facts.RemoveAll(IsLater);

            bool IsLater(StandingFact standing) => standing.Fact.EffectiveOn > day && standing.Fact is not ChildRegistered;
        }
        FactOrder.Sort(facts);

        var fold = new JourneyFold(facts, later);
        foreach (var fact in facts)
            fold.Apply(fact);
        return fold.Finish(facts, asAt);
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

            case Ssda903RowsKept fact:
                keptReturns[fact.Year] = fact;
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

            case PersonalDataErased:
                // Says who can be known no more, and nothing of the child's life.
                break;

            default:
                throw new InvalidOperationException($"The journey has no arm for {standing.Fact.GetType().Name}; add one here.");
        }
    }

    private CareJourney Finish(List<StandingFact> facts, DateOnly? asAt)
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
        )
        {
            BirthSaidBy = details.BirthSaidBy,
            KeptReturns = [.. keptReturns.Values],
        };
        RuleBook.Check(journey, facts, findings);
        // A limit that an open stay will pass one day is not passed yet.
        findings.RemoveAll(finding => finding.On > asAt);
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
        for (var i = 0; i < Math.Min(a.EntryIds.Count, b.EntryIds.Count); i++)
        {
            var byEntry = a.EntryIds[i].CompareTo(b.EntryIds[i]);
            if (byEntry != 0)
                return byEntry;
        }
        var byCount = a.EntryIds.Count.CompareTo(b.EntryIds.Count);
        return byCount != 0 ? byCount : string.CompareOrdinal(a.Message, b.Message);
    }
}
