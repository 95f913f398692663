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
                    var to = query.Instant("knownTo");
                    var from = query.Instant("knownFrom") ?? DateTimeOffset.MinValue;
                    if (from > to)
                    {
                        query.Refuse("known_range_reversed", "knownFrom must not be after knownTo.", "knownFrom");
                    }
                    return child => ChangesAnswer.Of(child, asAt, from, child.KnownAt(to, query.Now));
                }
            )
            .WithSummary("What we came to know between two instants, who recorded it and why");
}
