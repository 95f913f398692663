using System.Reflection;

namespace Placements.Tests.Api.Returns.Checks;

/// <summary>A rule kept and broken, in one or more ways each.</summary>
internal sealed record RuleCase(string Code, int Year = 2025)
{
    public required Child[] Kept { get; init; }

    public required Child[] Broken { get; init; }

    public IReadOnlySet<string>? SharedNumbers { get; init; }
}

/// <summary>Rules of one group with their cases; found by reflection.</summary>
internal interface ICases
{
    static abstract IEnumerable<RuleCase> All { get; }
}

internal static class RuleCases
{
    public static IReadOnlyList<RuleCase> All { get; } =
    [
        .. typeof(ICases)
            .Assembly.GetTypes()
            .Where(type => type.IsClass && typeof(ICases).IsAssignableFrom(type))
            .SelectMany(type =>
                (IEnumerable<RuleCase>)type.GetProperty(nameof(ICases.All), BindingFlags.Static | BindingFlags.Public)!.GetValue(null)!
            )
            .OrderBy(one => one.Code, StringComparer.Ordinal),
    ];
}
