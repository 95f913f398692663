namespace Placements.Application.Returns.Checks.Succession;

internal sealed class Rule437()
    : Check("437", "Nothing follows a death (E2), or the finding that a child was an adult (E15).", "Episodes.REC");
