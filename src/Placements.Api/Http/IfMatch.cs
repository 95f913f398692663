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

        var versions = new List<long>();
        foreach (var tag in header.SelectMany(line => (line ?? "").Split(',')).Select(tag => tag.Trim()))
        {
            if (tag == "*")
            {
                return (Precondition.Any, null);
            }

            var opaque = tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;
            if (opaque.Length < 2 || opaque[0] != '"' || opaque[^1] != '"' || opaque[1..^1].Contains('"', StringComparison.Ordinal))
            {
                return (
                    null,
                    Problem.BadRequest(
                        "if_match_malformed",
                        "If-Match must be * or a version in double quotes, as the ETag gave it.",
                        "If-Match"
                    )
                );
            }
            // Another form of tag is well-formed and belongs to no version of ours; so is a weak one, which never matches here.
            if (opaque == tag && long.TryParse(opaque[1..^1], System.Globalization.NumberStyles.None, null, out var version))
            {
                versions.Add(version);
            }
        }
        return (new Precondition(versions), null);
    }
}
