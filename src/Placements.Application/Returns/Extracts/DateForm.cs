using System.Globalization;

namespace Placements.Application.Returns.Extracts;

/// <summary>How an extract writes dates, as <c>dd/mm/yyyy</c>, <c>d.m.yy</c> or <c>dd-mmm-yyyy</c> say it; case is of no account.</summary>
public sealed class DateForm
{
    private readonly string format;

    private DateForm(string written, string format) => (Written, this.format) = (written, format);

    public string Written { get; }

    /// <summary>Null where the text is not the form of a day: day, month and year once each, parted by <c>/ - .</c> or a space.</summary>
    public static DateForm? Of(string written)
    {
        var parts = written.Trim().ToLowerInvariant().Split('/', '-', '.', ' ');
        var isADay =
            parts.Length == 3
            && parts.Count(part => part is "d" or "dd") == 1
            && parts.Count(part => part is "m" or "mm" or "mmm" or "mmmm") == 1
            && parts.Count(part => part is "yy" or "yyyy") == 1;
        // .NET calls months M. A separator is quoted, or it would be a culture's.
        return isADay
            ? new DateForm(
                written.Trim(),
                string.Concat(
                    written
                        .Trim()
                        .ToLowerInvariant()
                        .Select(c =>
                            char.IsLetter(c)
                                ? c == 'm'
                                    ? "M"
                                    : $"{c}"
                                : $"'{c}'"
                        )
                )
            )
            : null;
    }

    /// <summary>A time of day behind the date, as databases export it, is passed over.</summary>
    public bool TryRead(string text, out DateOnly day)
    {
        if (DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
        {
            return true;
        }
        var end = text.LastIndexOfAny([' ', 'T']);
        return end > 0
            && TimeOnly.TryParse(text.AsSpan(end + 1).TrimEnd('Z'), CultureInfo.InvariantCulture, out _)
            && DateOnly.TryParseExact(text[..end], format, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }
}
