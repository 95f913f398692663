using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Contract;

/// <summary>What the document says of facts and codes, held against the facts and codes themselves.</summary>
public sealed class OpenApiSchemaTests(ContractHost host) : IClassFixture<ContractHost>, IAsyncLifetime
{
    private readonly ApiHost api = host.Api;
    private JsonObject document = null!;

    private JsonObject Schemas => document["components"]!["schemas"]!.AsObject();

    public async ValueTask InitializeAsync() => document = await api.WithToken(null).Get("/openapi/v1.json");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void Every_event_is_there_under_its_frozen_name_with_all_its_members()
    {
        var mapping = Schemas["ChildEvent"]!["discriminator"]!["mapping"]!.AsObject();
        Assert.Equal(EventCatalogue.All.Select(type => type.Name), mapping.Select(entry => entry.Key).Order(StringComparer.Ordinal));
        foreach (var type in EventCatalogue.All)
        {
            var schema = Schemas[((string)mapping[type.Name]!).Split('/')[^1]]!;
            var members = schema["properties"]!.AsObject();
            Assert.Contains(type.Name, members["type"]!.ToJsonString(), StringComparison.Ordinal);
            var expected = Members(type.Class).Select(property => Name(property)).Append("type");
            Assert.Equal(expected.Order(StringComparer.Ordinal), members.Select(member => member.Key).Order(StringComparer.Ordinal));

            // A correction takes its date from the entry that it corrects.
            var required = Members(type.Class)
                .Where(property => property.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute)))
                .Select(property => Name(property))
                .Where(name => name != "effectiveOn" || (type.Class != typeof(EntryCorrected) && type.Class != typeof(EntryVoided)));
            var said = schema["required"]?.AsArray().Select(name => (string)name!).Where(name => name != "type") ?? [];
            Assert.Equal(required.Order(StringComparer.Ordinal), said.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Every_code_of_an_event_is_listed_value_by_value()
    {
        foreach (var type in EventCatalogue.All)
        {
            var schema = Schemas[$"ChildEvent{type.Class.Name}"]!["properties"]!;
            foreach (var property in Members(type.Class))
            {
                if (CodeOf(property) is not { } code)
                {
                    continue;
                }
                var said = schema[Name(property)]!;
                var values = Values(said["items"] ?? said);
                Assert.True(Names(code).SequenceEqual(values, StringComparer.Ordinal), $"{type.Name}.{Name(property)}: {said}");
            }
        }
    }

    [Fact]
    public void What_an_event_holds_together_is_described_member_by_member()
    {
        var held = EventCatalogue
            .All.SelectMany(type => Members(type.Class))
            .Select(property =>
                property.PropertyType.IsGenericType ? property.PropertyType.GetGenericArguments()[0] : property.PropertyType
            )
            .Where(type => type is { IsClass: true } && type.Assembly == typeof(ChildEvent).Assembly && type != typeof(ChildEvent))
            .Distinct()
            .ToList();
        Assert.Contains(typeof(ReferralNeeds), held);
        foreach (var type in held)
        {
            var members = Schemas[type.Name]!["properties"]?.AsObject();
            Assert.True(members is not null, $"The document says nothing of what is in {type.Name}.");
            Assert.Equal(
                Members(type).Select(Name).Order(StringComparer.Ordinal),
                members.Select(m => m.Key).Order(StringComparer.Ordinal)
            );
            foreach (var property in Members(type).Where(property => CodeOf(property) is not null))
            {
                var said = members[Name(property)]!;
                Assert.Equal(Names(CodeOf(property)!), Values(said["items"] ?? said));
                Assert.Equal(Nullable.GetUnderlyingType(property.PropertyType) is not null, said["oneOf"] is not null);
            }
        }
    }

    [Fact]
    public void What_the_path_says_need_not_be_in_the_body()
    {
        foreach (var route in Route.UnderV1(api).Where(route => route is { IsOfOneChild: true, Method: "POST" }))
        {
            var body = document["paths"]![route.Path]!["post"]!["requestBody"]!["content"]!["application/json"]!["schema"]!["$ref"];
            var required = Schemas[((string)body!).Split('/')[^1]]!["required"]?.AsArray().Select(name => (string)name!) ?? [];
            Assert.DoesNotContain(required, name => route.Path.Contains($"{{{name}}}", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Answers_say_their_clocks_their_pages_and_what_a_stale_writer_is_told()
    {
        var summary = Answer("/v1/stability/summary", "get", "200")["application/json"]!["schema"]!.ToJsonString();
        Assert.Contains("asKnownAt", summary, StringComparison.Ordinal);
        Assert.Contains("StabilitySummary", summary, StringComparison.Ordinal);

        foreach (var path in new[] { "/v1/children", "/v1/stability", "/v1/children/{childId}/entries" })
        {
            var list = Answer(path, "get", "200");
            var page = Schemas[((string)list["application/json"]!["schema"]!["$ref"]!).Split('/')[^1]]!["properties"]!.AsObject();
            Assert.Equal(["asAt", "asKnownAt", "items", "next"], page.Select(member => member.Key).Order(StringComparer.Ordinal));
            Assert.Equal("string", (string?)list["text/csv"]!["schema"]!["type"]);
        }

        var stale = Answer("/v1/children/{childId}/entries", "post", "412")["application/problem+json"]!["schema"]!["$ref"];
        Assert.Contains("entriesSince", Schemas[((string)stale!).Split('/')[^1]]!.ToJsonString(), StringComparison.Ordinal);
    }

    private JsonNode Answer(string path, string method, string status) =>
        document["paths"]![path]![method]!["responses"]![status]!["content"]!;

    private static IEnumerable<PropertyInfo> Members(Type fact) =>
        fact.GetProperties()
            .SelectMany(property => property.IsDefined(typeof(FlattenedAttribute)) ? Members(property.PropertyType) : [property]);

    /// <summary>The code list of a member that is a code value or a list of them.</summary>
    private static Type? CodeOf(PropertyInfo property)
    {
        var bare = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return bare.IsEnum ? bare
            : bare.IsGenericType && bare.GetGenericArguments()[0].IsEnum ? bare.GetGenericArguments()[0]
            : null;
    }

    private static string Name(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    private static IEnumerable<string> Names(Type code) =>
        (IEnumerable<string>)typeof(CodeList<>).MakeGenericType(code).GetProperty(nameof(CodeList<Sex>.Names))!.GetValue(null)!;

    /// <summary>Of a schema, of the one it refers to, or of the one beside null.</summary>
    private IEnumerable<string> Values(JsonNode schema)
    {
        if (schema["$ref"] is { } reference)
        {
            return Values(Schemas[((string)reference!).Split('/')[^1]]!);
        }
        if (schema["oneOf"] is JsonArray either)
        {
            return Values(either.Single(one => (string?)one!["type"] != "null")!);
        }
        return schema["enum"]?.AsArray().Select(value => (string)value!) ?? [];
    }
}
