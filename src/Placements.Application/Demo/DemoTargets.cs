using Placements.Domain.Codes;

namespace Placements.Application.Demo;

/// <summary>
/// What the demo authority must come to. The counts of the census day are met exactly; rates are what chance is weighted with. The
/// published figures are those of Cardiff's commissioning strategy 2022-23 (letter and number refer to its table of figures); what is
/// not published is plausible and adds up.
/// </summary>
public sealed record DemoTargets
{
    public static DemoTargets Cardiff { get; } = new();

    /// <summary>The day whose figures are met exactly; those of flows are of the year that ends on it.</summary>
    public DateOnly CensusDay => Census.Day;

    public DateOnly YearStart => CensusDay.AddYears(-1).AddDays(1);

    /// <summary>Children who had left care for good by this day are not part of the demo.</summary>
    public DateOnly HistoryFrom { get; init; } = new(2017, 4, 1);

    /// <summary>Nothing happens or is recorded after this day.</summary>
    public DateOnly LastDay { get; init; } = new(2026, 9, 30);

    /// <summary>Children come into care from here on, so that by <see cref="HistoryFrom"/> some have been in care for many years.</summary>
    public DateOnly WarmUpFrom { get; init; } = new(2000, 4, 1);

    /// <summary>A1 and A4: children looked after at the end of some months; straight lines between.</summary>
    public IReadOnlyList<(DateOnly On, int Children)> Stock { get; init; } =
    [
        (new(2000, 3, 31), 0),
        (new(2006, 3, 31), 460),
        (new(2017, 3, 31), 780),
        (new(2018, 3, 31), 830),
        (new(2019, 3, 31), 895),
        (new(2020, 3, 31), 955),
        (new(2020, 9, 30), 1000),
        (new(2021, 10, 31), 1004),
        (new(2022, 3, 31), 1040),
        (new(2023, 3, 31), 1047),
        (new(2024, 3, 31), 1041),
        (new(2025, 3, 31), 1036),
        (new(2026, 3, 31), 1040),
        (new(2026, 9, 30), 1043),
    ];

    /// <summary>Starts of care in a year to 31 March; ends follow from these and the stock.</summary>
    public int StartsInYear(int yearEnding) =>
        yearEnding switch
        {
            < 2018 => 300,
            2018 => 390,
            2019 => 398,
            2020 => 395,
            2021 => 386,
            2022 => 388,
            _ => 384,
        };

    /// <summary>A, B and C. Elsewhere in Wales is what remains of each kind of home.</summary>
    public CensusTargets Census { get; init; } =
        new(
            new(2022, 3, 31),
            [
                new(PlacementCategory.ExternalFostering, Children: 308, InCounty: 148, England: 14, Scotland: 1),
                new(PlacementCategory.InHouseFostering, Children: 117, InCounty: 96, England: 1, Scotland: 0),
                new(PlacementCategory.Kinship, Children: 230, InCounty: 171, England: 9, Scotland: 1),
                new(PlacementCategory.WithParents, Children: 196, InCounty: 178, England: 4, Scotland: 0),
                new(PlacementCategory.InHouseResidential, Children: 9, InCounty: 9, England: 0, Scotland: 0),
                new(PlacementCategory.ExternalResidential, Children: 84, InCounty: 14, England: 18, Scotland: 2),
                new(PlacementCategory.ResidentialSchool, Children: 4, InCounty: 0, England: 3, Scotland: 0),
                new(PlacementCategory.Secure, Children: 1, InCounty: 0, England: 0, Scotland: 0),
                new(PlacementCategory.IndependentLiving, Children: 57, InCounty: 49, England: 2, Scotland: 0),
                new(PlacementCategory.Adoption, Children: 30, InCounty: 6, England: 9, Scotland: 0),
                new(PlacementCategory.Health, Children: 2, InCounty: 1, England: 0, Scotland: 0),
                new(PlacementCategory.Custody, Children: 2, InCounty: 0, England: 1, Scotland: 0),
            ]
        )
        {
            Boys = 576,
            BoysInResidential = 60,
        };

