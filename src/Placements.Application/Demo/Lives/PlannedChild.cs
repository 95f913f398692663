using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;
using Placements.Domain.Journey.Rules;

namespace Placements.Application.Demo.Lives;

/// <summary>A child before anything is written down: who it is and when it is in care.</summary>
internal sealed class PlannedChild
{
    public required int Number { get; init; }

    public required DateOnly Born { get; init; }

    public required int Family { get; init; }

    /// <summary>Came into care with brothers or sisters.</summary>
    public bool HasSiblings { get; set; }

    public bool Boy { get; set; }

    public bool Unaccompanied { get; set; }

    public bool Transferred { get; set; }

    public bool Disabled { get; set; }

    /// <summary>When the child is registered; null: about the first start of care.</summary>
    public DateOnly? KnownFrom { get; set; }

    public List<PlannedPeriod> Periods { get; } = [];

    /// <summary>What must hold on certain days, in order of time.</summary>
    public List<Pin> Pins { get; } = [];

    public PlannedPeriod Last => Periods[^1];

    public DateOnly Birthday(int age) => Age.Birthday(Born, age);

    /// <summary>The last day of childhood: in Wales care ends on the day before the 18th birthday.</summary>
    public DateOnly LastDayOfCare => Birthday(18).AddDays(-1);

    public int AgeOn(DateOnly day)
    {
        var age = day.Year - Born.Year;
        return Birthday(age) > day ? age - 1 : age;
    }

    public void PinDown(Pin pin)
    {
        var place = Pins.FindIndex(other => other.On > pin.On);
        Pins.Insert(place < 0 ? Pins.Count : place, pin);
    }

    public void Change(Pin before, Pin after) => Pins[Pins.IndexOf(before)] = after;

    public PlannedPeriod? PeriodOn(DateOnly day) => Periods.Find(period => period.Covers(day));
}

internal sealed class PlannedPeriod
{
    public required DateOnly Start { get; init; }

    /// <summary>The first day out of care.</summary>
    public DateOnly? End { get; set; }

    public CareEndReason? Reason { get; set; }

    public bool IsAdopted => Reason is CareEndReason.AdoptedConsentDispensed or CareEndReason.AdoptedUnopposed;

    public bool EndsWithFosterCarer => Reason is CareEndReason.WhenIAmReady or CareEndReason.SpecialGuardianshipFormerFosterCarer;

    /// <summary>Why and under what status care began; null: by chance.</summary>
    public CategoryOfNeed? Need { get; set; }

    public LegalStatus? StatusAtStart { get; set; }

    public List<(DateOnly On, LegalStatus Status)> LegalStatuses { get; set; } = [];

    public List<PlannedStay> Stays { get; } = [];

    public bool Covers(DateOnly day) => Start <= day && (End is null || End > day);
}

/// <summary>Where a child must be living on a day, for the figures to come out. Pins alike in all but the day are of one stay.</summary>
internal sealed record Pin(DateOnly On, PlacementCategory Category, Country Country, bool InCounty)
{
    public bool? Framework { get; init; }

    /// <summary>The day on which the stay begins; null: whenever.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>The first day elsewhere; null: whenever.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>The home operates without registration, until it gets one on <see cref="RegisteredOn"/>.</summary>
    public bool Unregistered { get; init; }

    public DateOnly? RegisteredOn { get; init; }

    /// <summary>The day on which a first search was given up.</summary>
    public DateOnly? SearchedInVainUntil { get; init; }

    public bool IsSameStayAs(Pin before) => !(Since > before.On) && before with { On = On, Since = Since } == this;
}

/// <summary>One stay in one home.</summary>
internal sealed class PlannedStay
{
    public required PlacementCategory Category { get; init; }

    public required DateOnly From { get; init; }

    /// <summary>The first day elsewhere; null while it goes on.</summary>
    public DateOnly? To { get; set; }

    /// <summary>The latest that it has to meet.</summary>
    public Pin? Pin { get; set; }

    /// <summary>The referral that found it; null: by chance.</summary>
    public PlannedReferral? Referral { get; set; }

    public PlacementFacts Facts { get; set; } = null!;

    public Parting Parting { get; set; } = Parting.Planned;

    public DateOnly Until(DateOnly limit) => To ?? limit;
}

internal static class Residential
{
    public static bool Includes(PlacementCategory category) =>
        category is PlacementCategory.InHouseResidential or PlacementCategory.ExternalResidential;
}

/// <summary>How a stay gave way to the next.</summary>
internal enum Parting
{
    Planned,
    Unplanned,
    Breakdown,
}
