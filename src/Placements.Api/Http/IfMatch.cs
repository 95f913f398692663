using Placements.Application.Recording;

namespace Placements.Api.Http;

/// <summary>The precondition of a write (RFC 9110, 13.1.1): entity tags are versions in quotes; weak tags never match.</summary>
public static class IfMatch
{
    public static string Tag(long version) => $"\"{version}\"";

    public static (Precondition? Precondition, Problem? Problem) Read(HttpRequest request)
    {
        var header = request.Headers.IfMatch;
        if (header.Count == 0)
        {
            return (
                null,
                Problem.Of(
                    StatusCodes.Status428PreconditionRequired,
                    "A version is needed",
                    "if_match_missing",
                    "Send If-Match with the ETag of the record as you read it, so that nobody's entry is overlooked.",
                    "If-Match"
                )
            );
        }

        // Empty members of a list mean nothing (RFC 9110, 5.6.1); * stands alone.
        var tags = header.SelectMany(line => (line ?? "").Split(',')).Select(tag => tag.Trim()).Where(tag => tag.Length > 0).ToList();
        if (tags is ["*"])
        {
            return (Precondition.Any, null);
        }
        if (tags.Count == 0)
        {
            return (null, Malformed());
        }

        var versions = new List<long>();
        foreach (var tag in tags)
        {
            var opaque = tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;
            if (opaque.Length < 2 || opaque[0] != '"' || opaque[^1] != '"' || opaque[1..^1].Contains('"', StringComparison.Ordinal))
            {
                return (null, Malformed());
            }
            // Another form of tag is well-formed and belongs to no version of ours; so is a weak one, which never matches here.
            if (long.TryParse(opaque[1..^1], System.Globalization.NumberStyles.None, null, out var version) && tag == Tag(version))
            {
                versions.Add(version);
            }
        }
        return (new Precondition(versions), null);
    }

    private static Problem Malformed() =>
        Problem.BadRequest("if_match_malformed", "If-Match must be * or a version in double quotes, as the ETag gave it.", "If-Match");
}
