using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Adoption;

internal sealed class Rule601()
    : EpisodeCheck(
        "601",
        "A child adopted in the year has a whole row in AD1.",
        "AD1.DATE_INT",
        "AD1.DATE_MATCH",
        "AD1.FOSTER_CARE",
        "AD1.NB_ADOPTR",
        "AD1.SEX_ADOPTR",
        "AD1.LS_ADOPTR",
        "Episodes.REC"
    )
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) =>
        episode.IsAdopted
        && episode.Ended >= child.Year.FirstDay
        && !child
            .Of(Ssda903Tables.Ad1)
            .Any(row => !row.LacksAny("DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR"));
}
