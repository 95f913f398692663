using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Placements.Application.Demo;
using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;
using Xunit;

namespace Placements.Tests.Api.Demo;

public sealed class DemoStreamTests(DemoFixture demo)
{
    [Fact]
    public void The_same_seed_gives_the_same_authority() => Assert.Equal(HashOf(demo.Children), HashOf(DemoAuthority.Generate()));

    /// <summary>The limit is generous: a slow machine is no bug, a generator that tries until it fits is.</summary>
    [Fact]
    public void Generating_takes_seconds()
    {
        var watch = Stopwatch.StartNew();
        Assert.NotEmpty(DemoAuthority.Generate().ToList());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), watch.Elapsed.ToString());
    }

    [Fact]
    public void Another_seed_gives_another_authority() =>
        Assert.NotEqual(demo.Children[0].Id, DemoAuthority.Generate(seed: DemoAuthority.DefaultSeed + 1).First().Id);

    [Theory]
    [InlineData("W06000001", 1)]
    [InlineData("W06000011", 2)]
    [InlineData(DemoAuthority.Cardiff, 3)]
    public void Other_authorities_and_seeds_can_be_met_too(string authority, int seed) =>
        Assert.InRange(DemoAuthority.Generate(authority, seed).Count(), 2500, 4600);

    [Fact]
    public void Every_command_is_one_the_domain_accepts()
    {
        var refused = new ConcurrentBag<string>();
        Parallel.ForEach(
            demo.Children,
            child =>
            {
                foreach (var refusal in RefusalsOf(child))
                    refused.Add(refusal);
            }
        );
        Assert.Empty(refused.Order(StringComparer.Ordinal).Take(20));
    }

    [Fact]
    public void Identifiers_are_unique_and_shaped_like_random_ones()
    {
        var ids = demo.Children.SelectMany(child => child.Entries.Select(entry => entry.EntryId).Prepend(child.Id)).ToList();

        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Equal(4, id.Version));
    }

    [Fact]
    public void Commands_follow_one_another_in_office_hours()
    {
        foreach (var child in demo.Children)
        {
            Assert.IsType<ChildRegistered>(child.Entries[0].Fact);
            var previous = DateTimeOffset.MinValue;
            foreach (var command in child.Entries.GroupBy(entry => entry.RecordedAt))
            {
                Assert.True(command.Key > previous);
                Assert.InRange(command.Key.Hour, 8, 16);
                Assert.False(command.Key.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
                previous = command.Key;
            }
            Assert.Equal(child.Entries.Select(entry => entry.RecordedAt).Order(), child.Entries.Select(entry => entry.RecordedAt));
        }
    }

    [Fact]
    public void Only_what_was_planned_is_recorded_before_it_happened()
    {
        foreach (var entry in demo.Children.SelectMany(child => child.Entries))
        {
            if (entry.Fact is EntryCorrected or EntryVoided)
                continue;
            if (DateOnly.FromDateTime(entry.RecordedAt.DateTime) < entry.Fact.EffectiveOn)
                Assert.True(
                    entry.Fact
                        is PlacementMoved { Planned: true }
                            or PlacementEnded
                            or PlacementStarted
                            or CareEnded { Planned: not false },
                    $"{entry.RecordedAt:O} {entry.Fact}"
                );
        }
    }

    [Fact]
    public void Some_entries_are_late_and_some_are_corrected()
    {
        var entries = demo.Children.SelectMany(child => child.Entries).ToList();
        var facts = entries.Where(entry => entry.Fact is not (EntryCorrected or EntryVoided)).ToList();
        var late = facts.Count(entry => DateOnly.FromDateTime(entry.RecordedAt.DateTime) > entry.Fact.EffectiveOn.AddDays(3));

        Assert.InRange((double)late / facts.Count, 0.1, 0.35);
        Assert.InRange((double)entries.Count(entry => entry.Fact is EntryCorrected) / facts.Count, 0.01, 0.04);
        Assert.InRange(entries.Count(entry => entry.Fact is EntryVoided), 50, 250);
    }

    [Fact]
    public void Every_kind_of_event_occurs()
    {
        var occurring = demo.Children.SelectMany(child => child.Entries).Select(entry => entry.Fact.GetType()).ToHashSet();
        // A Welsh authority makes no return to England, nobody's record is 75 years old, and whoever looks at the demo is to see every child.
        Type[] never = [typeof(Ssda903RowsKept), typeof(PersonalDataErased)];
        var missing = EventCatalogue.All.Where(type =>
            !occurring.Contains(type.Class) && !never.Contains(type.Class) && !type.Class.IsSubclassOf(typeof(AccessEvent))
        );
        Assert.Empty(missing.Select(type => type.Name));
    }

    [Fact]
    public void The_authority_has_the_size_of_a_city()
    {
        Assert.InRange(demo.Children.Count, 2500, 4600);
        Assert.InRange(demo.Children.Sum(child => child.Entries.Count), 25_000, 60_000);
        Assert.All(demo.Children, child => Assert.NotEmpty(child.Entries));
    }

    private static List<string> RefusalsOf(DemoChild child)
    {
        var refusals = new List<string>();
        var recorded = new List<Entry>();
        foreach (var command in child.Entries.GroupBy(entry => entry.RecordedAt))
        {
            var proposed = command.Select(entry => (entry.EntryId, entry.Fact)).ToList();
            var decision = Decision.Of(recorded, proposed, DateOnly.FromDateTime(command.Key.DateTime));
            foreach (var refusal in decision.Refusals)
                refusals.Add($"{refusal.Code} {child.Id} {command.Key:yyyy-MM-dd} {refusal.Message}");
            if (
                decision.Refusals.Count == 0
                && !decision.Accepted.Select(entry => entry.Fact).SequenceEqual(command.Select(entry => entry.Fact))
            )
                refusals.Add($"completed {child.Id} {command.Key:yyyy-MM-dd}");
            foreach (var (entryId, fact) in proposed)
                recorded.Add(new Entry(entryId, recorded.Count + 1, command.Key, "", fact));
        }
        return refusals;
    }

    private static string HashOf(IEnumerable<DemoChild> children)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var child in children)
        {
            foreach (var entry in child.Entries)
            {
                var line = $"{child.Id} {entry.EntryId} {entry.RecordedAt:O} {entry.RecordedBy} {entry.RecordedByName} ";
                hash.AppendData(Encoding.UTF8.GetBytes(line));
                hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(entry.Fact, entry.Fact.GetType()));
            }
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