    /// <summary>The days a year apart before it, the latest first. Published are parts of each; the rest adds up to the stock.</summary>
    public IReadOnlyList<CensusTargets> EarlierCensuses { get; init; } =
    [
        new(
            new(2021, 3, 31),
            [
                new(PlacementCategory.ExternalFostering, Children: 318, InCounty: 155, England: 14, Scotland: 1),
                new(PlacementCategory.InHouseFostering, Children: 117, InCounty: 96, England: 1, Scotland: 0),
                new(PlacementCategory.Kinship, Children: 219, InCounty: 164, England: 8, Scotland: 1),
                new(PlacementCategory.WithParents, Children: 173, InCounty: 158, England: 4, Scotland: 0),
                new(PlacementCategory.InHouseResidential, Children: 9, InCounty: 9, England: 0, Scotland: 0),
                new(PlacementCategory.ExternalResidential, Children: 82, InCounty: 14, England: 18, Scotland: 2),
                new(PlacementCategory.ResidentialSchool, Children: 4, InCounty: 0, England: 3, Scotland: 0),
                new(PlacementCategory.Secure, Children: 1, InCounty: 0, England: 0, Scotland: 0),
                new(PlacementCategory.IndependentLiving, Children: 48, InCounty: 41, England: 2, Scotland: 0),
                new(PlacementCategory.Adoption, Children: 28, InCounty: 6, England: 8, Scotland: 0),
                new(PlacementCategory.Health, Children: 1, InCounty: 1, England: 0, Scotland: 0),
                new(PlacementCategory.Custody, Children: 1, InCounty: 0, England: 0, Scotland: 0),
            ]
        ),
        new(
            new(2020, 3, 31),
            [
                new(PlacementCategory.ExternalFostering, Children: 353, InCounty: 176, England: 15, Scotland: 1),
                new(PlacementCategory.InHouseFostering, Children: 93, InCounty: 76, England: 1, Scotland: 0),
                new(PlacementCategory.Kinship, Children: 208, InCounty: 157, England: 8, Scotland: 1),
                new(PlacementCategory.WithParents, Children: 150, InCounty: 137, England: 3, Scotland: 0),
                new(PlacementCategory.InHouseResidential, Children: 6, InCounty: 6, England: 0, Scotland: 0),
                new(PlacementCategory.ExternalResidential, Children: 69, InCounty: 12, England: 15, Scotland: 2),
                new(PlacementCategory.ResidentialSchool, Children: 4, InCounty: 0, England: 3, Scotland: 0),
                new(PlacementCategory.Secure, Children: 1, InCounty: 0, England: 0, Scotland: 0),
                new(PlacementCategory.IndependentLiving, Children: 39, InCounty: 33, England: 2, Scotland: 0),
                new(PlacementCategory.Adoption, Children: 30, InCounty: 6, England: 9, Scotland: 0),
                new(PlacementCategory.Health, Children: 1, InCounty: 1, England: 0, Scotland: 0),
                new(PlacementCategory.Custody, Children: 1, InCounty: 0, England: 0, Scotland: 0),
            ]
        )
        {
            Boys = 494,
            BoysInResidential = 41,
            Disabled = 25,
        },
        new(
            new(2019, 3, 31),
            [
                new(PlacementCategory.ExternalFostering, Children: 331, InCounty: 168, England: 14, Scotland: 1),
                new(PlacementCategory.InHouseFostering, Children: 88, InCounty: 72, England: 1, Scotland: 0),
                new(PlacementCategory.Kinship, Children: 196, InCounty: 149, England: 7, Scotland: 1),
                new(PlacementCategory.WithParents, Children: 135, InCounty: 124, England: 3, Scotland: 0),
                new(PlacementCategory.InHouseResidential, Children: 6, InCounty: 6, England: 0, Scotland: 0),
                new(PlacementCategory.ExternalResidential, Children: 69, InCounty: 13, England: 14, Scotland: 2),
                new(PlacementCategory.ResidentialSchool, Children: 4, InCounty: 0, England: 3, Scotland: 0),
                new(PlacementCategory.Secure, Children: 1, InCounty: 0, England: 0, Scotland: 0),
                new(PlacementCategory.IndependentLiving, Children: 35, InCounty: 30, England: 1, Scotland: 0),
                new(PlacementCategory.Adoption, Children: 28, InCounty: 6, England: 8, Scotland: 0),
                new(PlacementCategory.Health, Children: 1, InCounty: 1, England: 0, Scotland: 0),
                new(PlacementCategory.Custody, Children: 1, InCounty: 0, England: 0, Scotland: 0),
            ]
        )
        {
            DisabledInResidentialOrSchool = 8,
        },
    ];

