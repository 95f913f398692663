using System.Net;
using Npgsql;
using Placements.Application.Keys;
using Placements.Application.ReadModels;
using Placements.Testing;
using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;
using Placements.Tests.Api.MainJob;
using Placements.Tests.Api.Storage;

namespace Placements.Tests.Api.Keys;

/// <summary>What somebody gets who takes the log, and what happens to a log that somebody changed.</summary>
public sealed class StolenDatabaseTests(TestCluster cluster) : IAsyncLifetime
{
    private ApiHost api = null!;

    public async ValueTask InitializeAsync() => api = await ApiHost.Start(cluster);

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task The_log_says_no_name_address_identifier_or_note()
    {
        var child = await MarkedChild.Record(api);

        Assert.Empty(await WholeDatabase.Holding(api.Database, MarkedChild.Texts, "placements"));
        // It can tell: the read models hold plain text.
        Assert.Contains("read_models.child", await WholeDatabase.Holding(api.Database, MarkedChild.Texts));
        Assert.Equal(MarkedChild.Given, (string?)(await child.Read(asAt: "2005-12-31"))["details"]!["name"]!["given"]);
        Assert.Equal(MarkedChild.NewGiven, (string?)(await child.Read())["details"]!["name"]!["given"]);
    }

    [Fact]
    public async Task Read_models_that_were_emptied_are_written_anew_from_the_encrypted_log()
    {
        await MarkedChild.Record(api);
        var before = await Dump.Of(api.Database);
        await Execute($"truncate {string.Join(", ", ReadModelTables.All.Select(table => $"read_models.{table.Name}"))}");

        await new Rebuild(api.Database, TestKeys.Master).Run(null, CancellationToken.None);

        Dump.Same(before, await Dump.Of(api.Database));
    }

    [Theory]
    [InlineData(
        """
            update placements.stream_key k set wrapped = o.wrapped, master_key = o.master_key
            from placements.stream_key o where k.stream_id in ($1, $2) and o.stream_id in ($1, $2) and o.stream_id <> k.stream_id
            """
    )]
    [InlineData(
        """
            update placements.mt_events e set data = jsonb_set(e.data, '{name}', o.data -> 'name')
            from placements.mt_events o
            where e.version = 1 and o.version = 1 and e.stream_id in ($1, $2) and o.stream_id in ($1, $2) and o.stream_id <> e.stream_id
            """
    )]
    [InlineData("update placements.mt_events set id = gen_random_uuid() where version = 1 and stream_id in ($1, $2)")]
    public async Task A_record_whose_keys_or_ciphers_were_exchanged_is_not_read_at_all(string change)
    {
        var (one, other) = (await ChildRecord.Register(api), await ChildRecord.Register(api));
        await Execute(change, one.Id, other.Id);

        foreach (var child in new[] { one, other })
        {
            using var read = await api.Auditor.GetAsync($"/v1/children/{child.Id}/journey");
            await read.Problem(HttpStatusCode.InternalServerError, "internal_error");
            using var written = await api.Manager.PostJson($"/v1/children/{child.Id}/entries", $$"""{"entries":[{{Given.CareStarted}}]}""");
            await written.Problem(HttpStatusCode.InternalServerError, "internal_error");
        }
    }

    [Fact]
    public async Task A_key_that_was_taken_away_closes_the_record_and_says_nothing_wrong()
    {
        var child = await ChildRecord.Register(api);
        await Execute("alter table placements.stream_key disable trigger stream_key_guard");
        await Execute("delete from placements.stream_key where stream_id in ($1, $2)", child.Id, child.Id);

        using var read = await api.Auditor.GetAsync($"/v1/children/{child.Id}");

        await read.Problem(HttpStatusCode.InternalServerError, "internal_error");
    }

    [Fact]
    public async Task A_record_from_before_encryption_is_read_and_what_is_added_to_it_is_encrypted()
    {
        var child = await ChildRecord.Register(api);
        await Execute("alter table placements.stream_key disable trigger stream_key_guard");
        await Execute("delete from placements.stream_key where stream_id in ($1, $2)", child.Id, child.Id);
        await Execute(
            """
            update placements.mt_events set data = data
              || '{"name":{"given":"Seren","family":"Example"},"identifiers":[{"scheme":"case_number","value":"C-1001"}]}'
            where stream_id in ($1, $2)
            """,
            child.Id,
            child.Id
        );

        await child.Post("details", """{"effectiveOn":"2021-07-05","source":"her aunt Quixotica","homeAddress":"1 Quixotica Road"}""");

        Assert.Empty(await WholeDatabase.Holding(api.Database, ["Quixotica"], "placements"));
        var details = (await child.Read())["details"]!;
        Assert.Equal("Seren", (string?)details["name"]!["given"]);
        Assert.Equal("1 Quixotica Road", (string?)details["homeAddress"]);
    }

    [Fact]
    public async Task A_host_with_other_keys_is_told_so_before_it_answers_anybody()
    {
        await ChildRecord.Register(api);

        var other = MasterKeys.Parse(MasterKeys.NewLine(new DateOnly(2026, 1, 1)));
        var missing = await Assert.ThrowsAsync<KeyException>(() => new KeyRotation(api.Database, other).Check(CancellationToken.None));
        await new KeyRotation(api.Database, TestKeys.Master).Check(CancellationToken.None);

        Assert.Contains("is not among the site's keys", missing.Message, StringComparison.Ordinal);
    }

    private async Task Execute(string sql, params Guid[] children)
    {
        await using var command = api.Database.CreateCommand(sql);
        foreach (var child in children)
        {
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = child });
        }
        await command.ExecuteNonQueryAsync();
    }
}
