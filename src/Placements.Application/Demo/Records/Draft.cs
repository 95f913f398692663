using Placements.Domain.Journey.Events;

namespace Placements.Application.Demo.Records;

/// <summary>What one command will record, before it is known when.</summary>
internal sealed class Draft
{
    /// <summary>The day by which all of it was true.</summary>
    public required DateOnly On { get; init; }

    public List<(Guid EntryId, ChildEvent Fact)> Facts { get; } = [];

    /// <summary>Recorded after every earlier draft that is in order too: what begins and ends care and placements builds on itself.</summary>
    public bool InOrder { get; init; }

    /// <summary>Drafts that must be there first.</summary>
    public List<Draft> After { get; } = [];

    /// <summary>Planned, so it may be recorded before it happens.</summary>
    public bool Foreseen { get; init; }

    /// <summary>Part of the day's work, such as a search: recorded on the same day or the next.</summary>
    public bool Prompt { get; init; }

    /// <summary>Recorded so many days after what it follows; null: by chance from <see cref="On"/>.</summary>
    public int? DaysLater { get; init; }

    /// <summary>It has a time of day, so it is not recorded on the day itself, when that may be still to come.</summary>
    public bool HasTime { get; init; }

    public DateTime RecordedAt { get; set; }

    public Guid Add(DemoRandom random, ChildEvent fact)
    {
        var id = random.Id();
        Facts.Add((id, fact));
        return id;
    }
}
