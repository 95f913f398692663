using Placements.Application.Keys;
using Placements.EventStore;

namespace Placements.Tests.Api.Keys;

/// <summary>The text of the master keys, and what a key wrapped by one is bound to.</summary>
public sealed class MasterKeyTests
{
    private const string Tenant = "W06000015";
    private static readonly Guid Child = Guid.NewGuid();
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Fact]
    public void The_last_line_is_the_current_key_and_the_others_still_open_what_they_wrapped()
    {
        var (first, second) = (NewLine(), NewLine());
        var before = MasterKeys.Parse(first);
        var wrapped = before.Wrap(Tenant, Child, Key);

        var after = MasterKeys.Parse($"\n{first}\r\n{second}\n");

        Assert.Equal(NameOf(second), after.CurrentId);
        Assert.Equal(Key, Unwrapped(after, wrapped));
        Assert.Equal(NameOf(second), after.Wrap(Tenant, Child, Key).MasterKey);
    }

    [Fact]
    public void A_wrapped_key_opens_for_its_own_child_alone()
    {
        var keys = MasterKeys.Parse(NewLine());
        var wrapped = keys.Wrap(Tenant, Child, Key);

        Assert.Throws<KeyException>(() => keys.Unwrap(Tenant, Guid.NewGuid(), wrapped, new byte[32]));
        Assert.Throws<KeyException>(() => keys.Unwrap("W06000022", Child, wrapped, new byte[32]));
        Assert.Throws<KeyException>(() => keys.Unwrap(Tenant, Child, wrapped with { Wrapped = [1, 2, 3] }, new byte[32]));
    }

    [Fact]
    public void A_master_key_that_is_missing_is_named()
    {
        var wrapped = MasterKeys.Parse("old-one " + NewLine().Split(' ')[1]).Wrap(Tenant, Child, Key);

        var missing = Assert.Throws<KeyException>(() => Unwrapped(MasterKeys.Parse(NewLine()), wrapped));

        Assert.Equal(
            "Records are kept under the master key old-one, which is not among the site's keys: add its line to them.",
            missing.Message
        );
    }

    [Fact]
    public void Another_master_key_of_the_same_name_opens_nothing()
    {
        var wrapped = MasterKeys.Parse("main " + NewLine().Split(' ')[1]).Wrap(Tenant, Child, Key);

        var wrong = Assert.Throws<KeyException>(() => Unwrapped(MasterKeys.Parse("main " + NewLine().Split(' ')[1]), wrapped));

        Assert.Contains("does not open with the master key main", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData(" \n\n", "empty")]
    [InlineData("main", "Line 1")]
    [InlineData("main a b", "Line 1")]
    [InlineData("main c2VjcmV0", "line 1")]
    [InlineData("main not-base64!", "line 1")]
    [InlineData("ma/in AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "line 1")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8= main", "line 1")]
    [InlineData("main AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\nmain AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "twice")]
    public void A_text_that_cannot_be_meant_is_refused_by_a_sentence_without_a_key(string text, string what)
    {
        var refused = Assert.Throws<KeyException>(() => MasterKeys.Parse(text));

        Assert.Contains(what, refused.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("AAEC", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c2Vj", refused.Message, StringComparison.Ordinal);
    }

    private static string NewLine() => MasterKeys.NewLine(new DateOnly(2026, 3, 1));

    private static string NameOf(string line) => line.Split(' ')[0];

    private static byte[] Unwrapped(MasterKeys keys, StreamKey wrapped)
    {
        var key = new byte[32];
        keys.Unwrap(Tenant, Child, wrapped, key);
        return key;
    }
}