    /// <summary>A7 by age and category.</summary>
    public IReadOnlyList<(bool Fifteen, PlacementCategory Category, int Children)> Unaccompanied { get; init; } =
    [
        (true, PlacementCategory.Kinship, 1),
        (true, PlacementCategory.InHouseFostering, 1),
        (true, PlacementCategory.ExternalFostering, 2),
        (false, PlacementCategory.IndependentLiving, 26),
        (false, PlacementCategory.ExternalFostering, 5),
        (false, PlacementCategory.InHouseFostering, 2),
        (false, PlacementCategory.Kinship, 1),
    ];

    public int UnaccompaniedBoys { get; init; } = 34;

    /// <summary>A8: came under the National Transfer Scheme in the year to the census day.</summary>
    public int TransferredInYear { get; init; } = 12;

    /// <summary>A5 and A6 by category: 42 disabled children, of whom 12 in residential or residential school.</summary>
    public IReadOnlyList<(PlacementCategory Category, int Children)> Disabled { get; init; } =
    [
        (PlacementCategory.ResidentialSchool, 4),
        (PlacementCategory.ExternalResidential, 8),
        (PlacementCategory.ExternalFostering, 12),
        (PlacementCategory.InHouseFostering, 6),
        (PlacementCategory.Kinship, 7),
        (PlacementCategory.WithParents, 5),
    ];

    /// <summary>A5: disabled children on the census day and on the earlier one, looked after or not.</summary>
    public int DisabilityCaseload { get; init; } = 427;

    public int DisabilityCaseloadEarlier { get; init; } = 417;

    /// <summary>The earlier day whose disabled children are published.</summary>
    public CensusTargets DisabledEarlier => EarlierCensuses.First(census => census.Disabled is not null);

    /// <summary>D2: months in the residential placement of the census day. Over five years: aged 17.</summary>
    public IReadOnlyList<(int FromMonths, int ToMonths, int Children)> ResidentialStay { get; init; } =
    [(60, 84, 1), (24, 60, 26), (12, 24, 10), (6, 12, 23), (3, 6, 11), (0, 3, 22)];

    /// <summary>D1: moves into residential in the year, by where the child came from; null is straight from the start of care.</summary>
    public IReadOnlyList<(PlacementCategory? From, int Children)> MovesIntoResidential { get; init; } =
    [
        (PlacementCategory.ExternalResidential, 21),
        (PlacementCategory.ExternalFostering, 16),
        (PlacementCategory.Health, 2),
        (PlacementCategory.InHouseFostering, 6),
        (PlacementCategory.Kinship, 8),
        (null, 9),
    ];

    /// <summary>D5: of those straight from the start of care, how many were nine; the others were older than ten.</summary>
    public int StartedInResidentialAgedNine { get; init; } = 1;

    /// <summary>D3: moves out of residential, and those of them to independent living; to residential are those of D1.</summary>
    public int MovesOutOfResidential { get; init; } = 52;

    public int MovesOutToIndependentLiving { get; init; } = 11;

    /// <summary>D4: left care from residential.</summary>
    public int TurnedEighteenInResidential { get; init; } = 5;

    public int WentHomeFromResidential { get; init; } = 3;

    /// <summary>B4: children in a home without registration, in each month of the year.</summary>
    public IReadOnlyList<int> Unregistered { get; init; } = [2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 7, 9];

    /// <summary>C8: placed with a provider on the national framework, of those in external fostering, and of those in external
    /// residential or residential school.</summary>
    public int FrameworkFostering { get; init; } = 296;

    public int FrameworkResidential { get; init; } = 14;

    /// <summary>F2.</summary>
    public ReviewTargets Review { get; init; } = new();

