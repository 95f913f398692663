using Placements.Domain.Codes;

namespace Placements.Application.Returns.Files;

/// <summary>A row as it was read: text, whose meaning is not judged here.</summary>
/// <param name="File">Relative to what was given: <c>2024/episodes.csv</c>.</param>
/// <param name="Line">The line of the file where the row begins, from 1, whatever line breaks its cells hold.</param>
/// <param name="Values">In the order of the table's columns, trimmed, "" where empty.</param>
public sealed record ReturnRow(int Year, ReturnTable Table, string File, long Line, IReadOnlyList<string> Values)
{
    /// <exception cref="ArgumentException">The table has no such column.</exception>
    public string this[string column] =>
        Table.IndexOf(column) is var index and >= 0
            ? Values[index]
            : throw new ArgumentException($"The table {Table.Name} has no column {column}.", nameof(column));

    /// <summary>The child's code: the same child has the same in every table and, if all is well, in every year.</summary>
    public string Child => Values[0];
}

public enum ProblemOutcome
{
    /// <summary>What it is about is not taken.</summary>
    [Label("Left out")]
    LeftOut,

    /// <summary>It is taken, changed as the message says.</summary>
    [Label("Repaired")]
    Repaired,

    /// <summary>It is taken as it is, or was of no use.</summary>
    [Label("Noted")]
    Noted,
}

/// <summary>Something in a return that is not as it should be, though the rest can be read.</summary>
/// <param name="Code">Stable, snake_case.</param>
/// <param name="Message">A sentence for a returns officer; it holds no value of a cell.</param>
public sealed record ReturnProblem(string Code, string Message, ProblemOutcome Outcome)
{
    public string? File { get; init; }

    public long? Line { get; init; }

    public string? Column { get; init; }

    /// <summary>The CHILD code, shown only to who imports.</summary>
    public string? Child { get; init; }
}

/// <summary>Why a whole source cannot be read: nothing of it may be taken. The message is a sentence for a returns officer.</summary>
public sealed class ReturnUnreadableException(string code, string message, string? file = null, long? line = null) : Exception(message)
{
    /// <summary>Stable, snake_case.</summary>
    public string Code => code;

    public string? File => file;

    public long? Line => line;
}
