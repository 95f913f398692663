using Placements.Application.Demo.Censuses;
using Placements.Application.Demo.Lives;
using Placements.Application.Demo.Records;
using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;

namespace Placements.Application.Demo;

/// <summary>A child of the demo, with every entry of its stream in the order in which they were recorded.</summary>
public sealed record DemoChild(Guid Id, IReadOnlyList<DemoEntry> Entries);

/// <summary>One entry. Those with the same <paramref name="RecordedAt"/> (UTC) were recorded by one command.</summary>
public sealed record DemoEntry(Guid EntryId, DateTimeOffset RecordedAt, string RecordedBy, string RecordedByName, ChildEvent Fact);

/// <summary>
/// An invented authority whose figures are those that Cardiff published (see <see cref="DemoTargets"/>). Nobody in it is real. First
/// it is settled who is in care when (<see cref="CareFlow"/>), then who lives where on the days and in the year of which figures are
/// published (<see cref="CensusDay"/>, <see cref="EarlierCensusDay"/>, <see cref="ResidentialYear"/>); each child's path is grown around
/// that (<see cref="CarePath"/>), written down (<see cref="Chronicle"/>), with mistakes (<see cref="Mistakes"/>), and recorded
/// (<see cref="RecordedTimes"/>).
/// </summary>
public static class DemoAuthority
{
    public const string Cardiff = "W06000015";

    public const int DefaultSeed = 2022;

    /// <summary>The teams that the children are shared between.</summary>
    public static IReadOnlyList<string> Teams => Caseworkers.Teams;

    /// <summary>The same arguments give the same children, entry by entry.</summary>
    /// <param name="authority">GSS code of a Welsh authority.</param>
    public static IEnumerable<DemoChild> Generate(string authority = Cardiff, int seed = DefaultSeed, DemoTargets? targets = null)
    {
        if (!Authorities.IsWelsh(authority))
            throw new ArgumentException($"{authority} is not the code of a Welsh authority.", nameof(authority));
        // Who came in the last days may not be recorded by then.
        return Stream(authority, seed, targets ?? DemoTargets.Cardiff).Where(child => child.Entries.Count > 0);
    }

    private static IEnumerable<DemoChild> Stream(string authority, int seed, DemoTargets targets)
    {
        var random = DemoRandom.For(seed, 0);
        var children = Plan(seed, targets, random);
        var (day, earlier) = (targets.CensusDay, targets.DisabledEarlier.Day);
        var (lacking, lackingEarlier) = (targets.DisabilityCaseload, targets.DisabilityCaseloadEarlier);
        var homes = new Homes(authority, targets);
        foreach (var child in children)
        {
            var own = DemoRandom.For(seed, child.Number);
            var id = own.Id();
            var drafts = Chronicle.Of(targets, own, authority, homes, child);
            Count(child, drafts);
            new Mistakes(targets, own, child, drafts).Make();
            yield return new DemoChild(id, new RecordedTimes(own, targets.LastDay).Record(child, drafts));
        }

        for (var i = 0; i < targets.ShortBreakChildren; i++)
        {
            var own = DemoRandom.For(seed, 1_000_000 + i);
            var id = own.Id();
            var child = ShortBreaks.Plan(own, targets, i);
            var drafts = ShortBreaks.Write(targets, own, authority, child);
            Count(child, drafts);
            yield return new DemoChild(id, new RecordedTimes(own, targets.LastDay).Record(child, drafts));
        }

        foreach (var child in AtHome.Plan(targets, random, lackingEarlier, lacking))
        {
            var own = DemoRandom.For(seed, 1_000_000 + child.Number);
            var id = own.Id();
            var drafts = new List<Draft>();
            Registrations.Write(own, authority, child, drafts);
            yield return new DemoChild(id, new RecordedTimes(own, targets.LastDay).Record(child, drafts));
        }

        void Count(PlannedChild child, List<Draft> drafts)
        {
            if (AtHome.IsOnCaseload(child, day))
                lacking--;
            if (AtHome.IsOnCaseload(child, earlier))
                lackingEarlier--;
        }
    }

    /// <summary>Everything that many lives must add up to, before any of them is written down.</summary>
    private static List<PlannedChild> Plan(int seed, DemoTargets targets, DemoRandom random)
    {
        var children = new CareFlow(targets, random).Run();
        var year = new YearOfCare(targets, random, children);
        year.GiveReasons();
        var leaving = CensusDay.Assign(targets, random, children);
        foreach (var census in targets.EarlierCensuses)
            EarlierCensusDay.Assign(targets, random, census, children, leaving);
        VainSearches.Assign(targets, random, children);
        UnregisteredHomes.Assign(targets, random, children);
        year.GiveStarts();
        foreach (var child in children)
            CarePath.Grow(DemoRandom.For(seed, 2_000_000 + child.Number), targets, child);
        ReferralReview.Assign(targets.Review, random, children);
        return children;
    }
}
