using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Placements.Application.Returns.Files;

namespace Placements.Tests.Api.Returns.Files;

/// <summary>Zips that were sent, by the careful and by others.</summary>
public sealed class ZipTests
{
    private const long Enough = 10_000_000;

    [Fact]
    public async Task A_zip_holds_the_same_return_as_its_folder()
    {
        using var folder = ReturnFolder.Plain("returns/2022/").With("returns/2022/README.txt", "x");
        using var zip = folder.Zipped();
        using var source = ReturnSource.OfZip(zip, year: null, Enough);

        var reading = await Reading.Of(source);
        Assert.Equal((await folder.Read(year: null)).Content(), reading.Content());
        Assert.Equal("returns/2022/header.csv", reading.Rows[0].File);
        Assert.True(zip.CanRead);
    }

    [Fact]
    public async Task An_xml_return_may_be_zipped_and_read_twice()
    {
        using var folder = new ReturnFolder().With("a.xml", XmlTests.Document);
        using var zip = folder.Zipped();
        using var source = ReturnSource.OfZip(zip, 2022, Enough);
        Assert.Equal((await Reading.Of(source)).Content(), (await Reading.Of(source)).Content());
    }

    [Theory]
    [InlineData("../header.csv")]
    [InlineData("2022/../../header.csv")]
    [InlineData("2022/./header.csv")]
    [InlineData("/etc/header.csv")]
    [InlineData("C:/header.csv")]
    [InlineData("C:header.csv")]
    [InlineData("..\\header.csv")]
    [InlineData("2022\\header.csv")]
    [InlineData("head\ner.csv")]
    [InlineData("../notes.txt")]
    public void A_zip_that_climbs_out_of_its_folder_is_refused(string path) =>
        Refused("zip_path", Zip(("header.csv", ReturnFolder.Header), ("episodes.csv", ReturnFolder.Episodes), (path, "x")));

    [Fact]
    public void A_link_in_a_zip_is_refused()
    {
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.CreateEntry("header.csv").ExternalAttributes = unchecked((int)0xA1FF0000);
        }
        Refused("zip_path", zip);
    }

    [Theory]
    [InlineData("header.csv")]
    [InlineData("HEADER.CSV")]
    public void Two_entries_of_one_name_are_refused(string second) =>
        Refused("zip_entry_twice", Zip(("header.csv", ReturnFolder.Header), (second, ReturnFolder.Header)));

    [Fact]
    public void A_bomb_is_refused_by_the_size_that_it_says() =>
        Refused("zip_too_big", Zip(("header.csv", new string('x', 6_000_000)), ("notes.txt", new string('x', 6_000_000))));

    [Fact]
    public async Task A_bomb_that_says_it_is_small_gives_no_more_than_it_says()
    {
        var text = ReturnFolder.Header + new string('\n', 6_000_000);
        var zip = Zip(("episodes.csv", ReturnFolder.Episodes), ("header.csv", text)).ToArray();
        // The size stands in the entry itself and once more in the list at the end.
        foreach (var place in Places(zip, BitConverter.GetBytes(Encoding.UTF8.GetByteCount(text))))
        {
            BinaryPrimitives.WriteInt32LittleEndian(zip.AsSpan(place), 200);
        }
        using var source = ReturnSource.OfZip(new MemoryStream(zip), 2022, Enough);
        var refusal = await Assert.ThrowsAsync<ReturnUnreadableException>(() => Reading.Of(source));
        Assert.Equal("zip_damaged", refusal.Code);
    }

    [Fact]
    public async Task Content_that_was_changed_after_it_was_packed_is_refused()
    {
        var zip = Zip(CompressionLevel.NoCompression, ("episodes.csv", ReturnFolder.Episodes), ("header.csv", ReturnFolder.Header))
            .ToArray();
        zip[Places(zip, "30/11/2008"u8.ToArray()).Single()] = (byte)'2';
        var refusal = await Assert.ThrowsAsync<ReturnUnreadableException>(async () =>
        {
            using var source = ReturnSource.OfZip(new MemoryStream(zip), 2022, Enough);
            await Reading.Of(source);
        });
        Assert.Equal(("zip_damaged", "header.csv"), (refusal.Code, refusal.File));
    }

    [Theory]
    [InlineData(1_001)]
    [InlineData(40_000)]
    public void Too_many_entries_are_refused(int count) =>
        Refused("zip_too_many", Zip([.. Enumerable.Range(0, count).Select(i => ($"{i}.txt", ""))]));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(200)]
    public void What_is_no_zip_or_breaks_off_is_refused(int length) =>
        Refused(
            "zip_damaged",
            new MemoryStream(Zip(("header.csv", ReturnFolder.Header), ("episodes.csv", ReturnFolder.Episodes)).ToArray()[..length])
        );

    [Fact]
    public async Task Damaged_content_is_refused()
    {
        var rows = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"A{i * 7919 % 100_003},1,04/05/2010,WBRI,UN{i},,\n"));
        var zip = Zip(("header.csv", ReturnFolder.Header + rows), ("episodes.csv", ReturnFolder.Episodes)).ToArray();
        Array.Fill(zip, (byte)0xFF, 60_000, 2_000);
        var refusal = await Assert.ThrowsAsync<ReturnUnreadableException>(async () =>
        {
            using var source = ReturnSource.OfZip(new MemoryStream(zip), 2022, Enough);
            await Reading.Of(source);
        });
        Assert.Equal(("zip_damaged", "header.csv"), (refusal.Code, refusal.File));
    }

    [Fact]
    public void A_zip_says_nothing_of_the_year_by_itself()
    {
        using var folder = ReturnFolder.Plain();
        var refusal = Assert.Throws<ReturnUnreadableException>(() => ReturnSource.OfZip(folder.Zipped(), null, Enough));
        Assert.Equal("year_missing", refusal.Code);
    }

    private static void Refused(string code, MemoryStream zip) =>
        Assert.Equal(code, Assert.Throws<ReturnUnreadableException>(() => ReturnSource.OfZip(zip, 2022, Enough)).Code);

    private static MemoryStream Zip(params (string Path, string Text)[] entries) => Zip(CompressionLevel.Fastest, entries);

    private static MemoryStream Zip(CompressionLevel level, params (string Path, string Text)[] entries)
    {
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in entries)
            {
                using var writer = new StreamWriter(archive.CreateEntry(path, level).Open());
                writer.Write(text);
            }
        }
        zip.Position = 0;
        return zip;
    }

    private static IEnumerable<int> Places(byte[] bytes, byte[] sought)
    {
        for (var i = 0; i <= bytes.Length - sought.Length; i++)
        {
            if (bytes.AsSpan(i, sought.Length).SequenceEqual(sought))
            {
                yield return i;
            }
        }
    }
}
