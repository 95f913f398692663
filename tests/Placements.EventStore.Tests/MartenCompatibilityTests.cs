using JasperFx;
using JasperFx.Events;
using JasperFx.MultiTenancy;
using Marten;
using Marten.Exceptions;
using Placements.Testing;
using Weasel.Core;
using Xunit;
using static Placements.EventStore.Tests.StoreDatabase;

namespace Placements.EventStore.Tests;

/// <summary>
/// The real Marten on a database that our schema files made. It may create nothing, so whatever it needs must be there.
/// Measured with 9.58.0: it reads <c>mt_streams.compacted_version</c>, which 9.29 did not have.
/// </summary>
public sealed class MartenCompatibilityTests(TestCluster cluster) : IAsyncLifetime
{
    private StoreDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await Create(cluster);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Marten_reads_and_aggregates_what_we_append()
    {
        var stream = Guid.CreateVersion7();
        var request = To(stream, 0, Started("home-1"), BrokeDown("2026-04-02")) with
        {
            UserName = "caseworker@cardiff",
            CorrelationId = "trace-1",
            CausationId = "message-7",
            Headers = """{"channel":"web"}""",
        };
        var appended = (AppendResult.Appended)await _database.Store.Append(request);
        await using var marten = Marten();
        await using var session = marten.QuerySession(Cardiff);

        var events = await session.Events.FetchStreamAsync(stream);
        var placement = await session.Events.AggregateStreamAsync<Placement>(stream);
        var state = await session.Events.FetchStreamStateAsync(stream);

        Assert.Equal(new PlacementStarted("home-1", Sector.OwnCouncil), events[0].Data);
        Assert.Equal(new PlacementBrokeDown(new DateOnly(2026, 4, 2)), events[1].Data);
        Assert.Equal([1L, 2L], events.Select(e => e.Version));
        Assert.Equal(("caseworker@cardiff", "trace-1", "message-7"), (events[0].UserName, events[0].CorrelationId, events[0].CausationId));
        Assert.Equal("web", events[0].Headers!["channel"].ToString());
        Assert.Equal(appended.RecordedAt, events[0].Timestamp);
        Assert.Equal(("home-1", new DateOnly(2026, 4, 2)), (placement!.Home, placement.EndedOn));
        Assert.Equal(2, state!.Version);
    }

    [Theory]
    [InlineData(EventAppendMode.Rich)]
    [InlineData(EventAppendMode.Quick)]
    [InlineData(EventAppendMode.QuickWithServerTimestamps)]
    public async Task We_read_what_Marten_appends_and_go_on_after_it(EventAppendMode mode)
    {
        var (ours, theirs) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await _database.Append(ours, 0, Started("home-1"));
        await using var marten = Marten(mode);
        await using (var session = marten.LightweightSession(Cardiff))
        {
            session.LastModifiedBy = "marten user";
            session.CorrelationId = "trace-2";
            session.Events.Append(ours, 2, new PlacementBrokeDown(new DateOnly(2026, 4, 2)));
            session.Events.StartStream<Placement>(theirs, new PlacementStarted("home-2", Sector.ForProfit));
            await session.SaveChangesAsync();
        }

        var continued = await _database.Read(ours);
        var started = await _database.Read(theirs);
        var last = await _database.Append(ours, 2, Started("home-3"));

        Assert.Equal(["placement_started", "placement_broke_down"], continued.Events.Select(e => e.Type));
        Assert.Equal(("marten user", "trace-2"), (continued.Events[1].UserName, continued.Events[1].CorrelationId));
        Assert.Equal(1, started.Version);
        Assert.Equal("{\"home\": \"home-2\", \"sector\": \"ForProfit\"}", System.Text.Encoding.UTF8.GetString(started.Events[0].Data));
        Assert.True(last.RecordedAt > continued.Events[1].RecordedAt, "our append is recorded after Marten's");
        await using var query = marten.QuerySession(Cardiff);
        Assert.Equal("home-3", (await query.Events.AggregateStreamAsync<Placement>(ours))!.Home);
        var log = new List<long>();
        await foreach (var page in _database.Log.Follow("test", poll: TimeSpan.FromMilliseconds(1)))
        {
            log.AddRange(page.Select(entry => entry.Event.SeqId));
            if (log.Count >= 4)
            {
                break;
            }
        }
        Assert.Equal(4, log.Distinct().Count());
    }

    [Theory]
    [InlineData(EventAppendMode.Rich)]
    [InlineData(EventAppendMode.Quick)]
    public async Task Marten_meets_a_version_conflict_with_our_append_and_we_with_its(EventAppendMode mode)
    {
        var stream = Guid.CreateVersion7();
        await _database.Append(stream, 0, Started("home-1"));
        await using var marten = Marten(mode);
        await using var session = marten.LightweightSession(Cardiff);
        var writing = await session.Events.FetchForWriting<Placement>(stream);
        writing.AppendOne(new PlacementBrokeDown(new DateOnly(2026, 4, 2)));
        await _database.Append(stream, 1, Started("home-2"));

        await Assert.ThrowsAnyAsync<ConcurrencyException>(() => session.SaveChangesAsync());

        await using var second = marten.LightweightSession(Cardiff);
        (await second.Events.FetchForWriting<Placement>(stream)).AppendOne(new PlacementBrokeDown(new DateOnly(2026, 4, 2)));
        await second.SaveChangesAsync();
        Assert.Equal(new AppendResult.VersionConflict(3), await _database.Store.Append(To(stream, 2)));
        Assert.Equal(3, (await _database.Read(stream)).Events.Count);
    }

    [Fact]
    public async Task Marten_sees_one_tenant_at_a_time()
    {
        var stream = Guid.CreateVersion7();
        await _database.Append(stream, 0, Started("home-1"));
        await using var marten = Marten();
        await using var session = marten.QuerySession(Newport);

        Assert.Empty(await session.Events.FetchStreamAsync(stream));
    }

    private DocumentStore Marten(EventAppendMode mode = EventAppendMode.Rich) =>
        DocumentStore.For(options =>
        {
            options.Connection(_database.ConnectionString);
            options.AutoCreateSchemaObjects = AutoCreate.None;
            options.DatabaseSchemaName = "placements";
            options.Events.StreamIdentity = StreamIdentity.AsGuid;
            options.Events.TenancyStyle = TenancyStyle.Conjoined;
            options.Events.AppendMode = mode;
            options.Events.MetadataConfig.EnableAll();
            options.Events.MetadataConfig.UserNameEnabled = true;
            options.Events.AddEventType<PlacementStarted>();
            options.Events.AddEventType<PlacementBrokeDown>();
            options.UseSystemTextJsonForSerialization(EnumStorage.AsString, Casing.CamelCase);
        });

    private static NewEvent Started(string home) => Event("placement_started", $$"""{"home":"{{home}}","sector":"OwnCouncil"}""");

    private static NewEvent BrokeDown(string on) => Event("placement_broke_down", $$"""{"endedOn":"{{on}}"}""");
}

public enum Sector
{
    OwnCouncil,
    ForProfit,
}

public sealed record PlacementStarted(string Home, Sector Sector);

public sealed record PlacementBrokeDown(DateOnly EndedOn);

/// <summary>A small aggregate in the way Marten wants it.</summary>
public sealed class Placement
{
    public Guid Id { get; set; }
    public string? Home { get; set; }
    public DateOnly? EndedOn { get; set; }

    public void Apply(PlacementStarted started) => Home = started.Home;

    public void Apply(PlacementBrokeDown brokeDown) => EndedOn = brokeDown.EndedOn;
}
