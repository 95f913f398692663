using System.Text;
using Placements.Application.Places;
using Placements.Application.Reference;
using Placements.Testing;

namespace Placements.Tests.Api.Places;

/// <summary>Files as the ONS publishes them, as spreadsheets save them, and as they must not be.</summary>
public sealed class PostcodeLoadTests(TestCluster cluster)
{
    private const string Header = "pcds,oslaua,oseast1m,osnrth1m";
    private const string Cardiff = "CF10 1BR,W06000015,318063,176377";

    private static readonly PostcodePlace CardiffPlace = new("CF10 1BR", "W06000015", 318063, 176377);

    [Theory]
    [InlineData("pcds,oslaua,oseast1m,osnrth1m", "CF10 1BR,W06000015,318063,176377")]
    [InlineData("OSNRTH1M,OSEAST1M,PCDS,OSLAUA", "176377,318063,CF10 1BR,W06000015")]
    [InlineData("pcd,pcd2,pcds,dointr,doterm,laua,east1m,north1m", "CF101BR,CF10 1BR,CF10 1BR,198001,199912,W06000015,318063,176377")]
    [InlineData("\"pcds\",\"lad25cd\",\"east1m\",\"nrth1m\"", "\"CF10 1BR\",\"W06000015\",\"318063\",\"176377\"")]
    [InlineData("pcds;LAD24CD;oseast1m;osnrth1m", "cf101br;W06000015;0318063;0176377")]
    [InlineData(" pcds , oslaua ,oseast1m,osnrth1m", " CF10 1BR , W06000015 ,318063.0,176377.0")]
    public async Task Columns_are_found_by_name(string header, string line)
    {
        await using var database = await PostcodeDatabase.Of(cluster);

        var report = await database.Load(header, line);

        Assert.Equal((1L, 0L), (report.Postcodes, report.LeftOut));
        Assert.Equal(CardiffPlace, await database.Find("CF10 1BR"));
        Assert.Equal(1, await database.Count());
    }

    [Theory]
    [InlineData("L99999999")]
    [InlineData("M99999999")]
    [InlineData("W99999999")]
    [InlineData("")]
    public async Task Where_there_is_no_authority_none_is_known(string code)
    {
        await using var database = await PostcodeDatabase.Of(cluster);

        await database.Load(Header, $"JE2 3AB,{code},,");

        Assert.Equal(new PostcodePlace("JE2 3AB", null, null, null), await database.Find("JE2 3AB"));
    }

    [Fact]
    public async Task In_two_tiers_the_county_looks_after_children()
    {
        await using var database = await PostcodeDatabase.Of(cluster);

        await database.Load(
            "pcds,oscty,oslaua,oseast1m,osnrth1m",
            "GL1 1AA,E10000013,E07000081,383000,218000",
            "CF10 1BR,W99999999,W06000015,318063,176377",
            "B10 0BJ,E11000005,E08000025,408877,286010"
        );

        Assert.Equal("E10000013", (await database.Find("GL1 1AA"))!.Authority);
        Assert.Equal("W06000015", (await database.Find("CF10 1BR"))!.Authority);
        Assert.Equal("E08000025", (await database.Find("B10 0BJ"))!.Authority);
    }

    [Theory]
    [InlineData("", "There is no postcode.")]
    [InlineData(",W06000015,318063,176377", "There is no postcode.")]
    [InlineData("CF10,W06000015,318063,176377", "CF10 is no postcode.")]
    [InlineData("CF10 1BS,00PT,318063,176377", "There is no authority 00PT.")]
    [InlineData("CF10 1BS,W06000099,318063,176377", "There is no authority W06000099.")]
    [InlineData("CF10 1BS,W06000015,east,176377", "The easting east is no whole number of metres from 0 to 700000.")]
    [InlineData("CF10 1BS,W06000015,700001,176377", "The easting 700001 is no whole number of metres from 0 to 700000.")]
    [InlineData("CF10 1BS,W06000015,-1,176377", "The easting -1 is no whole number of metres from 0 to 700000.")]
    [InlineData("CF10 1BS,W06000015,318063.5,176377", "The easting 318063.5 is no whole number of metres from 0 to 700000.")]
    [InlineData("CF10 1BS,W06000015,1e5,176377", "The easting 1e5 is no whole number of metres from 0 to 700000.")]
    [InlineData("CF10 1BS,W06000015,318063,1300001", "The northing 1300001 is no whole number of metres from 0 to 1300000.")]
    [InlineData(
        "CF10 1BS,W06000015,318063,99999999999999999999999999999999",
        "The northing 999999999999999999999999999999… is no whole number of metres from 0 to 1300000."
    )]
    [InlineData("CF10 1BS,W06000015,318063,", "The grid reference has an easting or a northing alone.")]
    [InlineData("CF10 1BS,W06000015", null)]
    [InlineData("CF10 1BS,W06000015,0,0", null)]
    [InlineData("CF10 1BS,W06000015,700000,1300000", null)]
    [InlineData("\u001b[2Jowned,W06000015,318063,176377", "?[2Jowned is no postcode.")]
    [InlineData("cf10 1br,W06000014,1,1", "CF10 1BR stands in line 2 already.")]
    public async Task A_line_that_cannot_be_used_is_left_out_and_told(string line, string? reason)
    {
        await using var database = await PostcodeDatabase.Of(cluster);

        var report = await database.Load(Header, Cardiff, line.Length == 0 ? ",,," : line);

        Assert.Equal(reason is null ? [] : [new LeftOutLine(3, reason)], report.First);
        Assert.Equal(reason is null ? 0 : 1, report.LeftOut);
        Assert.Equal(reason is null ? 2 : 1, report.Postcodes);
        Assert.Equal(CardiffPlace, await database.Find("CF10 1BR"));
    }

