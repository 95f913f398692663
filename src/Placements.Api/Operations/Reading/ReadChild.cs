using Placements.Application.Reading;

namespace Placements.Api.Operations.Reading;

internal sealed class ReadChild : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapChild<ChildSummary>(
                "",
                Application.Access.Operations.ReadSummary,
                query =>
                {
                    var (asAt, asked) = (query.AsAt(), query.Instant("asKnownAt"));
                    return child => ChildSummary.Of(child, asAt, child.KnownAt(asked, query.Now));
                }
            )
            .WithSummary("The child: details, looked after?, current placement, legal status, open findings");
}
