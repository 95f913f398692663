using System.Security.Cryptography;
using Npgsql;
using Placements.EventStore;

namespace Placements.Application.Keys;

/// <summary>Wraps every child's key by the current master key. No event is touched, and hosts go on: they know old and new.</summary>
public sealed class KeyRotation(NpgsqlDataSource database, IKeyWrapping keys)
{
    private const int AtOnce = 1_000;

    /// <summary>
    /// Looks at one child's key of each master key: whoever starts with keys that do not fit the database is told so then, and not at the
    /// first record that is opened.
    /// </summary>
    /// <exception cref="KeyException">A master key is missing, or another one has its name.</exception>
    public async Task Check(CancellationToken cancel)
    {
        foreach (var (tenant, childId, key) in await StreamKeys.OneOfEachMasterKey(database, cancel))
        {
            CryptographicOperations.ZeroMemory(Unwrapped(tenant, childId, key));
        }
    }

    /// <summary>May be repeated, and stopped at any time: each thousand keys are a transaction of their own.</summary>
    /// <returns>How many keys were rewrapped.</returns>
    public async Task<long> Run(Action<long>? progress, CancellationToken cancel)
    {
        var rewrapped = 0L;
        KeptKey? last = null;
        while (true)
        {
            var next = await StreamKeys.WrappedByAnother(database, keys.CurrentId, last, AtOnce, cancel);
            if (next.Count == 0)
            {
                return rewrapped;
            }
            rewrapped += await StreamKeys.Rewrap(database, [.. next.Select(old => (old, Rewrapped(old)))], cancel);
            last = next[^1];
            progress?.Invoke(rewrapped);
        }
    }

    private StreamKey Rewrapped(KeptKey kept)
    {
        var key = Unwrapped(kept.Tenant, kept.StreamId, kept.Key);
        var rewrapped = keys.Wrap(kept.Tenant, kept.StreamId, key);
        CryptographicOperations.ZeroMemory(key);
        return rewrapped;
    }

    private byte[] Unwrapped(string tenant, Guid childId, StreamKey wrapped)
    {
        var key = new byte[Sealed.KeySize];
        keys.Unwrap(tenant, childId, wrapped, key);
        return key;
    }
}
