using Placements.Api.Http;
using Placements.Application.Access;

namespace Placements.Api.Security;

/// <summary>Default deny: a route under /v1 without an operation does not start, and an operation is refused before its body is read.</summary>
public static class Gate
{
    private const string Key = "placements.caller";

    public static TBuilder For<TBuilder>(this TBuilder route, Operation operation)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(operation);

    public static Caller Caller(this HttpContext http) => (Caller)http.Items[Key]!;

    /// <summary>Stands behind authentication.</summary>
    public static async Task Check(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<Operation>() is not { } operation)
        {
            // The host does not start with such a route; one that was added after the start is closed all the same.
            if (http.GetEndpoint() is RouteEndpoint route && IsUnderV1(route))
            {
                await Problem.NotAllowed("Nobody has the right to do this.").ExecuteAsync(http);
                return;
            }
            await next(http);
            return;
        }
        if (CallerClaims.Read(http.User) is not { } caller)
        {
            await Problem.NotAllowed("The token does not say whom it is for.").ExecuteAsync(http);
        }
        else if (!operation.Permits(caller) || caller.Authorities.Count == 0)
        {
            await Problem.NotAllowed("Your role has no right to do this.").ExecuteAsync(http);
        }
        else
        {
            var (purpose, malformed) = HttpMethods.IsGet(http.Request.Method) ? PurposeHeader.Read(http.Request) : (null, null);
            if (malformed is not null)
            {
                await malformed.ExecuteAsync(http);
                return;
            }
            http.Items[Key] = caller with { Purpose = purpose };
            http.RequestServices.GetRequiredService<CallersDatabase>().Open(caller);
            await next(http);
        }
    }

    private static bool IsUnderV1(RouteEndpoint route) =>
        route.RoutePattern.RawText?.TrimStart('/').StartsWith("v1", StringComparison.OrdinalIgnoreCase) == true;

    /// <exception cref="InvalidOperationException">A route names no operation.</exception>
    public static void RequireOperations(IEnumerable<Endpoint> endpoints)
    {
        foreach (var route in endpoints.OfType<RouteEndpoint>())
        {
            if (IsUnderV1(route) && route.Metadata.GetMetadata<Operation>() is null)
            {
                throw new InvalidOperationException($"The route {route.RoutePattern.RawText} names no operation: add .For(Operations.…).");
            }
        }
    }
}
