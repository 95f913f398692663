using Placements.Domain.Codes;

namespace Placements.Application.Returns.Checks.Wales;

internal sealed class NoticeOutsideWales()
    : WalesCheck("outside_wales_not_notified", "Of a placement outside Wales written notice was given.", "Census.placementLocation")
{
    public override IEnumerable<Breach> Find(CheckedWelshChild child) =>
        child
            .Journey.Placements.Where(placement =>
                child.Year.Touches(placement.StartedOn, placement.EndedOn)
                && placement.Location == Location.OutsideWales
                && placement.LegalStatusAtStart != LegalStatus.ShortBreaks
                && placement.Notices.Count == 0
            )
            .Select(placement => Broken(Wording, placement.StartedOn, [placement.EntryIds[0]]));
}
