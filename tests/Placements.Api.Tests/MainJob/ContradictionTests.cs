using System.Net;
using Placements.Testing;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.MainJob;

/// <summary>A late fact is never refused for being late, only for contradicting what stands; then it is recorded together with the corrections.</summary>
public sealed class ContradictionTests(TestCluster cluster) : IAsyncLifetime
{
    private ApiHost host = null!;

    public async ValueTask InitializeAsync() => host = await ApiHost.Start(cluster);

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_late_move_that_a_later_move_contradicts_is_refused_by_name_and_taken_together_with_its_correction()
    {
        var child = await ChildRecord.Register(host);
        var (first, between, last) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await child.Record(
            """{"type":"care_started","effectiveOn":"2021-06-02","legalStatus":"care_order","categoryOfNeed":"abuse_or_neglect"}""",
            $$"""{"type":"placement_started","effectiveOn":"2021-06-02","placementId":"{{first}}","kind":"foster_care","sector":"own_council"}"""
        );
        var later = await child.Record(Move("2021-12-01", first, last));
        var lateMove = Move("2021-09-01", first, between);

        var problem = await child.Refused("entries", $$"""{"entries":[{{lateMove}}]}""");

        var error = Assert.Single(problem["errors"]!.AsArray())!;
        Assert.Equal("move_from_placement_left", error.Text("code"));
        Assert.Contains(later.EntryId(), error["entryIds"]!.AsArray().Select(id => (string)id!));
        Assert.DoesNotContain("Seren", problem.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(2, (await child.Journey())["placements"]!.AsArray().Count);

        await child.Record(
            lateMove,
            $$"""
            {"type":"entry_corrected","entryId":"{{later.EntryId()}}","reason":"the child had moved before",
             "facts":{{Move("2021-12-01", between, null)}} }
            """
        );

        Assert.Equal(
            [$"{first} 2021-06-02 2021-09-01", $"{between} 2021-09-01 2021-12-01", $"{last} 2021-12-01 -"],
            (await child.Journey()).List("placements", "placementId", "startedOn", "endedOn")
        );
    }

    [Fact]
    public async Task Of_a_command_that_is_refused_nothing_is_recorded()
    {
        var child = await ChildRecord.Register(host);

        var problem = await child.Refused(
            "entries",
            """
            {"entries":[
              {"type":"care_started","effectiveOn":"2021-06-02","legalStatus":"care_order","categoryOfNeed":"abuse_or_neglect"},
              {"type":"care_started","effectiveOn":"2021-07-02","legalStatus":"care_order","categoryOfNeed":"abuse_or_neglect"}]}
            """
        );

        Assert.Equal("already_in_care", problem["errors"]![0].Text("code"));
        Assert.StartsWith("entries[", problem["errors"]![0].Text("field"), StringComparison.Ordinal);
        Assert.Single(await child.Entries());
        Assert.Empty((await child.Journey())["periodsOfCare"]!.AsArray());
    }

    [Fact]
    public async Task Facts_recorded_in_any_order_give_the_same_journey()
    {
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        string[] facts =
        [
            """{"type":"care_started","effectiveOn":"2021-06-02","legalStatus":"care_order","categoryOfNeed":"abuse_or_neglect"}""",
            $$"""{"type":"placement_started","effectiveOn":"2021-06-02","placementId":"{{first}}","kind":"foster_care","sector":"own_council"}""",
            Move("2021-09-01", first, second),
            """{"type":"legal_status_changed","effectiveOn":"2021-10-01","legalStatus":"placement_order"}""",
            """{"type":"care_ended","effectiveOn":"2022-03-01","reason":"returned_home"}""",
        ];
        var inOrder = await ChildRecord.Register(host);
        foreach (var fact in facts)
        {
            await inOrder.Record(fact);
        }

        // Care first, else there is nothing to end; then from the end of the story to its beginning.
        var backwards = await ChildRecord.Register(host);
        foreach (var fact in new[] { facts[0], facts[4], facts[3], facts[1], facts[2] })
        {
            await backwards.Record(fact);
        }
        var atOnce = await ChildRecord.Register(host);
        await atOnce.Record([.. facts.Reverse()]);

        Assert.Equal(ChildRecord.Normal(await inOrder.Journey()), ChildRecord.Normal(await backwards.Journey()));
        Assert.Equal(ChildRecord.Normal(await inOrder.Journey()), ChildRecord.Normal(await atOnce.Journey()));
    }

    [Theory]
    [InlineData("offer_received", """ "effectiveOn":"2021-05-26","referralId":"{0}","offerId":"{1}","provider":{"name":"Again"} """)]
    [InlineData("offer_withdrawn", """ "effectiveOn":"2021-04-01","offerId":"{1}" """)]
    [InlineData("referral_closed", """ "effectiveOn":"2021-04-01","referralId":"{0}","outcome":"withdrawn" """)]
    public async Task A_search_told_in_an_impossible_order_is_a_refusal_or_a_fact_and_never_our_mistake(string type, string facts)
    {
        var child = await ChildRecord.Register(host);
        var (referral, offer) = (Guid.NewGuid(), Guid.NewGuid());
        await child.Record(
            $$"""{"type":"referral_made","effectiveOn":"2021-05-20","referralId":"{{referral}}","urgency":"today"}""",
            $$"""{"type":"offer_received","effectiveOn":"2021-05-25","referralId":"{{referral}}","offerId":"{{offer}}","provider":{"name":"Own"} }"""
        );
        facts = facts.Replace("{0}", $"{referral}", StringComparison.Ordinal).Replace("{1}", $"{offer}", StringComparison.Ordinal);

        using var response = await host.Caseworker.PostJson(
            $"/v1/children/{child.Id}/entries",
            $$"""{"entries":[{"type":"{{type}}",{{facts}}}]}"""
        );

        Assert.True(
            response.StatusCode is HttpStatusCode.Created or HttpStatusCode.UnprocessableEntity,
            await response.Content.ReadAsStringAsync()
        );
        await child.Journey();
    }

    private static string Move(string on, Guid from, Guid? to) =>
        $$"""
            {"type":"placement_moved","effectiveOn":"{{on}}","fromPlacementId":"{{from}}","reason":"care_plan","planned":true,
             "to":{ {{(to is null ? "" : $"\"placementId\":\"{to}\",")}} "kind":"foster_care","sector":"own_council"} }
            """;
}
