using System.Reflection;

namespace Placements.Domain.Journey.Events;

/// <summary>Every event there is, by frozen name and by class.</summary>
public static class EventCatalogue
{
    public sealed record EventType(string Name, int Version, Type Class);

    public static IReadOnlyList<EventType> All { get; } = [.. Read().OrderBy(type => type.Name, StringComparer.Ordinal)];

    private static readonly Dictionary<string, EventType> ByName = All.ToDictionary(type => type.Name, StringComparer.Ordinal);

    private static readonly Dictionary<Type, EventType> ByClass = All.ToDictionary(type => type.Class);

    public static EventType? Find(string name) => ByName.GetValueOrDefault(name);

    public static EventType TypeOf(ChildEvent fact) => ByClass[fact.GetType()];

    private static IEnumerable<EventType> Read()
    {
        foreach (var type in typeof(ChildEvent).Assembly.GetTypes())
        {
            if (!type.IsSubclassOf(typeof(ChildEvent)) || type.IsAbstract)
                continue;

            var frozen =
                type.GetCustomAttribute<FrozenNameAttribute>()
                ?? throw new InvalidOperationException($"{type.Name} has no frozen name; add [FrozenName(\"…\")] beside it.");
            yield return new EventType(frozen.Name, frozen.Version, type);
        }
    }
}
