using System.Text;
using System.Text.Json.Nodes;
using Placements.Application.Json;
using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;

namespace Placements.Tests.Api.Storage;

/// <summary>
/// The chain of upcasters, tried on a catalogue in which <c>care_started</c> is in its third version: the first called the legal status
/// "order", the second had no category of need.
/// </summary>
public sealed class UpcastTests
{
    private static readonly Dictionary<(string Name, int From), Func<JsonObject, JsonObject>> Steps = new()
    {
        [("care_started", 1)] = first =>
        {
            first["legalStatus"] = first["order"]!.DeepClone();
            first.Remove("order");
            return first;
        },
        [("care_started", 2)] = second => new JsonObject(
            second.Select(member => new KeyValuePair<string, JsonNode?>(member.Key, member.Value?.DeepClone()))
        )
        {
            ["categoryOfNeed"] = "family_dysfunction",
        },
    };

    private static readonly StoredShapes Third = Shapes(Steps);

    [Theory]
    [InlineData("care_started", """{"effectiveOn":"2021-06-02","order":"care_order"}""")]
    [InlineData("care_started_v2", """{"effectiveOn":"2021-06-02","legalStatus":"care_order"}""")]
    [InlineData("care_started_v3", """{"effectiveOn":"2021-06-02","legalStatus":"care_order","categoryOfNeed":"family_dysfunction"}""")]
    public void Each_stored_version_is_brought_to_the_present_one(string storedName, string stored)
    {
        Assert.Equal(Care, Third.Read(storedName, Encoding.UTF8.GetBytes(stored)));
    }

    [Theory]
    [InlineData("care_started", """ "order":"care_order" """)]
    [InlineData("care_started_v2", """ "legalStatus":"care_order" """)]
    [InlineData("care_started_v3", """ "legalStatus":"care_order","categoryOfNeed":"family_dysfunction" """)]
    public void What_a_correction_holds_is_brought_to_the_present_version_too(string storedName, string facts)
    {
        var stored = $$"""
            {"effectiveOn":"2021-06-02","entryId":"{{Guid.Empty}}","reason":"wrong",
             "facts":{"effectiveOn":"2021-06-02","type":"{{storedName}}",{{facts}}} }
            """;

        var correction = Assert.IsType<EntryCorrected>(Third.Read("entry_corrected", Encoding.UTF8.GetBytes(stored)));

        Assert.Equal(Care, correction.Facts);
    }

    [Fact]
    public void What_a_correction_holds_is_written_with_its_version()
    {
        var correction = new EntryCorrected
        {
            EffectiveOn = Care.EffectiveOn,
            EntryId = Guid.NewGuid(),
            Facts = Care,
            Reason = "wrong",
        };

        var stored = Third.Write(correction);

        Assert.Equal("care_started_v3", (string?)JsonNode.Parse(stored)!["facts"]!["type"]);
        Assert.Equal(correction, Third.Read("entry_corrected", stored));
    }

    [Fact]
    public void A_missing_step_is_an_error_that_says_where_it_belongs()
    {
        var gap = Shapes(new() { [("care_started", 1)] = shape => shape });

        var missing = Assert.Throws<InvalidOperationException>(() =>
            gap.Read("care_started", """{"effectiveOn":"2021-06-02"}"""u8.ToArray())
        );

        Assert.Equal(
            "The log holds care_started in version 2, and nothing leads from there to version 3: add the step to StoredFacts.Upcasts.",
            missing.Message
        );
    }

    [Fact]
    public void Every_event_has_a_step_from_each_version_before_its_present_one()
    {
        foreach (var type in EventCatalogue.All)
        {
            for (var from = 1; from < type.Version; from++)
            {
                Assert.True(
                    StoredFacts.Upcasts.ContainsKey((type.Name, from)),
                    $"{type.Name} is in version {type.Version}: add the step from version {from} to StoredFacts.Upcasts."
                );
            }
        }
    }

    private static CareStarted Care { get; } =
        new()
        {
            EffectiveOn = new DateOnly(2021, 6, 2),
            LegalStatus = LegalStatus.CareOrder,
            CategoryOfNeed = CategoryOfNeed.FamilyDysfunction,
        };

    private static StoredShapes Shapes(Dictionary<(string Name, int From), Func<JsonObject, JsonObject>> steps) =>
        new(
            [.. EventCatalogue.All.Select(type => type.Name == "care_started" ? type with { Version = 3 } : type)],
            steps,
            PlacementsJson.Options
        );
}
