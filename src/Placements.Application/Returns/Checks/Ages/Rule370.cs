using Placements.Domain.Journey;

namespace Placements.Application.Returns.Checks.Ages;

internal sealed class Rule370()
    : Check("370", "Independent living (P2) is not expected before the age of 16.", "Episodes.DECOM", "Episodes.PLACE", "Header.DOB")
{
    public override int? ToYear => 2024;

    /// <summary>Fifteen until the 2024 return.</summary>
    protected override bool Takes(Finding finding, CheckedChild child) => child.Year.Number == 2024 || finding.On < child.Birthday(15);
}
