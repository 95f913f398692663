namespace Placements.Application.Returns.Checks.Missing;

internal sealed class Rule567() : Check("567", "An absence does not end before it begins.", "Missing.MIS_START", "Missing.MIS_END");
