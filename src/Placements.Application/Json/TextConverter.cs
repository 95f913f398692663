using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Placements.Application.Json;

/// <summary>
/// Text from outside: of bearable length, and without characters that a database, a terminal or a reader of the record would take for
/// something else (NUL, control characters, direction overrides, halves of surrogate pairs).
/// </summary>
internal sealed class TextConverter : JsonConverter<string>
{
    private const int Longest = 4_000;

    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new BadMemberException("The value must be text.");
        }

        string text;
        try
        {
            text = reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new BadMemberException("The text holds half a character (an unpaired surrogate).");
        }

        if (text.Length > Longest)
        {
            throw new BadMemberException($"The text is longer than {Longest} characters.");
        }
        var blank = true;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsHarmful(rune))
            {
                throw new BadMemberException($"The text holds a character that cannot be stored (U+{rune.Value:X4}).");
            }
            blank &= Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format;
        }
        if (blank)
        {
            // Blank is neither known nor unknown: a name of three spaces would stand in a record as if somebody had written one.
            throw new BadMemberException("The text is blank: leave the member out if it is not known.");
        }
        return text;
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    internal static bool IsHarmful(Rune rune) =>
        rune.Value is (< ' ' and not ('\n' or '\r' or '\t')) or (>= 0x7F and <= 0x9F)
        // Bidirectional overrides and isolates let a name read as another one.
        || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069)
        || rune.Value is 0xFFFE or 0xFFFF;
}
