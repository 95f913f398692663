using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Placements.Application.Returns.Files;
using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Returns;

/// <summary>A return as a zip over HTTP: taken over, read about, taken back.</summary>
public sealed class ImportOverHttpTests(ContractHost host) : IClassFixture<ContractHost>
{
    private readonly ApiHost api = host.Api;

    [Fact]
    public async Task A_return_is_taken_over_and_every_entry_says_where_it_comes_from()
    {
        using var given = new SmallReturn().Child().Episode("01/06/2023,S,C1,N1,U3,PR1,,,").Episode("01/09/2023,P,C1,N1,K2,PR4,,,");

        using var response = await Post(Zip(given.Write()), "?year=2024");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var report = await response.Json();
        Assert.Equal($"/v1/imports/{report["importId"]}", response.Headers.Location!.OriginalString);
        Assert.Equal(1, report["children"]!["new"]!.GetValue<int>());
        var problem = (await api.Auditor.Get($"/v1/imports/{report["importId"]}/problems"))["items"]!
            .AsArray()
            .Single(one => (string)one!["code"]! == "end_missing")!;
        Assert.Equal(
            ("repaired", "episodes.csv", 2, "DEC", "C1"),
            (
                (string)problem["outcome"]!,
                (string)problem["file"]!,
                (int)problem["line"]!,
                (string)problem["column"]!,
                (string)problem["child"]!
            )
        );

        var child = (await api.Manager.Get("/v1/children?search=C1"))["items"]![0]!["childId"];
        var entries = (await api.Auditor.Get($"/v1/children/{child}/entries"))["items"]!.AsArray();
        Assert.Equal(
            ["header.csv:2", "episodes.csv:2", "episodes.csv:2", "episodes.csv:3", "header.csv:2"],
            entries.Select(entry => $"{entry!["source"]!["file"]}:{entry["source"]!["line"]}")
        );
        Assert.All(entries, entry => Assert.Equal((string)report["importId"]!, (string)entry!["source"]!["batch"]!));
        Assert.All(entries, entry => Assert.Equal("Test manager", (string)entry!["recordedBy"]!));
    }

    [Fact]
    public async Task Sent_again_it_changes_nothing_and_a_dry_run_records_nothing()
    {
        using var given = new SmallReturn().Child("C2").Episode("01/06/2023,S,C1,N1,U3,PR1,,,", "C2");
        var zip = Zip(given.Write());

        using var dry = await Post(zip, "?year=2024&dryRun=true");
        Assert.Equal(HttpStatusCode.OK, dry.StatusCode);
        Assert.Null((await dry.Json())["importId"]);
        Assert.Empty((await api.Manager.Get("/v1/children?search=C2"))["items"]!.AsArray());
        using var first = await Post(zip, "?year=2024");
        using var second = await Post(zip, "?year=2024");

        Assert.Equal(4, (await first.Json())["entries"]!.GetValue<int>());
        var again = await second.Json();
        Assert.Equal((0, 1), (again["entries"]!.GetValue<int>(), again["children"]!["unchanged"]!.GetValue<int>()));
    }

    [Fact]
    public async Task It_is_taken_back_once()
    {
        using var given = new SmallReturn().Child("C3").Episode("01/06/2023,S,C1,N1,U3,PR1,,,", "C3");
        using var response = await Post(Zip(given.Write()), "?year=2024");
        var id = (await response.Json())["importId"];

        using var taken = await api.Manager.PostJson($"/v1/imports/{id}/void", """{"reason":"the wrong year's file"}""");
        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
        Assert.Equal(4, (await taken.Json())["entries"]!.GetValue<int>());
        Assert.Empty((await api.Manager.Get("/v1/children?search=C3"))["items"]!.AsArray());
        Assert.NotNull((await api.Auditor.Get($"/v1/imports/{id}"))["voidedAt"]);

        using var again = await api.Manager.PostJson($"/v1/imports/{id}/void", """{"reason":"the wrong year's file"}""");
        await again.Problem(HttpStatusCode.UnprocessableEntity, "import_voided_before");
        using var mute = await api.Manager.PostJson($"/v1/imports/{id}/void", "{}");
        await mute.Problem(HttpStatusCode.BadRequest, "member_missing", "reason");
    }

