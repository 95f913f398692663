using Placements.Domain.Journey;

namespace Placements.Application.Returns.Checks.Wales;

internal sealed class Contradiction()
    : WalesOtherFindings(Severity.Refuse, "record_contradicts", "The entries of the record do not contradict one another.");
