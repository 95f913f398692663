using System.Text;
using Npgsql;
using Placements.Application;
using Placements.Application.ReadModels;
using Placements.Application.Recording;
using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;
using Placements.EventStore;
using Placements.EventStore.Schema;
using Placements.Testing;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Storage;

/// <summary>Read models with rows in them, as each earlier release left them, under today's program.</summary>
public sealed class ReadModelUpgradeTests(TestCluster cluster) : IAsyncLifetime
{
    private static readonly Guid ReferralId = (Guid)StoredSamples.Json("referral_made")["referralId"]!;

    private readonly Guid child = Guid.CreateVersion7();
    private NpgsqlDataSource database = null!;

    /// <summary>Up to the file before the one that brought the columns of the referral's needs (0008).</summary>
    public static TheoryData<int> EarlierVersions => [.. Enumerable.Range(1, 7)];

    public async ValueTask InitializeAsync() => database = StoreDataSource.Create(await cluster.CreateDatabase(), "tests");

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Theory, MemberData(nameof(EarlierVersions))]
    public async Task A_referral_of_an_earlier_release_is_kept_closed_and_rebuilt(int version)
    {
        await Migrate(PlacementsDatabase.ReadModels.UpTo(version));
        await MakeReferralAsFirstReleaseDid();

        await Migrate(PlacementsDatabase.ReadModels);
        Assert.Equal(["open: (,f,{},)"], await Referrals());

        await CloseReferral();
        Assert.Equal(["open: (,f,{},)", "withdrawn: (solo,f,{},{2021-06-02})"], await Referrals());

        await new Rebuild(database, TestKeys.Master).Run(null, CancellationToken.None);
        Assert.Equal(["open: (solo,f,{},{2021-06-02})", "withdrawn: (solo,f,{},{2021-06-02})"], await Referrals());
    }

    [Fact]
    public async Task Tables_that_were_altered_in_place_are_those_that_a_rebuild_makes()
    {
        await Migrate(PlacementsDatabase.ReadModels.UpTo(1));
        await MakeReferralAsFirstReleaseDid();
        await Migrate(PlacementsDatabase.ReadModels);
        var altered = await Shape();

        await new Rebuild(database, TestKeys.Master).Run(null, CancellationToken.None);

        Assert.NotEmpty(altered);
        Assert.Equal(altered, await Shape());
    }

    private Task Migrate(MigrationSet readModels) => new Migrator(database).Apply([MigrationSet.EventStore, readModels]);

    /// <summary>Entries in the shapes of their first versions, and the row that the first release wrote beside them.</summary>
    private async Task MakeReferralAsFirstReleaseDid()
    {
        var approached = StoredSamples.Json("provider_approached");
        approached["referralId"] = $"{ReferralId}";
        await new StreamStore(database).Append(
            new AppendRequest(
                ApiHost.Cardiff,
                child,
                Recorder.StreamType,
                0,
                [
                    Stored("child_registered", StoredSamples.Bytes("child_registered")),
                    Stored("referral_made", StoredSamples.Bytes("referral_made")),
                    Stored("provider_approached", Encoding.UTF8.GetBytes(approached.ToJsonString())),
                ]
            )
        );
        await using var insert = database.CreateCommand(
            """
            insert into read_models.referral (
              tenant_id, child_id, item, valid, known, referral_id, started_on, urgency, foster, residential, supported,
              siblings_to_place_together, deprivation_of_liberty, risks_to_child, risks_to_others, approaches, offers)
            select
              tenant_id, stream_id, replace(data ->> 'referralId', '-', ''), '[2021-06-02,)', tstzrange(timestamp, null),
              (data ->> 'referralId')::uuid, '2021-06-02', 'today', 'preferred', 'preferred', 'preferred',
              3, true, '{self_harm}', '{physical}', 1, 0
            from placements.mt_events where type = 'referral_made'
            """
        );
        Assert.Equal(1, await insert.ExecuteNonQueryAsync());
        await using var registered = database.CreateCommand(
            """
            insert into read_models.child (
              tenant_id, child_id, item, valid, known, sex, identifiers, unaccompanied_asylum_seeking, national_transfer_scheme, disabilities)
            select tenant_id, stream_id, replace(id::text, '-', ''), '(,)', tstzrange(timestamp, null), 'female', '[]', false, false, '{}'
            from placements.mt_events where type = 'child_registered'
            """
        );
        Assert.Equal(1, await registered.ExecuteNonQueryAsync());

        static NewEvent Stored(string name, byte[] data) => new(Guid.CreateVersion7(), name, "", data);
    }

    private async Task CloseReferral() =>
        Assert.IsType<RecordingOutcome.Recorded>(
            await new Recorder(new StreamStore(database), TestKeys.Master, TimeProvider.System).Record(
                RandomRecords.Manager,
                child,
                [
                    new ReferralClosed
                    {
                        EffectiveOn = new DateOnly(2021, 6, 9),
                        ReferralId = ReferralId,
                        Outcome = ReferralOutcome.Withdrawn,
                    },
                ],
                Precondition.Any,
                null,
                CancellationToken.None
            )
        );

    /// <summary>Outcome, and what later releases added, in the order in which it became known.</summary>
    private Task<string[]> Referrals() =>
        Ask(
            """
            select coalesce(outcome, 'open') || ': ' || row(living_with, parent_and_child, circumstances, approached_on)::text
            from read_models.referral order by lower(known)
            """
        );

    private Task<string[]> Shape() =>
        Ask(
            """
            select concat_ws(' ', table_name, ordinal_position, column_name, data_type, is_nullable, column_default)
            from information_schema.columns where table_schema = 'read_models'
            union all
            select indexdef from pg_indexes where schemaname = 'read_models'
            order by 1
            """
        );

    private async Task<string[]> Ask(string sql)
    {
        await using var command = database.CreateCommand($"select array(select * from ({sql}) rows)");
        return (string[])(await command.ExecuteScalarAsync())!;
    }
}
