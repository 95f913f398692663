namespace Placements.Tests.Domain;

/// <summary>
/// One rule told twice: a life that breaks it with its last fact, and one as near to that as can be in which it holds.
/// </summary>
/// <param name="On">The day on which the rule is first broken; null where the rule is about the day of recording.</param>
internal sealed record RuleStory(string Code, string? On, ChildEvent[] Breaks, ChildEvent[] Holds)
{
    /// <summary>Born on 14 May 2012, looked after under an interim order since 2024, living with A.</summary>
    public static ChildEvent[] InCare => [Registered(), CameIntoCare("2024-01-01"), Placed("2024-01-01", "A")];

    public static ChildEvent[] InCareBorn(string born) =>
        [Registered("2024-01-01", born), CameIntoCare("2024-01-01"), Placed("2024-01-01", "A")];

    public static IReadOnlyList<RuleStory> All { get; } =
    [
        .. RegistrationAndDateRuleStories.All,
        .. AddressRuleStories.All,
        .. NameRuleStories.All,
        .. CareRuleStories.All,
        .. LegalStatusRuleStories.All,
        .. ExitRuleStories.All,
        .. PlacementRuleStories.All,
        .. KindOfHomeRuleStories.All,
        .. OutOfAreaRuleStories.All,
        .. AbsenceRuleStories.All,
        .. ReferralRuleStories.All,
        .. ShortBreakRuleStories.All,
        .. ReturnRuleStories.All,
    ];
}
