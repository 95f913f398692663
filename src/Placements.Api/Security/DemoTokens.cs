using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Placements.Application.Access;

namespace Placements.Api.Security;

/// <summary>
/// Signs one token for a demo user of each role, with a key that lives in this process and nowhere else: a restart makes all of them
/// worthless. The host takes them from this machine only.
/// </summary>
public sealed class DemoTokens : IDisposable
{
    public const string Issuer = "placements-demo";
    public const string Audience = "placements";

    private readonly ECDsa curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public DemoTokens() => Key = new ECDsaSecurityKey(curve) { KeyId = "demo" };

    public SecurityKey Key { get; }

    /// <summary>By role, in lower case.</summary>
    public IReadOnlyDictionary<string, string> Sign(string authority, IReadOnlyList<string> teams) =>
        Enum.GetValues<Role>()
            .Select(role => role.ToString().ToLowerInvariant())
            .ToDictionary(role => role, role => Sign($"demo-{role}", $"Demo {role}", [role], [authority], teams), StringComparer.Ordinal);

    public string Sign(
        string subject,
        string name,
        IReadOnlyList<string> roles,
        IReadOnlyList<string> authorities,
        IReadOnlyList<string> teams,
        TimeSpan? lifetime = null
    )
    {
        var now = DateTime.UtcNow;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = Issuer,
                Audience = Audience,
                IssuedAt = now,
                NotBefore = now.AddMinutes(-1),
                Expires = now + (lifetime ?? TimeSpan.FromDays(30)),
                SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.EcdsaSha256),
                Subject = new ClaimsIdentity([new Claim("sub", subject), new Claim("name", name)]),
                Claims = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["roles"] = roles.ToArray(),
                    ["authority"] = authorities.ToArray(),
                    ["teams"] = teams.ToArray(),
                },
            }
        );
    }

    public void Dispose() => curve.Dispose();
}
