namespace Placements.Application.Demo;

/// <summary>
/// The demo's only source of chance: SplitMix64, so that a seed gives the same authority on every runtime. Integer arithmetic and a
/// table of quantiles throughout, since logarithms may differ in the last bit between platforms.
/// </summary>
internal sealed class DemoRandom(ulong seed)
{
    /// <summary>Quantiles of the exponential distribution of mean one, at sixteenths; the tail is cut at 4.5.</summary>
    private static readonly double[] Exponential =
    [
        0,
        0.0645,
        0.1335,
        0.2076,
        0.2877,
        0.3747,
        0.4700,
        0.5754,
        0.6931,
        0.8267,
        0.9808,
        1.1632,
        1.3863,
        1.6740,
        2.0794,
        2.7726,
        4.5,
    ];

    private ulong state = seed;

    /// <summary>A generator of its own for one child, so that a change to one life leaves the others as they were.</summary>
    public static DemoRandom For(int seed, int number) => new(((ulong)(uint)seed << 32) ^ ((ulong)(uint)number * 0xD1342543DE82EF95UL));

    public int Below(int limit) => (int)Math.BigMul(Next(), (ulong)limit, out _);

    /// <summary>Both ends included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double probability) => Share() < probability;

    /// <summary>Many small values and a long tail.</summary>
    public int Skewed(int mean)
    {
        var place = Share() * 16;
        var step = (int)place;
        return (int)(mean * (Exponential[step] + ((place - step) * (Exponential[step + 1] - Exponential[step]))));
    }

    /// <summary>Both ends included; <paramref name="first"/> when they are the wrong way round.</summary>
    public DateOnly Day(DateOnly first, DateOnly last) =>
        last <= first ? first : first.AddDays(Below(last.DayNumber - first.DayNumber + 1));

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    public T Weighted<T>(params ReadOnlySpan<(T Item, double Weight)> items)
    {
        double total = 0;
        foreach (var (_, weight) in items)
            total += weight;

        var place = Share() * total;
        var chosen = items[0].Item;
        foreach (var (item, weight) in items)
        {
            if (weight <= 0)
                continue;
            chosen = item;
            if (place < weight)
                break;
            place -= weight;
        }
        return chosen;
    }

    /// <summary>One of those that weigh anything; the default where none does.</summary>
    public T? Choose<T>(IEnumerable<T> items, Func<T, double> weight)
    {
        var weights = items.Select(item => (Item: item, Weight: weight(item))).Where(entry => entry.Weight > 0).ToArray();
        return weights.Length == 0 ? default : Weighted(weights);
    }

    public void Shuffle<T>(IList<T> items)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var other = Below(i + 1);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }

    /// <summary>Shaped like any other random (version 4) identifier.</summary>
    public Guid Id()
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, Next());
        BitConverter.TryWriteBytes(bytes[8..], Next());
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private ulong Next()
    {
        state += 0x9E3779B97F4A7C15UL;
        var mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }
}
