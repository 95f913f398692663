namespace Placements.Application;

/// <summary>Dates of a child's life are dates in Wales and England: the day turns at midnight in London, not in UTC.</summary>
public static class London
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    public static DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(Time(clock.GetUtcNow()).DateTime);

    /// <summary>The same instant, as clocks in London show it.</summary>
    public static DateTimeOffset Time(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);
}
