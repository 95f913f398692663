using System.Text.Json.Nodes;
using Placements.Domain.Journey.Events;

namespace Placements.Application.SubjectAccess;

/// <summary>Something of a record as it is told to the child or the family: once, for every form of the file.</summary>
public abstract record Told
{
    public abstract JsonNode? ToJson();
}

/// <param name="Value">As the record holds it.</param>
/// <param name="Text">In words; null where nothing is recorded, or where it is of use to programs only.</param>
/// <param name="Label">What a code means.</param>
public sealed record ToldValue(JsonNode? Value, string? Text, string? Label = null, About About = About.TheChild) : Told
{
    /// <summary>By name, as the file's legend explains them; null where there is nothing to redact.</summary>
    public string? Redact =>
        About switch
        {
            _ when Value is null => null,
            About.SomebodyElse => "about_a_third_party",
            About.PerhapsOthers => "may_mention_others",
            _ => null,
        };

    /// <summary>The bare value, unless there is more to say of it.</summary>
    public override JsonNode? ToJson()
    {
        if (Label is null && Redact is null)
        {
            return Value?.DeepClone();
        }
        var told = new JsonObject { ["value"] = Value?.DeepClone() };
        if (Label is not null)
        {
            told["label"] = Label;
        }
        if (Redact is not null)
        {
            told["redact"] = Redact;
        }
        return told;
    }
}

public sealed record ToldList(IReadOnlyList<Told> Items) : Told
{
    public override JsonArray ToJson() => new([.. Items.Select(item => item.ToJson())]);
}

/// <param name="Name">In JSON.</param>
/// <param name="Heading">For people.</param>
public sealed record ToldMember(string Name, string Heading, Told Value);

public sealed record ToldGroup(IReadOnlyList<ToldMember> Members) : Told
{
    public override JsonObject ToJson() => new(Members.Select(member => KeyValuePair.Create(member.Name, member.Value.ToJson())));
}
