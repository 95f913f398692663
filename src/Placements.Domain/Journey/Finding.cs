using Placements.Domain.Journey.Events;

namespace Placements.Domain.Journey;

public enum Severity
{
    /// <summary>A command that would bring this about is not carried out.</summary>
    Refuse,

    /// <summary>Stored and shown: late, odd or incomplete, but a fact.</summary>
    Flag,
}

/// <summary>A rule of the field. Codes are stable: clients and stored findings rely on them.</summary>
/// <param name="Source">The regulation, or the number of the SSDA903 rule it comes from.</param>
public sealed record Rule(string Code, Severity Severity, string Source)
{
    /// <param name="on">The day on which the rule is first broken.</param>
    /// <param name="message">A sentence that a caseworker understands, without personal data.</param>
    public Finding Broken(DateOnly on, string message, params ReadOnlySpan<Guid> entries) =>
        new(Code, Severity, on, message, ValueList.Create(entries));
}

/// <summary>A rule that the journey breaks, and the entries that together break it.</summary>
public sealed record Finding(
    [property: Disclosure(About.TheChild)] string Code,
    Severity Severity,
    DateOnly On,
    [property: Disclosure(About.TheChild)] string Message,
    ValueList<Guid> EntryIds
)
{
    /// <summary>Whether it speaks of the same breach, however worded.</summary>
    public bool IsSameAs(Finding other) => Code == other.Code && EntryIds.Equals(other.EntryIds);
}
