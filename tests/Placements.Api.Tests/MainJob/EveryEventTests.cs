using System.Net;
using System.Text.Json.Nodes;
using Placements.Testing;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.MainJob;

/// <summary>Whatever the catalogue holds can be recorded, corrected and voided over HTTP, by its own operation and by /entries alike.</summary>
public sealed class EveryEventTests(EveryEventTests.Host host) : IClassFixture<EveryEventTests.Host>
{
    public sealed class Host(TestCluster cluster) : IAsyncLifetime
    {
        public ApiHost Api { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Api = await ApiHost.Start(cluster);

        public ValueTask DisposeAsync() => Api.DisposeAsync();
    }

    public static TheoryData<string> Names => EventSample.Names;

    [Theory, MemberData(nameof(Names))]
    public async Task Its_own_operation_and_the_entries_record_the_same(string name)
    {
        var sample = EventSample.Of(name);
        if (sample.Route is null)
        {
            var registered = await ChildRecord.Register(host.Api);
            Assert.Equal(["child_registered"], registered.Answers[0].List("entries", "type"));
            var again = await registered.Refused("entries", Entries(sample.Entry(name, sample.Facts)), HttpStatusCode.BadRequest);
            Assert.Equal("child_registered_here", again["errors"]![0].Text("code"));
            return;
        }

        var (one, fillOne) = await ChildRecord.In(host.Api, sample.Before);
        var (other, fillOther) = await ChildRecord.In(host.Api, sample.Before);
        var direct = await one.Post(fillOne(sample.Route), fillOne(sample.Body));
        var listed = await other.Record(fillOther(sample.Entry(name, sample.Facts)));

        Assert.Equal([name], direct.List("entries", "type"));
        Assert.Equal([name], listed.List("entries", "type"));
        Assert.Equal("Test caseworker", direct["entries"]![0].Text("recordedBy"));
        Assert.Equal(direct.List("findings", "code", "message"), listed.List("findings", "code", "message"));
        Assert.Equal(ChildRecord.Normal(await one.Journey()), ChildRecord.Normal(await other.Journey()));
        Assert.Equal(name, (await one.Entries())[^1]!.Text("type"));
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Corrected_it_is_as_if_the_right_facts_had_been_recorded(string name)
    {
        var sample = EventSample.Of(name);
        if (sample.Corrected is null)
        {
            await IsFinal(
                name,
                sample,
                "correction",
                """{"facts":{"type":"legal_status_changed","effectiveOn":"2021-09-01","legalStatus":"care_order"},"reason":"wrong"}"""
            );
            return;
        }

        var right = await Recorded(name, sample.Before, sample.Corrected);
        foreach (var byEntries in new[] { false, true })
        {
            var wrong = await Recorded(name, sample.Before, sample.Facts);
            var correction = $$"""{"facts":{{wrong.Fill(sample.Entry(name, sample.Corrected))}},"reason":"misread the letter"}""";
            var answer = byEntries
                ? await wrong.Child.Record($$"""{"type":"entry_corrected","entryId":"{{wrong.EntryId}}",{{correction[1..]}}""")
                : await wrong.Child.Post($"entries/{wrong.EntryId}/correction", correction);

            Assert.Equal(["entry_corrected"], answer.List("entries", "type"));
            Assert.Equal(ChildRecord.Normal(await right.Child.Journey()), ChildRecord.Normal(await wrong.Child.Journey()));
            var entry = (await wrong.Child.Entries()).Single(item => item!.Text("entryId") == wrong.EntryId)!;
            var shown = Assert.Single(entry["corrections"]!.AsArray())!;
            Assert.Equal("misread the letter", shown.Text("reason"));
            Assert.Equal(name, shown["facts"]!.Text("type"));
            Assert.NotEqual(shown["facts"]!.Text("effectiveOn"), name == "child_registered" ? null : entry["facts"]!.Text("effectiveOn"));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Voided_it_is_as_if_it_had_never_been_recorded(string name)
    {
        var sample = EventSample.Of(name);
        if (sample.Corrected is null)
        {
            await IsFinal(name, sample, "void", """{"reason":"wrong"}""");
            return;
        }

        foreach (var byEntries in new[] { false, true })
        {
            var (untouched, _) = await ChildRecord.In(host.Api, sample.Before);
            var recorded = await Recorded(name, sample.Before, sample.Facts);
            var answer = byEntries
                ? await recorded.Child.Record($$"""{"type":"entry_voided","entryId":"{{recorded.EntryId}}","reason":"another child"}""")
                : await recorded.Child.Post($"entries/{recorded.EntryId}/void", """{"reason":"another child"}""");

            Assert.Equal(["entry_voided"], answer.List("entries", "type"));
            if (name == "child_registered")
            {
                Assert.Equal("false", (await recorded.Child.Read()).Text("registered"));
            }
            else
            {
                Assert.Equal(ChildRecord.Normal(await untouched.Journey()), ChildRecord.Normal(await recorded.Child.Journey()));
            }
            var entry = (await recorded.Child.Entries()).Single(item => item!.Text("entryId") == recorded.EntryId)!;
            Assert.Equal("another child", Assert.Single(entry["corrections"]!.AsArray())!.Text("reason"));
        }
    }

    /// <summary>Neither as a fact nor in place of another.</summary>
    [Theory]
    [InlineData("""{"type":"personal_data_erased","effectiveOn":"2021-09-01","retentionEndedOn":"2021-09-01"}""")]
    [InlineData(
        """
            {"type":"entry_corrected","entryId":"00000000-0000-0000-0000-000000000000","reason":"trick",
             "facts":{"type":"personal_data_erased","effectiveOn":"2021-09-01","retentionEndedOn":"2021-09-01"}}
            """
    )]
    public async Task That_personal_data_were_erased_is_recorded_by_nobody(string entry)
    {
        var child = await ChildRecord.Register(host.Api);

        var problem = await child.Refused("entries", Entries(entry));

        Assert.Equal("erasure_not_by_hand", problem["errors"]![0].Text("code"));
    }

    [Fact]
    public void An_event_without_a_sample_fails_with_a_sentence_that_says_what_to_add_and_where()
    {
        var missing = Assert.Throws<InvalidOperationException>(() => EventSample.Of("child_adopted"));

        Assert.StartsWith(
            "There is no sample of the event child_adopted: add one to the table in MainJob/EventSamples.cs",
            missing.Message,
            StringComparison.Ordinal
        );
    }

    /// <summary>A correction is not corrected and a void not undone: what is right is recorded anew.</summary>
    private async Task IsFinal(string name, EventSample sample, string operation, string body)
    {
        var recorded = await Recorded(name, sample.Before, sample.Facts);

        var problem = await recorded.Child.Refused($"entries/{recorded.EntryId}/{operation}", body);

        Assert.Equal(name == "entry_voided" ? "entry_is_a_void" : "entry_is_a_correction", problem["errors"]![0].Text("code"));
        Assert.Equal("entryId", problem["errors"]![0].Text("field"));
    }

    private async Task<(ChildRecord Child, string EntryId, Func<string, string> Fill)> Recorded(string name, Before before, string facts)
    {
        if (name == "child_registered")
        {
            var registered = await ChildRecord.Register(host.Api, $$"""{{{facts}}}""");
            return (registered, registered.Answers[0].EntryId(), text => text);
        }
        var (child, fill) = await ChildRecord.In(host.Api, before);
        var answer = await child.Record(fill($$"""{"type":"{{name}}",{{facts}}}"""));
        return (child, answer.EntryId(), fill);
    }

    private static string Entries(string entry) => $$"""{"entries":[{{entry}}]}""";
}