    [Fact]
    public async Task Another_authority_sees_nothing_of_it()
    {
        using var given = new SmallReturn().Child("C4").Episode("01/06/2023,S,C1,N1,U3,PR1,,,", "C4");
        using var response = await Post(Zip(given.Write()), "?year=2024");
        var id = (await response.Json())["importId"];
        var newport = api.As("manager", ApiHost.Newport);

        using var read = await newport.GetAsync($"/v1/imports/{id}");
        await read.Problem(HttpStatusCode.NotFound, "import_not_found");
        using var problems = await newport.GetAsync($"/v1/imports/{id}/problems");
        await problems.Problem(HttpStatusCode.NotFound, "import_not_found");
        using var voided = await newport.PostJson($"/v1/imports/{id}/void", """{"reason":"not mine"}""");
        await voided.Problem(HttpStatusCode.NotFound, "import_not_found");
        Assert.Empty((await newport.Get("/v1/imports"))["items"]!.AsArray());
        using var theirs = await Post(Zip(given.Folder), $"?year=2024&authority={ApiHost.Newport}");
        await theirs.Problem(HttpStatusCode.Forbidden, "not_allowed");
    }

    /// <summary>What a careless or hostile sender sends, and the answer.</summary>
    public static TheoryData<string, HttpStatusCode, string> Wrong =>
        new()
        {
            { "no zip", HttpStatusCode.UnprocessableEntity, "zip_damaged" },
            { "nothing", HttpStatusCode.UnprocessableEntity, "zip_damaged" },
            { "climbs", HttpStatusCode.UnprocessableEntity, "zip_path" },
            { "renamed column", HttpStatusCode.UnprocessableEntity, "wrong_columns" },
            { "no episodes", HttpStatusCode.UnprocessableEntity, "table_missing" },
            { "no year", HttpStatusCode.UnprocessableEntity, "year_missing" },
            { "billion laughs", HttpStatusCode.UnprocessableEntity, "xml_dtd" },
            { "json", HttpStatusCode.UnsupportedMediaType, "not_a_zip" },
            { "year of another age", HttpStatusCode.BadRequest, "year_out_of_range" },
            { "misspelt parameter", HttpStatusCode.BadRequest, "parameter_unknown" },
        };

    [Theory, MemberData(nameof(Wrong))]
    public async Task What_cannot_be_taken_over_is_refused_whole(string what, HttpStatusCode status, string code)
    {
        using var given = new SmallReturn().Child("C5").Episode("01/06/2023,S,C1,N1,U3,PR1,,,", "C5");
        var folder = given.Write();
        var query = what switch
        {
            "no year" => "",
            "year of another age" => "?year=1999",
            "misspelt parameter" => "?yaer=2024",
            _ => "?year=2024",
        };
        var body = what switch
        {
            "no zip" => "this is no zip"u8.ToArray(),
            "nothing" => [],
            "climbs" => Zip(folder, "../episodes.csv", "C5"),
            "renamed column" => Zip(
                folder,
                "episodes.csv",
                "CHILD,START,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
            ),
            "no episodes" => Zip(folder, "episodes.csv", null),
            "billion laughs" => Zip(
                folder: null,
                "return.xml",
                """<?xml version="1.0"?><!DOCTYPE EXPSSDA903 [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><EXPSSDA903>&b;</EXPSSDA903>"""
            ),
            _ => Zip(folder),
        };

        using var response = await Post(body, query, what == "json" ? "application/json" : "application/zip");

        await response.Problem(status, code);
        Assert.Empty((await api.Manager.Get("/v1/children?search=C5"))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_zip_that_is_too_large_is_refused_before_it_is_sent()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/imports?year=2024") { Content = new ByteArrayContent([1]) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        request.Content.Headers.ContentLength = 600L * 1024 * 1024;
        request.Headers.ExpectContinue = true;

        using var response = await api.Manager.SendAsync(request);

        await response.Problem(HttpStatusCode.RequestEntityTooLarge, "zip_too_big");
    }

    private async Task<HttpResponseMessage> Post(byte[] body, string query, string type = "application/zip")
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return await api.Manager.PostAsync($"/v1/imports{query}", content);
    }

    /// <summary>The files of a folder, one of them with other text, or without it.</summary>
    private static byte[] Zip(string? folder, string? changed = null, string? text = null)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var file in folder is null ? [] : Directory.GetFiles(folder))
            {
                if (Path.GetFileName(file) != changed)
                {
                    Add(zip, Path.GetFileName(file), File.ReadAllText(file));
                }
            }
            if (changed is not null && text is not null)
            {
                Add(zip, changed, text);
            }
        }
        return bytes.ToArray();
    }

    private static void Add(ZipArchive zip, string name, string text)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write(text);
    }
}
