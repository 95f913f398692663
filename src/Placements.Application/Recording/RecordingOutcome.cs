using System.Text.Json.Serialization;
using Placements.Domain.Journey;

namespace Placements.Application.Recording;

/// <summary>The answer every write gives.</summary>
/// <param name="Version">Of the child's stream after it.</param>
/// <param name="Findings">The flags that the new entries bring about by today.</param>
public sealed record WriteAnswer(Guid ChildId, long Version, IReadOnlyList<RecordedEntry> Entries, IReadOnlyList<AnsweredFinding> Findings)
{
    /// <summary>Break-glass alone: the first instant at which the record is closed to the caller again.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? OpenUntil { get; init; }

    /// <summary>The answer as it is kept with its append does not know the recorded time, which the store gives.</summary>
    public WriteAnswer RecordedAt(DateTimeOffset instant) =>
        this with
        {
            Entries = [.. Entries.Select(entry => entry with { RecordedAt = instant })],
        };
}

public sealed record RecordedEntry(
    Guid EntryId,
    string Type,
    DateOnly EffectiveOn,
    long Version,
    DateTimeOffset RecordedAt,
    string RecordedBy
);

public sealed record AnsweredFinding(string Code, string Severity, DateOnly On, string Message, IReadOnlyList<Guid> EntryIds)
{
    public static AnsweredFinding Of(Finding finding) =>
        new(
            finding.Code,
            finding.Severity == Domain.Journey.Severity.Flag ? "flag" : "refuse",
            finding.On,
            finding.Message,
            finding.EntryIds
        );
}

public abstract record RecordingOutcome
{
    private RecordingOutcome() { }

    public sealed record Recorded(WriteAnswer Answer) : RecordingOutcome;

    /// <summary>Nothing was recorded. Either a rule of the field refuses, or the caller may not do this.</summary>
    public sealed record Refused(IReadOnlyList<Refusal> Refusals) : RecordingOutcome;

    /// <summary>The caller has no right to do this at all.</summary>
    public sealed record NotAllowed(string Why) : RecordingOutcome;

    /// <summary>There is no such child, or none that the caller may see: the two look alike.</summary>
    public sealed record NotFound : RecordingOutcome;

    /// <summary>The record has moved on since the caller read it.</summary>
    public sealed record Stale(long Version, IReadOnlyList<RecordedEntry> EntriesSince) : RecordingOutcome;

    /// <summary>The idempotency key belongs to another request.</summary>
    public sealed record KeyUsedForAnother : RecordingOutcome;
}

/// <summary>What the caller believes the version to be.</summary>
/// <param name="Versions">Null: any existing one.</param>
public sealed record Precondition(IReadOnlyList<long>? Versions)
{
    public static Precondition Any { get; } = new((IReadOnlyList<long>?)null);

    public bool Allows(long version) => Versions is null || Versions.Contains(version);

    /// <summary>The entries after this one are news to the caller.</summary>
    public long Seen => Versions is null or [] ? 0 : Versions.Max();
}

/// <param name="Key">Any text up to 200 characters, the caller's own.</param>
/// <param name="RequestHash">Over everything that makes the request what it is.</param>
public sealed record RequestKey(string Key, byte[] RequestHash);
