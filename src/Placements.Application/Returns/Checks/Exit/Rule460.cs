namespace Placements.Application.Returns.Checks.Exit;

internal sealed class Rule460()
    : Check("460", "Staying with the carers as an adult (E17) begins at 18.", "Header.DOB", "Episodes.DEC", "Episodes.REC");
