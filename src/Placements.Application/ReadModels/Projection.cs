using Placements.Domain.Journey;
using Placements.Domain.Measures;

namespace Placements.Application.ReadModels;

/// <summary>What the read models say of a child, given the whole journey. Pure: live writing, bulk load and rebuild all come here.</summary>
public static class Projection
{
    public static List<ReadModelRow> Of(CareJourney journey)
    {
        var rows = new List<ReadModelRow>();
        AddAccess(journey.Access, rows);
        if (journey.Child is not { } child)
        {
            // The registration was voided: nobody is there to count, but what was recorded can still be read.
            return rows;
        }

        for (var i = 0; i < journey.Details.Count; i++)
        {
            var spell = journey.Details[i];
            rows.Add(new ChildRow(Id(spell.EntryIds[^1]), spell.StartedOn, spell.EndedOn, spell.Facts));
        }
        foreach (var period in journey.PeriodsOfCare)
        {
            rows.Add(new CarePeriodRow(Id(period.EntryIds[0]), period));
        }
        foreach (var spell in journey.LegalStatuses)
        {
            rows.Add(new LegalStatusRow(Id(spell.EntryIds[0]), spell.StartedOn, spell.EndedOn, spell.Status));
        }
        foreach (var placement in journey.Placements)
        {
            AddPlacement(child.ResponsibleAuthority, placement, rows);
        }
        foreach (var absence in journey.Absences)
        {
            rows.Add(new AbsenceRow(Id(absence.AbsenceId), absence));
        }
        foreach (var referral in journey.Referrals)
        {
            AddReferral(referral, rows);
        }
        AddFindings(journey.Findings, rows);
        return rows;
    }

    private static void AddAccess(RecordAccess? access, List<ReadModelRow> rows)
    {
        if (access is null)
        {
            return;
        }
        // Whoever opened it twice has until the later end.
        var openTo = (access.Restriction?.Openings ?? []).GroupBy(opening => opening.Person, StringComparer.Ordinal).ToList();
        rows.Add(
            new AccessRow(
                access.Team,
                access.Restriction?.People,
                access.Restriction?.Teams,
                [.. openTo.Select(openings => openings.Key)],
                [.. openTo.Select(openings => openings.Max(opening => opening.Until))]
            )
        );
        foreach (var opening in access.Openings)
        {
            rows.Add(new AccessOpeningRow(Id(opening.EntryId), opening));
        }
    }

    private static void AddPlacement(string authority, Placement placement, List<ReadModelRow> rows)
    {
        var whole = new PlacementEnding(
            placement.StartedOn,
            placement.EndedOn,
            placement.EndedHow,
            placement.Planned,
            placement.EndReason,
            placement.EndedBy,
            placement.NoticeHours,
            placement.BrokeDown
        );
        for (var i = 0; i < placement.Stretches.Count; i++)
        {
            var stretch = placement.Stretches[i];
            var (host, country) = (stretch.Facts.HostAuthority, stretch.Facts.Country);
            var place = new PlacementPlace(Place.LocationOf(authority, host, country), Place.BandOf(authority, host, country));
            rows.Add(new PlacementRow($"{placement.PlacementId}/{i + 1}", i + 1, stretch, whole, place));
        }
    }

    private static void AddReferral(Referral referral, List<ReadModelRow> rows)
    {
        var facts = referral.Facts;
        rows.Add(
            new ReferralRow(
                Id(referral.ReferralId),
                referral.StartedOn,
                referral.EndedOn,
                referral.ReferralId,
                facts.Urgency,
                facts.Sought.Foster,
                facts.Sought.Residential,
                facts.Sought.Supported,
                facts.SiblingsToPlaceTogether,
                facts.Needs.DeprivationOfLiberty,
                facts.Needs.LivingWith,
                facts.Needs.ParentAndChild,
                [.. facts.Needs.Circumstances.Select(Domain.Codes.CodeName.Name)],
                [.. facts.RisksToChild.Select(Domain.Codes.CodeName.Name)],
                [.. facts.RisksToOthers.Select(Domain.Codes.CodeName.Name)],
                referral.Outcome,
                referral.PlacementId,
                referral.Approaches.Count,
                [.. referral.Approaches.Select(approach => approach.On)],
                referral.Offers.Count
            )
        );
        foreach (var offer in referral.Offers)
        {
            // The journey shows an offer that was written down twice; the read model counts it once.
            var item = Id(offer.OfferId);
            if (rows.Exists(row => row is OfferRow && row.Item == item))
            {
                continue;
            }
            rows.Add(
                new OfferRow(
                    item,
                    offer.StartedOn,
                    offer.EndedOn,
                    offer.OfferId,
                    referral.ReferralId,
                    offer.Facts.Provider.Id,
                    offer.Facts.Provider.Name,
                    offer.Facts.Kind,
                    offer.Facts.Framework,
                    offer.Facts.WeeklyCost,
                    offer.Facts.HostAuthority,
                    offer.State
                )
            );
        }
    }

    /// <summary>One rule may be broken twice by the same entries, on different days: the day is part of the name.</summary>
    private static void AddFindings(IReadOnlyList<Finding> findings, List<ReadModelRow> rows)
    {
        foreach (var finding in findings)
        {
            var entry = finding.EntryIds.Count == 0 ? "" : Id(finding.EntryIds[0]);
            var item = $"{finding.Code}/{finding.On:yyyyMMdd}/{entry}";
            if (!rows.Exists(row => row is FindingRow && row.Item == item))
            {
                rows.Add(new FindingRow(item, finding));
            }
        }
    }

    private static string Id(Guid id) => id.ToString("N");
}
