namespace Placements.Application.Returns.Checks.Children;

internal sealed class Rule203() : HeaderCheck("203", "The date of birth is the same as in last year's return.", "Header.DOB")
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        child.LastYear is { } last && last.Details.DateOfBirth != child.Details.DateOfBirth;
}
