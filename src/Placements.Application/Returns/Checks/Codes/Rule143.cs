namespace Placements.Application.Returns.Checks.Codes;

internal sealed class Rule143() : EpisodeCheck("143", "The reason for a new episode is one of S, L, P, T, B and U.", "Episodes.RNE")
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) => episode.Rne is not ("S" or "L" or "P" or "T" or "B" or "U");
}
