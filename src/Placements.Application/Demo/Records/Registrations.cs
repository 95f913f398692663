using Placements.Application.Demo.Lives;
using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;

namespace Placements.Application.Demo.Records;

/// <summary>Who the child is, and what changed in that later.</summary>
internal static class Registrations
{
    private static readonly DateOnly TransferSchemeBegan = new(2016, 7, 1);

    public static Draft Write(DemoRandom random, string authority, PlannedChild child, List<Draft> drafts)
    {
        var on = child.KnownFrom ?? AboutStart(random, child);
        var assessed =
            child is { Unaccompanied: true, KnownFrom: null, Last.Reason: not CareEndReason.WhenIAmReady } && random.Chance(0.08);
        var draft = Write(random, authority, child, on, drafts, assessed ? child.Born.AddDays(random.Between(150, 480)) : child.Born);
        if (on < child.Born)
            WriteBirth(random, child, drafts);
        if (assessed)
            WriteAgeAssessment(random, child, draft, drafts);
        return draft;
    }

    private static DateOnly AboutStart(DemoRandom random, PlannedChild child)
    {
        var start = child.Periods[0].Start;
        if (start < child.Born.AddDays(60) && random.Chance(0.45))
            return child.Born.AddDays(-random.Between(15, 70));

        var before = !child.Unaccompanied && random.Chance(0.6) ? start.AddDays(-random.Between(1, 90)) : start;
        return before < child.Born ? start : before;
    }

    /// <summary>A child registered before it is born has a day on which it is expected, and no name.</summary>
    private static Draft Write(DemoRandom random, string authority, PlannedChild child, DateOnly on, List<Draft> drafts, DateOnly born)
    {
        var unborn = on < child.Born;
        var registered = new ChildRegistered
        {
            EffectiveOn = on,
            ResponsibleAuthority = authority,
            DateOfBirth = unborn ? null : born,
            ExpectedDateOfBirth = unborn ? child.Born.AddDays(random.Between(-9, 9)) : null,
            Sex = child.Boy ? Sex.Male : Sex.Female,
            Ethnicity = EthnicityOf(random, child),
            Name = unborn ? null : InventedNames.Child(random, child.Boy, child.Family),
            Identifiers = [new LocalIdentifier { Scheme = "case_number", Value = $"D{100000 + child.Number}" }],
            UnaccompaniedAsylumSeeking = child.Unaccompanied,
            NationalTransferScheme = child.Transferred && on >= TransferSchemeBegan,
            Disabilities = child.Disabled ? DisabilitiesOf(random) : [],
            HomePostcode = child.Unaccompanied ? null : Homes.Postcode(random, authority),
            SiblingGroup = child.HasSiblings ? $"S{10000 + child.Family}" : null,
            Team = Caseworkers.FirstTeam(child, on),
        };
        var draft = new Draft
        {
            On = on,
            InOrder = true,
            Prompt = true,
        };
        draft.Add(random, registered);
        drafts.Add(draft);

        return draft;
    }

    /// <summary>From the 16th birthday the leaving care team works with the child, or from when it comes back into care.</summary>
    public static void WriteTeamTransfer(DemoRandom random, PlannedChild child, Draft registration, List<Draft> drafts)
    {
        var on = child.Birthday(16).AddDays(random.Between(0, 28));
        if (Caseworkers.IsLeavingCare(child, registration.On))
            return;
        if (child.PeriodOn(on) is null)
        {
            if (child.Periods.Find(period => period.Start > on) is not { } later)
                return;
            on = later.Start;
        }

        var draft = new Draft { On = on };
        draft.After.Add(registration);
        draft.Add(
            random,
            new ChildDetailsChanged
            {
                EffectiveOn = on,
                Source = "Transfer to the leaving care team at 16",
                Team = Caseworkers.LeavingCare,
            }
        );
        drafts.Add(draft);
    }

    private static void WriteBirth(DemoRandom random, PlannedChild child, List<Draft> drafts)
    {
        var draft = new Draft
        {
            On = child.Born,
            InOrder = true,
            Prompt = true,
        };
        draft.Add(
            random,
            new ChildDetailsChanged
            {
                EffectiveOn = child.Born,
                Source = "Hospital notice of birth",
                DateOfBirth = child.Born,
                Name = InventedNames.Child(random, child.Boy, child.Family),
            }
        );
        drafts.Add(draft);
    }

    /// <summary>The age that the young person gave was revised.</summary>
    private static void WriteAgeAssessment(DemoRandom random, PlannedChild child, Draft registration, List<Draft> drafts)
    {
        var start = child.Periods[0].Start;
        var on = start.AddDays(random.Between(30, 110));
        // Whose figures are published for a day was assessed by then.
        if (child.Pins.Find(pin => pin.On >= start && pin.On < on) is { } pinned)
            on = pinned.On;
        var draft = new Draft { On = on };
        draft.After.Add(registration);
        draft.Add(
            random,
            new ChildDetailsChanged
            {
                EffectiveOn = on,
                Source = "Age assessment",
                DateOfBirth = child.Born,
            }
        );
        drafts.Add(draft);
    }

    private static Ethnicity? EthnicityOf(DemoRandom random, PlannedChild child) =>
        child.Unaccompanied
            ? random.Weighted<Ethnicity?>((Ethnicity.AOTH, 40), (Ethnicity.BAFR, 30), (Ethnicity.OOTH, 30))
            : random.Weighted<Ethnicity?>(
                (Ethnicity.WBRI, 71),
                (Ethnicity.WOTH, 4),
                (Ethnicity.MWBC, 4),
                (Ethnicity.MWBA, 2),
                (Ethnicity.MWAS, 3),
                (Ethnicity.MOTH, 3),
                (Ethnicity.ABAN, 2),
                (Ethnicity.APKN, 2),
                (Ethnicity.BAFR, 3),
                (Ethnicity.BCRB, 1),
                (Ethnicity.OOTH, 2),
                (Ethnicity.NOBT, 2),
                (null, 1)
            );

    private static IReadOnlyList<Disability> DisabilitiesOf(DemoRandom random) =>
        random.Weighted<IReadOnlyList<Disability>>(
            ([Disability.Autism], 35),
            ([Disability.MemoryConcentrationOrLearning], 25),
            ([Disability.Autism, Disability.PerceptionOfDanger], 15),
            ([Disability.Mobility, Disability.Continence], 12),
            ([Disability.SpeechHearingOrEyesight], 8),
            ([Disability.Other], 5)
        );
}
