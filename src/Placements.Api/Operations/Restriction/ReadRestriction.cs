using Placements.Api.Operations.Reading;
using Placements.Application.Reading;

namespace Placements.Api.Operations.Restriction;

/// <summary>Who may see a child's record, and to whom it was opened.</summary>
internal sealed class ReadRestriction : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapChild<RestrictionAnswer>(
                "/restriction",
                Application.Access.Operations.ReadRestriction,
                query =>
                {
                    var (asAt, asked) = (query.AsAt(), query.Instant("asKnownAt"));
                    return child => RestrictionAnswer.Of(child, asAt, child.KnownAt(asked, query.Now));
                }
            )
            .WithSummary("Who may see a child's record: the list, since when, why, and every opening by break-glass");
}
