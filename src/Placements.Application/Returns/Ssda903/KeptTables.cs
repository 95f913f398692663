using Placements.Application.Returns.Files;
using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;

namespace Placements.Application.Returns.Ssda903;

/// <summary>
/// Tables that are not about placements, kept as they came. Columns that the child's own details fill are left out of the kept cells, so
/// that a corrected date of birth is corrected in every table.
/// </summary>
internal static class KeptTables
{
    private static readonly Dictionary<ReturnTable, KeptTable> ByTable = new()
    {
        [Ssda903Tables.Header] = KeptTable.Header,
        [Ssda903Tables.Episodes] = KeptTable.Episodes,
        [Ssda903Tables.Reviews] = KeptTable.Reviews,
        [Ssda903Tables.Uasc] = KeptTable.Uasc,
        [Ssda903Tables.Oc2] = KeptTable.Oc2,
        [Ssda903Tables.Oc3] = KeptTable.Oc3,
        [Ssda903Tables.Ad1] = KeptTable.Ad1,
        [Ssda903Tables.PlacedAdoption] = KeptTable.PlacedForAdoption,
        [Ssda903Tables.PrevPerm] = KeptTable.PreviousPermanence,
        [Ssda903Tables.SwEpisodes] = KeptTable.SwEpisodes,
        [Ssda903Tables.DoLo] = KeptTable.Dolo,
    };

    private static readonly Dictionary<KeptTable, ReturnTable> ByKept = ByTable.ToDictionary(pair => pair.Value, pair => pair.Key);

    public static bool Keeps(ReturnTable table) => ByTable.ContainsKey(table);

    public static KeptTable Of(ReturnTable table) => ByTable[table];

    public static ReturnTable TableOf(KeptTable table) => ByKept[table];

    public static KeptRow Keep(ReturnRow row) => Keep(row.Table, row.Values);

    public static KeptRow Keep(ReturnTable table, IReadOnlyList<string> values)
    {
        var kept = new List<string>(values.Count);
        for (var i = 0; i < table.Columns.Count; i++)
        {
            if (!IsDetail(table.Columns[i]))
            {
                kept.Add(values[i]);
            }
        }
        return new KeptRow { Table = ByTable[table], Values = kept };
    }

    /// <param name="details">The cell of a column that the child's details fill.</param>
    public static IReadOnlyList<string> WholeRow(KeptRow row, Func<string, string> details)
    {
        var table = ByKept[row.Table];
        var next = 0;
        return [.. table.Columns.Select(column => IsDetail(column) ? details(column) : row.Values.ElementAtOrDefault(next++) ?? "")];
    }

    /// <summary>Whether the kept cells are those of the table: a row that somebody recorded by hand may have any.</summary>
    public static bool IsWhole(KeptRow row) => ByKept[row.Table].Columns.Count(column => !IsDetail(column)) == row.Values.Count;

    public static bool IsDetail(string column) => column is "CHILD" or "DOB" or "SEX" or "ETHNIC";
}
