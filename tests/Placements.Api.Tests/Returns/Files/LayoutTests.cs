using Placements.Application.Returns.Files;

namespace Placements.Tests.Api.Returns.Files;

/// <summary>Which files make which year's return, and what is no return at all.</summary>
public sealed class LayoutTests
{
    [Fact]
    public async Task A_folder_of_csv_files_is_the_return_of_the_year_given()
    {
        using var folder = ReturnFolder.Plain();
        using var source = folder.Open(2022);

        Assert.Equal([2022], source.Years);
        Assert.Equal([(2022, Ssda903Tables.Header), (2022, Ssda903Tables.Episodes)], source.TablesGiven);
        var reading = await Reading.Of(source);
        Assert.Empty(reading.Problems);
        Assert.Equal(2, reading.Of(Ssda903Tables.Header).Count);
        var episode = reading.Of(Ssda903Tables.Episodes)[1];
        Assert.Equal(
            ("A1", "11/02/2022", "U1", "", 3L, "episodes.csv", 2022),
            (episode.Child, episode["DECOM"], episode["PLACE"], episode["DEC"], episode.Line, episode.File, episode.Year)
        );
        Assert.Throws<ArgumentException>(() => episode["DOB"]);
    }

    [Fact]
    public async Task A_folder_a_year_gives_the_years_in_order()
    {
        using var folder = ReturnFolder
            .Plain("2024/")
            .With("2023/header.csv", ReturnFolder.Header)
            .With("2023/episodes.csv", ReturnFolder.Episodes);
        folder
            .With("2024/sw_episodes.csv", "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\n")
            .With("README.md", "notes")
            .With("2023/notes.txt", "x");
        using var source = folder.Open(year: null);

        Assert.Equal([2023, 2024], source.Years);
        Assert.Contains((2024, Ssda903Tables.SwEpisodes), source.TablesGiven);
        var reading = await Reading.Of(source);
        Assert.Equal(
            ["2023/header.csv", "2023/episodes.csv", "2024/header.csv", "2024/episodes.csv"],
            reading.Rows.Select(row => row.File).Distinct()
        );
    }

    [Fact]
    public void A_folder_named_by_a_year_needs_none_given()
    {
        using var folder = ReturnFolder.Plain("2023/");
        using var source = ReturnSource.OfFolder(Path.Combine(folder.Path, "2023") + "/", year: null);
        Assert.Equal([2023], source.Years);
    }

    [Fact]
    public void An_outer_folder_that_an_archiver_added_is_looked_into()
    {
        using var folder = ReturnFolder.Plain("our returns/2023/").With("__MACOSX/._header.csv", "x").With("our returns/.hidden.csv", "x");
        using var source = folder.Open(year: null);
        Assert.Equal([2023], source.Years);
    }

    [Fact]
    public void An_xml_file_a_year_is_told_by_the_years_in_the_names()
    {
        using var folder = new ReturnFolder().With("ssda903_2022.xml", "<EXPSSDA903/>").With("ssda903_2024.xml", "<EXPSSDA903/>");
        using var source = folder.Open(year: null);
        Assert.Equal([2022, 2024], source.Years);
        Assert.DoesNotContain((2024, Ssda903Tables.SwEpisodes), source.TablesGiven);
        Assert.Contains((2024, Ssda903Tables.Missing), source.TablesGiven);
    }

    [Theory]
    [InlineData("year_missing", null, "header.csv", "episodes.csv")]
    [InlineData("year_missing", null, "a.xml", "ssda903_2022.xml")]
    [InlineData("year_contradicts", 2022, "2023/header.csv", "2023/episodes.csv")]
    [InlineData("year_unknown", 2016, "header.csv", "episodes.csv")]
    [InlineData("year_unknown", null, "2031/header.csv", "2031/episodes.csv")]
    [InlineData("folder_not_a_year", 2022, "header.csv", "old/episodes.csv")]
    [InlineData("folder_not_a_year", null, "2022/header.csv", "2022/old/episodes.csv")]
    [InlineData("two_formats", 2022, "header.csv", "all.xml")]
    [InlineData("return_twice", null, "2022.xml", "again_2022.xml")]
    [InlineData("nothing_to_read", 2022, "README.md")]
    [InlineData("table_missing", 2022, "header.csv")]
    [InlineData("table_missing", 2022, "episodes.csv")]
    [InlineData("table_twice", 2022, "header.csv", "episodes.csv", "header (2).csv")]
    public async Task What_is_no_return_is_refused(string code, int? year, params string[] files)
    {
        using var folder = new ReturnFolder();
        foreach (var file in files)
        {
            folder.With(file, file.Contains("header", StringComparison.Ordinal) ? ReturnFolder.Header : ReturnFolder.Episodes);
        }
        var refusal = await folder.Refusal(year);
        Assert.Equal(code, refusal.Code);
        Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_of_a_later_year_is_refused_by_name()
    {
        using var folder = ReturnFolder.Plain().With("sw_episodes.csv", "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\n");
        var refusal = await folder.Refusal(2022);
        Assert.Equal("table_of_other_year", refusal.Code);
        Assert.Equal(
            "The file sw_episodes.csv holds the table SWEpisodes, which the return has from 2024 on, not in 2022.",
            refusal.Message
        );
    }

    [Fact]
    public void A_folder_that_is_not_there_or_a_file_is_refused()
    {
        using var folder = ReturnFolder.Plain();
        foreach (var path in new[] { "nowhere", "header.csv" })
        {
            var refusal = Assert.Throws<ReturnUnreadableException>(() => ReturnSource.OfFolder(Path.Combine(folder.Path, path), 2022));
            Assert.Equal("folder_missing", refusal.Code);
        }
    }

    [Fact]
    public void Every_table_is_known_by_columns_that_no_other_has()
    {
        Assert.Equal(
            12,
            Ssda903Tables
                .All.Select(table => string.Join(',', table.Columns.Order(StringComparer.Ordinal)))
                .Distinct(StringComparer.Ordinal)
                .Count()
        );
        Assert.All(Ssda903Tables.All, table => Assert.Equal("CHILD", table.Columns[0]));
        Assert.Equal((10, 10, 11, 12), (Count(2017), Count(2023), Count(2024), Count(2027)));

        static int Count(int year) => Ssda903Tables.Of(year).Count();
    }
}
