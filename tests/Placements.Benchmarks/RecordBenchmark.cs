using Npgsql;
using Placements.Application.ReadModels;

namespace Placements.Benchmarks;

/// <summary>
/// Records one event a request over HTTP - sign-in, rules, read models and all - against a loop that only appends the same bytes with a
/// version check, one statement a round trip, on as many connections to the same server.
/// </summary>
internal static class RecordBenchmark
{
    private const int Most = 16;

    /// <summary>Enough for a machine that records 15,000 a second.</summary>
    private const int ChildrenARound = 75;
    private const double Target = 0.6;

    /// <summary>Until the host's code is compiled for good: on a busy machine the compiler's thread waits for its turn.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(2);

    public static async Task Run(int rounds)
    {
        await using var site = await Site.Create();
        var childrenAClient = ChildrenARound * rounds;
        var children = Enumerable.Range(0, Most * childrenAClient).Select(_ => Guid.CreateVersion7()).ToArray();
        await new BulkLoad(site.Database, site.Keys).Load(
            children.Select((id, i) => Plan.Child(id, Plan.Before(i % childrenAClient))),
            null,
            CancellationToken.None
        );
        await site.Execute(BareLog.Create);
        await site.Execute("insert into bare.streams select tenant_id, id, version from placements.mt_streams; analyze; checkpoint");
        await using var host = await HostProcess.Start(site);
        var http = children.Chunk(childrenAClient).Select(own => new HttpClerk(host.Connect("manager"), own)).ToArray();
        var bare = children.Chunk(childrenAClient).Select(own => new BareClerk(site.ConnectionString, own)).ToArray();

        Driver.Drive(Most, WarmUp, client => http[client].Record());
        Driver.Drive(Most, WarmUp / 4, client => bare[client].Record());

        Report.Title("record: one event over HTTP / bare append", site);
        var used = TimeSpan.Zero;
        var recorded = 0.0;
        foreach (var clients in new[] { 1, Most })
        {
            var (overHttp, appended) = (new List<double>(), new List<double>());
            for (var i = 0; i < rounds; i++)
            {
                var before = host.ProcessorTime();
                // A single client is another one each round, so that the children are used up evenly.
                overHttp.Add(Driver.Drive(clients, Round, client => http[(client + i) % Most].Record()));
                appended.Add(Driver.Drive(clients, Round, client => bare[(client + i) % Most].Record()));
                used += host.ProcessorTime() - before;
                recorded += overHttp[^1] * Round.TotalSeconds;
            }
            Report.Ratio(
                clients == 1 ? "1 client" : $"{clients} clients",
                [.. overHttp.Zip(appended, (one, other) => one / other)],
                clients == Most ? Target : null,
                $"{Report.Median(overHttp):N0}/s against {Report.Median(appended):N0}/s"
            );
        }
        Report.Value("host's processor time an event", [used.TotalMilliseconds / recorded], "ms", "");
        var memory = host.PeakMemory();
        Report.Value("host's memory at its peak", [memory], "MB", $"< 300 MB {Report.Verdict(memory < 300)}");

        foreach (var clerk in http)
        {
            clerk.Dispose();
        }
        foreach (var clerk in bare)
        {
            clerk.Dispose();
        }
    }

    /// <summary>Goes round its children and records the next fact of each.</summary>
    private sealed class HttpClerk(Wire wire, Guid[] children) : IDisposable
    {
        private int turn;

        public void Record()
        {
            var place = Plan.Before(turn % children.Length) + (turn / children.Length);
            if (place == Plan.Length)
            {
                throw new InvalidOperationException("All of the plan is recorded: the benchmark needs more children on this machine.");
            }
            var child = children[turn++ % children.Length];
            var planned = Plan.Facts[place];
            wire.Post($"/v1/children/{child}{planned.Path}", place, planned.Stored.Data);
        }

        public void Dispose() => wire.Dispose();
    }

    private sealed class BareClerk : IDisposable
    {
        private readonly NpgsqlConnection connection;
        private readonly NpgsqlCommand append;
        private readonly Guid[] children;
        private int turn;

        public BareClerk(string connectionString, Guid[] children)
        {
            this.children = children;
            connection = new NpgsqlConnection(connectionString);
            connection.Open();
            append = BareLog.PrepareAppend(connection);
        }

        public void Record()
        {
            // No rule stops the bare log from beginning the plan again.
            var version = Plan.Before(turn % children.Length) + (turn / children.Length);
            var planned = Plan.Facts[Plan.Least + ((version - Plan.Least) % (Plan.Length - Plan.Least))];
            BareLog.Append(append, children[turn++ % children.Length], version, planned.Stored);
        }

        public void Dispose()
        {
            append.Dispose();
            connection.Dispose();
        }
    }
}
