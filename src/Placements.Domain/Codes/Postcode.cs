namespace Placements.Domain.Codes;

/// <summary>How postcodes of the United Kingdom are written. Whether one exists is for a directory to say.</summary>
public static class Postcode
{
    private const int InwardLength = 3;
    private const int Longest = 7;

    /// <summary>
    /// In capitals with one space, CF11 9XX, as directories write it. White space is taken wherever it stands: the inward half always has
    /// three characters, so nothing is guessed. Null if it cannot be a whole postcode.
    /// </summary>
    public static string? Normalise(string text)
    {
        Span<char> bare = stackalloc char[Longest];
        var length = 0;
        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character))
                continue;
            if (length == Longest || !char.IsAsciiLetterOrDigit(character))
                return null;
            bare[length++] = char.ToUpperInvariant(character);
        }
        if (length <= InwardLength)
            return null;

        var outward = bare[..(length - InwardLength)];
        var inward = bare[(length - InwardLength)..length];
        return IsOutward(outward) && IsInward(inward) ? $"{outward} {inward}" : null;
    }

    /// <summary>
    /// The first half, in capitals: one or two letters, a digit, perhaps one more of either. Two have letters alone: NPT was Newport's, and
    /// old records have it; GIR was one bank's.
    /// </summary>
    public static bool IsOutward(ReadOnlySpan<char> half)
    {
        if (half is "NPT" or "GIR")
            return true;

        var letters = half.IndexOfAnyInRange('0', '9');
        return letters is 1 or 2
            && half.Length - letters is 1 or 2
            && half[..letters].IndexOfAnyExceptInRange('A', 'Z') < 0
            && (char.IsAsciiLetterUpper(half[^1]) || char.IsAsciiDigit(half[^1]));
    }

    private static bool IsInward(ReadOnlySpan<char> half) =>
        char.IsAsciiDigit(half[0]) && char.IsAsciiLetterUpper(half[1]) && char.IsAsciiLetterUpper(half[2]);
}