    [Fact]
    public async Task Of_many_lines_left_out_all_are_counted_and_the_first_twenty_told_in_their_order()
    {
        await using var database = await PostcodeDatabase.Of(cluster);
        var lines = Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? Cardiff : $"nowhere {i},,,");

        var report = await database.Load([Header, .. lines]);

        Assert.Equal((1L, 59L), (report.Postcodes, report.LeftOut));
        Assert.Equal(Enumerable.Range(3, 20).Select(line => (long)line), report.First.Select(line => line.Line));
        Assert.Equal("nowhere 1 is no postcode.", report.First[0].Reason);
        Assert.Equal("CF10 1BR stands in line 2 already.", report.First[1].Reason);
    }

    [Theory]
    [InlineData("", "The file is empty.")]
    [InlineData("\n\n", "The file is empty.")]
    [InlineData("CF10 1BR,W06000015,318063,176377\n", "names no column pcds")]
    [InlineData("pcds,oseast1m,osnrth1m\nCF10 1BR,318063,176377\n", "names no column oslaua or laua or lad??cd")]
    [InlineData("pcds,ladxxcd,oseast1m,osnrth1m\n", "names no column oslaua")]
    [InlineData("pcds,oslaua,osnrth1m\n", "names no column oseast1m")]
    [InlineData("pcds,oslaua,oseast1m\n", "names no column osnrth1m")]
    [InlineData("<html><body>Not found</body></html>", "names no column pcds")]
    [InlineData(Header, "holds no postcode")]
    [InlineData(Header + "\nhere,,,\nthere,,,", "No line of the file can be used, and nothing was changed. Line 2: here is no postcode.")]
    public async Task A_file_that_cannot_be_used_changes_nothing(string file, string sentence)
    {
        await using var database = await PostcodeDatabase.Of(cluster);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => database.Load(Encoding.UTF8.GetBytes(file)));

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.Equal(PostcodeDatabase.InSample, await database.Count());
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_ends_the_load_and_changes_nothing()
    {
        await using var database = await PostcodeDatabase.Of(cluster);
        var rest = string.Concat(Enumerable.Repeat(Cardiff + "\n", 10_000));

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => database.Load(Header, Cardiff, "\"CF10 1BS,,,", rest));

        Assert.Contains("from line 3 on", refused.Message, StringComparison.Ordinal);
        Assert.Equal(PostcodeDatabase.InSample, await database.Count());
    }

    [Fact]
    public async Task The_encoding_does_not_matter_to_codes_and_numbers()
    {
        var text = $"{Header},ward\n{Cardiff},Llandaf\nLL58 8AJ,W06000001,260506,376065,Tŷ Môn\nCF10 1Bô,,,\n";
        foreach (
            var encoding in new[]
            {
                new UTF8Encoding(true),
                new UTF8Encoding(false),
                Encoding.Latin1,
                Encoding.Unicode,
                Encoding.BigEndianUnicode,
            }
        )
        {
            await using var database = await PostcodeDatabase.Of(cluster);

            var report = await database.Load([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);

            Assert.Equal((2L, 1L), (report.Postcodes, report.LeftOut));
            Assert.Equal(4, Assert.Single(report.First).Line);
            Assert.Equal("W06000001", (await database.Find("LL58 8AJ"))!.Authority);
        }
    }

    [Fact]
    public async Task The_next_file_changes_what_changed_and_takes_away_what_is_gone()
    {
        await using var database = await PostcodeDatabase.Of(cluster);
        await database.Load(Header, Cardiff, "LL58 8AJ,W06000001,260506,376065", "SA10 6HF,W06000012,272406,197450");

        await database.Load(Header, Cardiff, "LL58 8AJ,W06000002,260507,", "LL58 8AJ,W06000002,260507,376066", "CF14 0YT,,,");

        Assert.Equal(CardiffPlace, await database.Find("CF10 1BR"));
        Assert.Equal(new PostcodePlace("LL58 8AJ", "W06000002", 260507, 376066), await database.Find("LL58 8AJ"));
        Assert.Equal(new PostcodePlace("CF14 0YT", null, null, null), await database.Find("CF14 0YT"));
        Assert.Null(await database.Find("SA10 6HF"));
    }

    [Fact]
    public async Task Two_loads_at_once_leave_one_of_the_files_whole()
    {
        await using var database = await PostcodeDatabase.Of(cluster);
        string[] one = [Header, .. Many("AB", 500)];
        string[] other = [Header, .. Many("CD", 300)];

        await Task.WhenAll(database.Load(one), database.Load(other));

        var areas = await database.Ask<string>(
            "select string_agg(distinct left(postcode, 2) || count, ' ') from (select *, count(*) over () from reference.postcode) p"
        );
        Assert.Contains(areas, new[] { "AB500", "CD300" });

        static IEnumerable<string> Many(string area, int count) =>
            Enumerable.Range(0, count).Select(i => $"{area}{i / 100} {i / 10 % 10}A{(char)('A' + (i % 10))},,,");
    }
}
