using System.Diagnostics;
using System.Net;
using Npgsql;
using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Restriction;

/// <summary>How long an answer takes does not tell a hidden child from one that does not exist.</summary>
public sealed class SameCostTests(ContractHost host) : IClassFixture<ContractHost>
{
    private const int Rounds = 400;

    private readonly ApiHost api = host.Api;

    [Fact]
    public async Task Both_are_written_down_as_refused_and_leave_nothing_else()
    {
        var (hidden, unknown) = (await Hidden(entries: 3), Guid.NewGuid());
        foreach (var child in new[] { hidden, unknown })
        {
            using var response = await api.Auditor.GetAsync($"/v1/children/{child}/journey");
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }

        Assert.Equal(await Audited(hidden), await Audited(unknown));
        Assert.Equal($"{ApiHost.Cardiff} auditor-of-{ApiHost.Cardiff} read journey f", Assert.Single(await Audited(unknown)));
    }

    /// <summary>The record is long: whoever loaded it before looking at the list would take many times as long.</summary>
    [Fact, Trait("speed", "slow")]
    public async Task A_long_hidden_record_is_refused_as_fast_as_one_that_does_not_exist()
    {
        var hidden = await Hidden(entries: 450);
        foreach (var (method, path, body) in new[] { ("GET", "", ""), ("GET", "/journey", ""), ("POST", "/entries", Body) })
        {
            // Another process may take the machine for a moment; it does not do so three times.
            (double Hidden, double Unknown) took = default;
            for (var attempt = 0; attempt < 3; attempt++)
            {
                took = await Medians(method, path, body, hidden);
                if (IsSame(took.Hidden, took.Unknown))
                {
                    break;
                }
            }
            var said = $"{method} {path}: {took.Hidden:0.000} ms for a hidden child, {took.Unknown:0.000} ms for none.";
            TestContext.Current.TestOutputHelper?.WriteLine(said);
            Assert.True(IsSame(took.Hidden, took.Unknown), said);
        }
    }

    private static string Body => $$"""{"entries":[{{Given.CareStarted}}]}""";

    private static bool IsSame(double one, double other) => Math.Abs(one - other) < Math.Max(0.25 * Math.Min(one, other), 0.3);

    private async Task<(double Hidden, double Unknown)> Medians(string method, string path, string body, Guid hidden)
    {
        var auditor = method == "GET" ? api.Auditor : api.Manager;
        var times = (Hidden: new List<double>(), Unknown: new List<double>());
        for (var i = 0; i < Rounds; i++)
        {
            // In turn, and each first as often as the other.
            foreach (var ofHidden in i % 2 == 0 ? [true, false] : new[] { false, true })
            {
                var address = $"/v1/children/{(ofHidden ? hidden : Guid.NewGuid())}{path}";
                var began = Stopwatch.GetTimestamp();
                using var response = method == "GET" ? await auditor.GetAsync(address) : await auditor.PostJson(address, body);
                (ofHidden ? times.Hidden : times.Unknown).Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            }
        }
        return (times.Hidden.Order().ElementAt(Rounds / 2), times.Unknown.Order().ElementAt(Rounds / 2));
    }

    private async Task<Guid> Hidden(int entries)
    {
        var child = await api.Manager.RegisterChild();
        await api.Manager.Record(
            child,
            [
                .. Enumerable
                    .Range(0, entries)
                    .Select(i =>
                        $$"""
                            {"type":"child_details_changed","effectiveOn":"{{new DateOnly(2021, 7, 1).AddDays(i):yyyy-MM-dd}}",
                             "source":"{{new string('s', 500)}}","homePostcode":"CF11 {{i % 10}}XX"}
                            """
                    ),
            ]
        );
        await api.Manager.Restrict(child, ["insider"], []);
        return child;
    }

    private async Task<string[]> Audited(Guid child)
    {
        await using var command = api.Database.CreateCommand(
            "select array(select concat_ws(' ', tenant_id, subject, operation, granted) from placements.read_audit where child_id = $1)"
        );
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = child });
        return (string[])(await command.ExecuteScalarAsync())!;
    }
}
