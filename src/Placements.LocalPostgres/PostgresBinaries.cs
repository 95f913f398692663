namespace Placements.LocalPostgres;

/// <summary>
/// The server programs of one PostgreSQL installation. No distribution puts them all in one place: Debian keeps them off PATH,
/// Homebrew's versioned formulae are not linked, Windows has them under Program Files.
/// </summary>
/// <param name="Folder">The real folder of <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>, symbolic links followed.</param>
/// <param name="Major">The major version, for example 15.</param>
public sealed record PostgresBinaries(string Folder, int Major)
{
    /// <summary>The oldest major version this system runs on.</summary>
    public const int OldestMajor = 15;

    /// <summary>
    /// The installation to create a cluster with: the one on PATH if it is new enough (somebody chose it), else the newest in the
    /// usual places. Null if there is none.
    /// </summary>
    public static PostgresBinaries? Find(PostgresSearch? search = null) => FindAll(search).FirstOrDefault();

    /// <summary>Every installation that is new enough, the preferred one first. A cluster can be opened only by its own major version.</summary>
    public static IEnumerable<PostgresBinaries> FindAll(PostgresSearch? search = null)
    {
        search ??= PostgresSearch.Everywhere;
        var onPath = search.PathFolders.Select(Open).OfType<PostgresBinaries>();
        var usual = search.Folders.SelectMany(Expand).Select(Open).OfType<PostgresBinaries>().OrderByDescending(found => found.Major);
        return onPath.Concat(usual).Distinct();
    }

    internal string Program(string name) => Path.Combine(Folder, Executable(name));

    private static string Executable(string name) => OperatingSystem.IsWindows() ? name + ".exe" : name;

    private static PostgresBinaries? Open(string folder)
    {
        var initdb = new FileInfo(Path.Combine(folder, Executable("initdb")));
        if (!initdb.Exists)
        {
            return null;
        }

        // initdb finds its share files relative to itself, so a link such as /usr/local/bin/initdb must be followed to its home.
        var real = (initdb.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? initdb).DirectoryName!;
        var complete = File.Exists(Path.Combine(real, Executable("pg_ctl"))) && File.Exists(Path.Combine(real, Executable("postgres")));
        return complete && MajorOf(real) is { } major and >= OldestMajor ? new PostgresBinaries(real, major) : null;
    }

    private static int? MajorOf(string folder)
    {
        // "postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)", "postgres (PostgreSQL) 18beta1"
        var words = Command.Output(Path.Combine(folder, Executable("postgres")), "--version")?.Split(' ') ?? [];
        return words.Length > 2 && int.TryParse(string.Concat(words[2].TakeWhile(char.IsAsciiDigit)), out var major) ? major : null;
    }

    private static IEnumerable<string> Expand(string pattern)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
        {
            return [pattern];
        }

        var parent = Path.GetDirectoryName(pattern[..star])!;
        var rest = pattern[(parent.Length + 1)..].Split(['/', '\\'], 2);
        return Directory.Exists(parent)
            ? Directory.EnumerateDirectories(parent, rest[0]).Select(folder => rest.Length > 1 ? Path.Combine(folder, rest[1]) : folder)
            : [];
    }
}

/// <summary>Where to look for server programs and for <c>docker</c>. Tests narrow it to prove what happens on a machine without them.</summary>
/// <param name="PathFolders">The folders of PATH, in their order.</param>
/// <param name="Folders">Other folders; one <c>*</c> may stand in one path segment, usually for the version.</param>
public sealed record PostgresSearch(IReadOnlyList<string> PathFolders, IReadOnlyList<string> Folders)
{
    /// <summary>PATH, then where Debian, the PGDG packages, Homebrew, Postgres.app and the Windows installer put the server.</summary>
    public static PostgresSearch Everywhere { get; } =
        new(
            (Environment.GetEnvironmentVariable("PATH") ?? "").Split(
                Path.PathSeparator,
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            ),
            OperatingSystem.IsWindows()
                ? [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL", "*", "bin")]
                :
                [
                    "/usr/lib/postgresql/*/bin",
                    "/usr/pgsql-*/bin",
                    "/opt/homebrew/opt/postgresql@*/bin",
                    "/usr/local/opt/postgresql@*/bin",
                    "/Applications/Postgres.app/Contents/Versions/*/bin",
                ]
        );

    internal string? FindOnPath(string program) =>
        PathFolders
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program))
            .FirstOrDefault(File.Exists);
}
