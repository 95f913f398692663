using Npgsql;
using Placements.EventStore.Seals;
using Placements.Testing;
using Xunit;
using static Placements.EventStore.Tests.StoreDatabase;

namespace Placements.EventStore.Tests.Seals;

/// <summary>Whatever happens that may happen, log and seals agree.</summary>
public sealed class SealingTests(TestCluster cluster) : IAsyncLifetime
{
    private SealedLog log = null!;

    public async ValueTask InitializeAsync() => log = await SealedLog.Empty(cluster);

    public ValueTask DisposeAsync() => log.DisposeAsync();

    [Fact]
    public async Task An_empty_log_agrees_and_gets_no_seal()
    {
        Assert.Equal(0, await new Sealer(log.Database.DataSource, log.Key).SealNow());

        Assert.Equal((0, 0, 0), await Counts());
    }

    [Fact]
    public async Task Sixteen_write_and_three_seal_while_it_is_verified()
    {
        const int AtLeast = 5;
        async Task Until(Func<Task<bool>> done)
        {
            while (!await done()) { }
        }
        async Task<bool> Enough() => await SealCount() >= AtLeast;
        var writing = Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(writer =>
                    Task.Run(() =>
                        Until(async () =>
                        {
                            await log.Write(writer, streams: 2);
                            return await Enough();
                        })
                    )
                )
        );
        async Task Beside(Func<Task> act) =>
            await Until(async () =>
            {
                await act();
                return writing.IsCompleted;
            });
        var sealing = Enumerable
            .Range(0, 3)
            .Select(_ => Task.Run(() => Beside(() => new Sealer(log.Database.DataSource, log.Key).SealNow())))
            .Append(Task.Run(() => Beside(() => log.MustAgree())));

        await Task.WhenAll([writing, .. sealing]);
        await log.SealAll();

