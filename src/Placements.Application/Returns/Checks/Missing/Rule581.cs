using Placements.Domain.Journey;

namespace Placements.Application.Returns.Checks.Missing;

internal sealed class Rule581() : Check("581", "An absence does not begin before care has.", "Missing.MIS_START")
{
    protected override bool Takes(Finding finding, CheckedChild child) =>
        child.Journey.PeriodsOfCare.All(period => period.StartedOn > finding.On);
}
