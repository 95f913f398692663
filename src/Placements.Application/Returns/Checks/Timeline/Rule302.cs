using Placements.Application.Returns.Files;
using Placements.Domain.Journey;

namespace Placements.Application.Returns.Checks.Timeline;

internal sealed class Rule302()
    : Check("302", "The first episode does not start before the child was born.", "Header.DOB", "Episodes.DECOM")
{
    /// <summary>Of an absence, rule 586 tells.</summary>
    protected override bool Takes(Finding finding, CheckedChild child) =>
        !child.Of(Ssda903Tables.Missing).Any(row => row.EntryIds.Any(finding.EntryIds.Contains));
}
