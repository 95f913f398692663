namespace Placements.Application.Returns.Checks.Exit;

internal sealed class Rule199()
    : Check("199", "Care after an adoption is unusual: the child may need a new identity.", "Header.CHILD", "Episodes.REC");
