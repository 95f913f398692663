using Placements.Domain.Journey.Events;

namespace Placements.Domain.Journey;

internal sealed class DetailsFold
{
    private readonly List<DetailsSpell> spells = [];

    public Guid RegisteredBy { get; private set; }

    public Guid BirthSaidBy { get; private set; }

    public string? ResponsibleAuthority => spells.Count == 0 ? null : spells[^1].Facts.ResponsibleAuthority;

    /// <summary>False when the child is registered already.</summary>
    public bool Apply(Guid entryId, ChildRegistered fact)
    {
        if (spells.Count > 0)
            return false;

        RegisteredBy = entryId;
        BirthSaidBy = entryId;
        var facts = new ChildDetails(
            fact.ResponsibleAuthority,
            fact.DateOfBirth,
            fact.ExpectedDateOfBirth,
            fact.Sex,
            fact.Ethnicity,
            fact.Name,
            [.. fact.Identifiers],
            fact.UnaccompaniedAsylumSeeking,
            fact.NationalTransferScheme,
            [.. fact.Disabilities],
            fact.HomePostcode,
            fact.HomeAddress,
            fact.SiblingGroup,
            fact.Team
        );
        spells.Add(new DetailsSpell(null, null, facts, [entryId]));
        return true;
    }

    /// <summary>Without a registration there is nothing to change; the rule book says so for every fact of such a stream.</summary>
    public void Apply(Guid entryId, ChildDetailsChanged fact)
    {
        if (spells.Count == 0)
            return;

        if (fact.DateOfBirth is not null)
            BirthSaidBy = entryId;
        var before = spells[^1];
        var facts = before.Facts with
        {
            DateOfBirth = fact.DateOfBirth ?? before.Facts.DateOfBirth,
            ExpectedDateOfBirth = fact.ExpectedDateOfBirth ?? before.Facts.ExpectedDateOfBirth,
            Sex = fact.Sex ?? before.Facts.Sex,
            Ethnicity = fact.Ethnicity ?? before.Facts.Ethnicity,
            Name = fact.Name ?? before.Facts.Name,
            Identifiers = fact.Identifiers is null ? before.Facts.Identifiers : [.. fact.Identifiers],
            UnaccompaniedAsylumSeeking = fact.UnaccompaniedAsylumSeeking ?? before.Facts.UnaccompaniedAsylumSeeking,
            NationalTransferScheme = fact.NationalTransferScheme ?? before.Facts.NationalTransferScheme,
            Disabilities = fact.Disabilities is null ? before.Facts.Disabilities : [.. fact.Disabilities],
            HomePostcode = fact.HomePostcode ?? before.Facts.HomePostcode,
            HomeAddress = fact.HomeAddress ?? before.Facts.HomeAddress,
            SiblingGroup = fact.SiblingGroup ?? before.Facts.SiblingGroup,
            Team = fact.Team ?? before.Facts.Team,
        };

        if (before.StartedOn == fact.EffectiveOn)
        {
            spells[^1] = before with { Facts = facts, EntryIds = before.EntryIds.With(entryId) };
            return;
        }
        spells[^1] = before with { EndedOn = fact.EffectiveOn };
        spells.Add(new DetailsSpell(fact.EffectiveOn, null, facts, before.EntryIds.With(entryId)));
    }

    public IReadOnlyList<DetailsSpell> Finish() => spells;
}
