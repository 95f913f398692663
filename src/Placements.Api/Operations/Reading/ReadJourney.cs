using Placements.Application.Reading;

namespace Placements.Api.Operations.Reading;

internal sealed class ReadJourney : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapChild<JourneyAnswer>(
                "/journey",
                Application.Access.Operations.ReadJourney,
                query =>
                {
                    var (asAt, asked) = (query.AsAt(), query.Instant("asKnownAt"));
                    return child => JourneyAnswer.Of(child, asAt, child.KnownAt(asked, query.Now));
                }
            )
            .WithSummary("Replay the journey: as it was on a day, as it was known at an instant");
}
