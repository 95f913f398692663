using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace Placements.Api.Http;

/// <summary>
/// How much one caller may ask for: each who is signed in by their own name, everybody else by where they call from, at a tenth of it. A
/// caseworker's client never meets the limit; who tries tokens or passwords, or takes the register away child by child, does.
/// </summary>
internal static class RateLimits
{
    private const string Setting = "Limits:RequestsPerMinute";
    private const int Usual = 3_000;
    private const int Least = 10;
    private const int OthersPart = 10;

    /// <exception cref="InvalidOperationException">The setting is no number.</exception>
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        var perMinute = PerMinute(configuration[Setting]);
        services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.OnRejected = async (rejected, _) =>
            {
                var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
                var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
                rejected.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                await TooMany(seconds).ExecuteAsync(rejected.HttpContext);
            };
            limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
            {
                // Whoever watches the host asks often, and nothing that is worth anything.
                if (http.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase))
                {
                    return RateLimitPartition.GetNoLimiter("health");
                }
                return http.User.Identity?.IsAuthenticated == true
                    ? Bucket($"signed in {http.User.FindFirst("sub")?.Value}", perMinute)
                    : Bucket($"from {Network(http.Connection.RemoteIpAddress)}", perMinute / OthersPart);
            });
        });
    }

    private static RateLimitPartition<string> Bucket(string caller, int perMinute) =>
        RateLimitPartition.GetTokenBucketLimiter(
            caller,
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = perMinute,
                TokensPerPeriod = Math.Max(1, perMinute / 60),
                ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, 60.0 / perMinute)),
                QueueLimit = 0,
            }
        );

    /// <summary>Whoever has one IPv6 address has the 2^64 of its network.</summary>
    private static string Network(IPAddress? address)
    {
        if (address is { IsIPv4MappedToIPv6: true })
        {
            address = address.MapToIPv4();
        }
        return address is { AddressFamily: AddressFamily.InterNetworkV6 }
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : $"{address}";
    }

    private static int PerMinute(string? given) =>
        string.IsNullOrEmpty(given) ? Usual
        : int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var perMinute) && perMinute >= Least ? perMinute
        : throw new InvalidOperationException($"Limits__RequestsPerMinute must be a whole number from {Least} on.");

    private static Problem TooMany(int seconds) =>
        Problem.Of(
            StatusCodes.Status429TooManyRequests,
            "Too many requests",
            "too_many_requests",
            $"You have asked for more than the host gives in a minute; nothing was done. Go on in {seconds} {(seconds == 1 ? "second" : "seconds")}."
        );
}
