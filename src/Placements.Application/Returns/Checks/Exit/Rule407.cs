namespace Placements.Application.Returns.Checks.Exit;

internal sealed class Rule407()
    : Check("407", "Special guardianship (E45 to E48) is for a child under 18.", "Header.DOB", "Episodes.DEC", "Episodes.REC");
