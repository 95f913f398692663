using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Placements.Application.Json;
using Placements.Application.Keys;
using Placements.Domain.Journey.Events;
using Placements.EventStore;
using Placements.Tests.Api.Hosting;
using Placements.Tests.Api.Storage;

namespace Placements.Tests.Api.Keys;

/// <summary>What of an event is encrypted where it is stored: every member that is marked, and nothing that figures count by.</summary>
public sealed class PersonalMemberTests
{
    private const string Tenant = ApiHost.Cardiff;
    private static readonly Guid Child = Guid.NewGuid();

    public static TheoryData<string> Names => [.. EventCatalogue.All.Select(type => type.Name)];

    [Theory, MemberData(nameof(Names))]
    public void No_personal_text_of_an_event_is_stored_and_all_of_it_comes_back(string name)
    {
        var fact = SampleWriter.Filled(EventCatalogue.Find(name)!);
        using var key = ChildKey.Of(Tenant, Child, TestKeys.Master);

        var stored = StoredFacts.ToStore(Guid.NewGuid(), fact, key);

        var text = Encoding.UTF8.GetString(stored.Data);
        foreach (var personal in PersonalTexts(fact))
        {
            Assert.DoesNotContain($"\"{personal}\"", text, StringComparison.Ordinal);
        }
        Assert.Equal(Plain(fact), Plain(Read(stored, key.ToKeep)));
    }

    [Fact]
    public void The_facts_of_a_correction_are_encrypted_as_they_were_in_the_entry()
    {
        var registered = (ChildRegistered)SampleWriter.Filled(EventCatalogue.Find("child_registered")!);
        var correction = new EntryCorrected
        {
            EffectiveOn = registered.EffectiveOn,
            EntryId = Guid.NewGuid(),
            Facts = registered,
            Reason = "a slip",
        };
        using var key = ChildKey.Of(Tenant, Child, TestKeys.Master);

        var stored = StoredFacts.ToStore(Guid.NewGuid(), correction, key);

        var shape = JsonNode.Parse(stored.Data)!;
        Assert.Equal(["cipher"], shape["facts"]!["name"]!.AsObject().Select(member => member.Key));
        Assert.Equal(["cipher"], shape["facts"]!["homeAddress"]!.AsObject().Select(member => member.Key));
        Assert.Equal("2021-06-02", (string?)shape["facts"]!["dateOfBirth"]);
        Assert.Equal(Plain(correction), Plain(Read(stored, key.ToKeep)));
    }

    [Theory, MemberData(nameof(Names))]
    public void An_entry_from_before_encryption_can_be_read(string name)
    {
        var fact = SampleWriter.Filled(EventCatalogue.Find(name)!);
        var type = EventCatalogue.Find(name)!;

        var read = Read(new NewEvent(Guid.NewGuid(), StoredShapes.NameOf(type), "", TestKeys.PlainShapes.Write(fact)), key: null);

        Assert.Equal(Plain(fact), Plain(read));
    }

