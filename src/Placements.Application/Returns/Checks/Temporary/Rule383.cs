namespace Placements.Application.Returns.Checks.Temporary;

internal sealed class Rule383()
    : Check(
        "383",
        "After a temporary absence the child comes back (P) to the placement it left.",
        "Episodes.PLACE",
        "Episodes.RNE",
        "Episodes.PL_POST"
    )
{
    private const int FirstYearOfPostcode = 2026;

    protected override IEnumerable<Breach> FindInRows(CheckedChild child)
    {
        EpisodeRow? left = null;
        for (var i = 1; i < child.Episodes.Count; i++)
        {
            var (before, next) = (child.Episodes[i - 1], child.Episodes[i]);
            if (!before.IsAway)
            {
                left = before;
            }
            else if (before.Continues && !next.IsAway && (next.Rne != "P" || (left is not null && !IsBack(left, next, child.Year.Number))))
            {
                yield return At(next);
            }
        }
    }

    private static bool IsBack(EpisodeRow left, EpisodeRow next, int year) =>
        next.Place == left.Place && (year < FirstYearOfPostcode || next.PlacePost == left.PlacePost);
}
