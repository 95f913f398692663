using System.Diagnostics;
using Npgsql;
using Placements.Application.Access;
using Placements.Application.ReadModels;
using Placements.Application.Returns.Export;
using Placements.Application.Returns.Files;
using Placements.Application.Returns.Import;
using Placements.Application.Returns.Ssda903;

namespace Placements.Benchmarks;

/// <summary>
/// Taking over the returns of five years into an empty store - files read, children joined and decided, events and read models written -
/// against COPY of the same events alone; the same of a quarter of the children, since work must grow with the children and no faster; and
/// the return of one year made again from what was taken over.
/// </summary>
internal static class ReturnBenchmark
{
    private const string Authority = "E08000025";
    private const int Quarter = 4;
    private const int ExportedYear = 2026;
    private const double WantedRate = 20_000;
    private const double WantedMemory = 1_000;
    private const double WantedLinearity = 0.9;

    private static readonly Caller Manager = new("m-1", "Mair Manager", new HashSet<Role> { Role.Manager }, [Authority], []);

    /// <param name="rows">Of Episodes; counted as episodes.</param>
    /// <param name="warmUp">Rounds that are not counted.</param>
    public static async Task Run(int rounds, int rows, int warmUp = 1)
    {
        using var whole = ReturnBenchmarkSample.Of(rows);
        using var quarter = ReturnBenchmarkSample.Of(rows / Quarter);
        await using var site = await Site.Create();
        await ReturnBenchmarkSample.KnowPostcodes(site, Authority);
        await site.Execute("create table events_alone (like placements.mt_events including all)");
        var (imports, parts, copies, cores) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var (exports, exportedRows) = (new List<double>(), new List<double>());
        var events = 0L;
        for (var i = -warmUp; i < rounds; i++)
        {
            var part = await Import(site, quarter);
            var (import, busy) = await Measured(() => Import(site, whole));
            (events, var copy) = await CopyOfEventsAlone(site);
            await site.Execute("analyze");
            var (exportedEpisodes, exported, export) = await Export(site);
            if (i >= 0)
            {
                parts.Add(quarter.Rows / part);
                imports.Add(whole.Rows / import);
                copies.Add(whole.Rows / copy);
                cores.Add(busy);
                exports.Add(exportedEpisodes / export);
                exportedRows.Add(exported / export);
            }
        }
        var children = await site.Scalar<long>("select count(*) from placements.mt_streams");
        Report.Title(
            $"returns: {children:N0} children, {whole.Rows:N0} rows of Episodes ({whole.Episodes:N0} distinct), {events:N0} events",
            site
        );
        Report.Ratio(
            "import / COPY of the events alone",
            [.. imports.Zip(copies, (import, copy) => import / copy)],
            null,
            $"{Report.Median(imports):N0}/s against {Report.Median(copies):N0}/s"
        );
        Report.Value("thousand rows of Episodes a second", Thousands(imports), "k/s", AtLeast(Report.Median(imports), WantedRate));
        Report.Ratio(
            "import of all / of a quarter, rates",
            [.. imports.Zip(parts, (import, part) => import / part)],
            WantedLinearity,
            $"{Report.Median(imports):N0}/s against {Report.Median(parts):N0}/s"
        );
        Report.Value("cores that the program itself used", cores, "", "");
        Report.Value(
            "peak memory of the program",
            [PeakMemory()],
            "MB",
            $"< {WantedMemory:N0} MB {Report.Verdict(PeakMemory() < WantedMemory)}"
        );
        Report.Ratio(
            $"export of {ExportedYear} / import, rates of episodes",
            [.. exports.Zip(imports, (export, import) => export / import)],
            1,
            $"{Report.Median(exports):N0}/s against {Report.Median(imports):N0}/s"
        );
        Report.Value("thousand rows of all tables exported a second", Thousands(exportedRows), "k/s", "");
    }

    /// <returns>Seconds.</returns>
    private static async Task<double> Import(Site site, ReturnBenchmarkSample sample)
    {
        var tables = string.Join(", ", ReadModelTables.All.Select(table => $"read_models.{table.Name}"));
        await site.Execute(
            $"truncate placements.mt_events, placements.mt_streams, returns.import, returns.import_problem, {tables}; checkpoint"
        );
        var watch = Stopwatch.StartNew();
        using var source = ReturnSource.OfFolder(sample.Folder, year: null);
        var report = await new ReturnImport(site.Database, site.Keys, TimeProvider.System).Run(
            Manager,
            source,
            Authority,
            dryRun: false,
            onProblem: null,
            progress: null,
            CancellationToken.None
        );
        var seconds = watch.Elapsed.TotalSeconds;
        return report.Episodes == sample.Rows && report.Children.LeftOut == 0
            ? seconds
            : throw new InvalidOperationException($"{report.Episodes:N0} of {sample.Rows:N0} rows were taken.");
    }

    private static async Task<(double Seconds, double Cores)> Measured(Func<Task<double>> work)
    {
        using var own = Process.GetCurrentProcess();
        var before = own.TotalProcessorTime;
        var seconds = await work();
        own.Refresh();
        return (seconds, (own.TotalProcessorTime - before).TotalSeconds / seconds);
    }

    /// <summary>The same rows, as PostgreSQL itself wrote them to a file, into a table with the same columns and indexes.</summary>
    private static async Task<(long Events, double Seconds)> CopyOfEventsAlone(Site site)
    {
        var file = site.NewFile("events");
        await using var connection = await site.Database.OpenConnectionAsync();
        await using (var written = File.Create(file))
        await using (
            var from = await connection.BeginRawBinaryCopyAsync(
                "copy placements.mt_events to stdout (format binary)",
                CancellationToken.None
            )
        )
        {
            await from.CopyToAsync(written);
        }
        await site.Execute("truncate events_alone; checkpoint");
        var watch = Stopwatch.StartNew();
        await using (var read = File.OpenRead(file))
        await using (
            var to = await connection.BeginRawBinaryCopyAsync("copy events_alone from stdin (format binary)", CancellationToken.None)
        )
        {
            await read.CopyToAsync(to);
        }
        var seconds = watch.Elapsed.TotalSeconds;
        File.Delete(file);
        return (await site.Scalar<long>("select count(*) from events_alone"), seconds);
    }

    private static async Task<(long Episodes, long Rows, double Seconds)> Export(Site site)
    {
        var folder = Directory.CreateDirectory(site.NewFile("return")).FullName;
        var watch = Stopwatch.StartNew();
        await using var tally = new ReturnTally(new ReturnYear(ExportedYear));
        await new ReturnExport(site.Database, site.Keys).WriteCsv(
            Authority,
            new ReturnYear(ExportedYear),
            null,
            table => File.Create(Path.Combine(folder, table.FileName)),
            tally,
            CancellationToken.None
        );
        var rows = tally.Rows.Values.Sum();
        var seconds = watch.Elapsed.TotalSeconds;
        var episodes = File.ReadLines(Path.Combine(folder, Ssda903Tables.Episodes.FileName)).Count() - 1;
        Directory.Delete(folder, recursive: true);
        return (episodes, rows, seconds);
    }

    /// <summary>Megabytes (10^6) of real memory at the most so far.</summary>
    private static double PeakMemory()
    {
        using var own = Process.GetCurrentProcess();
        return own.PeakWorkingSet64 / 1e6;
    }

    private static double[] Thousands(List<double> values) => [.. values.Select(value => value / 1_000)];

    private static string AtLeast(double seen, double wanted) => $">= {wanted / 1_000:N0} k/s {Report.Verdict(seen >= wanted)}";
}
