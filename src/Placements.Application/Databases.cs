using Npgsql;
using Placements.EventStore;

namespace Placements.Application;

/// <summary>
/// The database as the host's role sees it: one connection pool for each set of authorities that callers have. A connection says at its start
/// whose rows it is for, and row-level security shows it no others, so that a query pays nothing for it. Dispose it.
/// </summary>
/// <param name="host">Connection string of the host's role.</param>
public sealed class Databases(string host) : IAsyncDisposable
{
    /// <summary>Pools that are kept while nobody uses them.</summary>
    public const int MostIdle = 12;

    /// <summary>Many pools share the server's connections.</summary>
    private const int MostConnectionsOfPool = 30;
    private const int IdleSeconds = 15;
    private const int PruningSeconds = 5;

    private readonly Lock turn = new();
    private readonly Dictionary<string, Pool> pools = new(StringComparer.Ordinal);
    private long uses;

    /// <summary>The rows of these authorities and no other.</summary>
    /// <param name="authorities">GSS codes, in any order.</param>
    public DatabaseLease For(IEnumerable<string> authorities)
    {
        var codes = authorities.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        // They go into a list of options: what is no code must not become another option, or everybody.
        if (codes.Length == 0 || !codes.All(code => code.Length > 0 && code.All(char.IsAsciiLetterOrDigit)))
        {
            throw new ArgumentException("Authorities are GSS codes, at least one.", nameof(authorities));
        }
        return Lease(string.Join(',', codes));
    }

    /// <summary>
    /// Every authority's rows, as the host's role: for work of the host itself that has no caller (is the database there, sealing the log).
    /// Nothing that answers a request about children may take it.
    /// </summary>
    public DatabaseLease ForAllAuthorities() => Lease("*");

    private DatabaseLease Lease(string authorities)
    {
        NpgsqlDataSource? tooMany;
        Pool pool;
        lock (turn)
        {
            if (!pools.TryGetValue(authorities, out pool!))
            {
                pools.Add(authorities, pool = new Pool(Open(authorities)));
            }
            pool.Leases++;
            pool.LastUse = ++uses;
            tooMany = TakeOutTheLongestIdle();
        }
        tooMany?.Dispose();
        return new DatabaseLease(pool.Source, () => GiveBack(pool));
    }

    private void GiveBack(Pool pool)
    {
        NpgsqlDataSource? tooMany;
        lock (turn)
        {
            pool.Leases--;
            tooMany = TakeOutTheLongestIdle();
        }
        tooMany?.Dispose();
    }

    private NpgsqlDataSource? TakeOutTheLongestIdle()
    {
        if (pools.Count <= MostIdle)
        {
            return null;
        }
        var idle = pools.Where(pool => pool.Value.Leases == 0).OrderBy(pool => pool.Value.LastUse).FirstOrDefault();
        return idle.Key is not null && pools.Remove(idle.Key) ? idle.Value.Source : null;
    }

    private NpgsqlDataSource Open(string authorities)
    {
        var settings = new NpgsqlConnectionStringBuilder(host);
        settings.Options = $"{settings.Options} -c placements.authorities={authorities}".TrimStart();
        settings.MinPoolSize = 0;
        settings.MaxPoolSize = Math.Min(settings.MaxPoolSize, MostConnectionsOfPool);
        settings.ConnectionIdleLifetime = IdleSeconds;
        settings.ConnectionPruningInterval = PruningSeconds;
        return StoreDataSource.Create(settings.ConnectionString, "placements");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var pool in pools.Values)
        {
            await pool.Source.DisposeAsync();
        }
    }

    private sealed class Pool(NpgsqlDataSource source)
    {
        public NpgsqlDataSource Source { get; } = source;

        public int Leases { get; set; }

        public long LastUse { get; set; }
    }
}

/// <summary>A pool that stays open until this is disposed.</summary>
public sealed class DatabaseLease(NpgsqlDataSource source, Action giveBack) : IDisposable
{
    private Action? giveBack = giveBack;

    public NpgsqlDataSource Source { get; } = source;

    public void Dispose() => Interlocked.Exchange(ref giveBack, null)?.Invoke();
}