    /// <summary>E1, in per cent of starts.</summary>
    public IReadOnlyList<(CategoryOfNeed Need, double Share)> Needs { get; init; } =
    [
        (CategoryOfNeed.FamilyDysfunction, 37),
        (CategoryOfNeed.AbuseOrNeglect, 36),
        (CategoryOfNeed.AbsentParenting, 9),
        (CategoryOfNeed.FamilyInAcuteStress, 8),
        (CategoryOfNeed.SociallyUnacceptableBehaviour, 5),
        (CategoryOfNeed.ChildDisability, 3),
        (CategoryOfNeed.ParentalIllnessOrDisability, 1),
        (CategoryOfNeed.LowIncome, 0.5),
        (CategoryOfNeed.AdoptionDisruption, 0.5),
    ];

    /// <summary>E2, in per cent of starts.</summary>
    public IReadOnlyList<(LegalStatus Status, double Share)> StatusesAtStart { get; init; } =
    [
        (LegalStatus.Voluntary, 51),
        (LegalStatus.InterimCareOrder, 38),
        (LegalStatus.PoliceProtection, 3),
        (LegalStatus.CareOrder, 2.7),
        (LegalStatus.EmergencyProtectionOrder, 2.6),
        (LegalStatus.Remand, 2.7),
    ];

    /// <summary>E3 before the 18th birthday, in per cent of all ends.</summary>
    public IReadOnlyList<(CareEndReason Reason, double Share)> EndsBeforeEighteen { get; init; } =
    [
        (CareEndReason.ReturnedHome, 37),
        (CareEndReason.AdoptedConsentDispensed, 10),
        (CareEndReason.AdoptedUnopposed, 4),
        (CareEndReason.SpecialGuardianshipFormerFosterCarer, 6),
        (CareEndReason.IndependentLivingSupported, 3),
        (CareEndReason.Custody, 1),
        (CareEndReason.SpecialGuardianshipOther, 1.2),
        (CareEndReason.ChildArrangementsOrder, 1.2),
        (CareEndReason.OtherAuthority, 1.2),
        (CareEndReason.LeftToLiveWithOthers, 0.8),
        (CareEndReason.RemandEnded, 0.7),
        (CareEndReason.Other, 0.7),
        (CareEndReason.Died, 0.2),
    ];

    /// <summary>E3 on the day before the 18th birthday, in per cent of all ends.</summary>
    public IReadOnlyList<(CareEndReason Reason, double Share)> EndsAtEighteen { get; init; } =
    [
        (CareEndReason.IndependentLivingSupported, 14),
        (CareEndReason.IndependentLivingUnsupported, 5),
        (CareEndReason.WhenIAmReady, 8),
        (CareEndReason.AdultSocialServices, 6),
    ];

    /// <summary>Of new starts, those of unaccompanied children, and those of children who had been in care before.</summary>
    public double UnaccompaniedShare { get; init; } = 0.09;

    public double ReturnShare { get; init; } = 0.2;

    /// <summary>Of moves: ended with the carer's refusal while no next home was known, and moved at once without a plan. Together with
    /// unplanned returns home these make about eight breakdowns in a hundred placements ended.</summary>
    public double BreakdownShare { get; init; } = 0.085;

    public double UnplannedShare { get; init; } = 0.07;

    public double UnplannedReturnShare { get; init; } = 0.05;

    /// <summary>Of entries that begin or end something: those with a mistake that was put right later.</summary>
    public double MistakeShare { get; init; } = 0.14;

    /// <summary>Of children: those with an entry that was voided.</summary>
    public double VoidShare { get; init; } = 0.03;

    /// <summary>Children looked after only in a series of short breaks: outside every figure above.</summary>
    public int ShortBreakChildren { get; init; } = 18;

    public int StockOn(DateOnly day)
    {
        for (var i = 1; i < Stock.Count; i++)
        {
            var (to, after) = Stock[i];
            if (day > to)
                continue;

            var (from, before) = Stock[i - 1];
            return before + ((after - before) * (day.DayNumber - from.DayNumber) / (to.DayNumber - from.DayNumber));
        }
        return Stock[^1].Children;
    }

    /// <summary>In the year whose flows are published.</summary>
    public bool IsInYear(DateOnly day) => day >= YearStart && day <= CensusDay;
}
