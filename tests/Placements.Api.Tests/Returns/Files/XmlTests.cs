using Placements.Application.Returns.Files;

namespace Placements.Tests.Api.Returns.Files;

/// <summary>The XML form of a return, and what hostile XML does.</summary>
public sealed class XmlTests
{
    /// <summary>Invented; the tags are those of the public validator's sample.</summary>
    public const string Document = """
        <?xml version="1.0" encoding="us-ascii"?>
        <EXPSSDA903>
          <CHILD>
            <HEADER><CHILDID>A1</CHILDID><UPN>UN3</UPN><SEX>2</SEX><DOB>04/05/2010</DOB><ETHNIC>WBRI</ETHNIC><UASC />
              <IN_TOUCH />
              <AMISSING><MISSING>M</MISSING><MIS_START>01/06/2021</MIS_START><MIS_END /></AMISSING>
              <AREVIEW><REVIEW>01/05/2021</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>
              <AREVIEW><REVIEW>01/11/2021</REVIEW><REVIEW_CODE>PN3</REVIEW_CODE></AREVIEW>
              <MOTHER /><MC_DOB />
              <PERMANENCE><PREV_PERM>Z1</PREV_PERM></PERMANENCE>
              <OC2><SDQ_REASON>SDQ1</SDQ_REASON><CONVICTED>0</CONVICTED></OC2>
            </HEADER>
            <EPISODE><DECOM>01/04/2021</DECOM><RNE>S</RNE><LS>V2</LS><CIN>N1</CIN><PL>U1</PL><URN> 1234567
              </URN></EPISODE>
            <EPISODE><DECOM>02/10/2021</DECOM><PL>P2</PL><DEC /></EPISODE>
          </CHILD>
          <CHILD>
            <HEADER><CHILDID>A2</CHILDID><SEX>1</SEX><DOB>30/11/2003</DOB><ETHNIC>AOTH</ETHNIC><UASC>1</UASC><DUC>30/11/2021</DUC>
              <IN_TOUCH>YES</IN_TOUCH><ACTIV>F1</ACTIV><ACCOM>B1</ACCOM>
              <DATE_INT>03/05/2021</DATE_INT><FOSTER_CARE>0</FOSTER_CARE>
              <AD_PLACED><DATE_PLACED>03/05/2021</DATE_PLACED></AD_PLACED>
            </HEADER>
          </CHILD>
        </EXPSSDA903>
        """;

    [Fact]
    public async Task Every_table_is_read_from_its_tags()
    {
        using var folder = new ReturnFolder().With("return.xml", Document);
        var reading = await folder.Read();

        Assert.Empty(reading.Problems);
        Assert.Equal(
            [
                "2022 AD1: A2|30/11/2003|03/05/2021||0|||",
                "2022 Episodes: A1|01/04/2021|S|V2|N1|U1||||||" + "|1234567",
                "2022 Episodes: A1|02/10/2021||||P2|||||||",
                "2022 Header: A1|2|04/05/2010|WBRI|UN3||",
                "2022 Header: A2|1|30/11/2003|AOTH|||",
                "2022 Missing: A1|04/05/2010|M|01/06/2021|",
                "2022 OC2: A1|04/05/2010||SDQ1|0|||||||",
                "2022 OC3: A2|30/11/2003|YES|F1|B1",
                "2022 PlacedAdoption: A2|30/11/2003|03/05/2021||",
                "2022 PrevPerm: A1|04/05/2010|Z1||",
                "2022 Reviews: A1|04/05/2010|01/05/2021|PN1",
                "2022 Reviews: A1|04/05/2010|01/11/2021|PN3",
                "2022 UASC: A2|1|30/11/2003|30/11/2021",
            ],
            reading.Content()
        );
        Assert.Equal([13L, 15L], reading.Of(Ssda903Tables.Episodes).Select(row => row.Line));
        Assert.Equal([7L, 8L], reading.Of(Ssda903Tables.Reviews).Select(row => row.Line));
    }

    [Fact]
    public async Task Unknown_tags_are_told_once_each_and_the_rest_is_read()
    {
        using var folder = new ReturnFolder().With(
            "return.xml",
            "<EXPSSDA903><MESSAGE/><CHILD><HEADER><CHILDID>A1</CHILDID><ETHNIC>WBRI</ETHNIC><SHOE>1</SHOE></HEADER>"
                + "<EPISODE><DECOM>01/04/2021</DECOM><SHOE>2</SHOE></EPISODE><EPISODE><DECOM>01/05/2021</DECOM><HAT/></EPISODE></CHILD></EXPSSDA903>"
        );
        var reading = await folder.Read();
        Assert.Equal(3, reading.Rows.Count);
        Assert.All(reading.Problems, problem => Assert.Equal(("xml_unknown_tag", ProblemOutcome.Noted), (problem.Code, problem.Outcome)));
        Assert.Equal(["MESSAGE", "SHOE", "HAT"], reading.Problems.Select(problem => problem.Message.Split(' ')[2]));
    }

