using System.Security.Claims;
using Placements.Application.Access;
using Placements.Domain.Codes;

namespace Placements.Api.Security;

/// <summary>
/// Makes the caller from a checked token. Claims: <c>sub</c>, <c>name</c>, <c>roles</c>, <c>authority</c> (GSS codes), <c>teams</c>.
/// What is not understood gives no right.
/// </summary>
public static class CallerClaims
{
    private const int Longest = 200;

    private static readonly Dictionary<string, Role> Roles = Enum.GetValues<Role>()
        .ToDictionary(role => role.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    /// <summary>Null when the token does not say who it is for.</summary>
    public static Caller? Read(ClaimsPrincipal user)
    {
        // A token that names two subjects is for nobody.
        if (All(user, "sub") is not [var subject])
        {
            return null;
        }
        return new Caller(
            subject,
            All(user, "name") is [var name] ? name : subject,
            All(user, "roles").Where(Roles.ContainsKey).Select(name => Roles[name]).ToHashSet(),
            [.. All(user, "authority").Where(Authorities.IsPlausible)],
            All(user, "teams")
        );
    }

    /// <summary>
    /// The handler gives a claim for each member of a JSON list. An object or number is no name of anything, nor is blank text or one
    /// with control characters, which could not be stored beside an entry.
    /// </summary>
    private static string[] All(ClaimsPrincipal user, string type) =>
        [
            .. user.FindAll(type)
                .Where(claim => claim.ValueType == ClaimValueTypes.String && claim.Value.Length <= Longest)
                .Select(claim => claim.Value)
                .Where(value => !string.IsNullOrWhiteSpace(value) && !value.Any(char.IsControl))
                .Distinct(StringComparer.Ordinal),
        ];
}
