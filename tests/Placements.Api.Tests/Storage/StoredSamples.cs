using System.Text.Json.Nodes;

namespace Placements.Tests.Api.Storage;

/// <summary>Payloads as they lie in databases, checked in under Storage/Samples by stored name. They are never edited: they are the past.</summary>
internal static class StoredSamples
{
    private const string Prefix = "Samples/";

    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(StoredSamples)
            .Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..])
            .Order(StringComparer.Ordinal),
    ];

    public static byte[] Bytes(string storedName)
    {
        using var sample =
            typeof(StoredSamples).Assembly.GetManifestResourceStream(Prefix + storedName)
            ?? throw new InvalidOperationException(
                $"There is no stored sample of {storedName}: add Storage/Samples/{storedName}.json, the payload as StoredFacts.ToStore writes "
                    + "it with every member filled."
            );
        using var bytes = new MemoryStream();
        sample.CopyTo(bytes);
        return bytes.ToArray();
    }

    public static JsonObject Json(string storedName) => JsonNode.Parse(Bytes(storedName))!.AsObject();
}
