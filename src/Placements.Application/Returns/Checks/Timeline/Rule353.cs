namespace Placements.Application.Returns.Checks.Timeline;

internal sealed class Rule353()
    : Check("353", "An episode does not start before 14 October 1991, when the Children Act came into force.", "Episodes.DECOM");
