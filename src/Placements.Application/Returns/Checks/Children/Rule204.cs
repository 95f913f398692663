namespace Placements.Application.Returns.Checks.Children;

internal sealed class Rule204() : HeaderCheck("204", "The ethnicity is the same as in last year's return.", "Header.ETHNIC")
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        child.LastYear is { } last && last.Details.Ethnicity != child.Details.Ethnicity;
}
