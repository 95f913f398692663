using Placements.Domain.Journey.Events;

namespace Placements.Domain.Journey;

/// <summary>Who may see the record. It goes by what was recorded last, whatever day of the child's life is asked about.</summary>
/// <param name="Team">Works with the child; null: every team of the authority.</param>
/// <param name="Restriction">Null: all who see the team.</param>
/// <param name="Openings">All there ever were, in the order recorded.</param>
public sealed record RecordAccess(
    [property: Disclosure(About.TheChild)] string? Team,
    Restriction? Restriction,
    IReadOnlyList<Opening> Openings
)
{
    /// <summary>Null before anybody was registered.</summary>
    internal static RecordAccess? Of(CareJourney journey, IReadOnlyList<Entry> entries, DateTimeOffset? asKnownAt)
    {
        ChildRegistered? registered = null;
        Restriction? restriction = null;
        var openings = new List<Opening>();
        foreach (var entry in entries)
        {
            if (entry.RecordedAt > asKnownAt)
                break;

            switch (entry.Fact)
            {
                case ChildRegistered fact:
                    registered ??= fact;
                    break;
                case AccessRestricted fact:
                    // Whoever sets a new list decides anew who is in: openings of the list before are over.
                    restriction = new Restriction(entry.Id, fact.EffectiveOn, [.. fact.People], [.. fact.Teams], fact.Reason, []);
                    break;
                case RestrictionLifted:
                    restriction = null;
                    break;
                case AccessOpened fact:
                    var opening = new Opening(
                        entry.Id,
                        fact.EffectiveOn,
                        fact.Person,
                        fact.PersonName,
                        fact.Until,
                        fact.Reason,
                        restriction?.People ?? [],
                        restriction?.Teams ?? []
                    );
                    openings.Add(opening);
                    if (restriction is not null)
                        restriction = restriction with { Openings = restriction.Openings.With(opening) };
                    break;
            }
        }
        // A voided registration leaves nobody, but those who saw the child can still read what was recorded.
        return registered is null
            ? null
            : new RecordAccess(journey.Child is { } child ? child.Team : registered.Team, restriction, openings);
    }
}

/// <param name="EntryId">The entry that set it.</param>
/// <param name="People">Subjects of tokens.</param>
/// <param name="Openings">Since it was set.</param>
public sealed record Restriction(
    Guid EntryId,
    DateOnly Since,
    [property: Disclosure(About.SomebodyElse)] ValueList<string> People,
    [property: Disclosure(About.SomebodyElse)] ValueList<string> Teams,
    [property: Disclosure(About.PerhapsOthers)] string Reason,
    ValueList<Opening> Openings
);

/// <summary>A restricted record was opened to somebody for a time.</summary>
/// <param name="ToldPeople">Who stood on the list then: the record's owners, who are told.</param>
public sealed record Opening(
    Guid EntryId,
    DateOnly On,
    [property: Disclosure(About.SomebodyElse)] string Person,
    [property: Disclosure(About.SomebodyElse)] string PersonName,
    DateTimeOffset Until,
    [property: Disclosure(About.PerhapsOthers)] string Reason,
    [property: Disclosure(About.SomebodyElse)] ValueList<string> ToldPeople,
    [property: Disclosure(About.SomebodyElse)] ValueList<string> ToldTeams
);
