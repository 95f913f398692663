using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Placements.EventStore.Schema;

/// <summary>One numbered SQL file.</summary>
/// <param name="Number">1, 2, 3 ... without holes within its component.</param>
/// <param name="Name">What it brings, for people: <c>event_log</c>.</param>
/// <param name="Sql">Any number of statements. Runs in one transaction, so nothing like <c>create index concurrently</c>.</param>
public sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>Identity of the content. Line ends do not count: a checkout on Windows is the same file.</summary>
    public byte[] Sha256 => SHA256.HashData(Encoding.UTF8.GetBytes(Sql.Replace("\r\n", "\n", StringComparison.Ordinal)));
}

/// <summary>The numbered files of one component, oldest first.</summary>
/// <param name="Component">Kept in the database with each number; never rename it.</param>
/// <param name="Migrations">Numbers 1..n in order; the first hole is a programming error and throws.</param>
public sealed record MigrationSet(string Component, IReadOnlyList<Migration> Migrations)
{
    /// <summary>The tables and functions of this project.</summary>
    public static MigrationSet EventStore { get; } =
        FromResources("event_store", typeof(MigrationSet).Assembly, "Placements.EventStore.Schema.");

    /// <summary>The first <paramref name="count"/> files: the schema as an older release left it.</summary>
    public MigrationSet UpTo(int count) => this with { Migrations = [.. Migrations.Take(count)] };

    /// <summary>Reads embedded resources named <c>{prefix}0001_some_name.sql</c>.</summary>
    /// <exception cref="InvalidOperationException">A file name has no number, or the numbers are not 1..n.</exception>
    public static MigrationSet FromResources(string component, Assembly assembly, string prefix)
    {
        var migrations = assembly
            .GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
            .Select(name => Read(assembly, name, name[prefix.Length..^".sql".Length]))
            .OrderBy(migration => migration.Number)
            .ToList();
        for (var i = 0; i < migrations.Count; i++)
        {
            if (migrations[i].Number != i + 1)
            {
                throw new InvalidOperationException($"{component}: SQL file {i + 1} is missing, or a number is used twice.");
            }
        }
        return new MigrationSet(component, migrations);
    }

    private static Migration Read(Assembly assembly, string resource, string file)
    {
        var split = file.IndexOf('_', StringComparison.Ordinal);
        if (split < 1 || !int.TryParse(file[..split], out var number))
        {
            throw new InvalidOperationException($"{resource}: a schema file is named 0001_what_it_brings.sql.");
        }
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        return new Migration(number, file[(split + 1)..], reader.ReadToEnd());
    }
}
