using Placements.Application.Demo;
using Placements.Application.ReadModels;
using Placements.Testing;
using Placements.Tests.Api.Demo;
using Placements.Tests.Api.Reporting;
using Placements.Tests.Api.Reports;
using Xunit;

[assembly: AssemblyFixture(typeof(DemoDatabase))]

namespace Placements.Tests.Api.Reports;

/// <summary>The children of the demo in read models, loaded once, when the first test asks.</summary>
public sealed class DemoDatabase : IAsyncDisposable
{
    private readonly Lock gate = new();
    private Task<ReportingDatabase>? loaded;

    internal Task<ReportingDatabase> In(TestCluster cluster, DemoFixture demo)
    {
        lock (gate)
        {
            return loaded ??= Load(cluster, demo);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (loaded is not null)
        {
            await (await loaded).DisposeAsync();
        }
    }

    private static async Task<ReportingDatabase> Load(TestCluster cluster, DemoFixture demo)
    {
        var database = await ReportingDatabase.Of(cluster);
        await database.Add([
            .. demo
                .Children.AsParallel()
                .AsOrdered()
                .SelectMany(child => RowHistory.Of(DemoAuthority.Cardiff, child.Id, DemoFixture.EntriesOf(child))),
        ]);
        await database.Run("analyze");
        return database;
    }
}
