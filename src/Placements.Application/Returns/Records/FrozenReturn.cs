using Placements.EventStore;

namespace Placements.Application.Returns.Records;

/// <summary>A return as it was made: it never changes, and neither do its files.</summary>
/// <param name="Year">Named by the 31 March that ends it.</param>
/// <param name="AsAt">That day.</param>
/// <param name="AsKnownAt">When it was made; entries recorded later are not in it, and all others are.</param>
/// <param name="LogPosition">The last event of the log then.</param>
/// <param name="MadeBy">Name of who made it.</param>
/// <param name="Gaps">Cells that the facts do not fill; <c>gaps.csv</c> lists them.</param>
/// <param name="CodeListVersion">Of the Welsh codes; null for a return whose codes come with the program.</param>
public sealed record FrozenReturn(
    Guid ReturnId,
    string Authority,
    string Kind,
    int Year,
    DateOnly AsAt,
    DateTimeOffset AsKnownAt,
    LogPosition LogPosition,
    string MadeBy,
    string? Note,
    long Gaps,
    string ProgramVersion,
    long? CodeListVersion,
    IReadOnlyList<FrozenFile> Files
)
{
    public FrozenFile? File(string name) => Files.FirstOrDefault(file => file.Name == name);
}

/// <param name="Rows">Without the header line.</param>
/// <param name="Bytes">Of the file as it is given out.</param>
/// <param name="Sha256">Of the same, in lower-case hexadecimal.</param>
public sealed record FrozenFile(string Name, long Rows, long Bytes, string Sha256);

/// <summary>What is to be frozen.</summary>
/// <param name="Note">Kept with it, for whoever reads it later.</param>
public sealed record FreezeRequest(string Authority, IReturnKind Kind, int Year, string? Note);

public abstract record FreezeOutcome
{
    private FreezeOutcome() { }

    public sealed record Frozen(FrozenReturn Return) : FreezeOutcome;

    /// <summary>The idempotency key belongs to another request.</summary>
    public sealed record KeyUsedForAnother : FreezeOutcome;

    /// <summary>Somebody writes to the log for long, an import: what is known now cannot be told before that ends.</summary>
    public sealed record LogBusy : FreezeOutcome;
}
