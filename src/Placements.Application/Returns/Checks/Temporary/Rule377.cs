namespace Placements.Application.Returns.Checks.Temporary;

internal sealed class Rule377() : Check("377", "A carer's holiday (T3) is covered at most twice a year.", "Episodes.PLACE");
