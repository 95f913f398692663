using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;

namespace Placements.Application.Reading;

/// <summary>Who could see a child's record at the end of a day, as known at an instant.</summary>
/// <param name="Restricted">False: all who see the child's team. The lists are empty then.</param>
/// <param name="People">Subjects of tokens.</param>
/// <param name="Since">When the list was recorded.</param>
/// <param name="Openings">Break-glass, all there ever was, the latest first.</param>
public sealed record RestrictionAnswer(
    DateOnly AsAt,
    DateTimeOffset AsKnownAt,
    bool Restricted,
    IReadOnlyList<string> People,
    IReadOnlyList<string> Teams,
    DateTimeOffset? Since,
    string? SetBy,
    string? Reason,
    IReadOnlyList<OpeningItem> Openings
)
{
    public static RestrictionAnswer Of(OpenedChild child, DateOnly asAt, DateTimeOffset asKnownAt)
    {
        var entries = child.Entries.ToDictionary(entry => entry.Id);
        List<Entry> byThen = [.. child.Entries.Where(entry => entry.Fact is not AccessEvent || entry.Fact.EffectiveOn <= asAt)];
        var access = CareJourney.Of(byThen, asKnownAt: asKnownAt).Access;
        var restriction = access?.Restriction;
        var set = restriction is null ? null : entries[restriction.EntryId];
        return new RestrictionAnswer(
            asAt,
            asKnownAt,
            restriction is not null,
            restriction?.People ?? [],
            restriction?.Teams ?? [],
            set?.RecordedAt,
            set?.RecordedBy,
            restriction?.Reason,
            [.. (access?.Openings ?? []).Reverse().Select(opening => OpeningItem.Of(opening, entries[opening.EntryId]))]
        );
    }
}

/// <param name="OpenedBy">Subject of the token.</param>
/// <param name="OpenUntil">The first instant at which it was closed to them again.</param>
public sealed record OpeningItem(
    Guid EntryId,
    string OpenedBy,
    string OpenedByName,
    DateTimeOffset OpenedAt,
    DateTimeOffset OpenUntil,
    string Reason
)
{
    internal static OpeningItem Of(Opening opening, Entry entry) =>
        new(opening.EntryId, opening.Person, opening.PersonName, entry.RecordedAt, opening.Until, opening.Reason);
}