    [Fact]
    public async Task A_tag_said_twice_counts_once_and_a_cell_too_long_leaves_its_row_out()
    {
        using var folder = new ReturnFolder().With(
            "return.xml",
            "<EXPSSDA903><CHILD><HEADER><CHILDID>A1</CHILDID><ETHNIC>WBRI</ETHNIC><ETHNIC>AOTH</ETHNIC></HEADER>\n<EPISODE><DECOM>"
                + new string('1', 4_001)
                + "</DECOM></EPISODE><EPISODE><DECOM>01/05/<![CDATA[2021]]></DECOM></EPISODE></CHILD></EXPSSDA903>"
        );
        var reading = await folder.Read();
        Assert.Equal("WBRI", reading.Of(Ssda903Tables.Header).Single()["ETHNIC"]);
        Assert.Equal("01/05/2021", reading.Of(Ssda903Tables.Episodes).Single()["DECOM"]);
        Assert.Equal(
            [("xml_tag_twice", ProblemOutcome.Repaired, "ETHNIC", 1L), ("cell_too_long", ProblemOutcome.LeftOut, "DECOM", 2L)],
            reading.Problems.Select(problem => (problem.Code, problem.Outcome, problem.Column!, problem.Line!.Value))
        );
        Assert.All(reading.Problems, problem => Assert.Equal("A1", problem.Child));
    }

    [Fact]
    public async Task A_declared_windows_1252_is_read_as_such()
    {
        using var folder = new ReturnFolder().With(
            "return.xml",
            [
                .. "<?xml version='1.0' encoding='windows-1252'?><EXPSSDA903><CHILD><HEADER><CHILDID>A"u8,
                0x93,
                .. "</CHILDID><UPN/></HEADER></CHILD></EXPSSDA903>"u8,
            ]
        );
        Assert.Equal("A\u201C", (await folder.Read()).Rows.Single().Child);
    }

    [Theory]
    [InlineData("xml_dtd", "<!DOCTYPE EXPSSDA903 [<!ENTITY a \"x\">]><EXPSSDA903>&a;</EXPSSDA903>")]
    [InlineData(
        "xml_dtd",
        "<!DOCTYPE EXPSSDA903 [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><EXPSSDA903><CHILD><HEADER><CHILDID>&a;</CHILDID></HEADER></CHILD></EXPSSDA903>"
    )]
    [InlineData("xml_dtd", "<!DOCTYPE EXPSSDA903 SYSTEM \"http://127.0.0.1:1/return.dtd\"><EXPSSDA903/>")]
    [InlineData(
        "xml_dtd",
        "<?xml version='1.0'?><!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol1 \"&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;\">"
            + "<!ENTITY lol2 \"&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;\"><!ENTITY lol3 \"&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;\">"
            + "<!ENTITY lol4 \"&lol3;&lol3;&lol3;&lol3;&lol3;&lol3;&lol3;&lol3;\">]><EXPSSDA903><CHILD>&lol4;</CHILD></EXPSSDA903>"
    )]
    [InlineData("xml_malformed", "<EXPSSDA903>&a;</EXPSSDA903>")]
    [InlineData("xml_malformed", "<EXPSSDA903><CHILD></EXPSSDA903>")]
    [InlineData("xml_malformed", "<EXPSSDA903><CHILD/>")]
    [InlineData("xml_malformed", "<EXPSSDA903/><EXPSSDA903/>")]
    [InlineData("xml_malformed", "CHILD,SEX")]
    [InlineData("xml_malformed", "")]
    [InlineData("xml_malformed", "<EXPSSDA903>\u0001</EXPSSDA903>")]
    [InlineData("xml_not_a_return", "<html><body/></html>")]
    public void Xml_that_is_no_return_is_refused_before_anything_is_taken(string code, string document)
    {
        using var folder = new ReturnFolder().With("return.xml", document);
        var refusal = Assert.Throws<ReturnUnreadableException>(() => folder.Open());
        Assert.Equal((code, "return.xml"), (refusal.Code, refusal.File));
    }

    [Fact]
    public void A_document_that_breaks_off_tells_its_line()
    {
        using var folder = new ReturnFolder().With("return.xml", Document[..^16]);
        var refusal = Assert.Throws<ReturnUnreadableException>(() => folder.Open());
        Assert.Equal("xml_malformed", refusal.Code);
        Assert.InRange(refusal.Line!.Value, 23, 24);
    }

    [Fact]
    public void A_document_of_ever_new_tags_is_refused()
    {
        var tags = string.Concat(Enumerable.Range(0, 2_000).Select(i => $"<T{i}/>"));
        using var folder = new ReturnFolder().With("return.xml", $"<EXPSSDA903><CHILD>{tags}</CHILD></EXPSSDA903>");
        Assert.Equal("xml_not_a_return", Assert.Throws<ReturnUnreadableException>(() => folder.Open()).Code);
    }

    [Fact]
    public void A_group_of_a_later_year_is_refused()
    {
        using var folder = new ReturnFolder().With(
            "return.xml",
            "<EXPSSDA903><CHILD><HEADER>\n<SW_EPISODE><SW_ID>SW1</SW_ID></SW_EPISODE></HEADER></CHILD></EXPSSDA903>"
        );
        var refusal = Assert.Throws<ReturnUnreadableException>(() => folder.Open());
        Assert.Equal(("table_of_other_year", 2L), (refusal.Code, refusal.Line));
        using var later = folder.Open(2024);
        Assert.Contains((2024, Ssda903Tables.SwEpisodes), later.TablesGiven);
    }
}
