using FsCheck;
using FsCheck.Fluent;

namespace Placements.Tests.Domain;

/// <summary>What holds of every journey, whatever was recorded.</summary>
public class JourneyProperties
{
    private static void Holds<T>(Arbitrary<T> lives, Action<T> law) =>
        Prop.ForAll(lives, law).Check(Config.QuickThrowOnFailure.WithMaxTest(400).WithQuietOnSuccess(true));

    [Fact]
    public void Any_stream_of_entries_folds_without_failing() =>
        Holds(
            Lives.Streams,
            entries =>
            {
                CareJourney.Of(entries);
                CareJourney.Of(entries, asAt: Day("2024-01-15"));
                CareJourney.Of(entries, asAt: DateOnly.MinValue);
            }
        );

    [Fact]
    public void The_same_facts_recorded_in_any_order_give_the_same_journey() =>
        Holds(
            Lives.OrderedFacts,
            facts =>
            {
                var entries = Lives.Recorded(facts);
                var expected = CareJourney.Of(entries);

                Same.Journey(expected, CareJourney.Of(InOrder(entries.Reverse())));
                Same.Journey(expected, CareJourney.Of(InOrder(entries.OrderBy(entry => (entry.Version * 7919) % 101))));
                Same.Journey(expected, CareJourney.Of(InOrder(entries.OrderBy(entry => entry.Fact.EffectiveOn))));
            }
        );

    [Fact]
    public void As_known_at_an_instant_is_the_journey_of_the_entries_recorded_until_then() =>
        Holds(
            Lives.Streams,
            entries =>
            {
                for (var place = 0; place < entries.Length; place += 4)
                {
                    var instant = Lives.At(place);
                    var known = entries.Where(entry => entry.RecordedAt <= instant).ToList();
                    Same.Journey(CareJourney.Of(known), CareJourney.Of(entries, asKnownAt: instant));
                }
            }
        );

    [Fact]
    public void As_at_a_day_nothing_of_a_later_day_is_told() =>
        Holds(
            Lives.Streams,
            entries =>
            {
                var day = Day("2024-01-15");
                var journey = CareJourney.Of(entries, day);

                Assert.All(journey.Findings, finding => Assert.True(finding.On <= day));
                Assert.All(journey.Placements, item => Assert.True(item.StartedOn <= day && !(item.EndedOn > day)));
                Assert.All(journey.Absences, item => Assert.True(item.StartedOn <= day && !(item.EndedOn > day)));
                Assert.All(journey.PeriodsOfCare, item => Assert.True(item.StartedOn <= day && !(item.EndedOn > day)));
                Assert.All(journey.Referrals, item => Assert.True(item.StartedOn <= day && !(item.EndedOn > day)));
                Assert.All(journey.Details, item => Assert.True(!(item.StartedOn > day)));
            }
        );

    [Fact]
    public void Correcting_an_entry_to_its_own_facts_changes_nothing() =>
        Holds(
            Lives.Facts,
            facts =>
            {
                var entries = Lives.Recorded(facts);
                var expected = CareJourney.Of(entries);
                for (var place = 0; place < facts.Length; place += 3)
                {
                    var correction = new EntryCorrected
                    {
                        EffectiveOn = facts[place].EffectiveOn,
                        EntryId = Lives.IdOf(place),
                        Facts = facts[place],
                        Reason = "",
                    };
                    Same.Journey(expected, CareJourney.Of(Lives.Recorded([.. facts, correction])));
                }
            }
        );

    [Fact]
    public void Voiding_an_entry_is_as_if_it_had_never_been_recorded() =>
        Holds(
            Lives.Facts,
            facts =>
            {
                for (var place = 0; place < facts.Length; place += 3)
                {
                    var without = Lives.Recorded(facts).Where(entry => entry.Id != Lives.IdOf(place)).ToList();
                    var voided = new EntryVoided
                    {
                        EffectiveOn = facts[place].EffectiveOn,
                        EntryId = Lives.IdOf(place),
                        Reason = "",
                    };
                    Same.Journey(CareJourney.Of(without), CareJourney.Of(Lives.Recorded([.. facts, voided])));
                }
            }
        );

