using Placements.Domain.Journey.Events;

namespace Placements.Domain.Journey.Rules;

internal static class RegistrationRules
{
    public static readonly Rule AlreadyRegistered = new("already_registered", Severity.Refuse, "ours: one registration a child");

    public static readonly Rule NotRegistered = new("not_registered", Severity.Refuse, "ours: a record begins with who the child is");

    public static readonly Rule BirthUnknown = new("date_of_birth_missing", Severity.Flag, "SSDA903 header DOB is required");

    public static readonly Rule YoungUnaccompanied = new("unaccompanied_very_young", Severity.Flag, "SSDA903 rule 231");

    public static Finding Again(StandingFact fact, Guid registeredBy) =>
        AlreadyRegistered.Broken(
            fact.Fact.EffectiveOn,
            "The child is registered already: record changed details, or correct the registration.",
            fact.EntryId,
            registeredBy
        );

    public static void Check(CareJourney journey, List<StandingFact> facts, List<Finding> findings)
    {
        if (journey.Child is not { } child)
        {
            foreach (var fact in facts)
            {
                findings.Add(
                    NotRegistered.Broken(
                        fact.Fact.EffectiveOn,
                        "The registration of this child was voided, so nothing else can stand: void the other entries with it.",
                        fact.EntryId
                    )
                );
            }
            return;
        }

        if (child.DateOfBirth is not { } born)
        {
            if (child.ExpectedDateOfBirth is null)
                findings.Add(
                    BirthUnknown.Broken(
                        facts[0].Fact.EffectiveOn,
                        "The child's date of birth is not recorded.",
                        journey.Details[^1].EntryIds[0]
                    )
                );
            return;
        }

        // Ten: the age below which the return's own check calls an unaccompanied child unusually young.
        var start = journey.PeriodsOfCare.Count == 0 ? null : journey.PeriodsOfCare[0];
        if (child.UnaccompaniedAsylumSeeking && start is not null && start.StartedOn < Age.Birthday(born, 10))
            findings.Add(
                YoungUnaccompanied.Broken(
                    start.StartedOn,
                    "The child is recorded as an unaccompanied asylum seeker under ten years old.",
                    start.EntryIds[0],
                    journey.Details[^1].EntryIds[0]
                )
            );
    }
}
