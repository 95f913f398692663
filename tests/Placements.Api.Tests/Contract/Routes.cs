using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Contract;

/// <summary>A route as the host has it: nobody has to remember to list a new one.</summary>
/// <param name="Path">Without constraints, as the OpenAPI document writes it.</param>
internal sealed partial record Route(string Method, string Path, Type? Takes)
{
    public bool IsOfOneChild => Path.StartsWith("/v1/children/{childId}", StringComparison.Ordinal);

    /// <summary>Something else than a child.</summary>
    public bool NamesAnything => Path.Replace("{childId}", "", StringComparison.Ordinal).Contains('{');

    /// <summary>An address on this route: the child given, and something for every other parameter.</summary>
    public string For(string childId) =>
        Parameter().Replace(Path.Replace("{childId}", childId, StringComparison.Ordinal), _ => Guid.NewGuid().ToString());

    /// <summary>The least body that the route understands; null for a GET.</summary>
    public string? Body => Method == "GET" ? null : (Takes is null ? new JsonObject() : Sample.Of(Takes)).ToJsonString();

    public override string ToString() => $"{Method} {Path}";

    public static IReadOnlyList<Route> Of(ApiHost host) =>
        [
            .. host
                .Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .SelectMany(endpoint =>
                    (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => new Route(
                        method,
                        "/" + Parameter().Replace(endpoint.RoutePattern.RawText!.Trim('/'), "{$1}"),
                        endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType
                    ))
                )
                .OrderBy(route => route.Path, StringComparer.Ordinal)
                .ThenBy(route => route.Method, StringComparer.Ordinal),
        ];

    public static IReadOnlyList<Route> UnderV1(ApiHost host) =>
        [.. Of(host).Where(route => route.Path.StartsWith("/v1/", StringComparison.Ordinal))];

    [GeneratedRegex(@"{(\w+)(:\w+)?}", RegexOptions.None, 1_000)]
    private static partial Regex Parameter();

    /// <summary>Sends the least request that the route understands.</summary>
    public async Task<HttpResponseMessage> Call(HttpClient client, string childId) =>
        Method switch
        {
            "GET" => await client.GetAsync(For(childId)),
            "PUT" => await client.PutJson(For(childId), Body!),
            _ => await client.PostJson(For(childId), Body!),
        };
}

/// <summary>The least JSON from which a type can be read: its required members, each with some value that is understood.</summary>
internal static class Sample
{
    public static JsonNode Of(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return bare switch
        {
            _ when bare == typeof(ChildEvent) => With(Of(typeof(CareStarted)), "type", "care_started"),
            _ when bare == typeof(DateOnly) => "2021-06-05",
            _ when bare == typeof(Guid) => Guid.NewGuid().ToString(),
            _ when bare == typeof(string) => "some words",
            _ when bare == typeof(bool) => true,
            _ when bare == typeof(int) || bare == typeof(long) => 1,
            _ when bare.IsEnum => FirstName(bare),
            _ when bare.IsGenericType => new JsonArray(Of(bare.GetGenericArguments()[0])),
            _ => Object(bare),
        };
    }

    private static JsonObject Object(Type type)
    {
        var body = new JsonObject();
        foreach (var property in type.GetProperties())
        {
            if (!property.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute)))
            {
                continue;
            }
            if (property.IsDefined(typeof(FlattenedAttribute)))
            {
                foreach (var (name, value) in Object(property.PropertyType).ToList())
                {
                    body[name] = value?.DeepClone();
                }
                continue;
            }
            // The path names these, and each sample invents its own.
            if (property.PropertyType == typeof(Guid))
            {
                continue;
            }
            var member = property.Name == "ResponsibleAuthority" ? (JsonNode)ApiHost.Cardiff : Of(property.PropertyType);
            body[JsonNamingPolicy.CamelCase.ConvertName(property.Name)] = member;
        }
        return body;
    }

    private static JsonNode With(JsonNode node, string member, string value)
    {
        node[member] = value;
        return node;
    }

    private static string FirstName(Type code)
    {
        var names = typeof(CodeList<>)
            .MakeGenericType(code)
            .GetProperty(nameof(CodeList<Sex>.Names), BindingFlags.Public | BindingFlags.Static)!;
        return ((IEnumerable<string>)names.GetValue(null)!).First();
    }
}
