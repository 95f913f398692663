using System.Globalization;
using Npgsql;

namespace Placements.Benchmarks;

/// <summary>
/// The returns of a made-up authority of any size: the clean sample, five years of one county, over and over, each copy with child codes
/// and pupil numbers of its own. Dispose it.
/// </summary>
internal sealed class ReturnBenchmarkSample : IDisposable
{
    private static readonly string Clean = Path.Combine(AppContext.BaseDirectory, "Returns", "Samples", "clean");

    private ReturnBenchmarkSample(string folder) => Folder = folder;

    /// <summary>A folder a year.</summary>
    public string Folder { get; }

    /// <summary>Rows of Episodes, each year's: what goes on over several years stands in each of them.</summary>
    public int Rows { get; private set; }

    /// <summary>Episodes that differ in child and first day.</summary>
    public int Episodes { get; private set; }

    /// <param name="rows">Of Episodes, at the least.</param>
    public static ReturnBenchmarkSample Of(int rows)
    {
        var sample = new ReturnBenchmarkSample(Directory.CreateTempSubdirectory("placements-bench-returns-").FullName);
        string[] files = [.. Directory.GetFiles(Clean, "*.csv", SearchOption.AllDirectories)];
        string[][] episodes = [.. EpisodeRows(files)];
        var copies = (rows + episodes.Length - 1) / episodes.Length;
        sample.Rows = copies * episodes.Length;
        sample.Episodes = copies * episodes.DistinctBy(row => (Child: row[0], StartedOn: row[1])).Count();
        foreach (var file in files)
        {
            sample.Write(file, copies);
        }
        return sample;
    }

    /// <summary>Lets the postcode directory know every placement's postcode, as a loaded one would: without, each row met a problem.</summary>
    public static async Task KnowPostcodes(Site site, string authority)
    {
        await using var command = site.Database.CreateCommand(
            "insert into reference.postcode (postcode, authority) select p, $2 from unnest($1) p on conflict do nothing"
        );
        string[] postcodes =
        [
            .. EpisodeRows(Directory.GetFiles(Clean, "*.csv", SearchOption.AllDirectories)).Select(row => row[11]).Distinct(),
        ];
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = postcodes });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority });
        await command.ExecuteNonQueryAsync();
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static IEnumerable<string[]> EpisodeRows(string[] files) =>
        files
            .Where(file => Path.GetFileName(file) == "episodes.csv")
            .SelectMany(file => File.ReadLines(file).Skip(1))
            .Select(line => line.Split(','));

    private void Write(string file, int copies)
    {
        var year = Path.Combine(Folder, Path.GetFileName(Path.GetDirectoryName(file)!));
        Directory.CreateDirectory(year);
        var lines = File.ReadAllLines(file);
        var isHeader = Path.GetFileName(file) == "header.csv";
        using var to = new StreamWriter(Path.Combine(year, Path.GetFileName(file)));
        to.WriteLine(lines[0]);
        for (var copy = 0; copy < copies; copy++)
        {
            // Of one width, so that children come in the order of their codes, as a case system writes them.
            var own = copy.ToString("D4", CultureInfo.InvariantCulture);
            foreach (var line in lines.Skip(1))
            {
                to.Write(own);
                to.WriteLine(isHeader ? line.Replace("B33000000", $"B33{own}00", StringComparison.Ordinal) : line);
            }
        }
    }
}
