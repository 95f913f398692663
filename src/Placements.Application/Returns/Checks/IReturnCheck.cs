namespace Placements.Application.Returns.Checks;

/// <summary>A rule that a return is checked by before it is sent: a file each, found by reflection.</summary>
public interface IReturnCheck
{
    /// <summary>The Department's number of it; in Wales the code of ours.</summary>
    string Code { get; }

    /// <summary>What the rule asks for, in a sentence without personal data.</summary>
    string Wording { get; }

    /// <summary>The fields to mend: <c>Episodes.DEC</c>.</summary>
    IReadOnlyList<string> Fields { get; }

    /// <summary>The first return that it holds for, by the year in which it ends.</summary>
    int FromYear { get; }

    /// <summary>The last return that it holds for; null: still.</summary>
    int? ToYear { get; }
}

/// <summary>A rule that a child's return breaks, and where to mend it.</summary>
/// <param name="Code">Of the rule.</param>
/// <param name="Message">In a sentence without personal data.</param>
/// <param name="Fields">The fields to mend.</param>
/// <param name="Table">The table of the row; null where no single row is meant.</param>
/// <param name="Row">Which of the child's rows in that table, from 1.</param>
/// <param name="On">The first day of the episode or absence, or the day on which the rule was first broken.</param>
/// <param name="EntryIds">The entries to correct; none where something is missing that no entry says.</param>
public sealed record Breach(
    string Code,
    string Message,
    IReadOnlyList<string> Fields,
    string? Table,
    int? Row,
    DateOnly? On,
    IReadOnlyList<Guid> EntryIds
);

/// <param name="Code">CHILD of the return; our own id where the child has no code.</param>
public sealed record ChildBreaches(Guid ChildId, string Code, IReadOnlyList<Breach> Breaches);
