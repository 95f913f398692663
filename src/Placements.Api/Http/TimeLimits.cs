using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Placements.Api.Http;

/// <summary>How long, how slowly and how many at once: nobody can hold the host by doing nothing.</summary>
internal static class TimeLimits
{
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan OfManyChildren = TimeSpan.FromMinutes(30);

    /// <summary>Bytes a second, by the average; a slower line is not waited for.</summary>
    private static readonly MinDataRate Slowest = new(240, gracePeriod: TimeSpan.FromSeconds(5));

    public static void Set(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = RequestBody.Largest;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.KeepAliveTimeout = TimeSpan.FromMinutes(1);
        limits.MinRequestBodyDataRate = Slowest;
        limits.MinResponseDataRate = Slowest;
        limits.MaxConcurrentConnections = 2_000;
        limits.MaxConcurrentUpgradedConnections = 0;
    }

    public static void Add(IServiceCollection services) => services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = Within(Usual));

    /// <summary>An operation on a whole year or a whole authority.</summary>
    public static TBuilder ForManyChildren<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(Within(OfManyChildren));

    /// <summary>An answer that is already being sent takes what its reader needs, while the reader is not too slow.</summary>
    public static void SendsLong(this HttpContext http) => http.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();

    private static RequestTimeoutPolicy Within(TimeSpan time) => new() { Timeout = time, WriteTimeoutResponse = TookTooLong };

    private static Task TookTooLong(HttpContext http)
    {
        // Its own answer must not be given up with the request.
        http.RequestAborted = CancellationToken.None;
        return Problem
            .Of(
                StatusCodes.Status504GatewayTimeout,
                "Not done in time",
                "took_too_long",
                "The request took too long and was given up. Look whether it was done before you send it again, or send it with the same "
                    + "Idempotency-Key."
            )
            .ExecuteAsync(http);
    }
}
