namespace Placements.Domain.Journey.Events;

/// <summary>
/// Something that happened in a child's life in care: a fact, never a total or a "current" flag. A closed hierarchy: each event is a
/// sealed record in this folder with a <see cref="FrozenNameAttribute"/>.
/// </summary>
public abstract record ChildEvent
{
    /// <summary>The date on which it was true in the child's life; not when it was recorded, which only the store knows.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>One sentence for a chronology, free of personal data.</summary>
    public abstract string InWords();
}

/// <summary>
/// The event's name in storage and in the API. Frozen: a class may be renamed, this may not. Raise the version when the stored shape
/// changes, and teach the upcaster the step.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FrozenNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;

    public int Version { get; init; } = 1;
}

/// <summary>
/// Names or describes a person: kept out of logs, errors and de-identified rows, and encrypted where events are stored, so that it can be
/// erased by itself when the record need not be kept any longer.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalAttribute : Attribute
{
    /// <summary>
    /// Figures are counted by it (an age), and stay as they were after the person is erased: not encrypted.
    /// </summary>
    public bool Counted { get; init; }
}

/// <summary>The members of this property stand beside the event's own in JSON, not inside an object of their own.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FlattenedAttribute : Attribute;

/// <summary>An event that begins something with an identity of its own. A client may choose the id; else it is given at recording.</summary>
public interface IBegins
{
    Guid BegunId { get; }

    ChildEvent WithBegunId(Guid id);
}
