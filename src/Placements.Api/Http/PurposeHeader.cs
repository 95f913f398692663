using System.Globalization;
using System.Text;

namespace Placements.Api.Http;

/// <summary>What a read is for, in the reader's words. Header text is ASCII, so other characters come as percent-encoded UTF-8.</summary>
public static class PurposeHeader
{
    public const string Name = "Purpose";

    public const int Longest = 200;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static (string? Purpose, Problem? Problem) Read(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(Name, out var values))
        {
            return (null, null);
        }
        return values is [{ } text] && Decoded(text) is { } purpose && IsPlain(purpose)
            ? (purpose, null)
            : (
                null,
                Problem.BadRequest(
                    "purpose_malformed",
                    $"{Name} must be one text of 1 to {Longest} characters: ASCII, all others and % as percent-encoded UTF-8 (%C3%A9), "
                        + "and no control characters.",
                    Name
                )
            );
    }

    /// <summary>Null where the text is not ASCII, or a % begins nothing that can be decoded.</summary>
    private static string? Decoded(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAscii(text[i]))
            {
                return null;
            }
            if (text[i] != '%')
            {
                bytes.Add((byte)text[i]);
            }
            else if (i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                bytes.Add(byte.Parse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 2;
            }
            else
            {
                return null;
            }
        }
        try
        {
            return Strict.GetString([.. bytes]).Trim();
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Nothing that a reader of the log does not see: a line break, or a mark that turns the direction of the text around.</summary>
    private static bool IsPlain(string purpose) =>
        purpose.Length is > 0 and <= Longest
        && !purpose.Any(character =>
            char.GetUnicodeCategory(character)
                is UnicodeCategory.Control
                    or UnicodeCategory.Format
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator
        );
}
