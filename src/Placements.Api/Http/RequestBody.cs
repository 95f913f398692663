using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Placements.Application.Json;

namespace Placements.Api.Http;

/// <summary>Reads JSON from outside. What is wrong with it comes back as a problem that names the member, never as an exception.</summary>
public static class RequestBody
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    /// <summary>The bytes, or why they cannot be JSON. Their number is limited by the server (413).</summary>
    public static async Task<(byte[] Bytes, Problem? Problem)> Read(HttpRequest request)
    {
        if (!request.HasJsonContentType())
        {
            return (
                [],
                Problem.Of(
                    StatusCodes.Status415UnsupportedMediaType,
                    "The request is not understood",
                    "not_json",
                    "Send JSON, with Content-Type: application/json."
                )
            );
        }

        using var buffer = new MemoryStream(checked((int)Math.Min(request.ContentLength ?? 4_096, 1 << 20)));
        await request.Body.CopyToAsync(buffer, request.HttpContext.RequestAborted);
        var bytes = buffer.ToArray();
        if (bytes.AsSpan().StartsWith("\uFEFF"u8))
        {
            bytes = bytes[3..];
        }
        return Utf8.IsValid(bytes) ? (bytes, null) : (bytes, Problem.BadRequest("not_utf8", "The body is not valid UTF-8."));
    }

    public static (T? Value, Problem? Problem) As<T>(byte[] bytes)
        where T : class => Guarded(() => JsonSerializer.Deserialize<T>(bytes, PlacementsJson.Input));

    /// <summary>An object to which <paramref name="complete"/> adds what the path says, then read as <typeparamref name="T"/>.</summary>
    public static (T? Value, Problem? Problem) As<T>(byte[] bytes, Func<JsonObject, Problem?> complete)
        where T : class
    {
        Problem? refused = null;
        var (value, problem) = Guarded(() =>
        {
            if (JsonNode.Parse(bytes, documentOptions: Strict) is not JsonObject body)
            {
                return null;
            }
            refused = complete(body);
            return refused is null ? body.Deserialize<T>(PlacementsJson.Input) : null;
        });
        return (value, refused ?? problem);
    }

    private static (T? Value, Problem? Problem) Guarded<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read() is { } value ? (value, null) : (null, Problem.BadRequest("not_an_object", "The body must be a JSON object."));
        }
        catch (JsonException e)
        {
            return (null, JsonProblem.Of(e));
        }
        catch (NotSupportedException e)
        {
            return (null, JsonProblem.OfMissingType(e));
        }
        catch (ArgumentException)
        {
            // JsonNode reports a doubled member so.
            return (null, Problem.BadRequest("member_doubled", "A member is given twice."));
        }
        catch (InvalidOperationException)
        {
            // The name of a member is half a character (an unpaired surrogate), which the reader finds only when it compares names.
            return (null, Problem.BadRequest("member_unknown", "The name of a member is no text."));
        }
    }
}
