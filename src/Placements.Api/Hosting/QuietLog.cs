namespace Placements.Api.Hosting;

/// <summary>
/// The framework's own log lines below a warning hold addresses with their queries, header values, statements and their parameters. No
/// setting can let them into the log: a level that is raised to look for a fault raises what this program says itself.
/// </summary>
internal static class QuietLog
{
    private const LogLevel Loudest = LogLevel.Warning;

    /// <summary>Where it may say anything at all, it puts the path of the request around every line of the request.</summary>
    private const string PathsTeller = "Microsoft.AspNetCore.Hosting.Diagnostics";

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
                (level >= Loudest ? category != PathsTeller : IsOurs(category))
                && (rule.Filter is not { } filter || filter(provider, category, level))
        );

    private static bool IsOurs(string? category) => category?.StartsWith("Placements.", StringComparison.Ordinal) == true;
}
