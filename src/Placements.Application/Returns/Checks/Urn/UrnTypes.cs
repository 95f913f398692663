using Placements.Domain.Codes;

namespace Placements.Application.Returns.Checks.Urn;

/// <summary>Which placements have no number of England's inspectorate: the types differ by year (rules 218, 222).</summary>
internal static class UrnTypes
{
    /// <summary>Stands for the number where another inspectorate covers the setting.</summary>
    public const string OtherInspectorate = "XXXXXXX";

    private const int LastYearUnregulated = 2024;

    public static bool HasNone(EpisodeRow episode, int year) =>
        TakesNone(episode, year) || (episode.Place == "H5" && year <= LastYearUnregulated);

    /// <summary>Supported accommodation began to be registered in the 2024 return: a number might stand there, and none was missed.</summary>
    public static bool TakesNone(EpisodeRow episode, int year) =>
        episode.IsAway
        || episode.IsItemised
        || episode.Place is "P1" or "P3" or "R1" or "R2" or "R5" or "Z1"
        || (episode.Place == "P2" && year <= LastYearUnregulated)
        || (episode.Place == "H5" && year < LastYearUnregulated);

    /// <summary>By what the record says of the home; not known counts as England.</summary>
    public static bool IsOutsideEngland(EpisodeRow episode)
    {
        var home = episode.Facts?.Placement;
        var country = home?.Country ?? (home?.HostAuthority is { } host ? Authorities.CountryOf(host) : null);
        return country is not (null or Country.England);
    }
}
