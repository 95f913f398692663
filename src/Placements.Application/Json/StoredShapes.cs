using System.Text.Json;
using System.Text.Json.Nodes;
using Placements.Domain.Journey.Events;
using EventType = Placements.Domain.Journey.Events.EventCatalogue.EventType;

namespace Placements.Application.Json;

/// <summary>
/// Events as they are stored: the shape of each by name and version, and the steps that bring an old shape to today's. A correction
/// holds another event, which has a shape of its own.
/// </summary>
/// <param name="json">How members are written.</param>
internal sealed class StoredShapes(
    IReadOnlyList<EventType> types,
    IReadOnlyDictionary<(string Name, int From), Func<JsonObject, JsonObject>> upcasts,
    JsonSerializerOptions json
)
{
    private readonly Dictionary<string, EventType> byName = types.ToDictionary(type => type.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, EventType> byStoredName = types.ToDictionary(NameOf, StringComparer.Ordinal);
    private readonly Dictionary<Type, EventType> byClass = types.ToDictionary(type => type.Class);

    /// <summary>Once any event has a second shape, what a correction holds may be in the first.</summary>
    private readonly bool lookInside = types.Any(type => type.Version > 1);

    /// <summary>The frozen name, with a suffix from the second shape on, as Marten names upcast events.</summary>
    public static string NameOf(EventType type) => type.Version == 1 ? type.Name : $"{type.Name}_v{type.Version}";

    public byte[] Write(ChildEvent fact)
    {
        if (fact is EntryCorrected correction && byClass[correction.Facts.GetType()] is { Version: > 1 } inner)
        {
            var shape = JsonSerializer.SerializeToNode(correction, json)!;
            shape[Inner]![Discriminator] = NameOf(inner);
            return JsonSerializer.SerializeToUtf8Bytes(shape, json);
        }
        return JsonSerializer.SerializeToUtf8Bytes(fact, fact.GetType(), json);
    }

    public ChildEvent Read(string storedName, byte[] data)
    {
        if (byStoredName.TryGetValue(storedName, out var type) && !(lookInside && type.Class == typeof(EntryCorrected)))
        {
            return (ChildEvent)JsonSerializer.Deserialize(data, type.Class, json)!;
        }
        (type, var shape) = Upcast(storedName, JsonNode.Parse(data)!.AsObject());
        if (type.Class == typeof(EntryCorrected) && shape[Inner] is JsonObject facts)
        {
            (var inner, facts) = Upcast((string)facts[Discriminator]!, facts);
            facts[Discriminator] = inner.Name;
            shape[Inner] = facts.Parent is null ? facts : facts.DeepClone();
        }
        return (ChildEvent)shape.Deserialize(type.Class, json)!;
    }

    private const string Inner = "facts";
    private const string Discriminator = "type";

    private (EventType Type, JsonObject Shape) Upcast(string storedName, JsonObject shape)
    {
        var (name, version) = Split(storedName);
        if (!byName.TryGetValue(name, out var type))
        {
            throw new InvalidOperationException($"The log holds an event named {storedName}, which this program does not know.");
        }
        for (; version < type.Version; version++)
        {
            if (!upcasts.TryGetValue((name, version), out var step))
            {
                throw new InvalidOperationException(
                    $"The log holds {name} in version {version}, and nothing leads from there to version {version + 1}: add the step to "
                        + "StoredFacts.Upcasts."
                );
            }
            shape = step(shape);
        }
        return (type, shape);
    }

    private static (string Name, int Version) Split(string storedName)
    {
        var suffix = storedName.LastIndexOf("_v", StringComparison.Ordinal);
        return suffix > 0 && int.TryParse(storedName.AsSpan(suffix + 2), out var version)
            ? (storedName[..suffix], version)
            : (storedName, 1);
    }
}
