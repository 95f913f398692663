using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Placements.Application.Demo;
using Placements.Application.Json;
using Placements.Application.ReadModels;
using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;
using Placements.EventStore;

namespace Placements.Benchmarks;

/// <summary>The children of the made-up authority: long and short careers, late entries, corrections, as a real office has them.</summary>
internal static class Demonstration
{
    public static ChildHistory[] Children() => [.. DemoAuthority.Generate(Site.Authority).Select(History)];

    public static async Task CopyOfEventsAlone(NpgsqlDataSource database, IReadOnlyList<(Guid Child, NewEvent[] Events)> streams)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy events_alone (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, user_name, headers) "
                + "from stdin (format binary)"
        );
        var number = 0L;
        foreach (var (child, events) in streams)
        {
            for (var i = 0; i < events.Length; i++)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(++number, NpgsqlDbType.Bigint);
                await copy.WriteAsync(events[i].Id, NpgsqlDbType.Uuid);
                await copy.WriteAsync(child, NpgsqlDbType.Uuid);
                await copy.WriteAsync(i + 1L, NpgsqlDbType.Bigint);
                await copy.WriteAsync(events[i].Data, NpgsqlDbType.Jsonb);
                await copy.WriteAsync(events[i].Type, NpgsqlDbType.Varchar);
                await copy.WriteAsync(DateTime.UtcNow, NpgsqlDbType.TimestampTz);
                await copy.WriteAsync(Site.Authority, NpgsqlDbType.Varchar);
                await copy.WriteAsync(events[i].DotnetType, NpgsqlDbType.Varchar);
                await copy.WriteAsync("demo-caseworker-11", NpgsqlDbType.Varchar);
                await copy.WriteAsync("""{"name":"Demo Caseworker"}""", NpgsqlDbType.Jsonb);
            }
        }
        await copy.CompleteAsync();
    }

    public static (Guid Child, NewEvent[] Events) Stored(ChildHistory child) =>
        (child.ChildId, [.. child.Entries.Select(entry => Bare(entry.Id, entry.Fact))]);

    /// <summary>An event as the least that could keep it would: nothing encrypted.</summary>
    public static NewEvent Bare(Guid id, ChildEvent fact) =>
        new(
            id,
            EventCatalogue.TypeOf(fact).Name,
            fact.GetType().FullName!,
            JsonSerializer.SerializeToUtf8Bytes(fact, fact.GetType(), PlacementsJson.Options)
        );

    private static ChildHistory History(DemoChild child) =>
        new(
            Site.Authority,
            child.Id,
            [.. child.Entries.Select((entry, i) => new Entry(entry.EntryId, i + 1, entry.RecordedAt, entry.RecordedByName, entry.Fact))],
            entry => child.Entries[(int)entry.Version - 1].RecordedBy
        );
}
