using System.Text;
using Placements.Application.Reference;
using Placements.Testing;

namespace Placements.Tests.Api.Reference;

/// <summary>Files as somebody makes them in a hurry, and as they must not be.</summary>
public sealed class ReferenceFileTests(TestCluster cluster)
{
    private const string Population = "authority,year,children,source";
    private const string Cardiff = "W06000015,2022,79200,ONS";

    [Theory]
    [InlineData(Population, Cardiff)]
    [InlineData("\uFEFF" + Population, Cardiff)]
    [InlineData("authority;year;children;source", "W06000015;2022;79200;ONS")]
    [InlineData("Source, CHILDREN ,Year,name,Authority", " ONS , 79200 ,2022,Cardiff, W06000015 ")]
    [InlineData("\"authority\",\"year\",\"children\",\"source\"", "\"W06000015\",\"2022\",\"79200\",\"ONS\"\r")]
    public async Task Columns_are_found_by_name(string header, string line)
    {
        await using var database = await ReferenceDatabase.Of(cluster);

        var report = await database.Load(ReferenceTable.Population, header, line);

        Assert.Equal((1, 0L), (report.Tables[0].Held, report.LeftOut));
        Assert.Equal("ONS", await database.Ask("select source from reference.population where upper_inf(known) and children = 79200"));
    }

    [Theory]
    [InlineData(",2021,79200,ONS", "There is no authority.")]
    [InlineData("Cardiff,2021,79200,ONS", "There is no authority Cardiff.")]
    [InlineData("W06000099,2021,79200,ONS", "There is no authority W06000099.")]
    [InlineData("00PT,2021,79200,ONS", "There is no authority 00PT.")]
    [InlineData("W06000015,2021/22,79200,ONS", "The year 2021/22 is no whole number from 1900 to 2100.")]
    [InlineData("W06000015,30/06/2021,79200,ONS", "The year 30/06/2021 is no whole number from 1900 to 2100.")]
    [InlineData("W06000015,1066,79200,ONS", "The year 1066 is no whole number from 1900 to 2100.")]
    [InlineData("W06000015,2021,-5,ONS", "The children -5 is no whole number from 1 to 1000000.")]
    [InlineData("W06000015,2021,0,ONS", "The children 0 is no whole number from 1 to 1000000.")]
    [InlineData("W06000015,2021,99999999999999999999,ONS", "The children 99999999999999999999 is no whole number from 1 to 1000000.")]
    [InlineData("W06000015,2021,\"79,200\",ONS", "The children 79,200 is no whole number from 1 to 1000000.")]
    [InlineData("W06000015,2021,79.2,ONS", "The children 79.2 is no whole number from 1 to 1000000.")]
    [InlineData("W06000015,2021,,ONS", "The empty cell of children is no whole number from 1 to 1000000.")]
    [InlineData("W06000015,2021,79200,", "There is no source.")]
    [InlineData("W06000015,2021,79200", "There is no source.")]
    [InlineData("W06000015,2021,79,200,ONS", "The line has 5 cells for 4 columns; a cell with a comma in it needs quotation marks.")]
    [InlineData("W06000015,2021,79200,\"O\u001bS\"", "The source O?S is longer than 500 characters or has line ends in it.")]
    [InlineData("\u001b[2Jowned,2021,79200,ONS", "There is no authority ?[2Jowned.")]
    [InlineData("W06000015,2022,80000,ONS", "W06000015 in 2022 stands in line 2 already.")]
    [InlineData(",,,", "There is no authority.")]
    public Task A_line_about_population_that_cannot_be_used_is_left_out_and_told(string line, string reason) =>
        IsLeftOut(ReferenceTable.Population, [Population, Cardiff, line], reason);

    [Theory]
    [InlineData("Newport,Newport,,", "There is no authority Newport.")]
    [InlineData(",Newport,,", "There is no code.")]
    [InlineData("W06000022,,,", "There is no name.")]
    [InlineData("W06000015,Cardiff again,,", "W06000015 stands in line 2 already.")]
    [InlineData("W06000022,Newport,,W06000022", "W06000022 is named among its own neighbours.")]
    [InlineData("W06000022,Newport,,Cardiff", "There is no authority Cardiff; neighbours are codes with spaces between them.")]
    [InlineData(
        "W06000022,Newport,,W06000015;W06000018",
        "There is no authority W06000015;W06000018; neighbours are codes with spaces between them."
    )]
    public Task A_line_about_an_authority_likewise(string line, string reason) =>
        IsLeftOut(ReferenceTable.Authorities, ["code,name,region,neighbours", "W06000015,Cardiff,,W06000014", line], reason);

