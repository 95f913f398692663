using System.Net;
using System.Text.Json.Nodes;
using Npgsql;
using Placements.Application.Access;
using Placements.Application.ReadModels;
using Placements.Application.Retention;
using Placements.Testing;
using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;
using Placements.Tests.Api.Keys;
using Placements.Tests.Api.MainJob;
using Placements.Tests.Api.Storage;

namespace Placements.Tests.Api.Retention;

/// <summary>The record need not be kept any longer: the person is gone, and what happened stays, in the log and in every figure.</summary>
public sealed class ErasureTests(TestCluster cluster) : IAsyncLifetime
{
    private static readonly Caller Operator = new("operator", "Operator", new HashSet<Role> { Role.Manager }, [ApiHost.Cardiff], []);

    private ApiHost api = null!;

    public async ValueTask InitializeAsync() => api = await ApiHost.Start(cluster);

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task Nothing_that_names_or_describes_the_child_is_left_anywhere_in_the_database()
    {
        var child = await MarkedChild.Record(api);
        await Execute("insert into returns.import values ($1, 'W06000015', 'ssda903', '{2008}', now(), 'm', 'M', '{}')", child.Id);
        await Execute(
            "insert into returns.import_problem values ($1, 1, 'date_form', 'repaired', 'The date.', 'header.csv', 2, 'DOB', 'QX-77-1001')",
            child.Id
        );
        using var retried = await api.Manager.PostJson(
            $"/v1/children/{child.Id}/legal-statuses",
            """{"effectiveOn":"2006-06-02","legalStatus":"care_order"}""",
            idempotencyKey: "kept-answer"
        );
        Assert.Equal(HttpStatusCode.Created, retried.StatusCode);
        Assert.NotEmpty(await WholeDatabase.Holding(api.Database, MarkedChild.Texts));

        var outcome = await Erase(child.Id);

        Assert.Equal(new ErasureOutcome.Erased(DateOnly.Parse(MarkedChild.DueOn, null)), outcome);
        Assert.Empty(await WholeDatabase.Holding(api.Database, MarkedChild.Texts));
        Assert.Equal(0L, await Scalar<long>("select count(*) from placements.idempotency_key where key = 'kept-answer'"));
        await new Rebuild(api.Database, TestKeys.Master).Run(null, CancellationToken.None);
        Assert.Empty(await WholeDatabase.Holding(api.Database, MarkedChild.Texts));
    }

