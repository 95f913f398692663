namespace Placements.Application.Returns.Checks.Missing;

internal sealed class Rule574()
    : Check("574", "Absences do not overlap, and only the last is open.", "Missing.MIS_START", "Missing.MIS_END");