    [Theory]
    [InlineData("england_and_wales,01/04/2022,Somebody", "The day 01/04/2022 is no date written year, month, day, as in 2022-04-15.")]
    [InlineData("england_and_wales,2022-02-30,Somebody", "The day 2022-02-30 is no date written year, month, day, as in 2022-04-15.")]
    [InlineData("england_and_wales,,Somebody", "The empty cell of day is no date written year, month, day, as in 2022-04-15.")]
    [InlineData("wales,2022-03-01,St David", "The division wales is none of england_and_wales, scotland, northern_ireland.")]
    [InlineData("scotland,2022-04-15,", "There is no name.")]
    [InlineData("england_and_wales,2022-04-15,Good Friday", "2022-04-15 in england_and_wales stands in line 2 already.")]
    public Task A_line_about_a_bank_holiday_likewise(string line, string reason) =>
        IsLeftOut(ReferenceTable.BankHolidays, ["division,day,name", "england_and_wales,2022-04-15,Good Friday", line], reason);

    [Fact]
    public async Task Of_many_lines_left_out_all_are_counted_and_the_first_twenty_told()
    {
        await using var database = await ReferenceDatabase.Of(cluster);

        var report = await database.Load(ReferenceTable.Population, [Population, .. Enumerable.Repeat(Cardiff, 60)]);

        Assert.Equal((1, 59L), (report.Tables[0].Held, report.LeftOut));
        Assert.Equal(Enumerable.Range(3, 20).Select(line => (long)line), report.First.Select(line => line.Line));
    }

    [Theory]
    [InlineData("", "The file is empty.")]
    [InlineData("\n\n", "The file is empty.")]
    [InlineData(Cardiff, "The first line of the file names no column authority: it must name authority, year, children, source.")]
    [InlineData("authority,year,source\nW06000015,2022,ONS", "names no column children")]
    [InlineData("division,day,name\nscotland,2022-04-15,Good Friday", "names no column authority")]
    [InlineData("<html><body>Not found</body></html>", "names no column authority")]
    [InlineData(Population, "holds no row; nothing was changed.")]
    [InlineData(Population + "\nhere,,,\nthere,,,", "nothing was changed. Line 2: There is no authority here.")]
    public async Task A_file_that_cannot_be_used_changes_nothing(string file, string sentence) =>
        Assert.Contains(sentence, await Refusal(Encoding.UTF8.GetBytes(file)), StringComparison.Ordinal);

    [Fact]
    public async Task Neither_does_a_quote_that_is_never_closed()
    {
        var rest = string.Concat(Enumerable.Repeat(Cardiff + "\n", 10_000));

        Assert.Contains(
            "from line 3 on",
            await Refusal(Encoding.UTF8.GetBytes($"{Population}\n{Cardiff}\n\"W06000015,2020,{rest}")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Nor_a_file_without_end()
    {
        var rows = Enumerable.Range(0, 100_001).Select(i => $"E{i:00000000},2022,5,ONS");

        Assert.Contains(
            "more than 100000 rows",
            await Refusal(Encoding.UTF8.GetBytes(string.Join('\n', rows.Prepend(Population)))),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_name_in_another_encoding_is_not_taken_in_damaged()
    {
        var text = $"{Population}\n{Cardiff}\nW06000001,2022,13000,Ynys Môn\n";

        Assert.Equal(
            "The file is not written in UTF-8, as line 3 shows: Ynys M\uFFFDn. Save it as CSV in UTF-8.",
            await Refusal(Encoding.Latin1.GetBytes(text))
        );

        await using var database = await ReferenceDatabase.Of(cluster);
        await database.Load(ReferenceTable.Population, [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)]);
        Assert.Equal("Ynys Môn", await database.Ask("select source from reference.population where authority = 'W06000001'"));
    }

    private async Task IsLeftOut(ReferenceTable table, string[] lines, string reason)
    {
        await using var database = await ReferenceDatabase.Of(cluster);

        var report = await database.Load(table, lines);

        Assert.Equal([new LeftOutLine(3, reason)], report.First);
        Assert.Equal((1, 1L), (report.Tables[0].Held, report.LeftOut));
    }

    private async Task<string> Refusal(byte[] file)
    {
        await using var database = await ReferenceDatabase.Of(cluster);
        var rows = await database.Rows("reference.population");

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => database.Load(ReferenceTable.Population, file));

        Assert.Equal(rows, await database.Rows("reference.population"));
        return refused.Message;
    }
}
