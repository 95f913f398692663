using System.Diagnostics;
using Placements.Application.ReadModels;

namespace Placements.Benchmarks;

/// <summary>Writes all read models anew from the log: every stream read, replayed append by append, every row ever known written.</summary>
internal static class RebuildBenchmark
{
    private const double Target = 60_000;

    public static async Task Run(int rounds)
    {
        await using var site = await Site.Create();
        var (_, events) = await new BulkLoad(site.Database, site.Keys).Load(Demonstration.Children(), null, CancellationToken.None);
        await site.Execute("analyze");

        var (rates, cores) = (new List<double>(), new List<double>());
        for (var i = -1; i < rounds; i++)
        {
            await site.Execute("checkpoint");
            using var own = Process.GetCurrentProcess();
            var before = own.TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            await new Rebuild(site.Database, site.Keys).Run(null, CancellationToken.None);
            watch.Stop();
            own.Refresh();
            if (i >= 0)
            {
                rates.Add(events / watch.Elapsed.TotalSeconds / 1_000);
                cores.Add((own.TotalProcessorTime - before).TotalSeconds / watch.Elapsed.TotalSeconds);
            }
        }
        Report.Title($"rebuild: {events:N0} events", site);
        Report.Value(
            "thousand events a second",
            rates,
            "k/s",
            $">= {Target / 1_000:N0} k/s {Report.Verdict(Report.Median(rates) * 1_000 >= Target)}"
        );
        Report.Value("cores that the program itself used", cores, "", "");
    }
}
