using Placements.Domain.Codes;

namespace Placements.Application.Returns.Checks.Children;

/// <summary>Where it is missing is rule 393, where a care leaver has one 628.</summary>
internal sealed class Rule165()
    : HeaderCheck("165", "The mother flag is 0 or 1, and stands only for a girl.", "Header.MOTHER", "Header.SEX")
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        row.Has("MOTHER") && (row["MOTHER"] is not ("0" or "1") || child.Details.Sex == Sex.Male);
}
