using System.Text;
using Placements.Application.Returns.Files;

namespace Placements.Tests.Api.Returns.Files;

/// <summary>CSV as spreadsheets and case systems write it, well and badly.</summary>
public sealed class CsvTests
{
    private const string Oc3 = "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n";

    public static TheoryData<string, byte[]> SameFile()
    {
        const string text = "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\nA1,04/05/2010,YÉS,F1,B1\nA2,30/11/2008,NO,,\n";
        var crlf = text.Replace("\n", "\r\n", StringComparison.Ordinal);
        return new()
        {
            { "UTF-8", Encoding.UTF8.GetBytes(text) },
            { "with a mark", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)] },
            { "Windows line ends", Encoding.UTF8.GetBytes(crlf) },
            { "old Mac line ends", Encoding.UTF8.GetBytes(text.Replace('\n', '\r')) },
            { "no last line end", Encoding.UTF8.GetBytes(text.TrimEnd()) },
            { "Latin-1", Encoding.Latin1.GetBytes(text) },
            { "UTF-16", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(crlf)] },
            { "UTF-16, big end first", [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(text)] },
            { "semicolons", Encoding.UTF8.GetBytes(text.Replace(',', ';')) },
            { "tabs", Encoding.UTF8.GetBytes(text.Replace(',', '\t')) },
            {
                "all quoted",
                Encoding.UTF8.GetBytes(
                    '"'
                        + text.TrimEnd().Replace(",", "\",\"", StringComparison.Ordinal).Replace("\n", "\"\n\"", StringComparison.Ordinal)
                        + '"'
                )
            },
            { "spaces", Encoding.UTF8.GetBytes(text.Replace(",", " , ", StringComparison.Ordinal)) },
            {
                "small letters",
                Encoding.UTF8.GetBytes(
                    text.Replace("CHILD,DOB,IN_TOUCH,ACTIV,ACCOM", "child,dob,in_touch,activ,accom", StringComparison.Ordinal)
                )
            },
            { "another order", Encoding.UTF8.GetBytes("ACCOM,CHILD,DOB,IN_TOUCH,ACTIV\nB1,A1,04/05/2010,YÉS,F1\n,A2,30/11/2008,NO,\n") },
            {
                "blank lines and rows",
                Encoding.UTF8.GetBytes(text.Replace("\nA2", "\n\n,,,,\n  \n , , , , \nA2", StringComparison.Ordinal))
            },
        };
    }

    [Theory]
    [MemberData(nameof(SameFile))]
    public async Task However_it_was_saved_it_says_the_same(string how, byte[] file)
    {
        using var folder = ReturnFolder.Plain().With("care leavers.csv", file);
        var reading = await folder.Read();

        Assert.Equal(
            ["A1|04/05/2010|YÉS|F1|B1", "A2|30/11/2008|NO||"],
            reading.Of(Ssda903Tables.Oc3).Select(row => string.Join('|', row.Values))
        );
        Assert.Equal(how == "Latin-1" ? ["windows_1252"] : [], reading.Problems.Select(problem => problem.Code));
    }

    [Fact]
    public async Task A_late_letter_of_windows_1252_decides_for_the_whole_file()
    {
        var rows = string.Concat(Enumerable.Range(0, 5_000).Select(i => $"A{i},04/05/2010,YES,F1,B1\n"));
        using var folder = ReturnFolder
            .Plain()
            .With("oc3.csv", [.. Encoding.UTF8.GetBytes(Oc3 + rows), .. "A"u8, 0x93, .. ",04/05/2010,,,\n"u8]);
        var reading = await folder.Read();
        Assert.Equal("A\u201C", reading.Of(Ssda903Tables.Oc3)[^1].Child);
        Assert.Equal((ProblemOutcome.Noted, "oc3.csv"), (reading.Problems.Single().Outcome, reading.Problems.Single().File));
    }

    [Fact]
    public async Task Quoted_line_breaks_quotes_and_separators_are_text_and_lines_are_those_of_the_file()
    {
        using var folder = ReturnFolder
            .Plain()
            .With("oc3.csv", Oc3 + "\"A\n1\",\"4,5\",\"say \"\"no\"\"\",\"\r\n\r\nF1\",x\n\nA2,,,,y\nA3,,,\n");
        var reading = await folder.Read();
        var rows = reading.Of(Ssda903Tables.Oc3);
        Assert.Equal(["A\n1", "4,5", "say \"no\"", "F1", "x"], rows[0].Values);
        Assert.Equal([2L, 7L], rows.Select(row => row.Line));
        Assert.Equal(8, reading.Problems.Single().Line);
    }

    [Theory]
    [InlineData("cell_count", "A1,04/05/2010,YES,F1")]
    [InlineData("cell_count", "A1,04/05/2010,YES,F1,B1,")]
    [InlineData("nul_character", "A1,04/05/2010,Y\0ES,F1,B1")]
    [InlineData("cell_too_long", "A1,04/05/2010,LONG,F1,B1")]
    public async Task A_row_that_cannot_be_understood_is_left_out_alone(string code, string row)
    {
        using var folder = ReturnFolder
            .Plain()
            .With("oc3.csv", Oc3 + "A0,,,,\n" + row.Replace("LONG", new string('x', 4_001), StringComparison.Ordinal) + "\nA2,,,,\n");
        var reading = await folder.Read();

        Assert.Equal(["A0", "A2"], reading.Of(Ssda903Tables.Oc3).Select(read => read.Child));
        var problem = Assert.Single(reading.Problems);
        Assert.Equal((code, ProblemOutcome.LeftOut, "oc3.csv", 3L), (problem.Code, problem.Outcome, problem.File, problem.Line));
        if (code != "cell_count")
        {
            Assert.Equal(("A1", "IN_TOUCH"), (problem.Child, problem.Column));
        }
    }

    [Fact]
    public async Task A_cell_of_four_thousand_characters_is_taken()
    {
        using var folder = ReturnFolder.Plain().With("oc3.csv", Oc3 + $"A1,,{new string('é', 4_000)},,\n");
        var reading = await folder.Read();
        Assert.Empty(reading.Problems);
        Assert.Equal(4_000, reading.Of(Ssda903Tables.Oc3)[0]["IN_TOUCH"].Length);
    }

    [Fact]
    public async Task Odd_quotes_are_reported_and_the_row_is_taken()
    {
        using var folder = ReturnFolder.Plain().With("oc3.csv", Oc3 + "A1,,5\"6,,\nA2,,\"a\"b,,\nA3,,,,\n");
        var reading = await folder.Read();
        Assert.Equal(["5\"6", "ab", ""], reading.Of(Ssda903Tables.Oc3).Select(row => row["IN_TOUCH"]));
        Assert.Equal([("odd_quotes", 2L), ("odd_quotes", 3L)], reading.Problems.Select(problem => (problem.Code, problem.Line!.Value)));
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_is_refused_with_its_line()
    {
        using var folder = ReturnFolder.Plain().With("oc3.csv", Oc3 + "A1,,,,\nA2,,\"NO,,\nA3,,,,\n");
        var refusal = await folder.Refusal();
        Assert.Equal(("quote_not_closed", "oc3.csv", 3L), (refusal.Code, refusal.File, refusal.Line));
    }

    [Theory]
    [InlineData(
        "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM,NOTES",
        "The file oc3.csv is not as the table OC3 should be: it has columns that the table does not: NOTES."
    )]
    [InlineData(
        "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM,",
        "The file oc3.csv is not as the table OC3 should be: it has columns that the table does not: one without a name."
    )]
    [InlineData("CHILD,DOB,IN_TOUCH,ACTIV", "The file oc3.csv is not as the table OC3 should be: it lacks ACCOM.")]
    [InlineData(
        "CHILD,DOB,IN_TOUCH,ACTIVITY,ACCOM",
        "The file oc3.csv is not as the table OC3 should be: it lacks ACTIV; it has columns that the table does not: ACTIVITY. ACTIVITY may be ACTIV under another name."
    )]
    [InlineData(
        "CHILD_ID,DOB,IN TOUCH,ACTIV,NOTES",
        "The file oc3.csv is not as the table OC3 should be: it lacks CHILD, IN_TOUCH, ACCOM; it has columns that the table does not: CHILD_ID, IN TOUCH, NOTES. CHILD_ID may be CHILD under another name. IN TOUCH may be IN_TOUCH under another name."
    )]
    [InlineData("CHILD,DOB,DOB,IN_TOUCH,ACTIV,ACCOM", "The file oc3.csv is not as the table OC3 should be: it has more than once DOB.")]
    [InlineData(
        "A1,04/05/2010,YES,F1,B1",
        "The file oc3.csv is not as the table OC3 should be: it lacks CHILD, DOB, IN_TOUCH, ACTIV, ACCOM; it has columns that the table does not: A1, 04/05/2010, YES, F1, B1."
    )]
    public async Task Other_columns_make_the_whole_source_unreadable(string header, string message)
    {
        using var folder = ReturnFolder.Plain().With("oc3.csv", header + "\n");
        var refusal = await folder.Refusal();
        Assert.Equal(("wrong_columns", "oc3.csv"), (refusal.Code, refusal.File));
        Assert.Equal(message, refusal.Message);
    }

    [Theory]
    [InlineData("staff.csv", "NAME,TEAM\nx,y\n", "not_a_table")]
    [InlineData("oc3.csv", "", "not_a_table")]
    [InlineData("children.csv", "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,BORN\n", "wrong_columns")]
    [InlineData("oc3.csv", "PK\u0003\u0004\0\0\0\0", "wrong_columns")]
    public async Task A_csv_file_that_is_no_table_is_refused_too(string file, string text, string code)
    {
        using var folder = ReturnFolder.Plain().With(file, text);
        var refusal = await folder.Refusal();
        Assert.Equal((code, file), (refusal.Code, refusal.File));
    }
}
