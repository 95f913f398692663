using System.Collections;
using System.Reflection;

namespace Placements.Tests.Domain;

/// <summary>What belongs to every event. A failure tells in one sentence what a new event still lacks.</summary>
public class EventCompletenessSpecs
{
    /// <summary>Frozen in storage: a line may be added, never changed or taken away.</summary>
    private static readonly string[] FrozenNames =
    [
        "absence_ended",
        "absence_started",
        "access_opened",
        "access_restricted",
        "care_ended",
        "care_started",
        "child_details_changed",
        "child_registered",
        "entry_corrected",
        "entry_voided",
        "legal_status_changed",
        "offer_declined",
        "offer_received",
        "offer_withdrawn",
        "personal_data_erased",
        "placement_approved",
        "placement_broke_down",
        "placement_details_changed",
        "placement_ended",
        "placement_moved",
        "placement_notified",
        "placement_started",
        "provider_approached",
        "referral_closed",
        "referral_made",
        "restriction_lifted",
        "ssda903_rows_kept",
    ];

    /// <summary>
    /// Text that names nobody, and why figures need to read it: codes, keys, and organisations. Whatever is typed freely is personal, and
    /// is encrypted where it is stored.
    /// </summary>
    private static readonly string[] NamesNobody =
    [
        // Staff, whose names stand beside every entry; keys of teams.
        "AccessOpened.Person",
        "AccessOpened.PersonName",
        "AccessRestricted.People",
        "AccessRestricted.Teams",
        // Key that siblings share: siblings placed together are counted by it.
        "ChildDetailsChanged.SiblingGroup",
        // Key of a team: says who may see the record.
        "ChildDetailsChanged.Team",
        // GSS code.
        "ChildRegistered.ResponsibleAuthority",
        "ChildRegistered.SiblingGroup",
        "ChildRegistered.Team",
        "OfferReceived.HostAuthority",
        // Key of a household, as the authority keeps it: moves are counted by it.
        "PlacementDetailsChanged.Carer",
        "PlacementDetailsChanged.HostAuthority",
        // An inspectorate's number of a setting, public.
        "PlacementDetailsChanged.RegulatorNumber",
        "PlacementFacts.Carer",
        "PlacementFacts.HostAuthority",
        "PlacementFacts.RegulatorNumber",
        // A company or council, never a person: reports of providers.
        "Provider.Id",
        "Provider.Name",
    ];

    public static TheoryData<string> EventClasses() => [.. Events.Select(type => type.Name).Order(StringComparer.Ordinal)];

