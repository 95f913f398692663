using System.Security.Cryptography;
using Placements.EventStore.Seals;
using Xunit;

namespace Placements.EventStore.Tests.Seals;

public sealed class SealKeyTests
{
    public static TheoryData<string> NoKeys
    {
        get
        {
            using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
            using var rsa = RSA.Create(2_048);
            using var fine = SealKey.Read(SealKey.Make());
            return
            [
                "",
                "secret",
                "-----BEGIN " + "PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
                other.ExportPkcs8PrivateKeyPem(),
                rsa.ExportPkcs8PrivateKeyPem(),
                fine.PublicPem,
            ];
        }
    }

    [Theory]
    [MemberData(nameof(NoKeys))]
    public void What_is_no_key_is_refused_without_a_word_of_it(string text)
    {
        var refused = Assert.Throws<SealException>(() => SealKey.Read(text));

        Assert.Equal("The key for seals is no private key on the curve P-256 in PEM (PKCS#8).", refused.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")]
    public void What_is_no_public_key_is_refused(string text) => Assert.Throws<SealException>(() => SealPublicKeys.Read(text));

    [Fact]
    public void A_private_key_is_not_taken_for_a_public_one() => Assert.Throws<SealException>(() => SealPublicKeys.Read(SealKey.Make()));
}
