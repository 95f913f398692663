using Placements.Application.Demo.Lives;
using Placements.Domain.Journey.Events;

namespace Placements.Application.Demo.Records;

/// <summary>
/// Gives drafts their recorded times: most within three days, some after weeks, in office hours; and each child's commands strictly
/// one after the other.
/// </summary>
internal sealed class RecordedTimes(DemoRandom random, DateOnly lastDay)
{
    // In UTC, and within office hours in winter and in summer.
    private static readonly TimeSpan Opens = new(8, 30, 0);
    private static readonly TimeSpan Closes = new(16, 30, 0);

    public List<DemoEntry> Record(PlannedChild child, List<Draft> drafts)
    {
        var previous = DateTime.MinValue;
        foreach (var draft in drafts)
        {
            if (!draft.InOrder)
                continue;
            draft.RecordedAt = Later(Due(draft), previous);
            previous = draft.RecordedAt;
        }
        foreach (var draft in drafts)
        {
            if (draft.InOrder)
                continue;
            var after = draft.After.Max(other => other.RecordedAt);
            draft.RecordedAt = draft.DaysLater is { } days
                ? WorkingTime(DateOnly.FromDateTime(after).AddDays(days))
                : Later(Due(draft), after);
            draft.RecordedAt = Later(draft.RecordedAt, after);
        }

        // Stable, and what is in order comes first, so nothing precedes what it builds on.
        var ordered = drafts.OrderBy(draft => draft.RecordedAt).ThenBy(draft => draft.InOrder ? 0 : 1).ToList();
        var entries = new List<DemoEntry>(ordered.Count * 2);
        previous = DateTime.MinValue;
        foreach (var draft in ordered)
        {
            var at = Later(draft.RecordedAt, previous);
            if (DateOnly.FromDateTime(at) > lastDay)
                break;
            previous = at;

            var (worker, name) = Caseworkers.For(random, child, draft.On);
            foreach (var (entryId, fact) in draft.Facts)
                entries.Add(new DemoEntry(entryId, new DateTimeOffset(at, TimeSpan.Zero), worker, name, fact));
        }
        return entries;
    }

    private DateTime Due(Draft draft)
    {
        if (draft.Foreseen && random.Chance(0.12) && Ahead(draft) is { } ahead)
            return ahead;

        var days = draft.Prompt
            ? random.Weighted((0, 75), (1, 15), (2, 6), (6, 4.0))
            : random.Weighted(
                (0, 46),
                (1, 24),
                (2, 12),
                (random.Between(3, 7), 9),
                (random.Between(8, 21), 6),
                (random.Between(22, 75), 3.0)
            );
        return WorkingTime(draft.On.AddDays(draft.HasTime ? Math.Max(1, days) : days));
    }

    /// <summary>A day or some before, but not across the end of the return's year, where the domain takes nothing ahead.</summary>
    private DateTime? Ahead(Draft draft)
    {
        var day = draft.On.AddDays(-random.Between(1, 8));
        while (!IsWorkingDay(day))
            day = day.AddDays(-1);
        var yearEnd = new DateOnly(day.Month >= 4 ? day.Year + 1 : day.Year, 3, 31);
        return draft.On > yearEnd ? null : WorkingTime(day);
    }

    private DateTime WorkingTime(DateOnly day)
    {
        while (!IsWorkingDay(day))
            day = day.AddDays(1);
        return day.ToDateTime(TimeOnly.MinValue) + Opens + TimeSpan.FromSeconds(random.Below(8 * 3600));
    }

    private static DateTime Later(DateTime at, DateTime previous) => at > previous ? at : InOfficeHours(previous.AddMinutes(3));

    private static DateTime InOfficeHours(DateTime at)
    {
        if (at.TimeOfDay > Closes)
            at = at.Date.AddDays(1) + Opens;
        while (!IsWorkingDay(DateOnly.FromDateTime(at)))
            at = at.Date.AddDays(1) + Opens;
        return at;
    }

    private static bool IsWorkingDay(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && (day.Month, day.Day) is not ((12, 25) or (12, 26) or (1, 1));
}

/// <summary>Who works with a child, and so who records.</summary>
internal static class Caseworkers
{
    public const string LeavingCare = "team-leaving-care";

    public static readonly string[] Teams = ["team-north", "team-south", "team-east", "team-west", LeavingCare];

    /// <summary>Five a team; numbered 1 to 25.</summary>
    private const int PerTeam = 5;

    /// <summary>Siblings share a team.</summary>
    public static string FirstTeam(PlannedChild child, DateOnly on) => IsLeavingCare(child, on) ? LeavingCare : Teams[child.Family % 4];

    public static bool IsLeavingCare(PlannedChild child, DateOnly on) => child.Birthday(16) <= on;

    public static (string Id, string Name) For(DemoRandom random, PlannedChild child, DateOnly on)
    {
        var team = IsLeavingCare(child, on) ? 4 : child.Family % 4;
        // The child's own caseworker changes every two years or so; somebody else of the team stands in now and then.
        var own = (child.Family + (on.Year / 2)) % PerTeam;
        var number = (team * PerTeam) + (random.Chance(0.85) ? own : random.Below(PerTeam));
        return ($"caseworker-{number + 1:00}", InventedNames.Caseworker(number + 1));
    }
}
