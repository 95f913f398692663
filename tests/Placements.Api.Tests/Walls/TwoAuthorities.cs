using System.IO.Compression;
using System.Net.Http.Headers;
using Npgsql;
using Placements.Application;
using Placements.Application.Demo;
using Placements.Application.ReadModels;
using Placements.Domain.Journey;
using Placements.Testing;
using Placements.Tests.Api.Hosting;
using Placements.Tests.Api.Returns;

namespace Placements.Tests.Api.Walls;

/// <summary>
/// A host of two authorities that have the same kinds of rows: children with whole lives, an import with problems, a return that was made,
/// a code put right, answers kept, reads written down. Newport is who asks; Cardiff is what it must not see.
/// </summary>
public sealed class TwoAuthorities(TestCluster cluster) : IAsyncLifetime
{
    public const string Newport = ApiHost.Newport;
    public const string Cardiff = ApiHost.Cardiff;

    private const int ChildrenOfEach = 150;

    public ApiHost Api { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Api = await ApiHost.Start(cluster);
        foreach (var (authority, seed) in new[] { (Newport, 1), (Cardiff, 2) })
        {
            await new BulkLoad(Api.Database, TestKeys.Master).Load(
                DemoAuthority.Generate(authority, seed).Take(ChildrenOfEach).Select(child => History(child, authority)),
                null,
                CancellationToken.None
            );
            await Use(Everything(authority), authority);
        }
    }

    public ValueTask DisposeAsync() => Api.DisposeAsync();

    /// <summary>Somebody with every role there is but the administrator's.</summary>
    public HttpClient Everything(string authority) =>
        Api.WithToken(Api.Token(["caseworker", "manager", "auditor", "reporting"], [authority], [], subject: $"all-of-{authority}"));

    public async Task<T> AsOwner<T>(string sql, params object[] values) => await Ask<T>(Api.Database, sql, values);

    public static async Task<T> Ask<T>(NpgsqlDataSource database, string sql, params object[] values)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>One of these stands in every row of an authority's.</summary>
    public Task<string[]> ChildrenAndReturnsOf(string authority) =>
        AsOwner<string[]>(
            """
            select array(
              select id::text from placements.mt_streams where tenant_id = $1
              union select import_id::text from returns.import where tenant_id = $1
              union select return_id::text from returns.frozen where tenant_id = $1)
            """,
            authority
        );

    /// <summary>Whatever names something of an authority's, and is no other authority's.</summary>
    public async Task<string[]> IdsOf(string authority) =>
        [
            .. await ChildrenAndReturnsOf(authority),
            .. await AsOwner<string[]>("select array(select id::text from placements.mt_events where tenant_id = $1)", authority),
        ];

    private static async Task Use(HttpClient client, string authority)
    {
        var child = await client.RegisterChild(authority: authority);
        using (
            var kept = await client.PostJson(
                $"/v1/children/{child}/care-starts",
                """{"effectiveOn":"2021-06-02","legalStatus":"interim_care_order","categoryOfNeed":"abuse_or_neglect"}""",
                idempotencyKey: "key of all"
            )
        )
        {
            Assert.True(kept.IsSuccessStatusCode, await kept.Content.ReadAsStringAsync());
        }
        await client.Get($"/v1/children/{child}");

        // The first home ends on no day that is given: a problem.
        var code = $"C-{authority}";
        using var given = new SmallReturn()
            .Child(code)
            .Episode("01/06/2023,S,C1,N1,U3,PR1,,,", code)
            .Episode("01/09/2023,P,C1,N1,K2,PR4,,,", code);
        using var content = new ByteArrayContent(Zip(given.Write()));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        using (var imported = await client.PostAsync("/v1/imports?year=2024", content))
        {
            Assert.True(imported.IsSuccessStatusCode, await imported.Content.ReadAsStringAsync());
        }
        using (var made = await client.PostJson("/v1/returns", """{"year":2024,"kind":"wales_census"}""", ifMatch: null))
        {
            Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync());
        }
        using var codes = new StringContent(
            """{"corrections":[{"codeList":"need","value":"low_income","code":"N70","confidence":"confirmed","evidence":"the guidance"}]}""",
            System.Text.Encoding.UTF8,
            "application/json"
        );
        using var corrected = await client.PutAsync("/v1/returns/wales/codes", codes);
        Assert.True(corrected.IsSuccessStatusCode, await corrected.Content.ReadAsStringAsync());

        await client.Restrict(child, ["somebody-else"], []);
        using var opened = await client.PostJson($"/v1/children/{child}/break-glass", """{"reason":"The police ask."}""", ifMatch: null);
        Assert.True(opened.IsSuccessStatusCode, await opened.Content.ReadAsStringAsync());
    }

    private static ChildHistory History(DemoChild child, string authority) =>
        new(
            authority,
            child.Id,
            [.. child.Entries.Select((entry, i) => new Entry(entry.EntryId, i + 1, entry.RecordedAt, entry.RecordedByName, entry.Fact))],
            entry => child.Entries[(int)entry.Version - 1].RecordedBy
        );

    private static byte[] Zip(string folder)
    {
        using var memory = new MemoryStream();
        ZipFile.CreateFromDirectory(folder, memory);
        return memory.ToArray();
    }
}
