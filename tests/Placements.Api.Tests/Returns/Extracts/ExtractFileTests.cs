using System.Text;
using Placements.Application.Returns.Extracts;
using Placements.Application.Returns.Files;
using Placements.Application.Returns.Import;
using Placements.Testing;
using Placements.Tests.Api.Returns.Files;

namespace Placements.Tests.Api.Returns.Extracts;

/// <summary>Files of an extract as careless, unlucky and hostile systems write them.</summary>
public sealed class ExtractFileTests(TestCluster cluster) : IClassFixture<TestCluster>
{
    [Theory]
    [InlineData(";", "utf-8")]
    [InlineData("\t", "utf-8")]
    [InlineData(",", "utf-16")]
    [InlineData(";", "windows-1252")]
    public async Task Separators_and_encodings_are_found_out(string separator, string encoding)
    {
        using var folder = ExtractFolder.Whole();
        var written = encoding == "windows-1252" ? Encoding.Latin1 : Encoding.GetEncoding(encoding);
        var people = ExtractFolder
            .People.Replace("Preis", "Preïs", StringComparison.Ordinal)
            .Replace(";", "|", StringComparison.Ordinal)
            .Replace(",", separator, StringComparison.Ordinal);
        var mark = encoding == "utf-16" ? "\uFEFF" : "";
        folder.With("people.csv", mark + people, written);

        var rows = await Rows(folder);

        var ana = rows.Single(row => row.Table == ExtractTables.Children.Rows && row.Child == "C1");
        Assert.Equal(("Preïs", "autism;mobility"), (ana["familyName"], ana["disabilities"]));
    }

