namespace Placements.Application.Returns.Checks.Children;

/// <summary>By what is recorded: the codes of one sex changed in 2025.</summary>
internal sealed class Rule202() : HeaderCheck("202", "The sex is the same as in last year's return.", "Header.SEX")
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        child.LastYear is { } last && last.Details.Sex != child.Details.Sex;
}
