using Placements.Domain.Codes;
using Placements.Domain.Codes.Returns;
using Placements.Domain.Journey.Events;

namespace Placements.Domain.Returns;

/// <summary>Which fact of a child's life one is, so that what two returns say of it can be compared.</summary>
public enum FactSlot
{
    CareStart,
    LegalStatus,
    Placement,
    PlacementDetails,
    Home,
    Absence,
    AbsenceEnd,
    CareEnd,
    Missing,
    MissingEnd,
}

/// <param name="On">The day it happened; for an end, the day of what it ends began, which an end moved to another day keeps.</param>
public sealed record FactKey(FactSlot Slot, DateOnly On);

/// <param name="Episode">Index of the episode that says so.</param>
public sealed record EpisodeFact(FactKey Key, ChildEvent Fact, int Episode);

/// <summary>
/// The facts that a child's episodes tell, for history taken over from a return: the way back from <see cref="Episodes"/>. The episodes
/// fit together: in order, and each ends where the next of its period of care begins.
/// </summary>
public sealed class EpisodeFacts
{
    private readonly IReadOnlyList<Episode> episodes;
    private readonly Func<FactKey, Guid> idOf;
    private readonly List<EpisodeFact> facts = [];
    private PlacementFacts? current;
    private (Guid Id, DateOnly On)? away;
    private DateOnly careStartedOn;

    private EpisodeFacts(IReadOnlyList<Episode> episodes, Func<FactKey, Guid> idOf) => (this.episodes, this.idOf) = (episodes, idOf);

    /// <param name="idOf">The id of the placement or absence that begins with a fact; the same key always gets the same id.</param>
    public static IReadOnlyList<EpisodeFact> Of(IReadOnlyList<Episode> episodes, Func<FactKey, Guid> idOf)
    {
        var telling = new EpisodeFacts(episodes, idOf);
        for (var i = 0; i < episodes.Count; i++)
            telling.Tell(i, i == 0 || !episodes[i - 1].Continues ? null : episodes[i - 1]);
        return telling.facts;
    }

    /// <param name="before">The episode before in the same period of care.</param>
    private void Tell(int index, Episode? before)
    {
        var episode = episodes[index];
        if (before is null)
            BeginCare(index, episode);
        else if (before.LegalStatus != episode.LegalStatus || ChangesLegalStatus(episode.Start))
            Add(index, FactSlot.LegalStatus, new LegalStatusChanged { EffectiveOn = episode.StartedOn, LegalStatus = episode.LegalStatus });

        if (HomeBefore(index) is { } home && episode.HomePostcode is { } now && home != now)
            Add(
                index,
                FactSlot.Home,
                new ChildDetailsChanged
                {
                    EffectiveOn = episode.StartedOn,
                    Source = "history taken over",
                    HomePostcode = now,
                }
            );

        Place(index, before, episode);

        if (episode is { EndedOn: { } endedOn, CareEnd: { } end })
        {
            Add(
                index,
                new FactKey(FactSlot.CareEnd, careStartedOn),
                new CareEnded
                {
                    EffectiveOn = endedOn,
                    Reason = end.Reason,
                    Planned = end.Planned,
                    GuardianIsKin = end.GuardianIsKin,
                }
            );
            current = null;
            away = null;
        }
    }

    private void BeginCare(int index, Episode episode)
    {
        careStartedOn = episode.StartedOn;
        current = null;
        away = null;
        Add(
            index,
            FactSlot.CareStart,
            new CareStarted
            {
                EffectiveOn = episode.StartedOn,
                LegalStatus = episode.LegalStatus,
                CategoryOfNeed = episode.CategoryOfNeed,
                BeganEarlier = EarlierCareOf(episode.Start),
            }
        );
    }

    private void Place(int index, Episode? before, Episode episode)
    {
        if (episode.Absence is { } kind)
        {
            GoAway(index, before, episode, kind);
            return;
        }
        if (episode.Placement is not { } home)
            return;

        if (current is null)
        {
            Begin(index, episode, home, from: null, before);
            return;
        }
        if (away is { } absence && IsSameHome(current, home))
        {
            away = null;
            Add(
                index,
                new FactKey(FactSlot.AbsenceEnd, absence.On),
                new AbsenceEnded { EffectiveOn = episode.StartedOn, AbsenceId = absence.Id }
            );
        }
        else if (away is not null || Moves(episode.Start))
        {
            away = null;
            Begin(index, episode, home, current, before);
            return;
        }
        ChangeDetails(index, episode, home);
    }

