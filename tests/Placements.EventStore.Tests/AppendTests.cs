using System.Text;
using System.Text.Json;
using Npgsql;
using Placements.Testing;
using Xunit;
using static Placements.EventStore.Tests.StoreDatabase;

namespace Placements.EventStore.Tests;

public sealed class AppendTests(TestCluster cluster) : IAsyncLifetime
{
    private StoreDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await Create(cluster);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task What_is_appended_is_read_back()
    {
        var stream = Guid.CreateVersion7();
        var first = Event("child_registered", """{"sex":"female","effectiveOn":"2026-01-02"}""");
        var second = Event("care_started");
        var request = To(stream, 0, first, second) with
        {
            UserName = "caseworker@cardiff",
            CorrelationId = "trace-1",
            CausationId = "message-7",
            Headers = """{"channel": "web"}""",
        };

        var appended = Assert.IsType<AppendResult.Appended>(await _database.Store.Append(request));
        var history = await _database.Read(stream);

        Assert.Equal((2, Cardiff, stream), (history.Version, history.Tenant, history.Id));
        Assert.Equal([first.Id, second.Id], history.Events.Select(e => e.Id));
        Assert.Equal([1L, 2L], history.Events.Select(e => e.Version));
        Assert.All(history.Events, e => Assert.Equal(appended.RecordedAt, e.RecordedAt));
        var stored = history.Events[0];
        Assert.Equal(("child_registered", "caseworker@cardiff"), (stored.Type, stored.UserName));
        Assert.Equal(("trace-1", "message-7", """{"channel": "web"}"""), (stored.CorrelationId, stored.CausationId, stored.Headers));
        Assert.Equal("female", JsonDocument.Parse(stored.Data).RootElement.GetProperty("sex").GetString());
        Assert.Null((await _database.Store.Load([Newport], stream)).Stream);
    }

    [Fact]
    public async Task A_wrong_version_is_a_value_and_writes_nothing()
    {
        var stream = Guid.CreateVersion7();
        await _database.Append(stream, 0);

        Assert.Equal(new AppendResult.VersionConflict(1), await _database.Store.Append(To(stream, 0)));
        Assert.Equal(new AppendResult.VersionConflict(1), await _database.Store.Append(To(stream, 2)));
        Assert.Equal(new AppendResult.VersionConflict(0), await _database.Store.Append(To(Guid.CreateVersion7(), 3)));
        Assert.Equal(1, (await _database.Read(stream)).Version);
        Assert.Equal(1, await _database.Scalar<long>("select count(*) from placements.mt_streams"));
    }

    [Fact]
    public async Task The_unique_index_is_a_second_wall_with_the_same_answer()
    {
        var stream = Guid.CreateVersion7();
        await _database.Append(stream, 0, Event(), Event());
        // As if a foreign client had written events and forgotten the stream's row.
        await _database.Execute("update placements.mt_streams set version = 1");

        Assert.Equal(new AppendResult.VersionConflict(null), await _database.Store.Append(To(stream, 1)));
    }

    [Fact]
    public async Task Recorded_time_rises_even_where_the_clock_goes_back()
    {
        var stream = Guid.CreateVersion7();
        await _database.Append(stream, 0);
        await _database.Execute("update placements.mt_streams set timestamp = '2100-01-01Z'");
        var last = new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

        var second = await _database.Append(stream, 1);
        var third = await _database.Append(stream, 2);

        Assert.Equal(last.AddMicroseconds(1), second.RecordedAt);
        Assert.Equal(last.AddMicroseconds(2), third.RecordedAt);
    }

    [Fact]
    public async Task Commands_alongside_know_the_recorded_time_and_commit_with_the_append()
    {
        await _database.Execute("create table read_model (version bigint, recorded_at timestamptz)");
        var stream = Guid.CreateVersion7();

        var result = await _database.Store.Append(To(stream, 0), [new("insert into read_model values (1, placements.recorded_at())")]);

        var appended = Assert.IsType<AppendResult.Appended>(result);
        Assert.Equal(appended.RecordedAt.UtcDateTime, await _database.Scalar<DateTime>("select recorded_at from read_model"));
        await Assert.ThrowsAsync<PostgresException>(() => _database.Scalar<DateTime>("select placements.recorded_at()"));
    }

