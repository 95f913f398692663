using System.Diagnostics;
using Placements.Application.ReadModels;

namespace Placements.Benchmarks;

/// <summary>
/// Bulk load - JSON made, journeys replayed, events and every row of the read models ever known written - against COPY of the finished
/// events alone into a table with the same columns and indexes.
/// </summary>
internal static class LoadBenchmark
{
    private const double Target = 0.4;

    public static async Task Run(int rounds)
    {
        await using var site = await Site.Create();
        await site.Execute("create table events_alone (like placements.mt_events including all)");
        var children = Demonstration.Children();
        var stored = Array.ConvertAll(children, Demonstration.Stored);
        var events = stored.Sum(child => child.Events.Length);
        var tables = string.Join(", ", ReadModelTables.All.Select(table => $"read_models.{table.Name}"));

        var (loads, copies) = (new List<double>(), new List<double>());
        var rows = 0L;
        for (var i = -1; i < rounds; i++)
        {
            await site.Execute(
                $"truncate placements.mt_events, placements.mt_streams, placements.stream_key, {tables}; truncate events_alone; checkpoint"
            );
            var copy = Stopwatch.StartNew();
            await Demonstration.CopyOfEventsAlone(site.Database, stored);
            copy.Stop();
            await site.Execute("checkpoint");
            var load = Stopwatch.StartNew();
            await new BulkLoad(site.Database, site.Keys).Load(children, null, CancellationToken.None);
            load.Stop();
            // The first round warms up.
            if (i >= 0)
            {
                copies.Add(events / copy.Elapsed.TotalSeconds);
                loads.Add(events / load.Elapsed.TotalSeconds);
            }
        }
        foreach (var table in ReadModelTables.All)
        {
            rows += await site.Scalar<long>($"select count(*) from read_models.{table.Name}");
        }
        Report.Title($"load: {children.Length:N0} children, {events:N0} events, {rows:N0} rows of read models", site);
        Report.Ratio(
            "bulk load / COPY of the events alone",
            [.. loads.Zip(copies, (load, copy) => load / copy)],
            Target,
            $"{Report.Median(loads):N0}/s against {Report.Median(copies):N0}/s"
        );
    }
}