    [Theory]
    [InlineData("PERSON_ID", "ID", "column_missing")]
    [InlineData("TYPE", "TYPE,START", "column_ambiguous")]
    [InlineData("TYPE", "TYPE, start ", "column_ambiguous")]
    public void A_file_whose_columns_are_not_those_of_the_mapping_is_refused(string column, string written, string code)
    {
        using var folder = ExtractFolder
            .Whole()
            .With("placements.csv", ExtractFolder.PlacementColumns.Replace(column, written, StringComparison.Ordinal));

        var refusal = Assert.Throws<ReturnUnreadableException>(() => folder.Open());

        Assert.Equal((code, "placements.csv", 1L), (refusal.Code, refusal.File, refusal.Line));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    public void An_empty_file_is_refused(string text)
    {
        using var folder = ExtractFolder.Whole().With("placements.csv", text);
        Assert.Equal("column_missing", Assert.Throws<ReturnUnreadableException>(() => folder.Open()).Code);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_refused() =>
        Assert.Equal(
            "folder_missing",
            Assert
                .Throws<ReturnUnreadableException>(() =>
                    ExtractSource.OfFolder("/nowhere/extract", new ExtractMapping("x", []), new DateOnly(2026, 1, 1))
                )
                .Code
        );

    [Theory]
    [InlineData("", "x")]
    [InlineData("PERSON_ID,", "x\0")]
    [InlineData("PERSON_ID,START,END,LEGAL,NEED,TYPE\nC1,\"", "x\n")]
    public async Task A_line_of_two_gigabytes_is_refused_from_its_beginning(string beginning, string again)
    {
        var opened = new List<GeneratedStream>();
        var file = new SourceFile(
            "placements.csv",
            () =>
            {
                // Not UTF-8, so that what is looked at before the rows does not go through all of it.
                opened.Add(new GeneratedStream([.. Encoding.Latin1.GetBytes(beginning), 0xE9], Encoding.Latin1.GetBytes(again), 2L << 30));
                return opened[^1];
            }
        );
        var map = MappingReader
            .Read(
                """
                { "name": "x", "files": [{ "file": "placements.csv", "holds": "placements", "dateFormat": "dd/mm/yyyy", "columns": {
                  "child": "PERSON_ID", "startedOn": "START", "endedOn": "END", "legalStatus": "LEGAL", "categoryOfNeed": "NEED", "kind": "TYPE" } }] }
                """u8.ToArray()
            )
            .Files[0];

        var refusal = await Assert.ThrowsAsync<ReturnUnreadableException>(async () =>
        {
            await foreach (var _ in ExtractFile.Open(file, map).Read(_ => { }, CancellationToken.None)) { }
        });

        Assert.Equal("record_too_long", refusal.Code);
        Assert.All(opened, stream => Assert.True(stream.Position < 4 << 20));
    }

    [Theory]
    [InlineData("COST", "850,50", "cost_malformed_not_known")]
    [InlineData("COST", "-5", "cost_malformed_not_known")]
    [InlineData("COST", "lots", "cost_malformed_not_known")]
    [InlineData("COST", "99999999999999999999999999999999", "cost_malformed_not_known")]
    [InlineData("POSTCODE", "n/a", "postcode_malformed_not_known")]
    [InlineData("HOST", "Atlantis", "word_unmapped_not_known")]
    [InlineData("PROVIDER", "Evil\u202Eltd", "text_harmful_not_known")]
    [InlineData("END_REASON", "whatever", "word_unmapped_not_known")]
    [InlineData("OWNER", "parent", "provider_does_not_fit")]
    public async Task A_cell_that_cannot_be_read_is_taken_as_not_known_and_goes_with_its_row(string column, string text, string code)
    {
        var cells = ExtractFolder.PlacementColumns.Trim().Split(',');
        var row = "C1,01/03/2022,01/04/2022,S.76,Neglect,IFA,,,,,,,,,,".Split(',');
        row[Array.IndexOf(cells, column)] = $"\"{text}\"";
        using var folder = ExtractFolder.Whole().With("placements.csv", ExtractFolder.PlacementColumns + string.Join(',', row));
        var problems = new List<ReturnProblem>();

        var read = (await Rows(folder, problems)).Single(one => one.Table == ExtractTables.Placements.Rows);

        var problem = Assert.Single(problems.DistinctBy(problem => problem.Code));
        Assert.Equal((code, ProblemOutcome.Repaired, 2L, column), (problem.Code, problem.Outcome, problem.Line, problem.Column));
        Assert.Contains(problem.Message, read["repaired"], StringComparison.Ordinal);
        Assert.Equal("foster_care", read["kind"]);
    }

    [Theory]
    [InlineData("C1,01/03/2022,,,Neglect,IFA,,,,,,,,,,", "cell_missing", "LEGAL")]
    [InlineData("C1,01/03/2022,,Wardship,Neglect,IFA,,,,,,,,,,", "word_unmapped", "LEGAL")]
    [InlineData("C1,01/03/2022,,S.76,Spite,IFA,,,,,,,,,,", "word_unmapped", "NEED")]
    [InlineData("C1,,,S.76,Neglect,IFA,,,,,,,,,,", "cell_missing", "START")]
    [InlineData("C1,2022-03-01,,S.76,Neglect,IFA,,,,,,,,,,", "date_malformed", "START")]
    [InlineData("C1,01/03/2022,soon,S.76,Neglect,IFA,,,,,,,,,,", "date_malformed", "END")]
    [InlineData("C1,01/03/2022,01/03/2022,S.76,Neglect,IFA,,,,,,,,,,", "ends_on_its_first_day", "END")]
    [InlineData("C1,01/03/2022,28/02/2022,S.76,Neglect,IFA,,,,,,,,,,", "ends_before_it_starts", "END")]
    [InlineData("C1,01/03/2022,,S.76,Neglect,IFA", "cell_count", null)]
    public async Task A_row_that_cannot_be_taken_is_left_out_alone(string row, string code, string? column)
    {
        await using var database = await ReturnDatabase.Empty(cluster);
        using var folder = ExtractFolder
            .Whole()
            .With("placements.csv", $"{ExtractFolder.PlacementColumns}{row}\nC2,01/03/2022,,S.76,Neglect,IFA,,,,,,,,,,\n");

        var (report, problems) = await folder.With("missing.csv", "ID,FROM,TO,WHAT\n").Import(database);

        var problem = Assert.Single(problems);
        Assert.Equal((code, ProblemOutcome.LeftOut, 2L, column), (problem.Code, problem.Outcome, problem.Line, problem.Column));
        Assert.Equal(10, report.Import.Children.New);
        Assert.Single((await ExtractFolder.Journey(database, "C2")).Placements);
    }

    [Fact]
    public async Task A_child_that_no_file_tells_of_is_left_out()
    {
        await using var database = await ReturnDatabase.Empty(cluster);
        using var folder = ExtractFolder
            .Whole()
            .With("placements.csv", ExtractFolder.PlacementColumns + "C77,01/03/2022,,S.76,Neglect,IFA,,,,,,,,,,\n");

        var (report, problems) = await folder.Import(database);

        Assert.Equal(1, report.Import.Children.LeftOut);
        Assert.Contains(problems, problem => problem is { Code: "child_without_header", Child: "C77", Column: "PERSON_ID" });
    }

    private static async Task<List<ReturnRow>> Rows(ExtractFolder folder, List<ReturnProblem>? problems = null)
    {
        var rows = new List<ReturnRow>();
        await foreach (var row in ((IImportSource)folder.Open()).Read(problem => problems?.Add(problem), CancellationToken.None))
        {
            rows.Add(row);
        }
        return rows;
    }
}
