namespace Placements.Application.Returns.Checks.Exit;

internal sealed class Rule386() : Check("386", "A child is adopted (E11, E12) under the age of 18.", "Header.DOB", "Episodes.REC");
