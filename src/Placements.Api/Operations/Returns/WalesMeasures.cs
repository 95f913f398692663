using Placements.Api.Operations.Figures;
using Placements.Application.Returns.Wales;

namespace Placements.Api.Operations.Returns;

internal sealed class WalesMeasures : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapSummary("/returns/wales/measures", (figures, scope, clocks, cancel) => figures.OfWales(scope, clocks, cancel))
            .WithSummary("Welsh performance measures of a day, and whether they account for every child")
            .WithDescription(
                "CH/039, 040, 043, 046, 047 and 048. The framework asks for 31 March: give it as `asAt`. Counts are exact; published ones "
                    + "are rounded to the nearest 5."
            );
}
