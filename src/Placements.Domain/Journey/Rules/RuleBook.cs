using System.Reflection;

namespace Placements.Domain.Journey.Rules;

/// <summary>
/// The rules of the field, by subject. Rules about how facts fit together are found by the folds; the rest are checked here on the
/// finished journey. Welsh limits win over England's (domain reference, sections 4 and 5).
/// </summary>
public static class RuleBook
{
    /// <summary>Every rule there is.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        .. typeof(RuleBook)
            .Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(RuleBook).Namespace)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType == typeof(Rule))
            .Select(field => (Rule)field.GetValue(null)!)
            .OrderBy(rule => rule.Code, StringComparer.Ordinal),
    ];

    internal static void Check(CareJourney journey, List<StandingFact> facts, List<Finding> findings)
    {
        RegistrationRules.Check(journey, facts, findings);
        DateRules.Check(journey, facts, findings);
        AddressRules.Check(facts, findings);
        NameRules.Check(facts, findings);
        CareRules.Check(journey, findings);
        LegalStatusRules.Check(journey, findings);
        PlacementRules.Check(journey, facts, findings);
        KindOfHomeRules.Check(journey, findings);
        OutOfAreaRules.Check(journey, findings);
        AbsenceRules.Check(journey, findings);
        ExitRules.Check(journey, findings);
        ShortBreakRules.Check(journey, findings);
        ReferralRules.Check(journey, findings);
        ReturnRules.Check(facts, findings);
    }
}

/// <summary>Reckoning that stops at the ends of the calendar, since a mistyped year must not break the fold.</summary>
internal static class Reckoning
{
    public static DateOnly Plus(this DateOnly day, int days) =>
        DateOnly.FromDayNumber(Math.Min(day.DayNumber + days, DateOnly.MaxValue.DayNumber));

    public static DateOnly YearLater(this DateOnly day) => day.Year == 9999 ? DateOnly.MaxValue : day.AddYears(1);

    public static DateOnly YearEarlier(this DateOnly day) => day.Year == 1 ? DateOnly.MinValue : day.AddYears(-1);
}

public static class Age
{
    /// <summary>
    /// The day on which somebody born on <paramref name="dateOfBirth"/> reaches the age: at the beginning of the anniversary (Family Law
    /// Reform Act 1969 s9), which for a child of 29 February is 1 March in a common year.
    /// </summary>
    public static DateOnly Birthday(DateOnly dateOfBirth, int age)
    {
        var year = dateOfBirth.Year + age;
        if (year > 9999)
            return DateOnly.MaxValue;
        return dateOfBirth is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(year) ? new DateOnly(year, 3, 1) : dateOfBirth.AddYears(age);
    }
}
