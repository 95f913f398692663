using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;

namespace Placements.Application.Reading;

/// <summary>What we came to know of a child between two instants: the journeys as known at both, held against each other.</summary>
public sealed record ChangesAnswer(
    Guid ChildId,
    long Version,
    DateOnly AsAt,
    DateTimeOffset KnownFrom,
    DateTimeOffset KnownTo,
    IReadOnlyList<ChangeItem> Changes
)
{
    /// <summary>Every answer about a child repeats both clocks; nothing later than this was looked at.</summary>
    public DateTimeOffset AsKnownAt => KnownTo;

    public static ChangesAnswer Of(OpenedChild child, DateOnly asAt, DateTimeOffset from, DateTimeOffset to)
    {
        var before = ItemsOf(CareJourney.Of(child.Entries, asAt, from));
        var after = ItemsOf(CareJourney.Of(child.Entries, asAt, to));
        var because = Because(child, asAt, before, from, to);

        var changes = new List<ChangeItem>();
        foreach (var (key, now) in after)
        {
            if (!before.TryGetValue(key, out var was))
            {
                changes.Add(Change(key, "added", null, now));
            }
            else if (!was.Item.Equals(now.Item))
            {
                changes.Add(Change(key, "changed", was, now));
            }
        }
        changes.AddRange(before.Where(was => !after.ContainsKey(was.Key)).Select(gone => Change(gone.Key, "removed", gone.Value, null)));
        return new ChangesAnswer(child.ChildId, child.Version, asAt, from, to, changes);

        ChangeItem Change((string Kind, string Id) key, string change, JourneyItem? was, JourneyItem? now) =>
            new(key.Kind, key.Id, change, was?.Item, now?.Item, [.. because[key].Select(BecauseItem.Of)]);
    }

    /// <summary>
    /// By item, the entries that changed it: the steps in between are gone through one by one. Of an append that changed the item, those
    /// entries count that it came from before or comes from now. Some items are ended by a fact that they do not come from, a legal status
    /// by the next one: then the whole append counts.
    /// </summary>
    private static Dictionary<(string Kind, string Id), List<Entry>> Because(
        OpenedChild child,
        DateOnly asAt,
        Dictionary<(string Kind, string Id), JourneyItem> before,
        DateTimeOffset from,
        DateTimeOffset to
    )
    {
        var because = new Dictionary<(string, string), List<Entry>>();
        foreach (
            var append in child.Entries.Where(entry => entry.RecordedAt > from && entry.RecordedAt <= to).GroupBy(entry => entry.RecordedAt)
        )
        {
            var after = ItemsOf(CareJourney.Of(child.Entries, asAt, append.Key));
            foreach (var key in before.Keys.Union(after.Keys))
            {
                var (was, now) = (before.GetValueOrDefault(key), after.GetValueOrDefault(key));
                if (was is not null && now is not null && was.Item.Equals(now.Item))
                {
                    continue;
                }
                var concerned = (was?.EntryIds ?? []).Concat(now?.EntryIds ?? []).ToHashSet();
                var entries = append.Where(entry => concerned.Contains(CorrectionItem.Target(entry) ?? entry.Id)).ToList();
                if (!because.TryGetValue(key, out var found))
                {
                    because.Add(key, found = []);
                }
                found.AddRange(entries.Count > 0 ? entries : append);
            }
            before = after;
        }
        return because;
    }

    private sealed record JourneyItem(object Item, ValueList<Guid> EntryIds);

    private static Dictionary<(string Kind, string Id), JourneyItem> ItemsOf(CareJourney journey)
    {
        var items = new Dictionary<(string, string), JourneyItem>();
        if (journey.Child is { } child)
        {
            items.Add(("details", "details"), new(child, journey.Details[^1].EntryIds));
        }
        foreach (var period in journey.PeriodsOfCare)
        {
            items.Add(("period_of_care", $"{period.EntryIds[0]}"), new(PeriodOfCareItem.Of(period), period.EntryIds));
        }
        foreach (var spell in journey.LegalStatuses)
        {
            items.Add(("legal_status", $"{spell.EntryIds[0]}"), new(LegalStatusItem.Of(spell), spell.EntryIds));
        }
        foreach (var placement in journey.Placements)
        {
            items.Add(("placement", $"{placement.PlacementId}"), new(PlacementItem.Of(placement), placement.EntryIds));
        }
        foreach (var absence in journey.Absences)
        {
            items.Add(("absence", $"{absence.AbsenceId}"), new(AbsenceItem.Of(absence), absence.EntryIds));
        }
        foreach (var referral in journey.Referrals)
        {
            items.Add(("referral", $"{referral.ReferralId}"), new(ReferralItem.Of(referral), referral.EntryIds));
        }
        return items;
    }
}

/// <param name="Item">What kind of thing: details, period_of_care, legal_status, placement, absence, referral.</param>
/// <param name="Change">added, removed or changed.</param>
/// <param name="Because">The entries recorded in between that brought it about.</param>
public sealed record ChangeItem(string Item, string Id, string Change, object? Before, object? After, IReadOnlyList<BecauseItem> Because);

/// <param name="Reason">Why, where a correction or void says so.</param>
public sealed record BecauseItem(
    Guid EntryId,
    string Type,
    DateOnly EffectiveOn,
    DateTimeOffset RecordedAt,
    string RecordedBy,
    string? Reason
)
{
    internal static BecauseItem Of(Entry entry) =>
        new(
            entry.Id,
            EventCatalogue.TypeOf(entry.Fact).Name,
            entry.Fact.EffectiveOn,
            entry.RecordedAt,
            entry.RecordedBy,
            entry.Fact switch
            {
                EntryCorrected correction => correction.Reason,
                EntryVoided voided => voided.Reason,
                _ => null,
            }
        );
}
