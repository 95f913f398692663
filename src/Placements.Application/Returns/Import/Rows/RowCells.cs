using System.Globalization;
using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Import;

/// <summary>Reads a code of a return year.</summary>
internal delegate bool ReadCode<T>(string code, int year, out T value);

/// <summary>The cells of one row, and what was wrong with them.</summary>
internal sealed class RowCells(ReturnRow row, Action<ReturnProblem> report)
{
    private static readonly string[] OtherDates = ["d/M/yy", "d/M/yyyy", "yyyy-MM-dd"];

    /// <summary>What was put right, sentence by sentence.</summary>
    public string? Repaired { get; private set; }

    /// <summary>
    /// Dates are dd/mm/yyyy. A day and month that lack a zero, an ISO date and a year of two digits can mean one day only in a return of
    /// this century; what was understood is reported.
    /// </summary>
    public DateOnly? Date(string column)
    {
        var text = row[column];
        if (DateOnly.TryParseExact(text, "dd/MM/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }
        if (DateOnly.TryParseExact(text, OtherDates, CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
        {
            Repair("date_form", column, $"The date is not written dd/mm/yyyy: read as {day:dd/MM/yyyy}.");
            return day;
        }
        return null;
    }

    public bool Reads<T>(string column, ReadCode<T> read, out T value) => read(row[column], row.Year, out value);

    public string? Postcode(string column)
    {
        var text = row[column];
        if (text.Length == 0)
        {
            return null;
        }
        if (Domain.Codes.Postcode.Normalise(text) is { } postcode)
        {
            return postcode;
        }
        Repair("postcode_malformed", column, "This cannot be a postcode: taken as not known.");
        return null;
    }

    /// <summary>The row is left out because of a date.</summary>
    public void LeaveOutForDate(string column) =>
        LeaveOut(
            row[column].Length == 0 ? "date_missing" : "date_malformed",
            column,
            row[column].Length == 0 ? "The date is missing." : "This is not a date: dates are written dd/mm/yyyy."
        );

    /// <summary>The row is left out because a code is missing or not in the list of its year.</summary>
    public void LeaveOutForCode<T>(string column, ReadCode<T> read)
    {
        var code = row[column];
        if (code.Length == 0)
        {
            LeaveOut("code_missing", column, "The code is missing.");
            return;
        }
        var years = Enumerable.Range(Ssda903Tables.FirstYear, Ssda903Tables.LastYear - Ssda903Tables.FirstYear + 1);
        var held = years.Where(year => read(code, year, out _)).ToList();
        if (held.Count == 0)
        {
            LeaveOut("code_unknown", column, "The code is in no list of the return.");
        }
        else
        {
            LeaveOut(
                "code_of_another_year",
                column,
                $"The code is not in the list of the {row.Year} return; it was in those of {held[0]} to {held[^1]}."
            );
        }
    }

    public void LeaveOut(string code, string column, string message) => report(Problem(code, column, message, ProblemOutcome.LeftOut));

    public void Repair(string code, string column, string message)
    {
        Repaired = Repaired is null ? message : $"{Repaired} {message}";
        report(Problem(code, column, message, ProblemOutcome.Repaired));
    }

    private ReturnProblem Problem(string code, string column, string message, ProblemOutcome outcome) =>
        new(code, message, outcome)
        {
            File = row.File,
            Line = row.Line,
            Column = column,
            Child = row.Child,
        };
}
