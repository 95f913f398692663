using System.Text;

namespace Placements.Application.Reference;

/// <summary>How a file's own words are told.</summary>
internal static class Shown
{
    private const int Longest = 30;

    /// <summary>Short and printable: a file from outside must not write what it likes on a terminal.</summary>
    public static string Short(string text)
    {
        var shown = new StringBuilder(Longest + 1);
        foreach (var character in text.AsSpan()[..Math.Min(text.Length, Longest)])
        {
            shown.Append(char.IsControl(character) ? '?' : character);
        }
        return (text.Length > Longest ? shown.Append('…') : shown).ToString();
    }
}
