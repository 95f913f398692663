using System.IO.Compression;
using System.Text;
using Placements.Application.Returns.Files;

namespace Placements.Tests.Api.Returns.Files;

/// <summary>A temporary folder that holds a return, as somebody might hand it in; every child in it is invented.</summary>
public sealed class ReturnFolder : IDisposable
{
    public const string Header =
        "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n" + "A1,2,04/05/2010,WBRI,B330000000011,0,\n" + "A2,1,30/11/2008,AOTH,UN4,,\n";

    public const string Episodes =
        "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
        + "A1,17/01/2022,S,V2,N1,U6,PR4,11/02/2022,X1,LAREQ,ZZ6 6HS,ZZ63 4BP,1234567\n"
        + "A1,11/02/2022,P,V2,N1,U1,PR1,,,,ZZ6 6HS,ZZ1 1AA,XXXXXXX\n"
        + "A2,01/04/2021,S,C2,N5,K2,PR1,02/09/2021,E4A,,,,\n";

    public const string EpisodesHeader = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN";

    private readonly string path = Directory.CreateTempSubdirectory("return").FullName;

    public string Path => path;

    /// <summary>The least that is a return.</summary>
    public static ReturnFolder Plain(string under = "") =>
        new ReturnFolder().With(under + "header.csv", Header).With(under + "episodes.csv", Episodes);

    public ReturnFolder With(string file, string text) => With(file, Encoding.UTF8.GetBytes(text));

    public ReturnFolder With(string file, byte[] bytes)
    {
        var full = System.IO.Path.Combine(path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, bytes);
        return this;
    }

    public MemoryStream Zipped()
    {
        var zip = new MemoryStream();
        ZipFile.CreateFromDirectory(path, zip);
        zip.Position = 0;
        return zip;
    }

    public ReturnSource Open(int? year = 2022) => ReturnSource.OfFolder(path, year);

    /// <summary>Everything that the folder holds, read.</summary>
    public async Task<Reading> Read(int? year = 2022)
    {
        using var source = Open(year);
        return await Reading.Of(source);
    }

    /// <summary>The refusal, be it on opening or on reading.</summary>
    public async Task<ReturnUnreadableException> Refusal(int? year = 2022) =>
        await Assert.ThrowsAsync<ReturnUnreadableException>(async () => await Read(year));

    public void Dispose() => Directory.Delete(path, recursive: true);
}

/// <summary>The rows and problems of a source.</summary>
public sealed record Reading(IReadOnlyList<ReturnRow> Rows, IReadOnlyList<ReturnProblem> Problems)
{
    public static async Task<Reading> Of(ReturnSource source)
    {
        var problems = new List<ReturnProblem>();
        var rows = new List<ReturnRow>();
        await foreach (var row in source.Read(problems.Add, CancellationToken.None))
        {
            rows.Add(row);
        }
        return new Reading(rows, problems);
    }

    public IReadOnlyList<ReturnRow> Of(ReturnTable table) => [.. Rows.Where(row => row.Table == table)];

    /// <summary>Rows without where they stood, in one order.</summary>
    public IEnumerable<string> Content() =>
        Rows.Select(row => $"{row.Year} {row.Table.Name}: {string.Join('|', row.Values)}").Order(StringComparer.Ordinal);
}
