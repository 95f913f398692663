using Placements.Domain.Journey;

namespace Placements.Application.Returns.Checks.Wales;

internal sealed class Oddity()
    : WalesOtherFindings(Severity.Flag, "record_odd", "What the record flags as late, odd or incomplete has been looked at.");