    [Fact]
    public async Task The_read_models_are_those_of_a_rebuild()
    {
        var (erased, other) = (await MarkedChild.Record(api), await MarkedChild.Record(api));
        await Erase(erased.Id);
        var rows = await Dump.Of(api.Database);

        await new Rebuild(api.Database, TestKeys.Master).Run(null, CancellationToken.None);

        Dump.Same(rows, await Dump.Of(api.Database));
        Assert.Contains(
            rows,
            row => row.Contains($"{other.Id}", StringComparison.Ordinal) && row.Contains(MarkedChild.Given, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Every_report_and_figure_says_what_it_said_for_every_day_and_as_known_before()
    {
        var (child, other) = (await MarkedChild.Record(api), await MarkedChild.Record(api));
        var known = other.Answers[^3].RecordedAt();
        var before = await Figures(known);

        await Erase(child.Id);

        Assert.Equal(before, await Figures(known));
    }

    [Fact]
    public async Task The_journey_is_the_same_but_for_who_it_was()
    {
        var child = await MarkedChild.Record(api);
        var known = child.Answers[^3].RecordedAt();
        var before = await Journeys(child, known);
        var facts = (await child.Entries()).Count;

        await Erase(child.Id);

        Assert.Equal(before, await Journeys(child, known));
        var entries = await child.Entries();
        Assert.Equal(facts + 1, entries.Count);
        Assert.Equal("Personal data erased", entries[^1].Text("inWords"));
        Assert.Equal(MarkedChild.DueOn, (string?)entries[^1]!["facts"]!["retentionEndedOn"]);
        Assert.Equal("erased", (string?)entries.Single(entry => entry.Text("type") == "child_details_changed")!["facts"]!["source"]);
        Assert.Null((await child.Read())["details"]!["name"]);
    }

    [Fact]
    public async Task Nothing_is_recorded_for_the_child_any_more()
    {
        var child = await MarkedChild.Record(api);
        await Erase(child.Id);

        foreach (
            var entry in new[]
            {
                """{"type":"child_details_changed","effectiveOn":"2008-01-01","source":"a cousin","ethnicity":"WBRI"}""",
                $$"""{"type":"entry_voided","entryId":"{{child.Answers[0].EntryId()}}","reason":"x"}""",
            }
        )
        {
            using var refused = await api.Manager.PostJson($"/v1/children/{child.Id}/entries", $$"""{"entries":[{{entry}}]}""");
            await refused.Problem(HttpStatusCode.UnprocessableEntity, "record_erased");
        }
    }

    [Fact]
    public async Task A_command_that_was_under_way_is_refused_too()
    {
        var child = await MarkedChild.Record(api);
        // Holds the record as an erasure does, so that the command has read it before and comes to its append after.
        await using var connection = await api.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand($"select from placements.mt_streams where id = '{child.Id}' for update", connection);
        await hold.ExecuteNonQueryAsync();
        var command = api.Manager.PostJson(
            $"/v1/children/{child.Id}/entries",
            """{"entries":[{"type":"child_details_changed","effectiveOn":"2008-01-01","source":"a cousin","ethnicity":"WBRI"}]}"""
        );
        var erasing = Erase(child.Id);
        await Resilience.Until.True(() => Waiting() == 2, "command and erasure wait for the record");

        await transaction.CommitAsync();
        using var answer = await command;
        var outcome = await erasing;

        // Whichever came first: nothing personal is left, and nothing was written after.
        Assert.IsType<ErasureOutcome.Erased>(outcome);
        Assert.True(answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.UnprocessableEntity);
        Assert.Equal("personal_data_erased", (await child.Entries())[^1].Text("type"));
        Assert.Empty(await WholeDatabase.Holding(api.Database, [.. MarkedChild.Texts, "a cousin"]));

        long Waiting()
        {
            using var ask = api.Database.CreateCommand(
                "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
            );
            return (long)ask.ExecuteScalar()!;
        }
    }

    [Fact]
    public async Task Before_its_date_a_record_is_kept()
    {
        var alive = await ChildRecord.Register(api);
        var unborn = await ChildRecord.Register(
            api,
            """{"effectiveOn":"2021-05-10","responsibleAuthority":"W06000015","expectedDateOfBirth":"2021-08-14","sex":"unknown"}"""
        );

        Assert.Equal(new ErasureOutcome.NotDue(new DateOnly(2087, 5, 14)), await Erase(alive.Id));
        Assert.Equal(new ErasureOutcome.NotDue(null), await Erase(unborn.Id));
        Assert.Equal("Seren", (string?)(await alive.Read())["details"]!["name"]!["given"]);
    }

    [Fact]
    public async Task On_the_75th_birthday_it_is_erased()
    {
        var child = await ChildRecord.Register(api);

        Assert.IsType<ErasureOutcome.NotDue>(await Erase(child.Id, new Clock("2087-05-13T12:00:00Z")));
        Assert.Equal(new ErasureOutcome.Erased(new DateOnly(2087, 5, 14)), await Erase(child.Id, new Clock("2087-05-14T12:00:00Z")));
        Assert.Null((await child.Read(asAt: "2087-05-14"))["details"]!["name"]);
    }

    [Fact]
    public async Task Nobody_is_erased_twice_or_by_another_authority()
    {
        var child = await MarkedChild.Record(api);

        Assert.IsType<ErasureOutcome.NotFound>(await Erase(Guid.NewGuid()));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() =>
            new Erasure(api.Database, TestKeys.Master, TimeProvider.System).Erase(
                Operator,
                ApiHost.Newport,
                child.Id,
                CancellationToken.None
            )
        );
        Assert.IsType<ErasureOutcome.Erased>(await Erase(child.Id));
        Assert.IsType<ErasureOutcome.ErasedBefore>(await Erase(child.Id));
    }

    [Fact]
    public async Task A_record_with_entries_from_before_encryption_is_not_said_to_be_erased()
    {
        var child = await MarkedChild.Record(api);
        await Execute(
            """
            update placements.mt_events set data = data || '{"name":{"given":"Seren","family":"Example"}}'
            where stream_id = $1 and type = 'child_registered'
            """,
            child.Id
        );

        Assert.IsType<ErasureOutcome.Unencrypted>(await Erase(child.Id));
        Assert.NotNull((await child.Read())["details"]!["name"]);
    }

    [Fact]
    public async Task The_list_has_what_is_due_on_a_day_and_not_what_is_erased()
    {
        var (died, second) = (await MarkedChild.Record(api), await MarkedChild.Record(api));
        var young = await ChildRecord.Register(api);
        await Erase(second.Id);

        Assert.Empty(await Due("2024-02-29"));
        Assert.Equal([(died.Id, "2024-03-01")], await Due("2024-03-01"));
        Assert.Equal([(died.Id, "2024-03-01")], await Due("2087-05-13"));
        Assert.Equal([(died.Id, "2024-03-01"), (young.Id, "2087-05-14")], await Due("2087-05-14"));
    }

    private Task<ErasureOutcome> Erase(Guid child, TimeProvider? clock = null) =>
        new Erasure(api.Database, TestKeys.Master, clock ?? TimeProvider.System).Erase(
            Operator,
            ApiHost.Cardiff,
            child,
            CancellationToken.None
        );

    private sealed class Clock(string now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.Parse(now, null);
    }

    private async Task<IEnumerable<(Guid, string)>> Due(string on) =>
        (
            await new RetentionList(api.Database, TestKeys.Master).Due(
                Operator,
                ApiHost.Cardiff,
                DateOnly.Parse(on, null),
                CancellationToken.None
            )
        ).Select(record => (record.ChildId, $"{record.On:yyyy-MM-dd}"));

    /// <summary>Every report and figure as at days of the life, as known now and earlier.</summary>
    private async Task<List<string>> Figures(string known)
    {
        var reports = (await api.Auditor.Get("/v1/reports"))["items"]!.AsArray().Select(report => (string)report!["id"]!);
        string[] paths =
        [
            .. reports.Select(id => $"/v1/reports/{id}"),
            "/v1/current-placements",
            "/v1/stability",
            "/v1/stability/summary",
            "/v1/out-of-county",
            "/v1/out-of-county/summary",
            "/v1/returns/wales/measures",
        ];
        var answers = new List<string>();
        foreach (var path in paths)
        {
            foreach (var day in new[] { "2006-03-31", "2007-03-31", "2008-03-31", "2009-03-31" })
            {
                foreach (var clock in new[] { "", $"&asKnownAt={Uri.EscapeDataString(known)}" })
                {
                    using var response = await api.Auditor.GetAsync($"{path}?asAt={day}{clock}");
                    var text = await response.Content.ReadAsStringAsync();
                    Assert.True(response.IsSuccessStatusCode, $"{path} {text}");
                    answers.Add($"{path} {day} {clock.Length}: {Without(text, "asKnownAt")}");
                }
            }
        }
        Assert.True(answers.Count > 200, "The catalogue is not all there.");
        return answers;
    }

    private static string Without(string json, string member)
    {
        var answer = JsonNode.Parse(json)!.AsObject();
        answer.Remove(member);
        return answer.ToJsonString();
    }

    private static async Task<List<string>> Journeys(ChildRecord child, string known) =>
        [
            Impersonal(await child.Journey()),
            Impersonal(await child.Journey("2006-01-01")),
            Impersonal(await child.Journey(asKnownAt: known)),
        ];

    /// <summary>A journey without the members that are encrypted, the clock and the version.</summary>
    private static string Impersonal(JsonObject journey)
    {
        Strip(journey);
        return journey.ToJsonString();

        static void Strip(JsonNode? node)
        {
            if (node is JsonArray list)
            {
                foreach (var item in list)
                {
                    Strip(item);
                }
            }
            if (node is JsonObject members)
            {
                foreach (
                    var member in new[] { "asKnownAt", "version", "postcode", "note", "reason", "home", "preferredLocation", "cultural" }
                )
                {
                    members.Remove(member);
                }
                foreach (var (_, inner) in members)
                {
                    Strip(inner);
                }
            }
        }
    }

    private async Task Execute(string sql, Guid id)
    {
        await using var command = api.Database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        await command.ExecuteNonQueryAsync();
    }

    private async Task<T> Scalar<T>(string sql)
    {
        await using var command = api.Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
