using System.Net;
using Placements.Testing;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.MainJob;

/// <summary>The story the system is for.</summary>
public sealed class LateMoveTests(TestCluster cluster) : IAsyncLifetime
{
    private ApiHost host = null!;

    public async ValueTask InitializeAsync() => host = await ApiHost.Start(cluster);

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_move_recorded_three_weeks_late_changes_todays_journey_and_not_what_was_known_before()
    {
        var child = await host.Caseworker.RegisterChild();
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        await host.Caseworker.Record(
            child,
            """{"type":"care_started","effectiveOn":"2021-06-02","legalStatus":"interim_care_order","categoryOfNeed":"abuse_or_neglect"}""",
            $$"""{"type":"placement_started","effectiveOn":"2021-06-02","placementId":"{{first}}","kind":"foster_care","sector":"own_council"}""",
            """{"type":"legal_status_changed","effectiveOn":"2021-09-01","legalStatus":"care_order"}"""
        );
        var knownBefore = (await host.Auditor.Get($"/v1/children/{child}/journey"))["asKnownAt"]!.GetValue<string>();

        using var late = await host.Caseworker.PostJson(
            $"/v1/children/{child}/placements/{first}/moves",
            $$"""
            {"effectiveOn":"2021-08-10","reason":"care_plan","planned":true,"requestedBy":"authority",
             "to":{"placementId":"{{second}}","kind":"foster_care","sector":"not_for_profit"} }
            """
        );

        Assert.Equal(HttpStatusCode.Created, late.StatusCode);
        var now = await host.Auditor.Get($"/v1/children/{child}/journey");
        var then = await host.Auditor.Get($"/v1/children/{child}/journey?asKnownAt={Uri.EscapeDataString(knownBefore)}");
        Assert.Equal(2, now["placements"]!.AsArray().Count);
        Assert.Equal("2021-08-10", (string?)now["placements"]![0]!["endedOn"]);
        Assert.Equal("moved", (string?)now["placements"]![0]!["endedHow"]);
        Assert.Single(then["placements"]!.AsArray());
        Assert.Null(then["placements"]![0]!["endedOn"]);
        Assert.Equal(then["legalStatuses"]!.ToJsonString(), now["legalStatuses"]!.ToJsonString());
        Assert.Equal(then["periodsOfCare"]!.ToJsonString(), now["periodsOfCare"]!.ToJsonString());
    }
}
