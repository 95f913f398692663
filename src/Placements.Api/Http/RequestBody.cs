using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Features;
using Placements.Application.Json;

namespace Placements.Api.Http;

/// <summary>Reads JSON from outside. What is wrong with it comes back as a problem that names the member, never as an exception.</summary>
public static class RequestBody
{
    /// <summary>Most of it is the caller's own text; a whole career of entries in one call is still far below.</summary>
    public const int Largest = 1_000_000;

    private const int HeardOut = 32_000_000;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    /// <summary>The bytes, or why they cannot be JSON. Their number is limited by the server (413).</summary>
    public static async Task<(byte[] Bytes, Problem? Problem)> Read(HttpRequest request)
    {
        if (!request.HasJsonContentType())
        {
            return ([], NotJson());
        }
        if (await ReadAll(request) is not { } bytes)
        {
            return ([], TooLarge());
        }
        if (bytes.AsSpan().StartsWith("\uFEFF"u8))
        {
            bytes = bytes[3..];
        }
        return Utf8.IsValid(bytes) ? (bytes, null) : (bytes, Problem.BadRequest("not_utf8", "The body is not valid UTF-8."));
    }

    public static Problem NotJson() =>
        Problem.Of(
            StatusCodes.Status415UnsupportedMediaType,
            "The request is not understood",
            "not_json",
            "Send JSON, with Content-Type: application/json."
        );

    public static Problem TooLarge() =>
        Problem.Of(StatusCodes.Status413PayloadTooLarge, "Too large", "body_too_large", $"The body is larger than {Largest:N0} bytes.");

    /// <summary>
    /// Null when it is too large. The rest is then read and forgotten, up to a point: a server that hangs up on somebody who is still
    /// sending is not heard, and the client sees a broken line where it should see 413.
    /// </summary>
    private static async Task<byte[]?> ReadAll(HttpRequest request)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = HeardOut;
        }
        var cancel = request.HttpContext.RequestAborted;
        using var kept = new MemoryStream(checked((int)Math.Min(request.ContentLength ?? 4_096, Largest)));
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            var tooLarge = false;
            int count;
            while ((count = await request.Body.ReadAsync(buffer, cancel)) > 0)
            {
                tooLarge |= kept.Length + count > Largest;
                if (!tooLarge)
                {
                    kept.Write(buffer, 0, count);
                }
            }
            return tooLarge ? null : kept.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static (T? Value, Problem? Problem) As<T>(byte[] bytes)
        where T : class => Guarded(bytes, () => JsonSerializer.Deserialize<T>(bytes, PlacementsJson.Input));

    /// <summary>An object to which <paramref name="complete"/> adds what the path says, then read as <typeparamref name="T"/>.</summary>
    public static (T? Value, Problem? Problem) As<T>(byte[] bytes, Func<JsonObject, Problem?> complete)
        where T : class
    {
        Problem? refused = null;
        var (value, problem) = Guarded(
            bytes,
            () =>
            {
                if (JsonNode.Parse(bytes, documentOptions: Strict) is not JsonObject body)
                {
                    return null;
                }
                refused = complete(body);
                return refused is null ? body.Deserialize<T>(PlacementsJson.Input) : null;
            }
        );
        return (value, refused ?? problem);
    }

    private static (T? Value, Problem? Problem) Guarded<T>(byte[] bytes, Func<T?> read)
        where T : class
    {
        try
        {
            return read() is { } value ? (value, null) : (null, NotAnObject());
        }
        catch (JsonException e)
        {
            // Half a character may look to the reader like a value of a wrong kind.
            return (null, (e.InnerException is InvalidOperationException ? HalfACharacter(bytes) : null) ?? JsonProblem.Of(e));
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
            return (null, HalfACharacter(bytes) ?? NotAnObject());
        }
    }

    internal static Problem NotAnObject() => Problem.BadRequest("not_an_object", "The body must be a JSON object.");

    /// <summary>An unpaired surrogate, which the reader notices only when the text is looked at. Names the outermost member it is in.</summary>
    private static Problem? HalfACharacter(byte[] bytes)
    {
        string? member = null;
        try
        {
            for (var reader = new Utf8JsonReader(bytes); reader.Read(); )
            {
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    member = reader.CurrentDepth == 1 ? null : member;
                    member = reader.GetString() is { } name && reader.CurrentDepth == 1 ? name : member;
                }
                else if (reader.TokenType == JsonTokenType.String)
                {
                    reader.GetString();
                }
            }
        }
        catch (InvalidOperationException)
        {
            return Problem.BadRequest("value_refused", "The text holds half a character (an unpaired surrogate).", member);
        }
        catch (JsonException)
        {
            // Not even well-formed, which is said elsewhere.
        }
        return null;
    }
}
