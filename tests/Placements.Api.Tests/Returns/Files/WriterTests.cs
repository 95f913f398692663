using System.Text;
using Placements.Application.Returns.Files;

namespace Placements.Tests.Api.Returns.Files;

/// <summary>What is written is what the Department takes, and what is read back.</summary>
public sealed class WriterTests
{
    private static readonly string[] Cells =
    [
        "",
        "1",
        "04/05/2010",
        "=1+1",
        "O\"Neil",
        "a,b",
        "two\nlines",
        "carriage\rreturn",
        "Ö",
        "<b>&amp;",
        "]]>",
        "-5",
    ];

    [Fact]
    public async Task Csv_is_the_samples_form_to_the_byte()
    {
        string[][] rows =
        [
            ["A1", "04/05/2010", "", "a,b", "say \"no\""],
            ["=A2", "30/11/2008", "É", "+1", "x\ny"],
        ];
        Assert.Equal(
            "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\nA1,04/05/2010,,\"a,b\",\"say \"\"no\"\"\"\n=A2,30/11/2008,É,+1,\"x\ny\"\n"u8.ToArray(),
            await Csv(Ssda903Tables.Oc3, rows)
        );
        Assert.Equal("CHILD,SEX,DOB,DUC\n"u8.ToArray(), await Csv(Ssda903Tables.Uasc, []));
        await Assert.ThrowsAsync<ArgumentException>(() => Csv(Ssda903Tables.Uasc, rows));
    }

    [Theory]
    [InlineData(1, 2022)]
    [InlineData(2, 2027)]
    [InlineData(3, 2027)]
    public async Task Both_forms_read_back_to_the_rows_that_were_written(int seed, int year)
    {
        var children = Invented(new Random(seed), year);
        var expected = children
            .SelectMany(child => child.Rows)
            .Select(row => $"{year} {row.Table.Name}: {string.Join('|', row.Values)}")
            .Order(StringComparer.Ordinal)
            .ToList();

        using var csv = new ReturnFolder();
        foreach (var table in Ssda903Tables.Of(year))
        {
            csv.With(
                $"{table.FileName}.csv",
                await Csv(table, children.SelectMany(child => child.Rows).Where(row => row.Table == table).Select(row => row.Values))
            );
        }
        var fromCsv = await csv.Read(year);
        Assert.Empty(fromCsv.Problems);
        Assert.Equal(expected, fromCsv.Content());

        using var xml = new ReturnFolder().With("all.xml", await Xml(year, children));
        var fromXml = await xml.Read(year);
        Assert.Empty(fromXml.Problems);
        Assert.Equal(expected, fromXml.Content());
    }

    [Fact]
    public async Task Xml_puts_what_a_child_has_once_into_its_header()
    {
        var xml = await Xml(
            2022,
            [
                (
                    "A1",
                    [
                        (Ssda903Tables.Header, ["A1", "2", "04/05/2010", "WBRI", "UN3", "", ""]),
                        (Ssda903Tables.Uasc, ["A1", "2", "04/05/2010", ""]),
                        (Ssda903Tables.Reviews, ["A1", "04/05/2010", "01/05/2021", "PN1"]),
                        (Ssda903Tables.Episodes, ["A1", "01/04/2021", "S", "V2", "N1", "U1", "PR1", "", "", "", "", "", "7654321"]),
                    ]
                ),
            ]
        );
        Assert.Equal(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <EXPSSDA903>
             <CHILD>
              <HEADER>
               <CHILDID>A1</CHILDID>
               <DOB>04/05/2010</DOB>
               <SEX>2</SEX>
               <ETHNIC>WBRI</ETHNIC>
               <UPN>UN3</UPN>
               <MOTHER />
               <MC_DOB />
               <UASC>1</UASC>
               <DUC />
               <AREVIEW>
                <REVIEW>01/05/2021</REVIEW>
                <REVIEW_CODE>PN1</REVIEW_CODE>
               </AREVIEW>
              </HEADER>
              <EPISODE>
               <DECOM>01/04/2021</DECOM>
               <RNE>S</RNE>
               <LS>V2</LS>
               <CIN>N1</CIN>
               <PL>U1</PL>
               <PLACE_PROVIDER>PR1</PLACE_PROVIDER>
               <DEC />
               <REC />
               <REASON_PLACE_CHANGE />
               <HOME_POST />
               <PL_POST />
               <URN>7654321</URN>
              </EPISODE>
             </CHILD>
            </EXPSSDA903>
            """,
            Encoding.UTF8.GetString(xml)
        );
    }

    [Fact]
    public async Task A_control_character_does_not_break_the_document()
    {
        using var folder = new ReturnFolder().With(
            "all.xml",
            await Xml(2022, [("A1", [(Ssda903Tables.Header, ["A1", "2", "", "W\u0001I", "\uD800", "", ""])])])
        );
        Assert.Equal(["A1", "2", "", "W\uFFFDI", "\uFFFD", "", ""], (await folder.Read()).Rows.Single().Values);
    }

    [Fact]
    public async Task Rows_that_no_return_holds_are_refused()
    {
        IReadOnlyList<string> header = ["A1", "2", "", "", "", "", ""];
        await Assert.ThrowsAsync<ArgumentException>(() => Xml(2022, [("A2", [(Ssda903Tables.Header, header)])]));
        await Assert.ThrowsAsync<ArgumentException>(() =>
            Xml(2022, [("A1", [(Ssda903Tables.Header, header), (Ssda903Tables.Header, header)])])
        );
        await Assert.ThrowsAsync<ArgumentException>(() => Xml(2022, [("A1", [(Ssda903Tables.Episodes, header)])]));
        await Assert.ThrowsAsync<ArgumentException>(() => Xml(2026, [("A1", [(Ssda903Tables.DoLo, ["A1", "", "", ""])])]));
    }

    /// <summary>Children with any rows, also such as make no sense together.</summary>
    private static List<(string Child, IReadOnlyList<(ReturnTable Table, IReadOnlyList<string> Values)> Rows)> Invented(
        Random random,
        int year
    ) =>
        [
            .. Enumerable
                .Range(0, 60)
                .Select(i =>
                {
                    var rows = new List<(ReturnTable, IReadOnlyList<string>)>();
                    foreach (var table in Ssda903Tables.Of(year))
                    {
                        for (var count = random.Next(table == Ssda903Tables.Header ? 2 : 3); count > 0; count--)
                        {
                            rows.Add(
                                (
                                    table,
                                    [
                                        $"A{i}",
                                        .. Enumerable
                                            .Range(1, table.Columns.Count - 1)
                                            .Select(_ => random.Next(2) == 0 ? "" : Cells[random.Next(Cells.Length)]),
                                    ]
                                )
                            );
                        }
                    }
                    return ($"A{i}", (IReadOnlyList<(ReturnTable, IReadOnlyList<string>)>)rows);
                }),
        ];

    private static async Task<byte[]> Csv(ReturnTable table, IEnumerable<IReadOnlyList<string>> rows)
    {
        using var to = new MemoryStream();
        await ReturnWriter.WriteCsv(to, table, rows.ToAsyncEnumerable(), CancellationToken.None);
        return to.ToArray();
    }

    private static async Task<byte[]> Xml(
        int year,
        IEnumerable<(string Child, IReadOnlyList<(ReturnTable Table, IReadOnlyList<string> Values)> Rows)> children
    )
    {
        using var to = new MemoryStream();
        await ReturnWriter.WriteXml(to, year, children.ToAsyncEnumerable(), CancellationToken.None);
        return to.ToArray();
    }
}
