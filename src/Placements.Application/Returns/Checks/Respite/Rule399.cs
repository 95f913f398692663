using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Respite;

internal sealed class Rule399()
    : Check(
        "399",
        "A child with nothing but short breaks has no mother flag and no reviews.",
        "Episodes.LS",
        "Header.MOTHER",
        "Reviews.REVIEW",
        "Reviews.REVIEW_CODE"
    )
{
    protected override IEnumerable<Breach> FindInRows(CheckedChild child)
    {
        if (child.Episodes.Count == 0 || child.IsLookedAfter)
        {
            return [];
        }
        var reviews = child.Of(Ssda903Tables.Reviews).Where(row => row.HasAny("REVIEW", "REVIEW_CODE")).Select(At);
        return child.Header.Has("MOTHER") ? reviews.Prepend(At(child.Header)) : reviews;
    }
}
