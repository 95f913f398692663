namespace Placements.Domain.Journey.Events;

/// <summary>Whom a member speaks of.</summary>
public enum About
{
    /// <summary>The child, or nobody.</summary>
    TheChild,

    /// <summary>Words that somebody wrote: they may mention others.</summary>
    PerhapsOthers,

    /// <summary>Somebody else: a carer, a provider, a member of staff, a sibling.</summary>
    SomebodyElse,
}

/// <summary>
/// Whom the member speaks of, for whoever reads a child's record before it is given away (subject access). Each text has one; a test asks
/// for it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DisclosureAttribute(About about) : Attribute
{
    public About About { get; } = about;
}
