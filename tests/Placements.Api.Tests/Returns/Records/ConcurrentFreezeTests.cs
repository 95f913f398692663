using System.Net;
using System.Text.Json.Nodes;
using Npgsql;
using Placements.Testing;
using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Returns.Records;

/// <summary>What was recorded before a return was made is in it, and what was recorded after is not, also when both happen at once.</summary>
public sealed class ConcurrentFreezeTests(RecordsHost records) : IClassFixture<RecordsHost>
{
    [Fact, Trait("speed", "slow")]
    public async Task Returns_made_while_others_record_can_be_asked_for_again()
    {
        using var stop = new CancellationTokenSource();
        var recorded = 0;
        var writers = Enumerable.Range(0, 4).Select(_ => Task.Run(Write)).ToList();
        var made = new List<JsonObject>();
        try
        {
            for (var i = 0; i < 4; i++)
            {
                var before = Volatile.Read(ref recorded);
                made.Add(await records.Freeze());
                while (Volatile.Read(ref recorded) < before + 10)
                {
                    Assert.DoesNotContain(writers, writer => writer.IsFaulted);
                    await Task.Yield();
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(writers);
        }

        foreach (var one in made)
        {
            var files = await records.Files(one);
            var then = await records.Export(2026, (string)one["asKnownAt"]!);
            Assert.All(then, file => Assert.True(file.Value.AsSpan().SequenceEqual(files[file.Key]), file.Key));
            var behind = await records.Ask<long>(
                """
                select count(*) from placements.mt_events e, returns.frozen f
                where f.return_id = $1
                  and (e.timestamp <= f.as_known_at) <> ((e.transaction_id, e.seq_id) <= (f.log_transaction_id, f.log_seq_id))
                """,
                one["returnId"]!.GetValue<Guid>()
            );
            Assert.Equal(0, behind);
        }
        Assert.True(made.Select(one => (long)one["files"]!.AsArray().Sum(file => (long)file!["rows"]!)).Distinct().Count() > 1);

        async Task Write()
        {
            while (!stop.IsCancellationRequested)
            {
                var child = await records.Manager.Register(authority: RecordsHost.Authority);
                await records.Manager.Record(child, Given.CareStarted, Given.PlacementStarted(Guid.NewGuid()));
                Interlocked.Increment(ref recorded);
            }
        }
    }

    [Fact]
    public async Task An_append_under_way_is_waited_for_and_is_in_it()
    {
        var child = await records.Manager.Register(authority: RecordsHost.Authority);
        await using var connection = await records.Api.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await AppendCareStarted(connection, child);

        var freezing = records.Freeze();
        await Until(() =>
            records.Ask<bool>("select exists (select from pg_locks where relation = 'placements.mt_streams'::regclass and not granted)")
        );
        Assert.False(freezing.IsCompleted);
        await transaction.CommitAsync();

        var made = await freezing;
        var episodes = System.Text.Encoding.UTF8.GetString((await records.Files(made))["episodes.csv"]);
        Assert.Contains("02/06/2021,S", episodes, StringComparison.Ordinal);
        Assert.Empty((await records.Auditor.Get($"/v1/returns/{made["returnId"]}/changes"))["items"]!.AsArray());
    }

    [Fact, Trait("speed", "slow")]
    public async Task An_import_that_does_not_end_is_not_waited_for_and_holds_nobody_else_up()
    {
        var (child, other) = (
            await records.Manager.Register(authority: RecordsHost.Authority),
            await records.Manager.Register(authority: RecordsHost.Authority)
        );
        var before = await records.Ask<long>("select count(*) from returns.frozen");
        await using var connection = await records.Api.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await AppendCareStarted(connection, child);

        var refusing = records.Manager.PostJson("/v1/returns", RecordsHost.Body(2026), ifMatch: null);
        await records.Manager.Record(other, Given.CareStarted);
        using var refused = await refusing;

        await refused.Problem(HttpStatusCode.ServiceUnavailable, "log_busy");
        Assert.Equal(before, await records.Ask<long>("select count(*) from returns.frozen"));
        Assert.Equal(
            0,
            await records.Ask<long>(
                "select count(*) from returns.frozen_file_part p where not exists (select from returns.frozen f where f.return_id = p.return_id)"
            )
        );
    }

    /// <summary>As a command would, within a transaction that somebody keeps open.</summary>
    private static async Task AppendCareStarted(NpgsqlConnection connection, Guid child)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """
            select recorded from placements.append_events($1, $2, 'child', 1, array[gen_random_uuid()], array['care_started_v2'], array['x'],
              array['{"effectiveOn":"2021-06-02","legalStatus":"interim_care_order","categoryOfNeed":"abuse_or_neglect"}'],
              'import', null, null, null)
            """;
        command.Parameters.Add(new() { Value = RecordsHost.Authority });
        command.Parameters.Add(new() { Value = child });
        Assert.NotNull(await command.ExecuteScalarAsync());
    }

    private static async Task Until(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await condition())
        {
            limit.Token.ThrowIfCancellationRequested();
        }
    }
}
