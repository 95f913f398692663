using Placements.Application.Reading;

namespace Placements.Api.Operations.Reading;

internal sealed class ReadChild : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapChild(
                "",
                Application.Access.Operations.ReadSummary,
                query =>
                {
                    var (asAt, asKnownAt) = (query.AsAt(), query.AsKnownAt());
                    return child => ChildSummary.Of(child, asAt, asKnownAt);
                }
            )
            .WithSummary("The child: details, looked after?, current placement, legal status, open findings");
}
