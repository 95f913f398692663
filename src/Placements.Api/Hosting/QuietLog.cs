namespace Placements.Api.Hosting;

/// <summary>
/// The framework's own log lines below a warning hold addresses with their queries, header values, statements and their parameters. No
/// setting can let them into the log: a level that is raised to look for a fault raises what this program says itself.
/// </summary>
internal static class QuietLog
{
    private const LogLevel Loudest = LogLevel.Warning;

    /// <summary>
    /// These say too much at any level: the first puts the path of a request around every line of it, the second quotes what came back
    /// from the provider through somebody's browser.
    /// </summary>
    private static readonly string[] Silent = ["Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.Authentication"];

    public static void Apply(IServiceCollection services) =>
        services.PostConfigure<LoggerFilterOptions>(options =>
        {
            var rules = options.Rules.Prepend(new LoggerFilterRule(null, null, options.MinLevel, null)).Select(Capped).ToList();
            options.Rules.Clear();
            rules.ForEach(options.Rules.Add);
        });

    private static LoggerFilterRule Capped(LoggerFilterRule rule) =>
        new(
            rule.ProviderName,
            rule.CategoryName,
            rule.LogLevel,
            (provider, category, level) =>
                (level >= Loudest ? !IsSilent(category) : IsOurs(category))
                && (rule.Filter is not { } filter || filter(provider, category, level))
        );

    private static bool IsSilent(string? category) =>
        category is not null && Silent.Any(name => category.StartsWith(name, StringComparison.Ordinal));

    private static bool IsOurs(string? category) => category?.StartsWith("Placements.", StringComparison.Ordinal) == true;
}
