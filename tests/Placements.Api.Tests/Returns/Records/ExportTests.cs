using System.Net;
using Placements.Application.Returns.Files;
using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Returns.Records;

/// <summary>England's return over HTTP.</summary>
public sealed class ExportTests(RecordsHost records) : IClassFixture<RecordsHost>
{
    [Theory]
    [InlineData(2022)]
    [InlineData(2026)]
    public async Task The_archive_holds_each_table_as_it_was_taken_over(int year)
    {
        using var response = await records.Auditor.GetAsync($"/v1/returns/ssda903?year={year}");
        Assert.Equal("application/zip", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal($"ssda903-{RecordsHost.Authority}-{year}.zip", response.Content.Headers.ContentDisposition?.FileNameStar);

        var files = await RecordsHost.Unzipped(await response.Content.ReadAsByteArrayAsync());
        var sample = Directory.GetFiles(ReturnDatabase.Sample($"clean/{year}"));
        Assert.Equal(sample.Select(Path.GetFileName).Order(), files.Keys.Order());
        foreach (var file in sample)
        {
            var lines = System.Text.Encoding.UTF8.GetString(files[Path.GetFileName(file)]).Split('\n');
            Assert.Equal(await File.ReadAllLinesAsync(file), lines[..^1]);
        }
    }

    [Fact]
    public async Task The_XML_holds_the_same_rows()
    {
        var folder = Directory.CreateTempSubdirectory("placements export ");
        try
        {
            var xml = await records.Auditor.GetByteArrayAsync("/v1/returns/ssda903?year=2026&format=xml");
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "ssda903.xml"), xml);

            Assert.Equal(await Rows(ReturnDatabase.Sample("clean/2026")), await Rows(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Without_a_year_it_is_the_last_that_is_over()
    {
        var latest = Application.Returns.Ssda903.ReturnYear.Of(Application.London.Today(TimeProvider.System)).Number - 1;
        using var response = await records.Auditor.GetAsync("/v1/returns/ssda903");
        Assert.Contains($"-{Math.Min(latest, 2027)}.zip", $"{response.Content.Headers.ContentDisposition}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_known_before_anything_was_recorded_every_table_is_empty()
    {
        var files = await records.Export(2026, "2020-01-01T00:00:00Z");
        Assert.Equal(11, files.Count);
        Assert.All(files.Values, file => Assert.Single(System.Text.Encoding.UTF8.GetString(file).Split('\n')[..^1]));
    }

    [Theory]
    [InlineData("year=2016", "year_unknown")]
    [InlineData("year=2028", "year_unknown")]
    [InlineData("year=2025-26", "year_unknown")]
    [InlineData("year=99999999999", "year_unknown")]
    [InlineData("year=2026&format=pdf", "format_unknown")]
    [InlineData("year=2026&asKnownAt=2999-01-01T00:00:00Z", "instant_in_future")]
    [InlineData("year=2026&asknownat=2026-05-01T00:00:00Z", "parameter_unknown")]
    public async Task A_question_that_cannot_be_meant_is_refused(string query, string code)
    {
        using var response = await records.Auditor.GetAsync($"/v1/returns/ssda903?{query}");
        await response.Problem(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task Another_authoritys_return_is_refused_and_reading_the_own_is_written_down()
    {
        using var refused = await records.Api.As("auditor").GetAsync($"/v1/returns/ssda903?year=2026&authority={RecordsHost.Authority}");
        await refused.Problem(HttpStatusCode.Forbidden, "not_allowed");

        var reader = records.Api.WithToken(records.Api.Token(["manager"], [RecordsHost.Authority], [], subject: "who-exports"));
        await reader.GetByteArrayAsync("/v1/returns/ssda903?year=2022&format=xml");
        Assert.Equal(
            "make a statutory return",
            await records.Ask<string>("select operation from placements.read_audit where subject = 'who-exports' and granted")
        );
    }

    private static async Task<List<string>> Rows(string folder)
    {
        using var source = ReturnSource.OfFolder(folder, 2026);
        return await source
            .Read(problem => Assert.Fail(problem.Message), CancellationToken.None)
            .Select(row => $"{row.Table}: {string.Join(',', row.Values)}")
            .Order(StringComparer.Ordinal)
            .ToListAsync();
    }
}