        var (entries, seals, rest) = await Counts();
        Assert.Equal((await log.Database.Scalar<long>("select count(*) from placements.mt_events"), 0), (entries, rest));
        Assert.True(seals >= AtLeast, $"only {seals} seals");
    }

    [Fact]
    public async Task Many_entries_of_one_transaction_are_sealed_a_thousand_at_a_time()
    {
        await log.LoadThePast(streams: 350, events: 10);

        await log.SealAll();

        Assert.Equal((3_500, 4, 0), await Counts());
        Assert.Equal([500, 1_000, 1_000, 1_000], (await log.Seals.Newest(null, 10)).Select(seal => seal.Entries));
        Assert.Equal([2, 1], (await log.Seals.Newest(below: 3, 10)).Select(seal => seal.Number));
    }

    [Fact]
    public async Task Numbers_taken_early_and_committed_late_stay_open_until_then()
    {
        await using var connection = await log.Database.DataSource.OpenConnectionAsync();
        await using var late = await connection.BeginTransactionAsync();
        await SealedLog.AppendIn(connection, Guid.CreateVersion7());
        for (var i = 0; i < 3; i++)
        {
            await log.Database.Append(Guid.CreateVersion7(), 0);
            await new Sealer(log.Database.DataSource, log.Key).SealNow();
            Assert.Equal((0, 0, i + 1), await Counts());
        }

        await late.CommitAsync();
        Assert.Equal((0, 0, 4), await Counts());
        await log.SealAll();

        Assert.Equal((4, 0), (await Counts()) is var (entries, _, rest) ? (entries, rest) : default);
    }

    [Fact]
    public async Task Numbers_of_a_transaction_that_runs_are_not_closed_by_the_seals_made_meanwhile()
    {
        await log.Database.Append(Guid.CreateVersion7(), 0);
        await log.SealAll();
        await using var connection = await log.Database.DataSource.OpenConnectionAsync();
        await using var late = await connection.BeginTransactionAsync();
        // Older than the late one, so it is sealed while that one runs; its later number is not closed over the late one's.
        await using var other = await log.Database.DataSource.OpenConnectionAsync();
        await using var older = await other.BeginTransactionAsync();
        await using (var id = other.CreateCommand())
        {
            id.CommandText = "select pg_current_xact_id()";
            await id.ExecuteScalarAsync();
        }
        await SealedLog.AppendIn(connection, Guid.CreateVersion7());
        await SealedLog.AppendIn(other, Guid.CreateVersion7());
        await older.CommitAsync();
        while (await log.Unsealed() > 0)
        {
            await new Sealer(log.Database.DataSource, log.Key).SealNow();
        }
        Assert.Equal("3-3", (await log.Seals.Newest(null, 1))[0].Covers);
        Assert.True((await log.Seals.Newest(null, 1))[0].ClosedBelow < 2);

        await late.CommitAsync();
        Assert.Equal((2, 2, 1), await Counts());
        await log.SealAll();
        Assert.Equal((3, 3, 0), await Counts());
    }

    [Fact]
    public async Task A_sealer_that_is_killed_leaves_whole_seals_and_another_goes_on()
    {
        await log.LoadThePast(streams: 600, events: 20);
        const string KillOthers = """
            select count(*) filter (where pg_terminate_backend(pid)) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'
            """;
        var killed = 0;
        while (await log.Unsealed() > 0)
        {
            var sealing = Task.Run(() => new Sealer(log.Database.DataSource, log.Key).SealNow());
            // After one more seal, else none would ever be made.
            var seals = await SealCount();
            while (!sealing.IsCompleted && await SealCount() == seals) { }
            while (!sealing.IsCompleted && await log.Database.Scalar<long>(KillOthers) == 0) { }
            try
            {
                await sealing;
            }
            catch (NpgsqlException)
            {
                killed++;
            }
            await log.MustAgree();
        }

        Assert.Equal(12_000, (await Counts()).Sealed);
        Assert.True(killed > 0, "none was killed in time");
    }

    [Fact]
    public async Task A_tombstone_of_Marten_is_sealed_like_any_row()
    {
        await log.Database.Append(Guid.CreateVersion7(), 0);
        await log.Database.Execute(
            $$"""
            insert into placements.mt_streams (tenant_id, id, version) values ('{{Cardiff}}', '00000000-0000-0000-0000-000000000001', 0);
            insert into placements.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id)
            select nextval('placements.mt_events_sequence'), gen_random_uuid(), '00000000-0000-0000-0000-000000000001', -n, '{}', 'tombstone', now(), '{{Cardiff}}'
            from generate_series(1, 2) n
            """
        );

        await log.SealAll();

        Assert.Equal((3, 0), (await Counts()) is var (entries, _, rest) ? (entries, rest) : default);
    }

    [Fact]
    public async Task A_restored_log_is_adopted_verified_and_sealed_further_twice()
    {
        await log.Fill();
        var published = await log.Published();
        for (var restore = 0; restore < 2; restore++)
        {
            await log.Database.Append(Guid.CreateVersion7(), 0, Event(), Event());
            // As if the last entry came from a cluster that is ahead of this one.
            await log.Database.Execute(
                "update placements.mt_events set transaction_id = '999999999' where seq_id = (select max(seq_id) from placements.mt_events)"
            );
            await Assert.ThrowsAsync<SealException>(() => new Sealer(log.Database.DataSource, log.Key).SealNow());
            await log.MustAgree();
            Assert.NotEqual(0, await log.Database.Scalar<long>("select placements.adopt_restored_log()"));

            var adopted = await log.MustAgree(published);
            Assert.Equal((2, adopted.Seals + 1), (adopted.NotSealed, adopted.Restored));
            await log.Database.Append(Guid.CreateVersion7(), 0);
            await log.MustAgree(published);
            await log.SealAll();
            Assert.Equal(adopted.Seals, (await log.MustAgree(published)).Restored);
        }
    }

    [Theory]
    [InlineData("update placements.mt_events set transaction_id = '77' where seq_id = {0}", "its transaction id was changed")]
    [InlineData("update placements.mt_events set transaction_id = '1' where seq_id = {1}", "that of a restored log")]
    [InlineData("delete from placements.mt_events where seq_id = {0}", "is missing")]
    [InlineData("update placements.mt_events set data = '2' where seq_id = {0}", "was changed")]
    public async Task Tampering_after_a_restore_is_found(string sql, string said)
    {
        await log.Fill();
        await log.Database.Execute("update placements.mt_events set transaction_id = '999999999' where seq_id = 1");
        await log.Database.Execute("select placements.adopt_restored_log()");
        await log.Database.Append(Guid.CreateVersion7(), 0);
        await log.Database.Append(Guid.CreateVersion7(), 0);
        await log.SealAll();
        await log.MustAgree();
        var last = await log.Database.Scalar<long>("select max(seq_id) from placements.mt_events");

        await log.Tamper(sql.Replace("{0}", "2", StringComparison.Ordinal).Replace("{1}", $"{last}", StringComparison.Ordinal));

        Assert.Contains(said, (await log.Verify()).Problem?.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_whose_seals_come_from_the_future_is_adopted_though_its_entries_do_not()
    {
        await log.Database.Append(Guid.CreateVersion7(), 0);
        await log.SealAll();
        await log.Tamper("update placements.seal set closes_at = 999999999");

        Assert.Equal(1, await log.Database.Scalar<long>("select placements.adopt_restored_log()"));
    }

    [Fact]
    public async Task Nobody_changes_a_seal_without_taking_the_trigger_away()
    {
        await log.Database.Append(Guid.CreateVersion7(), 0);
        await log.SealAll();

        foreach (var sql in new[] { "update placements.seal set number = 2", "delete from placements.seal", "truncate placements.seal" })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => log.Database.Execute(sql));
            Assert.Equal("Seals are never changed.", refused.MessageText);
        }
    }

    [Fact]
    public async Task A_new_key_goes_on_and_both_public_keys_check()
    {
        using var newer = SealKey.Read(SealKey.Make());
        await log.Database.Append(Guid.CreateVersion7(), 0);
        await log.SealAll();
        await log.Database.Append(Guid.CreateVersion7(), 0);
        while (await new Sealer(log.Database.DataSource, newer).SealNow() == 0) { }

        using var both = SealPublicKeys.Read($"{log.Key.PublicPem}\n{newer.PublicPem}");
        Assert.Null((await new SealVerifier(log.Database.DataSource, both).Verify()).Problem);
        using var one = SealPublicKeys.Read(newer.PublicPem);
        Assert.StartsWith(
            "Seal 1 was signed with the key",
            (await new SealVerifier(log.Database.DataSource, one).Verify()).Problem?.Sentence,
            StringComparison.Ordinal
        );
    }

    private Task<long> SealCount() => log.Database.Scalar<long>("select count(*) from placements.seal");

    private async Task<(long Sealed, long Seals, long NotSealed)> Counts()
    {
        var verdict = await log.MustAgree();
        return (verdict.Sealed, verdict.Seals, verdict.NotSealed);
    }
}
