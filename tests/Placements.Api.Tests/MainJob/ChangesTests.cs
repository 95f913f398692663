using System.Text.Json.Nodes;

namespace Placements.Tests.Api.MainJob;

/// <summary>What we came to know between two instants: what is there now and was not, who recorded it and why.</summary>
public sealed class ChangesTests(Seren seren) : IClassFixture<Seren>
{
    private ChildRecord Child => seren.Child;

    [Fact]
    public async Task A_late_move_adds_the_new_placement_and_changes_the_one_before()
    {
        var changes = await ChangesOf("placement_moved");

        Assert.Equal(["changed placement", "added placement"], changes.List("changes", "change", "item"));
        var (changed, added) = (changes["changes"]![0]!, changes["changes"]![1]!);
        Assert.Equal($"{Seren.First}", changed.Text("id"));
        Assert.Null(changed["before"]!["endedOn"]);
        Assert.Equal("2021-08-10", changed["after"]!.Text("endedOn"));
        Assert.Equal("moved", changed["after"]!.Text("endedHow"));
        Assert.Equal($"{Seren.Second}", added.Text("id"));
        Assert.Null(added["before"]);
        Assert.Equal([$"{seren.LateMove} placement_moved Test caseworker"], Because(changed));
        Assert.Equal([$"{seren.LateMove} placement_moved Test caseworker"], Because(added));
    }

    [Fact]
    public async Task A_correction_says_what_was_believed_before_what_is_now_and_why()
    {
        var changes = await ChangesOf("entry_corrected");

        Assert.Equal(["changed placement", "changed placement"], changes.List("changes", "change", "item"));
        var first = changes["changes"]![0]!;
        Assert.Equal("2021-08-10", first["before"]!.Text("endedOn"));
        Assert.Equal("2021-08-12", first["after"]!.Text("endedOn"));
        var because = Assert.Single(first["because"]!.AsArray())!;
        Assert.Equal("entry_corrected", because.Text("type"));
        Assert.Equal("Test caseworker", because.Text("recordedBy"));
        Assert.Equal("the letter says the twelfth", because.Text("reason"));
    }

    [Fact]
    public async Task A_void_removes_what_the_entry_had_brought_and_says_why()
    {
        var changes = await ChangesOf("entry_voided");

        Assert.Equal(
            ["legal_status removed", "legal_status changed"],
            changes.List("changes", "item", "change").OrderDescending(StringComparer.Ordinal)
        );
        var removed = changes["changes"]!.AsArray().Single(change => change!.Text("change") == "removed")!;
        Assert.Equal("placement_order", removed["before"]!.Text("legalStatus"));
        Assert.Null(removed["after"]);
        Assert.All(
            changes["changes"]!.AsArray(),
            change => Assert.Equal("meant for another child", Assert.Single(change!["because"]!.AsArray())!.Text("reason"))
        );
    }

    [Fact]
    public async Task What_another_fact_ended_names_that_fact_too()
    {
        var ordered = await ChangesOf("legal_status_changed");
        var interim = ordered["changes"]!.AsArray().Single(change => change!.Text("change") == "changed")!;
        Assert.Equal("2021-11-15", interim["after"]!.Text("endedOn"));
        Assert.Equal(["legal_status_changed"], interim.List("because", "type"));

        var left = await ChangesOf("care_ended");
        Assert.Equal(
            ["changed legal_status", "changed period_of_care", "changed placement"],
            left.List("changes", "change", "item").Order(StringComparer.Ordinal)
        );
        Assert.All(left["changes"]!.AsArray(), change => Assert.Equal(["care_ended"], change!.List("because", "type")));
    }

    [Fact]
    public async Task From_the_beginning_to_now_everything_was_added_and_each_item_names_who_recorded_it()
    {
        var changes = await Child.Changes(null, null);

        Assert.All(changes["changes"]!.AsArray(), change => Assert.Equal("added", change!.Text("change")));
        Assert.All(changes["changes"]!.AsArray(), change => Assert.NotEmpty(change!["because"]!.AsArray()));
        Assert.Equal(
            [
                "absence",
                "absence",
                "details",
                "legal_status",
                "legal_status",
                "period_of_care",
                "placement",
                "placement",
                "placement",
                "referral",
            ],
            changes.List("changes", "item").Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Nothing_changed_where_nothing_was_recorded()
    {
        var last = Child.Answers[^1].RecordedAt();

        Assert.Empty((await Child.Changes(last, null))["changes"]!.AsArray());
        Assert.Empty((await Child.Changes(last, last))["changes"]!.AsArray());
    }

    /// <summary>What the first append of an event of this type changed: from the append before it to itself.</summary>
    private async Task<JsonObject> ChangesOf(string type)
    {
        var place = Child.Answers.FindIndex(answer => answer.List("entries", "type")[0] == type);
        return await Child.Changes(Child.Answers[place - 1].RecordedAt(), Child.Answers[place].RecordedAt());
    }

    private static string[] Because(JsonNode change) => change.List("because", "entryId", "type", "recordedBy");
}
