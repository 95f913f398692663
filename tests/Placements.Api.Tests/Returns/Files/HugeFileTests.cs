using System.Text;
using Placements.Application.Returns.Files;
using Placements.Application.Returns.Files.Xml;

namespace Placements.Tests.Api.Returns.Files;

/// <summary>
/// Files of 2 GB. How much was read of the stream when the first row came or the refusal fell bounds the memory that it can have taken.
/// </summary>
public sealed class HugeFileTests
{
    private const long TwoGigabytes = 2L << 30;
    private const long Little = 4 << 20;

    private readonly List<GeneratedStream> opened = [];

    [Theory]
    [InlineData("", "x")]
    [InlineData("", "CHILD,")]
    [InlineData("", "\0")]
    [InlineData("\"", "x\n")]
    public void Csv_without_a_line_end_is_refused_from_its_beginning(string beginning, string again)
    {
        var refusal = Assert.Throws<ReturnUnreadableException>(() => CsvFile.Open(2022, Huge("episodes.csv", beginning, again)));
        Assert.Equal("record_too_long", refusal.Code);
        Assert.All(opened, stream => Assert.True(stream.Position < Little));
    }

    [Theory]
    [InlineData("A1,\"", "x\n")]
    [InlineData("A1,", "x")]
    [InlineData("A1", ",")]
    public async Task A_row_without_an_end_is_refused_with_its_line(string row, string again)
    {
        // Not UTF-8, so that what is looked at before the rows does not go through all of it.
        var file = CsvFile.Open(
            2022,
            Huge("episodes.csv", $"{ReturnFolder.EpisodesHeader}\n,,,,,,,,,,,,\u00E9\n{row}", again, Encoding.Latin1)
        );
        var refusal = await Assert.ThrowsAsync<ReturnUnreadableException>(async () => await First(file, 10));
        Assert.Equal(("record_too_long", "episodes.csv", 3L), (refusal.Code, refusal.File, refusal.Line));
        Assert.All(opened, stream => Assert.True(stream.Position < Little));
    }

    [Fact]
    public async Task Rows_come_while_the_file_is_still_read()
    {
        var file = CsvFile.Open(
            2022,
            Huge(
                "episodes.csv",
                $"{ReturnFolder.EpisodesHeader}\n,,,,,,,,,,,,\u00E9\n",
                "A1,17/01/2022,S,V2,N1,U6,PR4,,,,,,\n",
                Encoding.Latin1
            )
        );
        Assert.Equal(1_000, await First(file, 1_000));
        Assert.All(opened, stream => Assert.True(stream.Position < Little));
    }

    [Theory]
    [InlineData("<EXPSSDA903><CHILD><HEADER><CHILDID>", "x", "xml_child_too_big")]
    [InlineData("<EXPSSDA903><CHILD><HEADER>", "<REVIEW/>", "xml_child_too_big")]
    [InlineData("<EXPSSDA903><CHILD a='", "x", "xml_child_too_big")]
    [InlineData("<EXPSSDA903><!--", "x", "xml_child_too_big")]
    [InlineData("<EXPSSDA903><", "x", "xml_child_too_big")]
    [InlineData("<", "x", "xml_child_too_big")]
    [InlineData("<EXPSSDA903>", "<CHILD>", "xml_too_deep")]
    public void Xml_without_an_end_is_refused_from_its_beginning(string beginning, string again, string code)
    {
        var refusal = Assert.Throws<ReturnUnreadableException>(() => XmlFile.Open(2022, Huge("all.xml", beginning, again)));
        Assert.Equal((code, "all.xml"), (refusal.Code, refusal.File));
        Assert.All(opened, stream => Assert.True(stream.Position < Little));
    }

    private SourceFile Huge(string path, string beginning, string again, Encoding? encoding = null) =>
        new(
            path,
            () =>
            {
                encoding ??= Encoding.UTF8;
                opened.Add(new GeneratedStream(encoding.GetBytes(beginning), encoding.GetBytes(again), TwoGigabytes));
                return opened[^1];
            }
        );

    /// <summary>How many of the first rows there are.</summary>
    private static async Task<int> First(ReturnFile file, int wanted)
    {
        var count = 0;
        await foreach (var _ in file.Read(_ => { }, CancellationToken.None))
        {
            if (++count == wanted)
            {
                break;
            }
        }
        return count;
    }
}
