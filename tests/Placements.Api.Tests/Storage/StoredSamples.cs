using System.Text.Json.Nodes;
using Placements.Application.Json;
using Placements.Domain.Journey.Events;

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
            ?? throw new InvalidOperationException(Missing(storedName));
        using var bytes = new MemoryStream();
        sample.CopyTo(bytes);
        return bytes.ToArray();
    }

    public static JsonObject Json(string storedName) => JsonNode.Parse(Bytes(storedName))!.AsObject();

    private static string Missing(string storedName) =>
        EventCatalogue.All.FirstOrDefault(type => StoredShapes.NameOf(type) == storedName) is { } present && SampleWriter.Write(present)
            ? $"There was no stored sample of {storedName}: Storage/Samples/{storedName}.json was written just now; read it, and check it in."
            : $"There is no stored sample of {storedName}: add Storage/Samples/{storedName}.json, a payload as StoredShapes writes it, nothing encrypted.";
}
