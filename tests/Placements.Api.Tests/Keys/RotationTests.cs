using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using Placements.Application.Json;
using Placements.Application.Keys;
using Placements.Application.Recording;
using Placements.EventStore;
using Placements.Testing;
using Placements.Tests.Api.Hosting;
using Placements.Tests.Api.Storage;

namespace Placements.Tests.Api.Keys;

/// <summary>The master key changes, while hosts go on, and no event with it.</summary>
public sealed class RotationTests(TestCluster cluster) : IAsyncLifetime
{
    private ApiHost api = null!;

    public async ValueTask InitializeAsync() => api = await ApiHost.Start(cluster);

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task After_a_rotation_the_old_master_key_may_go_and_no_event_has_changed()
    {
        var records = new RandomRecords(api.Database, seed: 11);
        await records.Register(9);
        await records.Record(60);
        var before = await Log();
        var addition = MasterKeys.NewLine(new DateOnly(2026, 6, 1));
        var both = MasterKeys.Parse(TestKeys.Text + addition);

        var rewrapped = await new KeyRotation(api.Database, both).Run(null, CancellationToken.None);

        Assert.Equal(9, rewrapped);
        Assert.Equal(0, await new KeyRotation(api.Database, both).Run(null, CancellationToken.None));
        Assert.Equal(before, await Log());
        var alone = MasterKeys.Parse(addition);
        await new KeyRotation(api.Database, alone).Check(CancellationToken.None);
        var store = new StreamStore(api.Database);
        foreach (var child in records.Children)
        {
            var stream = (await store.Load(RandomRecords.Manager.Authorities, child)).Stream!;
            Assert.Equal(Told(stream, both), Told(stream, alone));
            Assert.Throws<KeyException>(() => StoredFacts.FromStore(stream, TestKeys.Master));
        }
    }

    [Fact]
    public async Task While_keys_are_rewrapped_hosts_with_both_keys_read_and_record()
    {
        var records = new RandomRecords(api.Database, seed: 12);
        await records.Register(30);
        var both = MasterKeys.Parse(TestKeys.Text + MasterKeys.NewLine(new DateOnly(2026, 6, 1)));
        var (store, recorder) = (new StreamStore(api.Database), new Recorder(new StreamStore(api.Database), both, TimeProvider.System));

        var rotation = Task.Run(() => new KeyRotation(api.Database, both).Run(null, CancellationToken.None));
        var newcomers = 0;
        do
        {
            foreach (var child in records.Children)
            {
                var stream = (await store.Load(RandomRecords.Manager.Authorities, child)).Stream!;
                Assert.NotEmpty(StoredFacts.FromStore(stream, both));
            }
            await recorder.Register(
                RandomRecords.Manager,
                new Domain.Journey.Events.ChildRegistered
                {
                    EffectiveOn = new DateOnly(2021, 1, 1),
                    ResponsibleAuthority = ApiHost.Cardiff,
                    Sex = Domain.Codes.Sex.Female,
                },
                null,
                CancellationToken.None
            );
            newcomers++;
        } while (!rotation.IsCompleted);

        Assert.Equal(30, await rotation);
        Assert.Equal(30L + newcomers, await Count($"master_key = '{both.CurrentId}'"));
        Assert.Equal(0L, await Count($"master_key <> '{both.CurrentId}'"));
    }

    [Fact]
    public async Task A_rotation_without_the_old_key_names_it_and_changes_nothing()
    {
        await new RandomRecords(api.Database, seed: 13).Register(2);
        var other = MasterKeys.Parse(MasterKeys.NewLine(new DateOnly(2026, 6, 1)));

        var missing = await Assert.ThrowsAsync<KeyException>(() => new KeyRotation(api.Database, other).Run(null, CancellationToken.None));

        Assert.Contains(TestKeys.Master.CurrentId, missing.Message, StringComparison.Ordinal);
        Assert.Equal(2L, await Count($"master_key = '{TestKeys.Master.CurrentId}'"));
    }

    private static string Told(StreamHistory stream, IKeyWrapping keys) =>
        JsonSerializer.Serialize(StoredFacts.FromStore(stream, keys), PlacementsJson.Options);

    private async Task<string> Log()
    {
        await using var command = api.Database.CreateCommand(
            "select string_agg(e::text, E'\\n' order by seq_id) from placements.mt_events e"
        );
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes((string)(await command.ExecuteScalarAsync())!)));
    }

    private async Task<long> Count(string condition)
    {
        await using var command = api.Database.CreateCommand($"select count(*) from placements.stream_key where {condition}");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
