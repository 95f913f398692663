using Placements.Application.Access;
using Placements.Domain.Codes;

namespace Placements.Api.CommandLine;

/// <summary>Who works at the host itself: who can start a verb on the site's database holds its keys already.</summary>
internal static class Operator
{
    /// <exception cref="InvalidOperationException">That cannot be an authority.</exception>
    public static Caller Of(string authority) =>
        Authorities.IsPlausible(authority)
            ? new Caller("operator", $"Operator ({Environment.UserName})", new HashSet<Role> { Role.Manager }, [authority], [])
            : throw new InvalidOperationException(
                $"{authority} is not the GSS code of an authority; Cardiff's, for example, is W06000015."
            );
}
