using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Placements.Application.Json;
using Placements.Application.Returns.Files;
using Placements.Application.Returns.Ssda903;
using Placements.Domain.Codes;
using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;

namespace Placements.Application.SubjectAccess;

/// <summary>
/// Tells facts member by member: codes with their labels, authorities with their names, each text with whom it may speak of. What a member
/// does not say about itself is taken to mention others.
/// </summary>
/// <param name="authorities">Names by GSS code.</param>
internal sealed class Explainer(IReadOnlyDictionary<string, string> authorities)
{
    /// <summary>Columns of returns that speak of carers, adopters, staff, or a child of the child.</summary>
    private static readonly HashSet<string> ColumnsAboutOthers = new(StringComparer.Ordinal)
    {
        "PL_POST",
        "SW_ID",
        "NB_ADOPTR",
        "SEX_ADOPTR",
        "LS_ADOPTR",
        "MC_DOB",
    };

    private static readonly Dictionary<string, string> Headings = new(StringComparer.Ordinal)
    {
        ["startedOn"] = "From",
        ["endedOn"] = "Until (the first day it no longer holds)",
        ["effectiveOn"] = "On",
        ["hostAuthority"] = "Authority where the home stands",
        ["type"] = "What happened",
        ["corrects"] = "Corrects entry",
        ["takesBack"] = "Takes back entry",
        ["sought"] = "Kinds of home asked for",
        ["told"] = "Who was told",
    };

    /// <summary>Something made by hand, under a name.</summary>
    public ToldMember Member(string name, object? value, About about = About.TheChild) =>
        new(name, HeadingOf(name), Tell(value, name, about));

    public ToldGroup Group(object facts)
    {
        var members = new List<ToldMember>();
        if (facts is ChildEvent happened)
        {
            var name = EventCatalogue.TypeOf(happened).Name;
            members.Add(new ToldMember("type", HeadingOf("type"), new ToldValue(name, happened.InWords(), happened.InWords())));
            members.Add(Member("effectiveOn", happened.EffectiveOn));
        }
        Add(members, facts);
        return new ToldGroup(members);
    }

    /// <summary>A row of a return in the codes of the return, without its empty cells.</summary>
    public static ToldGroup Row(ReturnTable table, IReadOnlyList<string> values) =>
        new([
            new ToldMember("table", "Table", new ToldValue(table.Name, table.Name)),
            .. table
                .Columns.Zip(values)
                .Where(cell => cell.Second.Length > 0)
                .Select(cell => new ToldMember(
                    cell.First,
                    cell.First,
                    new ToldValue(
                        cell.Second,
                        cell.Second,
                        About: ColumnsAboutOthers.Contains(cell.First) ? About.SomebodyElse : About.TheChild
                    )
                )),
        ]);

    /// <summary>The members of a <see cref="FlattenedAttribute"/> property stand beside the others, as everywhere.</summary>
    private void Add(List<ToldMember> members, object facts)
    {
        foreach (var property in facts.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.Name == nameof(ChildEvent.EffectiveOn) || property.GetIndexParameters().Length > 0)
            {
                continue;
            }
            var value = property.GetValue(facts);
            if (property.IsDefined(typeof(FlattenedAttribute)) && value is not null)
            {
                Add(members, value);
                continue;
            }
            members.Add(
                Member(
                    JsonNamingPolicy.CamelCase.ConvertName(property.Name),
                    value,
                    property.GetCustomAttribute<DisclosureAttribute>()?.About ?? About.PerhapsOthers
                )
            );
        }
    }

    private Told Tell(object? value, string name, About about) =>
        value switch
        {
            null => new ToldValue(null, null),
            Told told => told,
            Enum code => Code(code),
            string text when name is "responsibleAuthority" or "hostAuthority" or "authority" => Authority(text),
            string text => new ToldValue(text, text, About: about),
            // An id is no news to anybody but a program.
            Guid id => new ToldValue(id, null),
            bool flag => new ToldValue(flag, flag ? "yes" : "no"),
            DateOnly day => new ToldValue(Json(day), Day(day), About: Dated(about)),
            TimeOnly time => new ToldValue(Json(time), time.ToString("HH:mm", CultureInfo.InvariantCulture)),
            DateTimeOffset instant => new ToldValue(Json(instant), Instant(instant)),
            long pence when name == "weeklyCost" => new ToldValue(pence, $"£{(pence / 100m).ToString("N2", CultureInfo.InvariantCulture)}"),
            int or long => new ToldValue(Json(value), Convert.ToString(value, CultureInfo.InvariantCulture)),
            KeptRow row when KeptTables.IsWhole(row) => Row(KeptTables.TableOf(row.Table), KeptTables.WholeRow(row, _ => "")),
            IEnumerable list => new ToldList([.. list.Cast<object?>().Select(item => Tell(item, name, about))]),
            _ => Group(value),
        };

    /// <summary>A day mentions nobody; it is about somebody else only where the member says so.</summary>
    private static About Dated(About about) => about == About.SomebodyElse ? about : About.TheChild;

    private static ToldValue Code(Enum code)
    {
        var label = code.GetType().GetField($"{code}")?.GetCustomAttribute<LabelAttribute>()?.Label ?? Words($"{code}");
        // Severities are no code list, and have words only.
        return code is Severity ? new ToldValue(label, label) : new ToldValue(Json(code), label, label);
    }

    private ToldValue Authority(string code) =>
        authorities.TryGetValue(code, out var name) ? new ToldValue(code, $"{name} ({code})", name) : new ToldValue(code, code);

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Instant(DateTimeOffset instant) =>
        London.Time(instant).ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    private static JsonNode? Json(object value) => JsonSerializer.SerializeToNode(value, value.GetType(), PlacementsJson.Options);

    private static string HeadingOf(string name) => Headings.GetValueOrDefault(name) ?? Words(name);

    /// <summary>A member's name as words: <c>dateOfBirth</c> is Date of birth.</summary>
    private static string Words(string name)
    {
        var words = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && words.Length > 0)
            {
                words.Append(' ');
            }
            words.Append(words.Length == 0 ? char.ToUpperInvariant(letter) : char.ToLowerInvariant(letter));
        }
        return words.ToString();
    }
}