    private void GoAway(int index, Episode? before, Episode episode, AbsenceKind kind)
    {
        // Only the legal status changed while the child was away.
        if (before?.Absence == kind && !Moves(episode.Start))
            return;
        if (away is { } last)
            Add(
                index,
                new FactKey(FactSlot.AbsenceEnd, last.On),
                new AbsenceEnded { EffectiveOn = episode.StartedOn, AbsenceId = last.Id }
            );

        var key = new FactKey(FactSlot.Absence, episode.StartedOn);
        away = (idOf(key), episode.StartedOn);
        Add(
            index,
            key,
            new AbsenceStarted
            {
                EffectiveOn = episode.StartedOn,
                AbsenceId = away.Value.Id,
                Kind = kind,
            }
        );
    }

    private void Begin(int index, Episode episode, PlacementFacts home, PlacementFacts? from, Episode? before)
    {
        var key = new FactKey(FactSlot.Placement, episode.StartedOn);
        current = home with { PlacementId = idOf(key) };
        ChildEvent fact = from is null
            ? new PlacementStarted { EffectiveOn = episode.StartedOn, Placement = current }
            : new PlacementMoved
            {
                EffectiveOn = episode.StartedOn,
                FromPlacementId = from.PlacementId,
                Reason = before?.ChangeReason,
                Planned = before?.MovePlanned ?? (before?.ChangeReason is { } reason ? EnglandReturn.CountsAsPlanned(reason) : null),
                To = current,
            };
        Add(index, key, fact);
    }

    private void ChangeDetails(int index, Episode episode, PlacementFacts home)
    {
        var was = current!;
        var change = new PlacementDetailsChanged
        {
            EffectiveOn = episode.StartedOn,
            PlacementId = was.PlacementId,
            Reason = "history taken over",
            Kind = Changed(was.Kind, home.Kind),
            Sector = Changed(was.Sector, home.Sector),
            Provider = was.Provider == home.Provider ? null : home.Provider,
            Carer = Changed(was.Carer, home.Carer),
            HostAuthority = Changed(was.HostAuthority, home.HostAuthority),
            Country = was.Country == home.Country ? null : home.Country,
            Postcode = Changed(was.Postcode, home.Postcode),
            Registration = was.Registration == home.Registration ? null : home.Registration,
            RegulatorNumber = Changed(was.RegulatorNumber, home.RegulatorNumber),
            OtherPlacement = was.OtherPlacement == home.OtherPlacement ? null : home.OtherPlacement,
            Framework = was.Framework == home.Framework ? null : home.Framework,
            WeeklyCost = was.WeeklyCost == home.WeeklyCost ? null : home.WeeklyCost,
            Fostering = was.Fostering == home.Fostering ? null : home.Fostering,
            FosteredBefore = was.FosteredBefore == home.FosteredBefore ? null : home.FosteredBefore,
        };
        var changed = change.ApplyTo(was);
        if (changed == was && !SaysDetailsChanged(episode.Start))
            return;
        current = changed;
        Add(index, FactSlot.PlacementDetails, change);
    }

    private string? HomeBefore(int index)
    {
        for (var i = index - 1; i >= 0; i--)
        {
            if (episodes[i].HomePostcode is { } home)
                return home;
        }
        return null;
    }

    private void Add(int index, FactSlot slot, ChildEvent fact) => Add(index, new FactKey(slot, fact.EffectiveOn), fact);

    private void Add(int index, FactKey key, ChildEvent fact) => facts.Add(new EpisodeFact(key, fact, index));

    /// <summary>After a temporary absence the child is back where it was (rule 383).</summary>
    private static bool IsSameHome(PlacementFacts was, PlacementFacts now) =>
        was.Kind == now.Kind && was.Postcode == now.Postcode && (was.Carer is null || now.Carer is null || was.Carer == now.Carer);

    private static bool ChangesLegalStatus(EpisodeStart start) =>
        start is EpisodeStart.LegalStatusChanged or EpisodeStart.LegalStatusChangedAndMoved or EpisodeStart.LegalStatusAndDetailsChanged;

    private static bool Moves(EpisodeStart start) => start is EpisodeStart.Moved or EpisodeStart.LegalStatusChangedAndMoved;

    private static bool SaysDetailsChanged(EpisodeStart start) =>
        start is EpisodeStart.DetailsChanged or EpisodeStart.LegalStatusAndDetailsChanged;

    private static EarlierCare? EarlierCareOf(EpisodeStart start) =>
        start switch
        {
            EpisodeStart.CareStarted => null,
            EpisodeStart.LegalStatusChanged => EarlierCare.LegalStatusChanged,
            EpisodeStart.Moved => EarlierCare.Moved,
            EpisodeStart.DetailsChanged => EarlierCare.DetailsChanged,
            EpisodeStart.LegalStatusChangedAndMoved => EarlierCare.LegalStatusChangedAndMoved,
            _ => EarlierCare.LegalStatusAndDetailsChanged,
        };

    private static T? Changed<T>(T was, T now)
        where T : struct => EqualityComparer<T>.Default.Equals(was, now) ? null : now;

    private static string? Changed(string? was, string? now) => was == now ? null : now;
}
