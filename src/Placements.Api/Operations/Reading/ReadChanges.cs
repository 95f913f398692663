using Placements.Application.Reading;

namespace Placements.Api.Operations.Reading;

internal sealed class ReadChanges : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapChild<ChangesAnswer>(
                "/changes",
                Application.Access.Operations.ReadChanges,
                query =>
                {
                    var asAt = query.AsAt();
                    // Entries recorded after asKnownAt are left out of every answer about a child, so of this one.
                    var (asKnownAt, to) = (query.Instant("asKnownAt"), query.Instant("knownTo"));
                    to = to is null || to > asKnownAt ? asKnownAt ?? to : to;
                    var from = query.Instant("knownFrom") ?? DateTimeOffset.MinValue;
                    if (from > to)
                    {
                        query.Refuse("known_range_reversed", "The instant knownFrom must not be after knownTo.", "knownFrom");
                    }
                    return child => ChangesAnswer.Of(child, asAt, from, child.KnownAt(to, query.Now));
                }
            )
            .WithSummary("What we came to know between two instants, who recorded it and why")
            .WithMetadata(new KnownBetweenAttribute());
}

/// <summary>Takes <c>knownFrom</c> and <c>knownTo</c>; the OpenAPI document says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class KnownBetweenAttribute : Attribute;