    [Theory, MemberData(nameof(Names))]
    public void With_a_destroyed_key_what_happened_is_read_and_who_it_was_is_not(string name)
    {
        var fact = SampleWriter.Filled(EventCatalogue.Find(name)!);
        using var key = ChildKey.Of(Tenant, Child, TestKeys.Master);
        var stored = StoredFacts.ToStore(Guid.NewGuid(), fact, key);

        var read = Read(stored, new StreamKey("any", null));

        var text = Plain(read);
        foreach (var personal in PersonalTexts(fact))
        {
            Assert.DoesNotContain($"\"{personal}\"", text, StringComparison.Ordinal);
        }
        var (before, after) = (JsonNode.Parse(Plain(fact))!.AsObject(), JsonNode.Parse(text)!.AsObject());
        Assert.Equal(before.Select(member => member.Key), after.Select(member => member.Key));
        if (fact is EntryVoided or ChildDetailsChanged or PlacementDetailsChanged)
        {
            Assert.Contains("\"erased\"", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_cipher_of_another_entry_of_the_same_child_does_not_open()
    {
        using var key = ChildKey.Of(Tenant, Child, TestKeys.Master);
        var stored = StoredFacts.ToStore(Guid.NewGuid(), Voided("a slip"), key);

        var wrong = Assert.Throws<KeyException>(() => Read(stored with { Id = Guid.NewGuid() }, key.ToKeep));

        Assert.EndsWith("does not open with the record's key: it was changed.", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_cipher_does_not_open()
    {
        using var key = ChildKey.Of(Tenant, Child, TestKeys.Master);
        var stored = StoredFacts.ToStore(Guid.NewGuid(), Voided("a slip"), key);
        var shape = JsonNode.Parse(stored.Data)!;
        foreach (var place in new[] { 0, 5, 20, 36 })
        {
            var cipher = Convert.FromBase64String((string)shape["reason"]!["cipher"]!);
            cipher[place] ^= 1;
            var changed = shape.DeepClone();
            changed["reason"]!["cipher"] = Convert.ToBase64String(cipher);

            Assert.Throws<KeyException>(() => Read(stored with { Data = JsonSerializer.SerializeToUtf8Bytes(changed) }, key.ToKeep));
        }
        shape["reason"]!["cipher"] = "AQ==";
        Assert.Throws<KeyException>(() => Read(stored with { Data = JsonSerializer.SerializeToUtf8Bytes(shape) }, key.ToKeep));
    }

    [Fact]
    public void An_encrypted_entry_of_a_record_without_its_key_is_an_error_and_not_an_empty_name()
    {
        using var key = ChildKey.Of(Tenant, Child, TestKeys.Master);
        var stored = StoredFacts.ToStore(Guid.NewGuid(), Voided("a slip"), key);

        var missing = Assert.Throws<KeyException>(() => Read(stored, key: null));

        Assert.EndsWith("has no key.", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_entries_that_say_the_same_do_not_look_the_same()
    {
        using var key = ChildKey.Of(Tenant, Child, TestKeys.Master);

        var (one, other) = (
            StoredFacts.ToStore(Guid.NewGuid(), Voided("a slip"), key),
            StoredFacts.ToStore(Guid.NewGuid(), Voided("a slip"), key)
        );

        Assert.NotEqual((string?)JsonNode.Parse(one.Data)!["reason"]!["cipher"], (string?)JsonNode.Parse(other.Data)!["reason"]!["cipher"]);
    }

    [Fact]
    public void Nothing_can_be_written_with_a_destroyed_key()
    {
        using var key = ChildKey.Of(new StreamHistory(Tenant, Child, 1, []) { Key = new StreamKey("any", null) }, TestKeys.Master);

        Assert.Throws<KeyException>(() => StoredFacts.ToStore(Guid.NewGuid(), Voided("a slip"), key));
    }

    private static EntryVoided Voided(string reason) =>
        new()
        {
            EffectiveOn = new DateOnly(2021, 6, 2),
            EntryId = Guid.NewGuid(),
            Reason = reason,
        };

    private static ChildEvent Read(NewEvent stored, StreamKey? key)
    {
        var kept = new StoredEvent(
            1,
            stored.Id,
            Child,
            Tenant,
            1,
            stored.Type,
            stored.Data,
            DateTimeOffset.UnixEpoch,
            null,
            null,
            null,
            null
        );
        return StoredFacts.FromStore(new StreamHistory(Tenant, Child, 1, [kept]) { Key = key }, TestKeys.Master)[0].Fact;
    }

    private static string Plain(ChildEvent fact) => JsonSerializer.Serialize(fact, fact.GetType(), PlacementsJson.Options);

    /// <summary>The texts in members that are marked, or lie in one that is, at any depth.</summary>
    private static IEnumerable<string> PersonalTexts(object? holder, bool inside = false) =>
        holder switch
        {
            null => [],
            string text => inside ? [text] : [],
            IEnumerable<object> list => list.SelectMany(item => PersonalTexts(item, inside)),
            _ when holder.GetType().Assembly == typeof(ChildEvent).Assembly && holder is not Enum => holder
                .GetType()
                .GetProperties()
                .Where(property => property.CanWrite)
                .SelectMany(property => PersonalTexts(property.GetValue(holder), inside || IsEncrypted(property))),
            _ => [],
        };

    private static bool IsEncrypted(PropertyInfo property) => property.GetCustomAttribute<PersonalAttribute>() is { Counted: false };
}
