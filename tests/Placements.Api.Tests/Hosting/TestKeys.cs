using Npgsql;
using Placements.Application.Json;
using Placements.Application.Keys;
using Placements.Domain.Journey.Events;

namespace Placements.Tests.Api.Hosting;

/// <summary>The master key of all test databases of this run.</summary>
internal static class TestKeys
{
    public static string Text { get; } = MasterKeys.NewLine(new DateOnly(2026, 1, 1));

    public static IKeyWrapping Master { get; } = MasterKeys.Parse(Text);

    /// <summary>An event's stored shape before anything in it is encrypted: what samples hold.</summary>
    public static StoredShapes PlainShapes { get; } = new(EventCatalogue.All, StoredFacts.Upcasts, PlacementsJson.Options);
}
