using Placements.Domain.Journey;

namespace Placements.Application.Returns.Checks.Children;

internal sealed class Rule301() : HeaderCheck("301", "The date of birth is not after the end of the return's year.", "Header.DOB")
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) => child.Details.DateOfBirth > child.Year.LastDay;

    /// <summary>Of facts that lie ahead, rules 354 and 385 tell.</summary>
    protected override bool Takes(Finding finding, CheckedChild child) => false;
}
