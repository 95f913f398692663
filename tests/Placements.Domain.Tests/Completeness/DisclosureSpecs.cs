using System.Collections;
using System.Reflection;

namespace Placements.Tests.Domain;

/// <summary>Each text of a record says whom it may speak of, so that a family is given its own file and nobody else's.</summary>
public class DisclosureSpecs
{
    [Fact]
    public void Every_text_and_every_personal_member_says_whom_it_is_about()
    {
        var undecided = Members()
            .Where(member => IsLeaf(member) && !member.IsDefined(typeof(DisclosureAttribute)))
            .Select(NameOf)
            .ToArray();

        Assert.True(
            undecided.Length == 0,
            $"Whom do these speak of? Put [Disclosure(About.…)] beside each: {string.Join(", ", undecided)}."
        );
    }

    [Theory]
    [InlineData("PlacementFacts.Carer", About.SomebodyElse)]
    [InlineData("PlacementFacts.Postcode", About.SomebodyElse)]
    [InlineData("PlacementDetailsChanged.Carer", About.SomebodyElse)]
    [InlineData("PlacementDetailsChanged.Postcode", About.SomebodyElse)]
    [InlineData("OfferReceived.Home", About.SomebodyElse)]
    [InlineData("ChildDetails.SiblingGroup", About.SomebodyElse)]
    [InlineData("Provider.Name", About.PerhapsOthers)]
    [InlineData("EntryCorrected.Reason", About.PerhapsOthers)]
    [InlineData("CareEnded.WhereTo", About.PerhapsOthers)]
    [InlineData("ChildRegistered.HomeAddress", About.TheChild)]
    public void Carers_siblings_and_free_words_are_not_the_childs_alone(string name, About about) =>
        Assert.Equal(about, Members().Single(member => NameOf(member) == name).GetCustomAttribute<DisclosureAttribute>()!.About);

    [Fact]
    public void What_is_typed_freely_is_never_said_to_be_about_the_child_alone()
    {
        string[] freely = ["Note", "Reason", "WhereTo", "Source", "Cultural", "PreferredLocation", "CloseReason"];
        Assert.All(
            Members().Where(member => freely.Contains(member.Name) && member.PropertyType == typeof(string)),
            member => Assert.NotEqual(About.TheChild, member.GetCustomAttribute<DisclosureAttribute>()!.About)
        );
    }

    /// <summary>Of every type that is told of a child: events, the journey, and what they hold.</summary>
    private static List<PropertyInfo> Members()
    {
        var types = new HashSet<Type>();
        var waiting = new Queue<Type>(
            typeof(ChildEvent)
                .Assembly.GetTypes()
                .Where(type => type.IsSubclassOf(typeof(ChildEvent)))
                .Append(typeof(CareJourney))
                .Append(typeof(EntrySource))
        );
        while (waiting.TryDequeue(out var type))
        {
            if (types.Add(type))
            {
                foreach (var held in PropertiesOf(type).Select(member => Unwrapped(member.PropertyType)).Where(IsOurs))
                {
                    waiting.Enqueue(held);
                }
            }
        }
        return [.. types.SelectMany(PropertiesOf)];
    }

    private static IEnumerable<PropertyInfo> PropertiesOf(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(member => member.GetIndexParameters().Length == 0);

    private static bool IsLeaf(PropertyInfo member)
    {
        var type = Unwrapped(member.PropertyType);
        return type == typeof(string) || (member.IsDefined(typeof(PersonalAttribute)) && !IsOurs(type));
    }

    private static bool IsOurs(Type type) => type is { IsClass: true } && type.Assembly == typeof(ChildEvent).Assembly;

    private static Type Unwrapped(Type type) =>
        type != typeof(string)
        && type.IsGenericType
        && (typeof(IEnumerable).IsAssignableFrom(type) || Nullable.GetUnderlyingType(type) is not null)
            ? type.GetGenericArguments()[0]
            : type;

    private static string NameOf(PropertyInfo member) => $"{member.DeclaringType!.Name}.{member.Name}";
}
