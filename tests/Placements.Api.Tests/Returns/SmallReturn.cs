using Placements.Application.Returns.Files;

namespace Placements.Tests.Api.Returns;

/// <summary>A return of a few rows, as CSV files in a folder that goes with it.</summary>
internal sealed class SmallReturn : IDisposable
{
    private readonly Dictionary<ReturnTable, List<string>> rows = [];

    public SmallReturn(int year = 2024) => Year = year;

    public int Year { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("placements-return-").FullName;

    /// <summary>A girl born on 10 April 2014.</summary>
    public SmallReturn Child(string code = "C1", string born = "10/04/2014", string sex = "2", string ethnicity = "WBRI") =>
        Row(Ssda903Tables.Header, $"{code},{(Year >= 2025 && sex == "2" ? "F" : sex)},{born},{ethnicity},B330000000000,0,");

    /// <summary>Cells from DECOM to REASON_PLACE_CHANGE; the child lives in B27 and the home stands in B23.</summary>
    public SmallReturn Episode(
        string cells,
        string code = "C1",
        string home = "B27 6YQ",
        string place = "B23 7BT",
        string urn = "XXXXXXX"
    ) => Row(Ssda903Tables.Episodes, $"{code},{cells},{home},{place},{urn}");

    public SmallReturn Row(ReturnTable table, string line)
    {
        if (!rows.TryGetValue(table, out var lines))
        {
            rows.Add(table, lines = []);
        }
        lines.Add(line);
        return this;
    }

    /// <summary>Writes the files, Header and Episodes also where they have no row.</summary>
    public string Write()
    {
        foreach (var table in Ssda903Tables.Of(Year).Where(table => rows.ContainsKey(table) || table.Name is "Header" or "Episodes"))
        {
            File.WriteAllLines(
                Path.Combine(Folder, $"{table.FileName}.csv"),
                [string.Join(',', table.Columns), .. rows.GetValueOrDefault(table, [])]
            );
        }
        return Folder;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
