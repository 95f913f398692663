using Placements.Domain.Journey;

namespace Placements.Application.Returns.Checks.Missing;

internal sealed class Rule578() : Check("578", "An absence does not begin after care has ended.", "Missing.MIS_START")
{
    protected override bool Takes(Finding finding, CheckedChild child) =>
        child.Journey.PeriodsOfCare.Any(period => period.StartedOn <= finding.On);
}
