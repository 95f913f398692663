using System.Diagnostics;
using Npgsql;

namespace Placements.Benchmarks;

/// <summary>
/// Every report as at a date, for one authority of a hundred: how long the slowest twentieth takes; and the same question to a database with
/// a quarter of the children, turn by turn, since cost must grow with the children in the answer and not with all history. Asked as
/// <c>Figures</c> asks, as the host's role, from the pool, planned for each question; the answer is read to its end.
/// </summary>
internal static class ReportBenchmark
{
    private const int Quarter = 4;
    private const double Wanted = 200;
    private const double WantedGrowth = 1.25;
    private const double WarmUpShare = 0.25;

    private static readonly DateTime EverythingKnown = DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);

    /// <summary>Each census day, each middle of a year between, as known now and at two instants of the past.</summary>
    private static readonly (DateOnly AsAt, DateTime AsKnownAt)[] Clocks =
    [
        .. from known in new[] { EverythingKnown, Instant(2023, 6, 30), Instant(2025, 1, 15) }
        from year in Enumerable.Range(2019, 8)
        from day in new[] { new DateOnly(year - 1, 9, 30), new DateOnly(year, 3, 31) }
        select (day, known),
    ];

    /// <summary>Figures that are no reports of the catalogue.</summary>
    private static readonly string[] Figures =
    [
        "looked_after_as_at",
        "current_placement_as_at",
        "out_of_county_as_at",
        "stability_as_at",
        "endings_as_at",
        "placement_distance_as_at",
    ];

    private static readonly string[] Summaries =
    [
        "stability_summary_as_at",
        "out_of_county_summary_as_at",
        "wales_measures_as_at",
        "wales_reconciliation_as_at",
    ];

    /// <param name="only">Reports whose name holds this; null: all.</param>
    /// <param name="keep">A folder that keeps the databases for the next run; null: a temporary one.</param>
    public static async Task Run(int children, string? only, string? keep)
    {
        await using var site = keep is null ? await Site.Create() : await Site.Kept(keep);
        await using var smaller = await site.Beside("quarter");
        var watch = Stopwatch.StartNew();
        var authorities = await ManyAuthorities.Fill(site, children);
        var fewer = await ManyAuthorities.Fill(smaller, children / Quarter);
        Report.Title(
            $"reports: {authorities} authorities, {await site.Scalar<long>("select count(*) from placements.mt_streams"):N0} children, "
                + $"{await site.Scalar<long>("select count(*) from placements.mt_events"):N0} events; beside them {fewer} authorities "
                + $"(ready in {watch.Elapsed.TotalSeconds:N0} s)",
            site
        );
        Console.WriteLine(
            $"{"", -40} {"median", 9} {"p95", 9} {"max", 9}   {"of select 1", 11}   {"of a quarter", 12}   (ms, {Clocks.Length} questions)"
        );

        var missed = new List<string>();
        foreach (var (name, sql) in (await Questions(site)).Where(question => only is null || question.Name.Contains(only)))
        {
            var (times, trivial, growth) = (new List<double>(), new List<double>(), new List<double>());
            var warmUp = (int)(Clocks.Length * WarmUpShare);
            for (var i = -warmUp; i < Clocks.Length; i++)
            {
                var (asAt, asKnownAt) = Clocks[(i + Clocks.Length) % Clocks.Length];
                var nothing = await Time(site, "select 1", asAt, asKnownAt, authorities, i);
                var whole = await Time(site, sql, asAt, asKnownAt, authorities, i);
                var quarter = await Time(smaller, sql, asAt, asKnownAt, fewer, i);
                if (i >= 0)
                {
                    times.Add(whole);
                    trivial.Add(nothing);
                    growth.Add(whole / quarter);
                }
            }
            var (median, p95) = (Report.Median(times), Percentile95(times));
            var grown = Report.Median(growth);
            Console.WriteLine(
                $"{name, -40} {median, 9:N1} {p95, 9:N1} {times.Max(), 9:N1}   {median / Report.Median(trivial), 11:N0}   {grown, 12:N2}   "
                    + $"{(p95 < Wanted && grown < WantedGrowth ? "" : "MISSED")}".TrimEnd()
            );
            if (p95 >= Wanted || grown >= WantedGrowth)
            {
                missed.Add(name);
            }
        }
        Console.WriteLine(
            missed.Count == 0
                ? $"p95 < {Wanted} ms and growth < {WantedGrowth}: all {Report.Verdict(met: true)}."
                : $"p95 < {Wanted} ms and growth < {WantedGrowth}: {Report.Verdict(met: false)} by {string.Join(", ", missed)}."
        );
    }

    /// <summary>By name; $1 and $2 are the clocks, $3 the authorities.</summary>
    private static async Task<List<(string Name, string Sql)>> Questions(Site site)
    {
        var questions = new List<(string, string)>();
        foreach (var figure in Figures)
        {
            questions.Add((figure, $"select * from reporting.{figure}($1, $2) where authority = any($3)"));
        }
        foreach (var summary in Summaries)
        {
            questions.Add((summary, $"select * from reporting.{summary}($1, $2, $3, null)"));
        }
        if (await site.Scalar<bool>("select to_regclass('reporting.report') is not null"))
        {
            foreach (var report in await site.Scalar<string[]>("select array_agg(id order by id) from reporting.report"))
            {
                questions.Add(
                    (report, $"select * from reporting.{report}(reporting.ask(as_at => $1, as_known_at => $2, authorities => $3))")
                );
            }
        }
        return questions;
    }

    /// <returns>Milliseconds.</returns>
    private static async Task<double> Time(Site site, string sql, DateOnly asAt, DateTime asKnownAt, int authorities, int question)
    {
        // Each question goes to another authority, whose pages the last ones did not bring. Not to the one that was loaded, which lies apart.
        var authority = ManyAuthorities.Code(1 + ((question + authorities) * 7 % (authorities - 1)));
        var start = Stopwatch.GetTimestamp();
        await using var batch = site.AsHost.CreateBatch();
        // The host's connections say it at their start; here one connection asks for authority after authority.
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("select set_config('placements.authorities', $1, true)")
            {
                Parameters = { new NpgsqlParameter<string> { TypedValue = authority } },
            }
        );
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select set_config('plan_cache_mode', 'force_custom_plan', true)"));
        var asked = new NpgsqlBatchCommand(sql);
        if (sql.Contains("$3", StringComparison.Ordinal))
        {
            asked.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = asAt });
            asked.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = asKnownAt });
            asked.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [authority] });
        }
        batch.BatchCommands.Add(asked);
        await using var reader = await batch.ExecuteReaderAsync();
        do
        {
            while (await reader.ReadAsync()) { }
        } while (await reader.NextResultAsync());
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Percentile95(List<double> times) => times.Order().ElementAt((int)Math.Ceiling(times.Count * 0.95) - 1);

    private static DateTime Instant(int year, int month, int day) => new(year, month, day, 12, 0, 0, DateTimeKind.Utc);
}