    private static IEnumerable<Type> Events =>
        typeof(ChildEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ChildEvent)) && !type.IsAbstract);

    [Fact]
    public void The_names_of_events_are_frozen()
    {
        var names = EventCatalogue.All.Select(type => type.Name).ToArray();

        Assert.True(
            FrozenNames.SequenceEqual(names),
            $"The stored names of events changed: added [{string.Join(", ", names.Except(FrozenNames))}], "
                + $"gone [{string.Join(", ", FrozenNames.Except(names))}]. A new event's name goes into FrozenNames; an old one never changes."
        );
    }

    [Theory]
    [MemberData(nameof(EventClasses))]
    public void An_event_is_a_sealed_record_with_a_frozen_name(string name)
    {
        var type = EventClass(name);

        Assert.True(type.IsSealed, $"{name} is not sealed: nothing may derive from a stored fact.");
        Assert.True(type.IsPublic, $"{name} is not public: the store has to read it.");
        var frozen = type.GetCustomAttribute<FrozenNameAttribute>();
        Assert.True(frozen is not null, $"{name} has no [FrozenName(\"…\")].");
        Assert.Equal(type, EventCatalogue.Find(frozen!.Name)!.Class);
        Assert.True(frozen.Version >= 1);
        Assert.Equal(frozen.Name, CodeNameOf(name));
    }

    [Theory]
    [MemberData(nameof(EventClasses))]
    public void An_event_is_told_in_the_stories_of_one_of_each(string name) =>
        Assert.True(
            OneOfEach.Events.Any(fact => fact.GetType().Name == name),
            $"{name} is missing from OneOfEach: add one with every member filled in that a person may be known by."
        );

    [Theory]
    [MemberData(nameof(EventClasses))]
    public void An_event_has_an_arm_in_the_fold(string name)
    {
        foreach (var fact in OneOfEach.Events.Where(fact => fact.GetType().Name == name))
        {
            var broken = Record.Exception(() => CareJourney.Of([new Entry(Named("entry"), 1, DateTimeOffset.MinValue, "", fact)]));
            Assert.True(broken is null, $"The fold has no arm for {name}: add one to JourneyFold. ({broken?.Message})");
        }
    }

    [Fact]
    public void One_of_each_is_a_whole_life_without_a_refusal()
    {
        var story = Story.Given([.. OneOfEach.Events.Where(fact => fact is not (EntryCorrected or EntryVoided))]);

        Assert.DoesNotContain(story.Journey().Findings, finding => finding.Severity == Severity.Refuse);
    }

    [Theory]
    [MemberData(nameof(EventClasses))]
    public void An_event_is_told_in_words_without_personal_data(string name)
    {
        foreach (var fact in OneOfEach.Events.Where(fact => fact.GetType().Name == name))
        {
            var words = fact.InWords();
            Assert.False(string.IsNullOrWhiteSpace(words), $"{name} has no words for a chronology.");
            foreach (var (property, value) in PersonalValues(fact))
            {
                Assert.True(value is not null, $"OneOfEach leaves {property} empty, so nobody sees whether InWords tells it.");
                Assert.False(words.Contains(value!, StringComparison.OrdinalIgnoreCase), $"{name}.InWords tells {property}.");
            }
        }
    }

    [Fact]
    public void Whatever_may_name_a_person_is_marked_personal()
    {
        var unmarked = Events
            .SelectMany(type => Members(type, inherited: false))
            .Where(member => member is { Personal: false } && Unwrapped(member.Property.PropertyType) == typeof(string))
            .Select(member => $"{member.Property.DeclaringType!.Name}.{member.Property.Name}")
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToArray();

        Assert.True(
            NamesNobody.SequenceEqual(unmarked),
            $"[{string.Join(", ", unmarked.Except(NamesNobody))}] is text that is not marked [Personal]: mark it, or, if it is a code or key "
                + $"that names nobody, add it to NamesNobody. No such member any more: [{string.Join(", ", NamesNobody.Except(unmarked))}]."
        );
    }

    [Fact]
    public void A_date_of_birth_is_personal() =>
        Assert.All(
            Events.SelectMany(type => Members(type, inherited: false)).Where(member => member.Property.Name.Contains("Birth")),
            member => Assert.True(member.Personal, $"{member.Property.Name} is not marked [Personal].")
        );

    private static Type EventClass(string name) => Events.Single(type => type.Name == name);

    private static string CodeNameOf(string member) =>
        string.Concat(member.Select((c, i) => char.IsUpper(c) && i > 0 ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    /// <summary>The members of a type of ours and of the types inside it; personal also when the whole is.</summary>
    private static IEnumerable<(PropertyInfo Property, bool Personal)> Members(Type type, bool inherited)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var personal = inherited || property.GetCustomAttribute<PersonalAttribute>() is not null;
            yield return (property, personal);
            var inner = Unwrapped(property.PropertyType);
            if (inner.Assembly != typeof(ChildEvent).Assembly || inner.IsEnum || inner == typeof(ChildEvent))
                continue;
            foreach (var member in Members(inner, personal))
                yield return member;
        }
    }

    private static Type Unwrapped(Type type) =>
        Nullable.GetUnderlyingType(type) ?? (type.IsGenericType ? type.GetGenericArguments()[0] : type);

    private static IEnumerable<(string Property, string? Value)> PersonalValues(object holder, bool inherited = false)
    {
        foreach (var property in holder.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var personal = inherited || property.GetCustomAttribute<PersonalAttribute>() is not null;
            var value = property.GetValue(holder);
            var values = value is IEnumerable many and not string ? many.Cast<object?>() : [value];
            foreach (var one in values)
            {
                if (one is DateOnly date && personal)
                    yield return (property.Name, $"{date:yyyy-MM-dd}");
                else if (one is null or string)
                {
                    if (personal)
                        yield return (property.Name, (string?)one);
                }
                else if (one.GetType().Assembly == typeof(ChildEvent).Assembly && one is not (Enum or ChildEvent))
                {
                    foreach (var inner in PersonalValues(one, personal))
                        yield return inner;
                }
            }
        }
    }
}