    [Theory]
    [InlineData("select 1 / 0")]
    [InlineData("insert into no_such_table values (1)")]
    public async Task A_failing_command_alongside_undoes_everything(string failing)
    {
        await _database.Execute("create table if not exists read_model (version bigint)");
        var stream = Guid.CreateVersion7();

        await Assert.ThrowsAsync<PostgresException>(() =>
            _database.Store.Append(
                To(stream, 0) with
                {
                    Key = new("me", "key", [1], "{}"),
                },
                [new("insert into read_model values (1)"), new(failing)]
            )
        );

        var loaded = await _database.Store.Load([Cardiff], stream, new("me", "key"));
        Assert.Equal(new Loaded(null, null), loaded);
        Assert.Equal(0, await _database.Scalar<long>("select count(*) from read_model"));
    }

    [Theory]
    [InlineData("{\"note\":\"a\\u0000b\"}", "22P05")]
    [InlineData("{\"note\":", "22P02")]
    [InlineData("\"a\0b\"", "22021")]
    public async Task What_jsonb_cannot_hold_is_rejected_without_harm(string json, string state)
    {
        var stream = Guid.CreateVersion7();
        await _database.Append(stream, 0);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => _database.Store.Append(To(stream, 1, Event(), Event(json: json))));

        Assert.Equal(state, refused.SqlState);
        Assert.Equal(1, (await _database.Read(stream)).Version);
        Assert.Equal(2, (await _database.Append(stream, 1)).Version);
    }

    [Fact]
    public async Task Refusals_leave_no_half_prepared_statement_behind()
    {
        await using var narrow = StoreDataSource.Create(_database.ConnectionString + ";Maximum Pool Size=1", "one connection");
        var store = new StreamStore(narrow);
        await _database.Execute("create table read_model (note text)");
        static NpgsqlBatchCommand[] Alongside(string note) =>
            [new("insert into read_model values ($1) returning note") { Parameters = { new() { Value = note } } }];

        // On one connection each kind of failure meets the statements at every stage of being prepared.
        for (var usesBefore = 0; usesBefore < 4; usesBefore++)
        {
            narrow.Clear();
            for (var kind = 0; kind < 4; kind++)
            {
                var stream = Guid.CreateVersion7();
                long version = 0;
                for (; version < usesBefore; version++)
                {
                    Assert.IsType<AppendResult.Appended>(await store.Append(To(stream, version), Alongside("good")));
                }
                if (kind == 0)
                {
                    Assert.IsType<AppendResult.VersionConflict>(await store.Append(To(stream, 99), Alongside("good")));
                }
                else
                {
                    var bad = kind == 1 ? Event(json: "{") : Event();
                    var request = To(stream, version, bad) with { UserName = kind == 2 ? "a\0b" : "me" };
                    await Assert.ThrowsAsync<PostgresException>(() => store.Append(request, Alongside(kind == 3 ? "a\0b" : "good")));
                    await Assert.ThrowsAsync<PostgresException>(() => store.Load([Cardiff], stream, new("me", "a\0b")));
                }
                Assert.IsType<AppendResult.Appended>(await store.Append(To(stream, version), Alongside("good")));
                var loaded = await store.Load([Cardiff], stream, new("me", "key"));
                Assert.Equal(version + 1, loaded.Stream!.Events.Count);
            }
        }
    }

    [Fact]
    public async Task Streams_of_two_tenants_with_one_id_stay_apart()
    {
        var stream = Guid.CreateVersion7();
        await _database.Append(stream, 0, Event("cardiff_one"), Event("cardiff_two"));
        await _database.Store.Append(To(stream, 0, Event("newport_one")) with { Tenant = Newport });

        Assert.Equal(["cardiff_one", "cardiff_two"], (await _database.Read(stream)).Events.Select(e => e.Type));
        Assert.Equal(["newport_one"], (await _database.Read(stream, Newport)).Events.Select(e => e.Type));
        var first = (await _database.Store.Load([Newport, Cardiff], stream)).Stream!;
        Assert.Equal((Newport, 1, 1), (first.Tenant, first.Version, first.Events.Count));
    }

    [Fact]
    public async Task A_stream_that_the_guard_refuses_is_passed_over_like_one_that_is_not_there()
    {
        var stream = Guid.CreateVersion7();
        await _database.Append(stream, 0, Event("cardiff_one"));
        await _database.Store.Append(To(stream, 0, Event("newport_one")) with { Tenant = Newport });
        StreamGuard Only(string tenant) =>
            new("tenant_id = $4 and id is not null", () => [new Npgsql.NpgsqlParameter<string> { TypedValue = tenant }]);

        Assert.Equal(Newport, (await _database.Store.Load([Cardiff, Newport], stream, guard: Only(Newport))).Stream!.Tenant);
        Assert.Null((await _database.Store.Load([Cardiff, Newport], stream, guard: Only("nobody"))).Stream);
        // One guard serves as many loads as are needed.
        var guard = Only(Cardiff);
        Assert.NotNull((await _database.Store.Load([Cardiff], stream, guard: guard)).Stream);
        Assert.NotNull((await _database.Store.Load([Cardiff], stream, metadata: false, guard: guard)).Stream);
    }

    [Fact]
    public async Task A_load_can_leave_out_what_is_known_already()
    {
        var stream = Guid.CreateVersion7();
        await _database.Append(stream, 0, Event(), Event(), Event());

        var tail = (await _database.Store.Load([Cardiff], stream, afterVersion: 2)).Stream!;
        var version = (await _database.Store.Load([Cardiff], stream, afterVersion: long.MaxValue)).Stream!;

        Assert.Equal(3, tail.Version);
        Assert.Equal([3L], tail.Events.Select(e => e.Version));
        Assert.Equal((3, 0), (version.Version, version.Events.Count));
    }

    [Fact]
    public async Task A_load_runs_commands_alongside_and_hands_out_their_rows()
    {
        await _database.Execute("create table read_audit (who text)");
        var rows = new List<string>();

        await _database.Store.Load(
            [Cardiff],
            Guid.CreateVersion7(),
            alongside: [new("insert into read_audit values ('me')"), new("select who from read_audit")],
            onRows: async (index, reader) =>
            {
                while (await reader.ReadAsync())
                {
                    rows.Add($"{index}: {reader.GetString(0)}");
                }
            }
        );

        Assert.Equal(["0: me"], rows);
        Assert.Equal(1, await _database.Scalar<long>("select count(*) from read_audit"));
    }

    [Fact]
    public async Task Tombstones_of_other_clients_are_skipped()
    {
        var stream = Guid.CreateVersion7();
        await _database.Append(stream, 0, Event(), Event("tombstone"), Event());
        await _database.Execute($"insert into placements.mt_streams (tenant_id, id, version) values ('{Cardiff}', '{Guid.Empty}', 0)");

        var history = await _database.Read(stream);

        Assert.Equal(3, history.Version);
        Assert.Equal([1L, 3L], history.Events.Select(e => e.Version));
        Assert.Null((await _database.Store.Load([Cardiff], Guid.Empty)).Stream);
    }

    [Fact]
    public async Task Text_keeps_every_character_that_json_can_carry()
    {
        var stream = Guid.CreateVersion7();
        const string Note = "Siân said \"dim diolch\"\n\\ 🏠 \u2028";

        await _database.Append(stream, 0, Event(json: JsonSerializer.Serialize(new { note = Note })));

        var data = (await _database.Read(stream)).Events[0].Data;
        Assert.Equal(Note, JsonDocument.Parse(data).RootElement.GetProperty("note").GetString());
        Assert.Equal(await _database.Scalar<string>("select data::text from placements.mt_events"), Encoding.UTF8.GetString(data));
    }
}
