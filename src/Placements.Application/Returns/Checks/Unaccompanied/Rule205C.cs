namespace Placements.Application.Returns.Checks.Unaccompanied;

internal sealed class Rule205C()
    : HeaderCheck(
        "205C",
        "A child who was never an unaccompanied asylum seeker has no date on which that status ended, this year or last.",
        "UASC.DUC"
    )
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        !child.Details.UnaccompaniedAsylumSeeking
        && child.LastYear?.Details.UnaccompaniedAsylumSeeking != true
        && (child.StatusEndedOn ?? child.LastYear?.StatusEndedOn) is not null;
}
