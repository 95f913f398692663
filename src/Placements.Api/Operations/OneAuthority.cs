using Placements.Api.Http;
using Placements.Application.Access;

namespace Placements.Api.Operations;

/// <summary>A return and its codes are one authority's; who works for several says which.</summary>
internal static class OneAuthority
{
    public static (string? Authority, Problem? Problem) Of(string? named, Caller caller) =>
        named switch
        {
            null when caller.Authorities is [var only] => (only, null),
            null => (null, Problem.BadRequest("authority_missing", "Say which of your authorities is meant.", "authority")),
            _ when caller.Authorities.Contains(named, StringComparer.Ordinal) => (named, null),
            _ => (null, Problem.NotAllowed("You have no right to that authority.")),
        };
}
