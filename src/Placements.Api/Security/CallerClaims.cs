using System.Security.Claims;
using Placements.Application.Access;

namespace Placements.Api.Security;

/// <summary>
/// Makes the caller from a checked token. Claims: <c>sub</c>, <c>name</c>, <c>roles</c>, <c>authority</c> (GSS codes), <c>teams</c>.
/// What is not understood gives no right.
/// </summary>
public static class CallerClaims
{
    private static readonly Dictionary<string, Role> Roles = Enum.GetValues<Role>()
        .ToDictionary(role => role.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    /// <summary>Null when the token does not say who it is for.</summary>
    public static Caller? Read(ClaimsPrincipal user)
    {
        if (user.FindFirstValue("sub") is not { Length: > 0 and <= 200 } subject)
        {
            return null;
        }
        return new Caller(
            subject,
            user.FindFirstValue("name") ?? subject,
            All(user, "roles").Where(Roles.ContainsKey).Select(name => Roles[name]).ToHashSet(),
            [.. All(user, "authority")],
            [.. All(user, "teams")]
        );
    }

    /// <summary>The handler gives a claim for each member of a JSON list; an object or number is no name of anything.</summary>
    private static IEnumerable<string> All(ClaimsPrincipal user, string type) =>
        user.FindAll(type)
            .Where(claim => claim.ValueType == ClaimValueTypes.String)
            .Select(claim => claim.Value)
            .Distinct(StringComparer.Ordinal);
}
