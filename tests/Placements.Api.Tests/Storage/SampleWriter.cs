using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Placements.Application.Json;
using Placements.Domain.Journey.Events;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Storage;

/// <summary>Makes the first sample of a new event or version: every member filled with something.</summary>
internal static class SampleWriter
{
    private static readonly JsonSerializerOptions Indented = new(PlacementsJson.Options) { WriteIndented = true };

    public static string Sample(EventCatalogue.EventType type)
    {
        var stored = TestKeys.PlainShapes.Write(Filled(type));
        return JsonNode.Parse(stored)!.ToJsonString(Indented) + "\n";
    }

    /// <summary>Writes it where the other samples are; false where the source is not at hand.</summary>
    public static bool Write(EventCatalogue.EventType type, [CallerFilePath] string thisFile = "")
    {
        var folder = Path.Combine(Path.GetDirectoryName(thisFile)!, "Samples");
        if (!Directory.Exists(folder))
        {
            return false;
        }
        File.WriteAllText(Path.Combine(folder, StoredShapes.NameOf(type) + ".json"), Sample(type), new UTF8Encoding(false));
        return true;
    }

    /// <summary>Text says "the" and the name of its member.</summary>
    public static ChildEvent Filled(EventCatalogue.EventType type) => (ChildEvent)Filled(type.Class, "");

    private static object Filled(Type type, string member)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(ChildEvent))
        {
            return Filled(typeof(CareStarted), member);
        }
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var list = Array.CreateInstance(type.GetGenericArguments()[0], 1);
            list.SetValue(Filled(type.GetGenericArguments()[0], member), 0);
            return list;
        }
        object? plain = type switch
        {
            _ when type == typeof(string) => $"the {member}",
            _ when type == typeof(Guid) => Guid.Parse("0197f000-0000-7000-8000-000000000001"),
            _ when type == typeof(DateOnly) => new DateOnly(2021, 6, 2),
            _ when type == typeof(TimeOnly) => new TimeOnly(21, 30),
            _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2021, 6, 2, 21, 30, 0, TimeSpan.Zero),
            _ when type == typeof(bool) => true,
            _ when type == typeof(int) => 3,
            _ when type == typeof(long) => 45_000L,
            _ when type.IsEnum => Enum.GetValues(type).GetValue(0),
            _ => null,
        };
        if (plain is not null)
        {
            return plain;
        }

        var filled = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
        {
            property.SetValue(filled, Filled(property.PropertyType, JsonNamingPolicy.CamelCase.ConvertName(property.Name)));
        }
        return filled;
    }
}
