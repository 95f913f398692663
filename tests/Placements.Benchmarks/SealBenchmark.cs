using System.Diagnostics;
using Placements.Application.ReadModels;
using Placements.EventStore.Seals;

namespace Placements.Benchmarks;

/// <summary>Sealing a log that has no seal yet, and verifying it, against reading its rows once and doing nothing with them.</summary>
internal static class SealBenchmark
{
    public static async Task Run(int rounds)
    {
        await using var site = await Site.Create();
        var (_, events) = await new BulkLoad(site.Database, site.Keys).Load(Demonstration.Children(), null, CancellationToken.None);
        await site.Execute("alter table placements.seal disable trigger seal_append_only; analyze; checkpoint");
        using var key = SealKey.Read(SealKey.Make());
        using var keys = SealPublicKeys.Read(key.PublicPem);

        var (seals, verifies, reads) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = -1; i < rounds; i++)
        {
            await site.Execute("truncate placements.seal");
            var read = await Rate(events, () => Read(site));
            var seal = await Rate(events, async () => await new Sealer(site.Database, key).SealNow());
            var verify = await Rate(events, () => Verify(site, keys));
            // The first round warms up.
            if (i >= 0)
            {
                reads.Add(read);
                seals.Add(seal);
                verifies.Add(verify);
            }
        }
        Report.Title($"seals: {events:N0} events sealed and verified / read", site);
        var rate = Report.Median(reads);
        Report.Ratio("seal", [.. seals.Zip(reads, (one, other) => one / other)], null, $"{Report.Median(seals):N0}/s against {rate:N0}/s");
        Report.Ratio("verify", [.. verifies.Zip(reads, (one, other) => one / other)], null, $"{Report.Median(verifies):N0}/s");
        var size = await site.Scalar<long>("select pg_total_relation_size('placements.seal')");
        Report.Value("room that seals take, an event", [(double)size / events], "bytes", "");
    }

    private static async Task<double> Rate(long events, Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return events / watch.Elapsed.TotalSeconds;
    }

    private static async Task Read(Site site)
    {
        await using var connection = await site.Database.OpenConnectionAsync();
        await using var copy = await connection.BeginRawBinaryCopyAsync(
            "copy (select * from placements.mt_events order by seq_id) to stdout (format binary)"
        );
        await copy.CopyToAsync(Stream.Null);
    }

    private static async Task Verify(Site site, SealPublicKeys keys)
    {
        if ((await new SealVerifier(site.Database, keys).Verify()).Problem is { } problem)
        {
            throw new InvalidOperationException(problem.Sentence);
        }
    }
}
