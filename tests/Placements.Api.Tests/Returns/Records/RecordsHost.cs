using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Placements.Application.Returns.Export;
using Placements.Application.Returns.Files;
using Placements.Application.Returns.Import;
using Placements.Application.Returns.Ssda903;
using Placements.Testing;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Returns.Records;

/// <summary>A host whose authority has taken over five years of returns.</summary>
public sealed class RecordsHost(TestCluster cluster) : IAsyncLifetime
{
    public const string Authority = ReturnDatabase.Authority;

    /// <summary>Children of the return of 2026, in its order before any test: one of them corrects a code, which changes the order.</summary>
    private List<(Guid Id, string Code)> inOrder = [];

    public ApiHost Api { get; private set; } = null!;

    public HttpClient Manager => Api.As("manager", Authority);

    public HttpClient Auditor => Api.As("auditor", Authority);

    public async ValueTask InitializeAsync()
    {
        Api = await ApiHost.Start(cluster);
        using var source = ReturnSource.OfFolder(ReturnDatabase.Sample("clean"), year: null);
        await new ReturnImport(Api.Database, TestKeys.Master, TimeProvider.System).Run(
            ReturnDatabase.Manager,
            source,
            Authority,
            dryRun: false,
            null,
            null,
            CancellationToken.None
        );
        inOrder = await new ReturnExport(Api.Database, TestKeys.Master)
            .Children(Authority, new ReturnYear(2026), null, CancellationToken.None)
            .Where(child => child.Episodes.Count > 0)
            .Select(child => (child.ChildId, child.Code))
            .ToListAsync();
    }

    public ValueTask DisposeAsync() => Api.DisposeAsync();

    public async Task<JsonObject> Freeze(int year = 2026, string? key = null)
    {
        using var response = await Manager.PostJson("/v1/returns", Body(year), ifMatch: null, key);
        Assert.True(response.StatusCode == HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        var made = await response.Json();
        Assert.Equal($"/v1/returns/{made["returnId"]}", response.Headers.Location?.ToString());
        return made;
    }

    public static string Body(int year, string kind = "ssda903") => $$"""{"year":{{year}},"kind":"{{kind}}"}""";

    /// <summary>Every file of a return that was made, as the host gives it out now; each has the hash and size that the return says.</summary>
    public async Task<Dictionary<string, byte[]>> Files(JsonObject made)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in made["files"]!.AsArray())
        {
            var name = (string)file!["name"]!;
            var bytes = await Auditor.GetByteArrayAsync($"/v1/returns/{made["returnId"]}/files/{name}");
            Assert.Equal((string?)file["sha256"], Convert.ToHexStringLower(SHA256.HashData(bytes)));
            Assert.Equal((long)file["bytes"]!, bytes.Length);
            files.Add(name, bytes);
        }
        return files;
    }

    /// <summary>A child of the return of 2026 in its nth place, with the entries of its record.</summary>
    public async Task<(Guid Id, string Code, JsonArray Entries)> Child(int place)
    {
        var (child, code) = inOrder[place];
        var entries = await Auditor.Get($"/v1/children/{child}/entries");
        return (child, code, entries["items"]!.AsArray());
    }

    /// <summary>The child's last start of care.</summary>
    public static JsonNode Started(JsonArray entries) => entries.Last(entry => (string?)entry!["type"] == "care_started")!;

    /// <summary>Corrects it; gives the id of the correction.</summary>
    /// <param name="need">Null: another one than was recorded.</param>
    public async Task<Guid> CorrectNeed(Guid child, JsonArray entries, string? need = null)
    {
        var started = Started(entries);
        need ??= (string?)started["facts"]!["categoryOfNeed"] == "family_dysfunction" ? "low_income" : "family_dysfunction";
        var facts = started["facts"]!.DeepClone().AsObject();
        facts["type"] = "care_started";
        facts["categoryOfNeed"] = need;
        return await Amend(child, started, "correction", $$"""{"facts":{{facts.ToJsonString()}},"reason":"The file says so."}""");
    }

    public Task<Guid> Void(Guid child, Guid entry) => Amend(child, entry, "void", """{"reason":"Entered on the wrong record."}""");

    private Task<Guid> Amend(Guid child, JsonNode entry, string how, string body) =>
        Amend(child, entry["entryId"]!.GetValue<Guid>(), how, body);

    private async Task<Guid> Amend(Guid child, Guid entry, string how, string body)
    {
        using var response = await Manager.PostJson($"/v1/children/{child}/entries/{entry}/{how}", body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Json())["entries"]![0]!["entryId"]!.GetValue<Guid>();
    }

    public async Task<Guid> Record(Guid child, string entry) =>
        (await Manager.Record(child, entry))["entries"]![0]!["entryId"]!.GetValue<Guid>();

    /// <summary>Every file of the export as known at an instant; null: now.</summary>
    public async Task<Dictionary<string, byte[]>> Export(int year, string? asKnownAt)
    {
        var known = asKnownAt is null ? "" : $"&asKnownAt={Uri.EscapeDataString(asKnownAt)}";
        return await Unzipped(await Auditor.GetByteArrayAsync($"/v1/returns/ssda903?year={year}{known}"));
    }

    public static async Task<Dictionary<string, byte[]>> Unzipped(byte[] zip)
    {
        await using var archive = new System.IO.Compression.ZipArchive(new MemoryStream(zip));
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var entry in archive.Entries)
        {
            using var bytes = new MemoryStream();
            await using var from = await entry.OpenAsync();
            await from.CopyToAsync(bytes);
            files.Add(entry.FullName, bytes.ToArray());
        }
        return files;
    }

    public async Task<T> Ask<T>(string sql, params object[] values)
    {
        await using var command = Api.Database.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
