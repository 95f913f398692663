using Placements.Application.ReadModels;

namespace Placements.Benchmarks;

/// <summary>The journey of a child with 40 entries - sign-in, load, fold, read audit - against the host's emptiest answer.</summary>
internal static class JourneyBenchmark
{
    private const int Entries = 40;
    private const int Calls = 400;
    private const double Target = 1.5;

    public static async Task Run(int rounds)
    {
        await using var site = await Site.Create();
        var children = Enumerable.Range(0, 200).Select(_ => Guid.CreateVersion7()).ToArray();
        await new BulkLoad(site.Database, site.Keys).Load(children.Select(id => Plan.Child(id, Entries)), null, CancellationToken.None);
        await site.Execute("analyze");
        await using var host = await HostProcess.Start(site);
        using var wire = host.Connect("auditor");
        var turn = 0;
        void Journey() => wire.Get($"/v1/children/{children[turn++ % children.Length]}/journey");
        void Live() => wire.Get("/health/live");

        Driver.MedianTime(Calls * 8, Journey);
        Driver.MedianTime(Calls * 4, Live);

        var (journeys, lives) = (new List<double>(), new List<double>());
        for (var i = 0; i < rounds; i++)
        {
            journeys.Add(Driver.MedianTime(Calls, Journey));
            lives.Add(Driver.MedianTime(Calls, Live));
        }
        Report.Title("journey: GET of a 40-event child, 1 connection", site);
        List<double> more = [.. journeys.Zip(lives, (journey, live) => journey - live)];
        Report.Value(
            "p50 above that of /health/live",
            more,
            "ms",
            $"<= {Target} ms {Report.Verdict(Report.Median(more) <= Target)}",
            $"{Report.Median(journeys):N2} ms against {Report.Median(lives):N2} ms"
        );
    }
}
