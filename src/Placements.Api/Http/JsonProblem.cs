using System.Text.Json;
using System.Text.RegularExpressions;
using Placements.Application.Json;
using Placements.Domain.Journey.Events;

namespace Placements.Api.Http;

/// <summary>Says in plain words, naming the member, what the JSON reader found wrong.</summary>
internal static partial class JsonProblem
{
    /// <summary>Milliseconds; messages quote what a stranger sent.</summary>
    private const int MostTime = 100;

    public static Problem Of(JsonException e)
    {
        var path = (e.Path ?? "").TrimStart('$').TrimStart('.');

        if (Unmapped().Match(e.Message) is { Success: true } unmapped)
        {
            // The name alone is told again, and not all of it: somebody may have put anything there.
            var name = unmapped.Groups[1].Value;
            return Problem.BadRequest("member_unknown", "There is no member of this name here.", Join(Around(path, name), Short(name)));
        }
        if (Missing().Match(e.Message) is { Success: true } missing)
        {
            var names = Quoted().Matches(missing.Groups[1].Value).Select(match => match.Groups[1].Value).ToList();
            return new Problem(
                StatusCodes.Status400BadRequest,
                "The request is not understood",
                [.. names.Select(name => new ProblemItem("member_missing", Join(path, name), $"The member \"{name}\" is missing."))]
            );
        }
        if (e.Message.Contains("unrecognized type discriminator", StringComparison.Ordinal))
        {
            return Problem.BadRequest("type_unknown", $"There is no such type of entry; it must be one of: {Types}.", Join(path, "type"));
        }
        if (e.Message.Contains("maximum configured depth", StringComparison.Ordinal))
        {
            return Problem.BadRequest("json_too_deep", "The body is nested more deeply than anything that is meant here.");
        }
        if (path.Length == 0 && WrongType().IsMatch(e.Message))
        {
            return RequestBody.NotAnObject();
        }
        if (WrongType().Match(e.Message) is { Success: true } wrong)
        {
            return Problem.BadRequest("value_wrong", $"The value must be {Expected(wrong.Groups[1].Value)}.", NullIfEmpty(path));
        }
        if (e.Message.Contains("null", StringComparison.Ordinal) && e.Message.Contains("doesn't allow", StringComparison.Ordinal))
        {
            return Problem.BadRequest(
                "value_null",
                "The value may not be null; leave the member out if it is not known.",
                NullIfEmpty(path)
            );
        }
        if (e.Message.Contains("uplicate propert", StringComparison.Ordinal))
        {
            return Problem.BadRequest("member_doubled", "A member is given twice.", NullIfEmpty(path));
        }
        // Null as a type is told in other words than a type that there is not; the reader's own complaints are of a class of their own.
        if ((path == "type" || path.EndsWith(".type", StringComparison.Ordinal)) && e.GetType() == typeof(JsonException))
        {
            return Problem.BadRequest("type_unknown", $"There is no such type of entry; it must be one of: {Types}.", path);
        }
        // Only our own converters speak in sentences of ours; the reader's words may quote the value.
        return e is BadMemberException
            ? Problem.BadRequest("value_refused", e.Message, NullIfEmpty(path))
            : Problem.BadRequest(
                "json_malformed",
                $"The body is not well-formed JSON (line {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1}).",
                NullIfEmpty(path)
            );
    }

    /// <summary>The reader says only in words where an entry without a type stands.</summary>
    public static Problem OfMissingType(NotSupportedException e)
    {
        var path = Place().Match(e.Message) is { Success: true } place ? place.Groups[1].Value.TrimStart('.') : "";
        return Problem.BadRequest(
            "type_missing",
            "An entry has no type: the member \"type\" names the event, for example \"placement_moved\".",
            Join(path, "type")
        );
    }

    private static string Types { get; } = string.Join(", ", EventCatalogue.All.Select(type => type.Name));

    /// <summary>The path without its last name, which stands in brackets and quotes if it is no plain word.</summary>
    private static string Around(string path, string name) =>
        path.EndsWith(name, StringComparison.Ordinal) ? path[..^name.Length].TrimEnd('.')
        : path.EndsWith("']", StringComparison.Ordinal) ? path[..Math.Max(0, path.LastIndexOf("['", StringComparison.Ordinal))]
        : path;

    private static string Short(string name) => name.Length > 100 ? name[..100] : name;

    private static string Join(string path, string name) =>
        path.Length == 0 ? name
        : path == name || path.EndsWith($".{name}", StringComparison.Ordinal) ? path
        : $"{path}.{name}";

    private static string? NullIfEmpty(string path) => path.Length == 0 ? null : path;

    private static string Expected(string type) =>
        type switch
        {
            _ when type.Contains("List", StringComparison.Ordinal) => "a list",
            _ when type.Contains("DateOnly", StringComparison.Ordinal) => "a date, written yyyy-MM-dd",
            _ when type.Contains("TimeOnly", StringComparison.Ordinal) => "a time, written HH:mm",
            _ when type.Contains("Guid", StringComparison.Ordinal) => "an id (a UUID)",
            _ when type.Contains("Boolean", StringComparison.Ordinal) => "true or false",
            _ when type.Contains("Int32", StringComparison.Ordinal) || type.Contains("Int64", StringComparison.Ordinal) => "a whole number",
            _ when type.Contains("String", StringComparison.Ordinal) => "text",
            _ => "an object",
        };

    [GeneratedRegex("^The JSON property '(.*)' could not be mapped", RegexOptions.Singleline, MostTime)]
    private static partial Regex Unmapped();

    [GeneratedRegex("missing required properties including: (.*)$", RegexOptions.None, MostTime)]
    private static partial Regex Missing();

    [GeneratedRegex(@"Path: \$(\S*)", RegexOptions.None, MostTime)]
    private static partial Regex Place();

    [GeneratedRegex("'([^']*)'", RegexOptions.None, MostTime)]
    private static partial Regex Quoted();

    [GeneratedRegex("^The JSON value could not be converted to ([^ ]*)", RegexOptions.None, MostTime)]
    private static partial Regex WrongType();
}
