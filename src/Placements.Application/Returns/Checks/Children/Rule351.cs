using Placements.Domain.Journey;

namespace Placements.Application.Returns.Checks.Children;

internal sealed class Rule351() : HeaderCheck("351", "Nobody in the return is over 25 at the start of its year.", "Header.DOB")
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) => child.Birthday(25) < child.Year.FirstDay;

    /// <summary>The domain's rule looks at the day on which the birth was said, not at the year.</summary>
    protected override bool Takes(Finding finding, CheckedChild child) => false;
}
