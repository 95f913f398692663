namespace Placements.Application.Demo;

internal static class Shares
{
    /// <summary>Whole numbers that add up to the total, each as near to its share as that allows (largest remainders).</summary>
    public static Dictionary<TKind, int> Of<TKind>(int total, IReadOnlyList<(TKind Kind, double Share)> shares)
        where TKind : notnull
    {
        var all = shares.Sum(share => share.Share);
        var exact = shares.Select(share => (share.Kind, Part: total * share.Share / all)).ToList();
        var counts = exact.ToDictionary(part => part.Kind, part => (int)part.Part);
        var missing = total - counts.Values.Sum();
        foreach (var (kind, _) in exact.OrderByDescending(part => part.Part - (int)part.Part).Take(missing))
            counts[kind]++;
        return counts;
    }
}
