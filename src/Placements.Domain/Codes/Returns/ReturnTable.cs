namespace Placements.Domain.Codes.Returns;

/// <summary>
/// A code for a return, or none and a sentence saying which fact is missing or why the list has no room for it. A return is held up by
/// that; recording a fact never is.
/// </summary>
public readonly record struct ReturnCode(string? Code, string? WhyNone = null)
{
    internal static ReturnCode None(string why) => new(null, why);
}

/// <summary>
/// One code and the value it stands for, with the return years in which it may be used. A return year is named by the year in which it
/// ends: 2026 is 1 April 2025 to 31 March 2026. Both ends are inclusive.
/// </summary>
internal readonly record struct ReturnRow<T>(string Code, T Value, int From = 0, int To = int.MaxValue)
{
    public bool HoldsIn(int year) => year >= From && year <= To;
}

/// <summary>
/// A code list of a return beside our values. Where two rows share a code or a value, the first that holds in the year wins, so a row
/// that only serves one direction stands below the row that serves both.
/// </summary>
internal sealed class ReturnTable<T>(params ReturnRow<T>[] rows)
    where T : notnull
{
    public string? CodeOf(T value, int year)
    {
        foreach (var row in rows)
        {
            if (row.HoldsIn(year) && row.Value.Equals(value))
                return row.Code;
        }
        return null;
    }

    /// <summary>For a list whose codes have been the same in every year.</summary>
    public string CodeOf(T value) =>
        CodeOf(value, 0) ?? throw new InvalidOperationException($"{typeof(T).Name} {value} has no row in the table of the return.");

    public bool TryRead(string code, int year, out T value)
    {
        foreach (var row in rows)
        {
            if (row.HoldsIn(year) && row.Code == code)
            {
                value = row.Value;
                return true;
            }
        }
        value = default!;
        return false;
    }
}
