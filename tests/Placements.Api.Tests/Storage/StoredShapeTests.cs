using System.Text;
using System.Text.Json.Nodes;
using Placements.Application.Json;
using Placements.Domain.Journey.Events;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Storage;

/// <summary>What was stored once can be read for 75 years.</summary>
public sealed class StoredShapeTests
{
    /// <summary>Every event in every version it ever had.</summary>
    public static TheoryData<string> StoredNames =>
        [
            .. EventCatalogue.All.SelectMany(type =>
                Enumerable.Range(1, type.Version).Select(version => StoredShapes.NameOf(type with { Version = version }))
            ),
        ];

    public static TheoryData<string> EventNames => [.. EventCatalogue.All.Select(type => type.Name)];

    [Theory, MemberData(nameof(StoredNames))]
    public void A_stored_event_can_still_be_read(string storedName)
    {
        var fact = TestKeys.PlainShapes.Read(storedName, StoredSamples.Bytes(storedName));

        Assert.Equal(
            EventCatalogue.TypeOf(fact).Name,
            System.Text.RegularExpressions.Regex.Replace(
                storedName,
                "_v[0-9]+$",
                "",
                System.Text.RegularExpressions.RegexOptions.None,
                TimeSpan.FromSeconds(1)
            )
        );
    }

    [Theory, MemberData(nameof(EventNames))]
    public void Read_and_written_again_it_has_the_shape_it_had(string name)
    {
        var type = EventCatalogue.Find(name)!;
        var storedName = StoredShapes.NameOf(type);

        var difference = Difference(storedName, StoredSamples.Json(storedName));

        Assert.True(difference is null, difference);
    }

    [Fact]
    public void A_changed_shape_fails_with_a_sentence_that_says_what_to_do()
    {
        // As if the member had been called "kind" when the sample was taken.
        var older = StoredSamples.Json("legal_status_changed");
        older["kind"] = older["legalStatus"]!.DeepClone();

        var difference = Difference("legal_status_changed", older);

        Assert.Equal(
            "The stored shape of legal_status_changed has changed (kind): raise the version in its [FrozenName] and add an upcaster to "
                + "StoredFacts.Upcasts, or take the change back; then add the sample legal_status_changed_v2.json and keep this one.",
            difference
        );
    }

    [Theory, MemberData(nameof(EventNames))]
    public void A_member_that_a_later_version_added_is_passed_over(string name)
    {
        var type = EventCatalogue.Find(name)!;
        var later = StoredSamples.Json(StoredShapes.NameOf(type));
        later["addedLater"] = new JsonObject { ["of"] = "a later version" };

        var fact = TestKeys.PlainShapes.Read($"{name}_v{type.Version + 1}", Encoding.UTF8.GetBytes(later.ToJsonString()));

        Assert.IsType(type.Class, fact);
        Assert.Null(DifferenceOf(type, fact, StoredSamples.Json(StoredShapes.NameOf(type))));
    }

    [Fact]
    public void Every_sample_belongs_to_an_event()
    {
        Assert.Equal(StoredNames.Select(row => row.Data).Order(StringComparer.Ordinal), StoredSamples.Names);
    }

    [Theory, MemberData(nameof(StoredNames))]
    public void A_sample_fills_every_member_so_that_none_can_change_unseen(string storedName)
    {
        Assert.Empty(Empty("", StoredSamples.Json(storedName)));
    }

    [Theory, MemberData(nameof(EventNames))]
    public void The_sample_of_a_new_event_can_be_made_for_its_author(string name)
    {
        var sample = JsonNode.Parse(SampleWriter.Sample(EventCatalogue.Find(name)!))!.AsObject();

        Assert.Empty(Empty("", sample));
        Assert.Null(Difference(StoredShapes.NameOf(EventCatalogue.Find(name)!), sample));
    }

    [Fact]
    public void An_event_that_this_program_does_not_know_is_an_error_that_names_it()
    {
        var unknown = Assert.Throws<InvalidOperationException>(() => TestKeys.PlainShapes.Read("child_adopted", "{}"u8.ToArray()));

        Assert.Equal("The log holds an event named child_adopted, which this program does not know.", unknown.Message);
    }

    private static string? Difference(string storedName, JsonObject sample) =>
        DifferenceOf(
            EventCatalogue.All.Single(type => StoredShapes.NameOf(type) == storedName),
            TestKeys.PlainShapes.Read(storedName, Encoding.UTF8.GetBytes(sample.ToJsonString())),
            sample
        );

    /// <summary>
    /// Null where what would be written today equals the sample. The order of members does not count: jsonb keeps none. What a correction
    /// holds has a shape, and samples, of its own.
    /// </summary>
    private static string? DifferenceOf(EventCatalogue.EventType type, ChildEvent fact, JsonObject sample)
    {
        var today = JsonNode.Parse(TestKeys.PlainShapes.Write(fact))!.AsObject();
        var changed = today
            .Select(member => member.Key)
            .Union(sample.Select(member => member.Key))
            .Where(member => type.Class != typeof(EntryCorrected) || member != "facts")
            .Where(member => !JsonNode.DeepEquals(today[member], sample[member]) || today.ContainsKey(member) != sample.ContainsKey(member))
            .ToList();
        return changed.Count == 0
            ? null
            : $"The stored shape of {StoredShapes.NameOf(type)} has changed ({string.Join(", ", changed)}): raise the version in its "
                + "[FrozenName] and add an upcaster to StoredFacts.Upcasts, or take the change back; then add the sample "
                + $"{StoredShapes.NameOf(type with { Version = type.Version + 1 })}.json and keep this one.";
    }

    private static IEnumerable<string> Empty(string path, JsonNode? node) =>
        node switch
        {
            null => [path],
            JsonObject members => members.SelectMany(member => Empty($"{path}.{member.Key}", member.Value)),
            JsonArray { Count: 0 } => [path],
            JsonArray items => items.SelectMany(item => Empty($"{path}[]", item)),
            _ => [],
        };
}
