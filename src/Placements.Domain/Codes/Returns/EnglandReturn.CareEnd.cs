namespace Placements.Domain.Codes.Returns;

/// <summary>Why care ended, with what England's REC code says besides. Null is not known, or of no account for the reason.</summary>
/// <param name="Planned">Return home: planned.</param>
/// <param name="GuardianIsKin">
/// Special guardianship: the guardian is a relative or friend.
/// </param>
public sealed record CareEndFacts(CareEndReason Reason, bool? Planned = null, bool? GuardianIsKin = null);

public static partial class EnglandReturn
{
    private const int LastYearOfTwoGuardianships = 2018;

    private static readonly ReturnTable<CareEndFacts> CareEnds = new(
        new("E11", new(CareEndReason.AdoptedUnopposed)),
        new("E12", new(CareEndReason.AdoptedConsentDispensed)),
        new("E2", new(CareEndReason.Died)),
        new("E3", new(CareEndReason.OtherAuthority)),
        new("E4A", new(CareEndReason.ReturnedHome, Planned: true)),
        new("E4B", new(CareEndReason.ReturnedHome, Planned: false)),
        new("E41", new(CareEndReason.ChildArrangementsOrder)),
        new("E43", new(CareEndReason.SpecialGuardianshipFormerFosterCarer), To: LastYearOfTwoGuardianships),
        new("E44", new(CareEndReason.SpecialGuardianshipOther), To: LastYearOfTwoGuardianships),
        new("E45", new(CareEndReason.SpecialGuardianshipFormerFosterCarer, GuardianIsKin: true), From: LastYearOfTwoGuardianships + 1),
        new("E46", new(CareEndReason.SpecialGuardianshipFormerFosterCarer, GuardianIsKin: false), From: LastYearOfTwoGuardianships + 1),
        new("E47", new(CareEndReason.SpecialGuardianshipOther, GuardianIsKin: true), From: LastYearOfTwoGuardianships + 1),
        new("E48", new(CareEndReason.SpecialGuardianshipOther, GuardianIsKin: false), From: LastYearOfTwoGuardianships + 1),
        new("E5", new(CareEndReason.IndependentLivingSupported)),
        new("E6", new(CareEndReason.IndependentLivingUnsupported)),
        new("E7", new(CareEndReason.AdultSocialServices)),
        new("E9", new(CareEndReason.Custody)),
        new("E14", new(CareEndReason.RemandEnded)),
        new("E15", new(CareEndReason.AgeAssessedAdult)),
        new("E16", new(CareEndReason.MovedAbroad)),
        new("E17", new(CareEndReason.StayedWithCarers)),
        // When I Am Ready is the Welsh name for the same thing.
        new("E17", new(CareEndReason.WhenIAmReady)),
        new("E13", new(CareEndReason.LeftToLiveWithOthers)),
        new("E8", new(CareEndReason.Other))
    );

    /// <summary>REC of the last episode in a period of care (rule 149); <see cref="CareContinues"/> ends every other.</summary>
    public static ReturnCode CareEndCode(CareEndFacts facts, int year)
    {
        var twoGuardianships = year <= LastYearOfTwoGuardianships;
        var telling = facts.Reason switch
        {
            CareEndReason.ReturnedHome => facts with { GuardianIsKin = null },
            CareEndReason.SpecialGuardianshipFormerFosterCarer or CareEndReason.SpecialGuardianshipOther when !twoGuardianships =>
                facts with
                {
                    Planned = null,
                },
            _ => new CareEndFacts(facts.Reason),
        };
        if (CareEnds.CodeOf(telling, year) is { } code)
            return new(code);

        return telling.Reason == CareEndReason.ReturnedHome
            ? ReturnCode.None("Say whether the return home was planned.")
            : ReturnCode.None("Say whether the special guardian is a relative or friend of the child.");
    }

    /// <summary>E17 is read as stayed with carers. <see cref="CareContinues"/> is not read: care goes on.</summary>
    public static bool TryReadCareEnd(string code, int year, out CareEndFacts facts) => CareEnds.TryRead(code, year, out facts);
}
