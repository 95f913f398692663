using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;

namespace Placements.Tests.Domain;

/// <summary>
/// Given entries recorded on days, when a command is decided, then it is accepted with these findings, or refused with this code naming
/// these entries. An entry is named by the fact it holds.
/// </summary>
internal sealed class Story
{
    private readonly List<Entry> entries = [];

    private readonly Dictionary<Guid, ChildEvent> factOf = [];

    public DateOnly Today { get; init; } = Life.Day("2025-06-30");

    public IReadOnlyList<Entry> Entries => entries;

    /// <summary>Recorded long before anything that the test is about.</summary>
    public static Story Given(params ReadOnlySpan<ChildEvent> facts) => new Story().RecordedOn("2025-01-01", facts);

    public Story RecordedOn(string day, params ReadOnlySpan<ChildEvent> facts)
    {
        foreach (var fact in facts)
            entries.Add(new Entry(Numbered(fact), entries.Count + 1, MorningOf(day), "caseworker", fact));
        return this;
    }

    public Outcome When(params ReadOnlySpan<ChildEvent> facts)
    {
        var proposed = facts.ToArray().Select(fact => (Numbered(fact), fact)).ToList();
        return new Outcome(this, Decision.Of(entries, proposed, Today));
    }

    public EntryCorrected Correct(ChildEvent wrong, ChildEvent facts, string reason = "was recorded wrongly") =>
        new()
        {
            EffectiveOn = wrong.EffectiveOn,
            EntryId = IdOf(wrong),
            Facts = facts,
            Reason = reason,
        };

    public EntryVoided Void(ChildEvent wrong, string reason = "never happened") =>
        new()
        {
            EffectiveOn = wrong.EffectiveOn,
            EntryId = IdOf(wrong),
            Reason = reason,
        };

    /// <param name="knownOn">As known at the end of that day.</param>
    public CareJourney Journey(string? asAt = null, string? knownOn = null) =>
        CareJourney.Of(entries, asAt is null ? null : Life.Day(asAt), knownOn is null ? null : MorningOf(knownOn).AddHours(12));

    public Guid IdOf(ChildEvent fact) => factOf.Single(known => ReferenceEquals(known.Value, fact)).Key;

    public ChildEvent FactOf(Guid entryId) => factOf[entryId];

    private Guid Numbered(ChildEvent fact)
    {
        var known = factOf.FirstOrDefault(known => ReferenceEquals(known.Value, fact)).Key;
        var id = known != Guid.Empty ? known : Life.Named($"entry {factOf.Count + 1}");
        factOf[id] = fact;
        return id;
    }

    private static DateTimeOffset MorningOf(string day) => new(Life.Day(day), new TimeOnly(9, 0), TimeSpan.Zero);

    /// <summary>What came of the command.</summary>
    internal sealed class Outcome(Story story, Decision decision)
    {
        public Decision Decision => decision;

        /// <summary>Records it a week after everything else, and gives the journey with it.</summary>
        /// <param name="newFindings">Exactly the rules that the journey breaks by today and did not break without it.</param>
        public CareJourney Accepted(params string[] newFindings)
        {
            Assert.Empty(decision.Refusals);
            var before = decision.Before.Findings;
            Assert.Equal(
                newFindings.Order(),
                decision
                    .After.Findings.Where(finding => finding.On <= story.Today && !before.Any(finding.IsSameAs))
                    .Select(finding => finding.Code)
                    .Order()
            );
            foreach (var (id, fact) in decision.Accepted)
            {
                story.factOf[id] = fact;
                story.entries.Add(new Entry(id, story.entries.Count + 1, MorningOf("2025-06-30"), "caseworker", fact));
            }
            return story.Journey();
        }

        /// <param name="naming">Exactly the facts of the entries that contradict each other.</param>
        public Refusal Refused(string code, params ReadOnlySpan<ChildEvent> naming)
        {
            Assert.Empty(decision.Accepted);
            var refusal = Assert.Single(decision.Refusals);
            Assert.Equal(code, refusal.Code);
            Assert.Equal(naming.ToArray().Select(story.IdOf).Order(), refusal.EntryIds.Order());
            return refusal;
        }
    }
}
