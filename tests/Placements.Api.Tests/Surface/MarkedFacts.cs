using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Placements.Domain.Journey.Events;

namespace Placements.Tests.Api.Surface;

/// <summary>Facts in which every personal member holds a value that occurs nowhere else, found by the domain's own marks.</summary>
internal static class MarkedFacts
{
    public const string Word = "Zqxmark";
    public const string Day = "2009-07-23";
    public const string Postcode = "CF99 9ZZ";

    /// <summary>How the marks may come back: as they are, in an address, without their space.</summary>
    public static readonly string[] Marks = [Word, Day, Postcode, "CF999ZZ", "CF99%209ZZ", "CF99+9ZZ"];

    /// <summary>The facts of an event with all its personal members, also those of objects within.</summary>
    public static JsonObject Of(Type type, JsonObject facts)
    {
        foreach (var property in type.GetProperties())
        {
            if (property.IsDefined(typeof(PersonalAttribute)))
            {
                facts[Name(property)] = Value(property);
            }
            else if (property.IsDefined(typeof(FlattenedAttribute)))
            {
                Of(property.PropertyType, facts);
            }
            else if (HasPersonal(property.PropertyType))
            {
                facts[Name(property)] = Of(property.PropertyType, facts[Name(property)]?.DeepClone().AsObject() ?? []);
            }
            else if (property.PropertyType is { IsGenericType: true } list && HasPersonal(list.GetGenericArguments()[0]))
            {
                foreach (var item in facts[Name(property)]?.AsArray() ?? [])
                {
                    Of(list.GetGenericArguments()[0], item!.AsObject());
                }
            }
        }
        return facts;
    }

    private static bool HasPersonal(Type type) => type.Assembly == typeof(ChildEvent).Assembly && !type.IsEnum && Personal(type).Any();

    public static IEnumerable<PropertyInfo> Personal(Type type) =>
        type.GetProperties().Where(property => property.IsDefined(typeof(PersonalAttribute)));

    public static string Name(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    private static JsonNode Value(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return type switch
        {
            _ when type == typeof(DateOnly) => Day,
            _ when type == typeof(string) && property.Name.Contains("Postcode", StringComparison.Ordinal) => Postcode,
            _ when type == typeof(string) => $"{Word} {property.DeclaringType!.Name} {property.Name}",
            _ when type == typeof(PersonName) => new JsonObject { ["given"] = $"{Word}given", ["family"] = $"{Word}family" },
            _ when type == typeof(IReadOnlyList<LocalIdentifier>) => new JsonArray(
                new JsonObject
                {
                    ["scheme"] = "case_number",
                    ["value"] = $"{Word}{Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..6]}",
                }
            ),
            _ when type == typeof(IReadOnlyList<string>) => new JsonArray("01/02/2022", $"{Word}1"),
            _ => throw new InvalidOperationException($"Say in MarkedFacts how a personal {type} is marked."),
        };
    }
}
