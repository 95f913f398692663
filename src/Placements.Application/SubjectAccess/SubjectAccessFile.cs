using System.Text.Json.Nodes;

namespace Placements.Application.SubjectAccess;

/// <summary>A part of the file.</summary>
/// <param name="Explanation">What stands here, for somebody who has never seen a record.</param>
public sealed record SubjectAccessSection(string Name, string Title, string Explanation, IReadOnlyList<ToldGroup> Items);

/// <summary>Everything held about one child, in the order in which it is read.</summary>
/// <param name="Authority">Name of the authority that holds the record; its code where nobody knows the name.</param>
public sealed record SubjectAccessFile(
    Guid ChildId,
    string Authority,
    DateTimeOffset MadeAt,
    string MadeBy,
    string? Purpose,
    IReadOnlyList<SubjectAccessSection> Sections
)
{
    /// <summary>What the marks mean, by name.</summary>
    public static IReadOnlyDictionary<string, string> Marks { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["about_a_third_party"] = "About somebody else: a carer, a provider, a member of staff, a brother or sister.",
            ["may_mention_others"] = "Written by somebody: it may mention others.",
        };

    public SubjectAccessAnswer ToAnswer() =>
        new(
            ChildId,
            Authority,
            MadeAt,
            MadeBy,
            Purpose,
            Marks,
            [
                .. Sections.Select(section => new SubjectAccessPart(
                    section.Name,
                    section.Title,
                    section.Explanation,
                    [.. section.Items.Select(item => item.ToJson())]
                )),
            ]
        );
}

/// <summary>
/// The file as JSON. A value that needs explaining is an object: <c>value</c>; <c>label</c>, what a code means; <c>redact</c>, a mark, where
/// it may be about somebody else and is to be looked at before the file is given away.
/// </summary>
/// <param name="Marks">What the marks mean, by name.</param>
public sealed record SubjectAccessAnswer(
    Guid ChildId,
    string Authority,
    DateTimeOffset MadeAt,
    string MadeBy,
    string? Purpose,
    IReadOnlyDictionary<string, string> Marks,
    IReadOnlyList<SubjectAccessPart> Sections
);

/// <param name="Name">Stable.</param>
public sealed record SubjectAccessPart(string Name, string Title, string Explanation, IReadOnlyList<JsonObject> Items);
