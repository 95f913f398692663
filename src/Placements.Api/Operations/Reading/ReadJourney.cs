using Placements.Application.Reading;

namespace Placements.Api.Operations.Reading;

internal sealed class ReadJourney : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapChild(
                "/journey",
                Application.Access.Operations.ReadJourney,
                query =>
                {
                    var (asAt, asKnownAt) = (query.AsAt(), query.AsKnownAt());
                    return child => JourneyAnswer.Of(child, asAt, asKnownAt);
                }
            )
            .WithSummary("Replay the journey: as it was on a day, as it was known at an instant");
}
