using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Placements.Application;

namespace Placements.Api.Http;

/// <summary>
/// Reads the query string. The first thing wrong is kept as <see cref="Problem"/>; so is a parameter that nobody asked for, since a
/// misspelt <c>asKnownAt</c> would otherwise answer another question than the one put.
/// </summary>
public sealed partial class Query(HttpRequest request, TimeProvider clock)
{
    private const int MostRows = 1_000;
    private const int UsualRows = 100;

    /// <summary>Recorded times are the database's: what it has just said may be asked about, though this clock is behind.</summary>
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(1);

    private readonly HashSet<string> asked = new(StringComparer.Ordinal);
    private Problem? problem;

    /// <summary>Null when all is well. Call it last.</summary>
    public Problem? Problem
    {
        get
        {
            var unknown = request.Query.Keys.FirstOrDefault(name => !asked.Contains(name));
            return problem
                ?? (
                    unknown is null
                        ? null
                        : Problem.BadRequest(
                            "parameter_unknown",
                            "There is no such parameter here.",
                            unknown.Length > 100 ? unknown[..100] : unknown
                        )
                );
        }
    }

    /// <summary>The day asked about; today in London when left out.</summary>
    public DateOnly AsAt() => Date("asAt") ?? London.Today(clock);

    /// <summary>Which list is asked for; a cursor of one is not a cursor of another.</summary>
    public string List => request.Path.Value ?? "";

    public DateTimeOffset Now => clock.GetUtcNow();

    public DateOnly? Date(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }
        Refuse("date_malformed", "The value must be a date, written yyyy-MM-dd.", name);
        return null;
    }

    public DateTimeOffset? Instant(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }
        // A "+" that nobody escaped arrives as a space.
        if (InstantOf(text.Replace(' ', '+')) is not { } instant)
        {
            Refuse("instant_malformed", "The value must be an instant, written like 2026-03-31T23:59:59Z.", name);
            return null;
        }
        if (instant > Now + ClockDifference)
        {
            Refuse("instant_in_future", "What will be known in the future cannot be asked yet.", name);
        }
        return instant;
    }

    /// <summary>Null where the text is no instant as RFC 3339 writes one.</summary>
    public static DateTimeOffset? InstantOf(string text) =>
        Rfc3339().IsMatch(text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var instant)
            ? instant
            : null;

    public string? Text(string name)
    {
        asked.Add(name);
        if (!request.Query.TryGetValue(name, out var values))
        {
            return null;
        }
        if (values.Count != 1)
        {
            Refuse("parameter_doubled", "The parameter is given twice.", name);
        }
        if (values[0] is { Length: > 200 } || values[0]?.Any(char.IsControl) == true)
        {
            Refuse("parameter_malformed", "The value is too long or holds characters that cannot be meant.", name);
            return null;
        }
        return string.IsNullOrEmpty(values[0]) ? null : values[0];
    }

    public int Limit()
    {
        if (Text("limit") is not { } text)
        {
            return UsualRows;
        }
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MostRows)
        {
            return limit;
        }
        Refuse("limit_out_of_range", $"The limit is a whole number from 1 to {MostRows}.", "limit");
        return UsualRows;
    }

    /// <summary>The parts that <see cref="CursorOf"/> was given, or null at the beginning.</summary>
    public string[]? Cursor(int parts)
    {
        if (Text("cursor") is not { } text)
        {
            return null;
        }
        try
        {
            var found = Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(text)).Split('\n');
            if (found.Length == parts)
            {
                return found;
            }
        }
        catch (FormatException)
        {
            // Said below.
        }
        RefuseCursor();
        return null;
    }

    public void RefuseCursor() => Refuse("cursor_unknown", "The cursor is not one that this list gave.", "cursor");

    public static string CursorOf(params string[] parts) =>
        System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join('\n', parts)));

    [GeneratedRegex(
        @"^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 100
    )]
    private static partial Regex Rfc3339();

    public void Refuse(string code, string message, string name) => problem ??= Problem.BadRequest(code, message, name);
}
