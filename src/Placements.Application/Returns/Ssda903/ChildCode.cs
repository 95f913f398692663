using Placements.Domain.Journey;

namespace Placements.Application.Returns.Ssda903;

/// <summary>The authority's own code for a child, which its returns give as CHILD.</summary>
public static class ChildCode
{
    /// <summary>The scheme of the identifier; <c>read_models.child_code</c> looks for it too.</summary>
    public const string Scheme = "child_code";

    public static string? Of(ChildDetails child) => child.Identifiers.FirstOrDefault(identifier => identifier.Scheme == Scheme)?.Value;
}
