using System.Globalization;
using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks;

/// <summary>A row of the return as it will be sent.</summary>
/// <param name="number">Which of the child's rows in the table, from 1.</param>
/// <param name="entryIds">Asked for only once a rule is broken.</param>
internal class CheckedRow(ReturnTable table, int number, IReadOnlyList<string> values, Func<IReadOnlyList<Guid>> entryIds)
{
    public ReturnTable Table => table;

    public int Number => number;

    /// <summary>The cell's text; empty where there is none, also where a row that is kept as it came is too short.</summary>
    public string this[string column] => values.ElementAtOrDefault(table.IndexOf(column)) ?? "";

    protected IReadOnlyList<string> Values => values;

    public IReadOnlyList<Guid> EntryIds => entryIds();

    /// <summary>The entries to correct where certain fields are wrong.</summary>
    public virtual IReadOnlyList<Guid> EntryIdsOf(IReadOnlyList<string> fields) => EntryIds;

    /// <summary>The day by which a person knows the row.</summary>
    public virtual DateOnly? Day => null;

    public bool Has(string column) => this[column].Length > 0;

    public bool HasAny(params ReadOnlySpan<string> columns)
    {
        foreach (var column in columns)
        {
            if (Has(column))
            {
                return true;
            }
        }
        return false;
    }

    public bool LacksAny(params ReadOnlySpan<string> columns)
    {
        foreach (var column in columns)
        {
            if (!Has(column))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Null where the cell is empty or holds no date.</summary>
    public DateOnly? Date(string column) => DateOf(this[column]);

    public bool IsNoDate(string column) => Has(column) && Date(column) is null;

    protected static DateOnly? DateOf(string text) =>
        text.Length > 0 && DateOnly.TryParseExact(text, "dd/MM/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;
}
