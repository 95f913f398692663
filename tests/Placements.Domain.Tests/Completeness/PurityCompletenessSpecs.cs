using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Placements.Tests.Domain;

/// <summary>The domain is a function of what it is given: no package, no clock, no chance, no file, no thread.</summary>
public partial class PurityCompletenessSpecs
{
    [Fact]
    public void The_domain_references_the_runtime_alone() =>
        Assert.All(
            typeof(CareJourney).Assembly.GetReferencedAssemblies(),
            reference =>
                Assert.True(
                    reference.Name!.StartsWith("System.", StringComparison.Ordinal),
                    $"Placements.Domain references {reference.Name}: the domain takes no packages and no other project."
                )
        );

    [Fact]
    public void The_domain_project_names_no_package_and_no_project()
    {
        var project = File.ReadAllText(Path.Combine(DomainFolder(), "Placements.Domain.csproj"));

        Assert.DoesNotContain("Reference", project, StringComparison.Ordinal);
    }

    [Fact]
    public void The_domain_has_no_clock_no_chance_and_no_surroundings()
    {
        var sources = Directory
            .EnumerateFiles(DomainFolder(), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .ToList();
        Assert.True(sources.Count > 20, "The sources of the domain were not found.");

        foreach (var file in sources)
        {
            foreach (var line in File.ReadLines(file))
            {
                var found = Impure().Match(line);
                Assert.False(
                    found.Success,
                    $"{Path.GetFileName(file)} uses {found.Value}: what depends on the moment or the machine is given to the domain, not taken."
                );
            }
        }
    }

    /// <summary>A static that can be written would let one child's journey colour another's.</summary>
    [Fact]
    public void The_domain_keeps_nothing_between_two_journeys() =>
        Assert.All(
            typeof(CareJourney)
                .Assembly.GetTypes()
                .Where(type => type.GetCustomAttribute<CompilerGeneratedAttribute>() is null)
                .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)),
            field => Assert.True(field.IsInitOnly || field.IsLiteral, $"{field.DeclaringType!.Name}.{field.Name} can be written.")
        );

    [GeneratedRegex(
        @"DateTime(Offset)?\.(Utc)?Now|DateTime\.Today|TimeProvider|Stopwatch|Guid\.(NewGuid|CreateVersion7)|\bRandom\b|\bEnvironment\.|"
            + @"System\.(IO|Net|Threading)\b|\bFile\.|\bTask\b|\bThread\b|\bConsole\.|CultureInfo\.Current",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Impure();

    private static string DomainFolder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/Placements.Domain"));
}
