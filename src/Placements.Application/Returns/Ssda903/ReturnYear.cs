namespace Placements.Application.Returns.Ssda903;

/// <summary>A collection year, named by the 31 March that ends it: 2026 is 1 April 2025 to 31 March 2026, both inclusive.</summary>
public readonly record struct ReturnYear(int Number)
{
    public DateOnly FirstDay => new(Number - 1, 4, 1);

    public DateOnly LastDay => new(Number, 3, 31);

    public static ReturnYear Of(DateOnly day) => new(day.Month >= 4 ? day.Year + 1 : day.Year);

    /// <summary>
    /// Whether the year's return tells of something: it began by the last day, and had not ended before the first. One that ends on the
    /// first day is told, since its end is an event of the year.
    /// </summary>
    /// <param name="endedOn">The first day it no longer holds; null while open.</param>
    public bool Touches(DateOnly startedOn, DateOnly? endedOn) => startedOn <= LastDay && (endedOn is null || endedOn >= FirstDay);
}
