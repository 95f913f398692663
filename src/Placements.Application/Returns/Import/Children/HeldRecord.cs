using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;
using Placements.Domain.Returns;
using Placements.EventStore;

namespace Placements.Application.Returns.Import;

/// <summary>A child's record as it stands before an import; empty for a new child.</summary>
internal sealed class HeldRecord
{
    private readonly Dictionary<FactKey, StandingFact> standing = [];
    private readonly Dictionary<int, StandingFact> keptByYear = [];
    private readonly HashSet<Guid> takenOver;

    public HeldRecord(Guid childId, IReadOnlyList<Entry> entries)
    {
        ChildId = childId;
        Entries = entries;
        Journey = CareJourney.Of(entries);
        Episodes = Domain.Returns.Episodes.Of(Journey, everyDetail: true);
        takenOver = [.. entries.Where(entry => entry.Source is not null).Select(entry => entry.Id)];
        if (entries.Count > 0)
        {
            Arrange(StandingFact.Of(entries));
        }
    }

    public static HeldRecord New(Guid childId) => new(childId, []);

    public Guid ChildId { get; }

    public IReadOnlyList<Entry> Entries { get; }

    public CareJourney Journey { get; }

    public IReadOnlyList<Episode> Episodes { get; }

    public bool IsNew => Entries.Count == 0;

    /// <summary>As loaded for the appends to it; null for a new child.</summary>
    public StreamHistory? Stream { get; init; }

    public StandingFact? Registration { get; private set; }

    public int LatestReturn => Journey.KeptReturns.Count == 0 ? 0 : Journey.KeptReturns[^1].Year;

    /// <summary>The entry that now says so.</summary>
    public StandingFact? Find(FactKey key) => standing.GetValueOrDefault(key);

    public StandingFact? FindKept(int year) => keptByYear.GetValueOrDefault(year);

    /// <summary>The id of the placement or absence that begins with a fact.</summary>
    public Guid? IdOf(FactKey key) => Find(key)?.Fact is IBegins begins ? begins.BegunId : null;

    /// <summary>Recorded by an import, and not by a person.</summary>
    public bool WasTakenOver(Episode episode) => episode.EntryIds.Count > 0 && episode.EntryIds.All(takenOver.Contains);

    private void Arrange(List<StandingFact> facts)
    {
        var absences = Journey.Absences.ToDictionary(absence => absence.AbsenceId);
        foreach (var fact in facts)
        {
            if (fact.Fact is ChildRegistered)
            {
                Registration ??= fact;
            }
            else if (fact.Fact is Ssda903RowsKept kept)
            {
                keptByYear[kept.Year] = fact;
            }
            else if (KeyOf(fact.Fact, absences) is { } key)
            {
                standing.TryAdd(key, fact);
            }
        }
    }

    private FactKey? KeyOf(ChildEvent fact, Dictionary<Guid, Absence> absences) =>
        fact switch
        {
            CareStarted => new(FactSlot.CareStart, fact.EffectiveOn),
            LegalStatusChanged => new(FactSlot.LegalStatus, fact.EffectiveOn),
            PlacementStarted or PlacementMoved => new(FactSlot.Placement, fact.EffectiveOn),
            PlacementDetailsChanged => new(FactSlot.PlacementDetails, fact.EffectiveOn),
            ChildDetailsChanged { HomePostcode: not null } => new(FactSlot.Home, fact.EffectiveOn),
            AbsenceStarted started => new(Absence.IsTemporaryKind(started.Kind) ? FactSlot.Absence : FactSlot.Missing, fact.EffectiveOn),
            AbsenceEnded ended when absences.TryGetValue(ended.AbsenceId, out var absence) => new(
                absence.IsTemporary ? FactSlot.AbsenceEnd : FactSlot.MissingEnd,
                absence.StartedOn
            ),
            CareEnded when Journey.PeriodsOfCare.FirstOrDefault(period => period.EndedOn == fact.EffectiveOn) is { } period => new(
                FactSlot.CareEnd,
                period.StartedOn
            ),
            _ => null,
        };
}
