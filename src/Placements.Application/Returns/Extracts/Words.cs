namespace Placements.Application.Returns.Extracts;

/// <summary>
/// Words of a case system are typed and exported by many hands: case, runs of spaces and the kinds of dash and apostrophe make no other word.
/// </summary>
internal sealed class Words : IEqualityComparer<string>
{
    public static Words Alike { get; } = new();

    public bool Equals(string? x, string? y) => string.Equals(Plain(x!), Plain(y!), StringComparison.Ordinal);

    public int GetHashCode(string obj) => Plain(obj).GetHashCode(StringComparison.Ordinal);

    public static string Plain(string word) =>
        string.Join(' ', word.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Replace('\u2013', '-')
            .Replace('\u2014', '-')
            .Replace('\u2019', '\'')
            .Replace('\u2018', '\'')
            .ToUpperInvariant();
}