    [Fact]
    public void An_accepted_command_adds_no_refusing_finding_and_gives_the_journey_that_it_showed() =>
        Holds(
            Lives.Streams,
            entries =>
            {
                // The last entries of the stream are the command.
                var recorded = entries[..(entries.Length * 3 / 4)];
                var command = entries[recorded.Length..].Select(entry => (entry.Id, entry.Fact)).ToList();

                var decision = Decision.Of(recorded, command, today: Day("2025-06-30"));

                Same.Journey(CareJourney.Of(recorded), decision.Before);
                if (decision.Refusals.Count > 0)
                {
                    Assert.Empty(decision.Accepted);
                    return;
                }
                Assert.Equal(command.Count, decision.Accepted.Count);
                Assert.All(
                    decision.After.Findings.Where(finding => finding.Severity == Severity.Refuse),
                    finding => Assert.Contains(decision.Before.Findings, finding.IsSameAs)
                );
                var appended = decision.Accepted.Select(
                    (said, i) => new Entry(said.EntryId, recorded.Length + i + 1, DateTimeOffset.MaxValue, "", said.Fact)
                );
                Same.Journey(CareJourney.Of([.. recorded, .. appended]), decision.After);
            }
        );

    [Fact]
    public void A_child_lives_in_one_home_at_a_time_and_no_stay_ends_before_it_begins() =>
        Holds(
            Lives.Streams,
            entries =>
            {
                var journey = CareJourney.Of(entries);

                Assert.All(
                    journey.Placements.Zip(journey.Placements.Skip(1)),
                    pair => Assert.True(pair.First.EndedOn <= pair.Second.StartedOn)
                );
                Assert.All(
                    journey.PeriodsOfCare.Zip(journey.PeriodsOfCare.Skip(1)),
                    pair => Assert.True(pair.First.EndedOn <= pair.Second.StartedOn)
                );
                Assert.All(journey.Placements, item => Assert.False(item.EndedOn < item.StartedOn));
                Assert.All(journey.PeriodsOfCare, item => Assert.True(item.EndedOn is null || item.EndedOn > item.StartedOn));
                Assert.All(journey.Absences, item => Assert.False(item.EndedOn < item.StartedOn));
            }
        );

    [Fact]
    public void Findings_come_in_the_order_of_days_and_none_twice() =>
        Holds(
            Lives.Streams,
            entries =>
            {
                var findings = CareJourney.Of(entries).Findings;

                Assert.Equal(findings.OrderBy(finding => finding.On).ThenBy(finding => finding.Code, StringComparer.Ordinal), findings);
                Assert.Equal(findings.Count, findings.Distinct().Count());
            }
        );

    [Fact]
    public void The_stretches_of_a_placement_touch_and_fill_it() =>
        Holds(
            Lives.Streams,
            entries =>
            {
                foreach (var placement in CareJourney.Of(entries).Placements)
                {
                    Assert.Equal(placement.StartedOn, placement.Stretches[0].StartedOn);
                    Assert.Equal(placement.EndedOn, placement.Stretches[^1].EndedOn);
                    Assert.Equal(placement.Facts, placement.Stretches[^1].Facts);
                    Assert.All(
                        placement.Stretches.Zip(placement.Stretches.Skip(1)),
                        pair => Assert.Equal(pair.First.EndedOn, pair.Second.StartedOn)
                    );
                }
            }
        );

    [Fact]
    public void Legal_statuses_fill_the_periods_of_care_exactly() =>
        Holds(
            Lives.Streams,
            entries =>
            {
                var journey = CareJourney.Of(entries);
                foreach (var period in journey.PeriodsOfCare)
                {
                    var within = journey
                        .LegalStatuses.Where(spell => spell.StartedOn >= period.StartedOn && !(spell.StartedOn >= period.EndedOn))
                        .ToList();
                    Assert.Equal(period.StartedOn, within[0].StartedOn);
                    Assert.Equal(period.EndedOn, within[^1].EndedOn);
                    Assert.All(within.Zip(within.Skip(1)), pair => Assert.Equal(pair.First.EndedOn, pair.Second.StartedOn));
                }
            }
        );

    /// <summary>Else the laws above would speak of lives that never come about.</summary>
    [Fact]
    public void The_lives_made_by_chance_break_most_rules_and_get_some_commands_accepted()
    {
        var streams = Enumerable.Range(0, 10).SelectMany(_ => Lives.Streams.Generator.Sample(100, 40)).ToList();

        var broken = streams.SelectMany(entries => CareJourney.Of(entries).Findings).Select(finding => finding.Code).Distinct().Count();
        Assert.True(broken > 35, $"Only {broken} rules are ever broken.");
        var accepted = streams.Count(entries =>
            entries.Length > 1 && Decision.Of(entries[..^1], [(entries[^1].Id, entries[^1].Fact)], Day("2025-06-30")).Accepted.Count > 0
        );
        Assert.True(accepted > 50, $"Only {accepted} of 400 commands are accepted.");
    }

    private static List<Entry> InOrder(IEnumerable<Entry> entries) =>
        [.. entries.Select((entry, i) => entry with { Version = i + 1, RecordedAt = Lives.At(i) })];
}
