using Placements.Application.Demo.Lives;
using Placements.Domain.Codes;

namespace Placements.Application.Demo;

/// <summary>What a 31 March must come to; null is what nobody published.</summary>
public sealed record CensusTargets(DateOnly Day, IReadOnlyList<CategoryTarget> Homes)
{
    public int? Boys { get; init; }

    public int? BoysInResidential { get; init; }

    public int? Disabled { get; init; }

    public int? DisabledInResidentialOrSchool { get; init; }

    public CategoryTarget HomesOf(PlacementCategory category) => Homes.First(target => target.Category == category);
}

/// <summary>Children in one kind of home on a day, and where those homes stand.</summary>
public sealed record CategoryTarget(PlacementCategory Category, int Children, int InCounty, int England, int Scotland)
{
    public int ElsewhereInWales => Children - InCounty - England - Scotland;

    /// <summary>Of the places numbered from 0, those in county come first, then the rest of Wales, England and Scotland.</summary>
    internal Country CountryOf(int place)
    {
        if (place >= Children - Scotland)
            return Country.Scotland;
        return place >= Children - Scotland - England ? Country.England : Country.Wales;
    }

    /// <summary>Where a child in a home of the kind lives, by chance.</summary>
    internal Pin AnyPin(DemoRandom random, DateOnly on)
    {
        var place = random.Below(Children);
        return new Pin(on, Category, CountryOf(place), InCounty: place < InCounty);
    }
}
