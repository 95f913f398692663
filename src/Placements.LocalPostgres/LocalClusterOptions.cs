namespace Placements.LocalPostgres;

/// <summary>What kind of cluster to start and where.</summary>
public sealed record LocalClusterOptions
{
    private LocalClusterOptions(string dataDirectory, bool temporary) =>
        (DataDirectory, IsTemporary) = (Path.TrimEndingDirectorySeparator(Path.GetFullPath(dataDirectory)), temporary);

    /// <summary>
    /// The folder that holds everything of this cluster. It is created if absent; it must be empty or hold a cluster made here.
    /// Two processes that name the same folder share one server.
    /// </summary>
    public string DataDirectory { get; }

    /// <summary>True for a cluster that trades durability for speed and is deleted when its last user ends.</summary>
    public bool IsTemporary { get; }

    /// <summary>Server settings on top of our own, which they override (<c>work_mem</c> = <c>64MB</c>). Read when the server starts.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Where to look for PostgreSQL and Docker; everywhere, unless a test says otherwise.</summary>
    public PostgresSearch Search { get; init; } = PostgresSearch.Everywhere;

    /// <summary>A cluster whose data survives restarts, crashes and loss of power.</summary>
    public static LocalClusterOptions Persistent(string dataDirectory) => new(dataDirectory, temporary: false);

    /// <summary>A new cluster for one test run.</summary>
    public static LocalClusterOptions Temporary() =>
        new(Path.Combine(Path.GetTempPath(), "placements-" + Guid.NewGuid().ToString("N")[..12]), temporary: true);

    /// <summary>All settings; of two with one name the later wins.</summary>
    internal IEnumerable<KeyValuePair<string, string>> All(params IEnumerable<KeyValuePair<string, string>> more) =>
        Defaults.Concat(IsTemporary ? Throwaway : Durable).Concat(more).Concat(Settings);

    /// <summary>All settings as a configuration file.</summary>
    internal string Configuration(params IEnumerable<KeyValuePair<string, string>> more) =>
        "# Written anew at every start; ALTER SYSTEM is kept and wins over it.\n"
        + string.Concat(All(more).Select(line => $"{line.Key} = '{line.Value.Replace("'", "''", StringComparison.Ordinal)}'\n"));

    private static readonly Dictionary<string, string> Defaults = new(StringComparer.Ordinal)
    {
        // Results must not depend on the machine's own time zone and language.
        ["timezone"] = "UTC",
        ["log_timezone"] = "UTC",
        ["lc_messages"] = "C",
        ["log_checkpoints"] = "off",
        // Just-in-time compilation costs more than it gains on the short queries of a case system.
        ["jit"] = "off",
    };

    private static readonly Dictionary<string, string> Durable = new(StringComparer.Ordinal)
    {
        ["shared_buffers"] = "256MB",
        ["max_connections"] = "100",
        ["max_wal_size"] = "2GB",
    };

    private static readonly Dictionary<string, string> Throwaway = new(StringComparer.Ordinal)
    {
        ["shared_buffers"] = "128MB",
        // Every test class has a database, so a pool, of its own.
        ["max_connections"] = "300",
        ["fsync"] = "off",
        ["synchronous_commit"] = "off",
        ["full_page_writes"] = "off",
        ["wal_level"] = "minimal",
        ["max_wal_senders"] = "0",
    };
}
