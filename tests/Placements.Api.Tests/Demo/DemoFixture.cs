using Placements.Application.Demo;
using Placements.Domain.Journey;
using Placements.Tests.Api.Demo;
using Xunit;

[assembly: AssemblyFixture(typeof(DemoFixture))]

namespace Placements.Tests.Api.Demo;

/// <summary>The demo authority and its journeys, made once for all tests that look at it.</summary>
public sealed class DemoFixture
{
    private readonly Lazy<IReadOnlyList<DemoChild>> children = new(() => [.. DemoAuthority.Generate()]);

    private readonly Lazy<IReadOnlyList<CareJourney>> journeys;

    public DemoFixture() =>
        journeys = new Lazy<IReadOnlyList<CareJourney>>(() =>
            [.. Children.AsParallel().AsOrdered().Select(child => CareJourney.Of(EntriesOf(child)))]
        );

    public IReadOnlyList<DemoChild> Children => children.Value;

    public IReadOnlyList<CareJourney> Journeys => journeys.Value;

    public static List<Entry> EntriesOf(DemoChild child) =>
        [.. child.Entries.Select((entry, i) => new Entry(entry.EntryId, i + 1, entry.RecordedAt, entry.RecordedBy, entry.Fact))];
}
