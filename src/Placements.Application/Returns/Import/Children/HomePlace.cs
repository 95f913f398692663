using Placements.Application.Returns.Files;
using Placements.Domain.Codes;

namespace Placements.Application.Returns.Import;

internal static class HomePlace
{
    /// <summary>
    /// Where the home stands comes from its postcode, unless it is known; one that the directory does not have gives location unknown.
    /// </summary>
    public static SourcedEpisode Find(SourcedEpisode one, ImportSetting setting, Action<ReturnProblem> report)
    {
        if (one is not { Row: { } row, IsOfRecord: false, Episode: { Absence: null, Placement: { } placement } })
        {
            return one;
        }
        var host = placement.HostAuthority;
        if (host is null && placement.Postcode is { } postcode)
        {
            if (setting.Places.TryGetValue(postcode, out var place))
            {
                host = place.Authority;
            }
            else
            {
                report(
                    new ReturnProblem(
                        "postcode_unknown",
                        "The directory does not have this postcode: the location is not known.",
                        ProblemOutcome.Noted
                    )
                    {
                        File = row.File,
                        Line = row.Line,
                        Column = setting.Source.PostcodeColumn,
                        Child = row.Child,
                    }
                );
            }
        }
        var located = placement with
        {
            HostAuthority = host,
            Country = placement.Country ?? (host is null ? null : Authorities.CountryOf(host)),
        };
        return one with { Episode = one.Episode with { Placement = located } };
    }
}
