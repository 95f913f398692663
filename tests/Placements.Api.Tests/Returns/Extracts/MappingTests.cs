using System.Globalization;
using System.Text;
using Placements.Application.Returns.Extracts;
using Placements.Application.Returns.Files;

namespace Placements.Tests.Api.Returns.Extracts;

/// <summary>A slip in a mapping is named where it stands; nothing is read by a mapping that has one.</summary>
public sealed class MappingTests
{
    [Theory]
    [InlineData("\"county-system\",", "\"county-system\"", "mapping_not_json")]
    [InlineData("\"holds\": \"children\"", "\"hold\": \"children\"", "member_unknown")]
    [InlineData("\"holds\": \"children\", ", "", "member_missing")]
    [InlineData("\"holds\": \"children\"", "\"holds\": \"people\"", "mapping_holds")]
    [InlineData("\"holds\": \"children\"", "\"holds\": [\"children\"]", "mapping_shape")]
    [InlineData("\"name\": \"county-system\"", "\"name\": \" \"", "mapping_shape")]
    [InlineData("\"name\": \"county-system\"", "\"name\": \"ssda903\"", "mapping_name")]
    [InlineData("\"startedOn\": \"START\"", "\"startsOn\": \"START\"", "member_unknown")]
    [InlineData("\"startedOn\": \"START\", ", "", "column_not_mapped")]
    [InlineData("\"startedOn\": \"START\"", "\"startedOn\": \"START\", \"startedOn\": \"END\"", "member_twice")]
    [InlineData("\"startedOn\": \"START\"", "\"startedOn\": [\"START\", \"END\"]", "mapping_shape")]
    [InlineData("\"startedOn\": \"START\"", "\"startedOn\": \"BEGIN\"", "column_missing")]
    [InlineData("\"IFA\": \"foster_care\"", "\"IFA\": \"U6\"", "value_unknown")]
    [InlineData("\"IFA\": \"foster_care\"", "\"IFA\": \"foster_care\", \" ifa \": \"childrens_home\"", "word_twice")]
    [InlineData("\"Cardiff\": \"W06000015\"", "\"Cardiff\": \"Cardiff\"", "value_unknown")]
    [InlineData("\"sex\": { \"F\"", "\"dateOfBirth\": { \"F\"", "member_unknown")]
    [InlineData("\"sex\": \"GENDER\", ", "", "values_without_column")]
    [InlineData("dd/mm/yyyy", "dd/yyyy", "date_format")]
    [InlineData("dd/mm/yyyy", "dd/mm/yyyy hh", "date_format")]
    [InlineData("dd/mm/yyyy", "%d/%m/%Y", "date_format")]
    [InlineData("\"file\": \"people.csv\"", "\"file\": \"persons.csv\"", "file_missing")]
    [InlineData("\"file\": \"people.csv\"", "\"file\": \"\\u0000.csv\"", "file_missing")]
    [InlineData("\"file\": \"people.csv\"", "\"file\": \".\"", "file_outside")]
    [InlineData("\"file\": \"people.csv\"", "\"file\": \"../people.csv\"", "file_outside")]
    [InlineData("\"file\": \"people.csv\"", "\"file\": \"/etc/passwd\"", "file_outside")]
    [InlineData("\"file\": \"people.csv\"", "\"file\": \"\\ud800.csv\"", "mapping_not_json")]
    public void A_slip_has_a_code_and_a_sentence(string text, string slip, string code)
    {
        using var folder = ExtractFolder.Whole();
        var mapping = ExtractFolder.Mapping.Replace(text, slip, StringComparison.Ordinal);
        Assert.NotEqual(ExtractFolder.Mapping, mapping);

        var refusal = Assert.Throws<ReturnUnreadableException>(() => folder.Open(mapping));

        Assert.Equal(code, refusal.Code);
        Assert.Matches(@"^The [^\n]+\.$", refusal.Message);
    }

    [Theory]
    [InlineData("", "mapping_not_json")]
    [InlineData("[]", "mapping_shape")]
    [InlineData("null", "mapping_shape")]
    [InlineData("{\"name\":\"x\",\"files\":[]}", "mapping_shape")]
    [InlineData("{\"name\":\"x\",\"files\":{}}", "mapping_shape")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[", "mapping_not_json")]
    public void What_is_no_mapping_is_refused(string text, string code) =>
        Assert.Equal(code, Assert.Throws<ReturnUnreadableException>(() => MappingReader.Read(Encoding.UTF8.GetBytes(text))).Code);

    [Fact]
    public void A_file_mapped_twice_and_a_mapping_that_is_not_there_are_refused()
    {
        var twice = ExtractFolder.Mapping.Replace(
            "missing.csv\", \"holds\": \"absences\"",
            "people.csv\", \"holds\": \"absences\"",
            StringComparison.Ordinal
        );
        Assert.Equal(3, MappingReader.Read(Encoding.UTF8.GetBytes(twice)).Files.Count);
        var file =
            """{ "file": "a.csv", "holds": "absences", "dateFormat": "d/m/yy", "columns": { "child": "A", "startedOn": "B", "endedOn": "C", "kind": "D" } }""";
        var refusal = Assert.Throws<ReturnUnreadableException>(() =>
            MappingReader.Read(Encoding.UTF8.GetBytes($$"""{ "name": "x", "files": [{{file}}, {{file}}] }"""))
        );
        Assert.Equal("mapping_file_twice", refusal.Code);
        Assert.Equal(
            "mapping_unreadable",
            Assert.Throws<ReturnUnreadableException>(() => MappingReader.ReadFile("/nowhere/mapping.json")).Code
        );
        Assert.Equal("mapping_too_big", Assert.Throws<ReturnUnreadableException>(() => MappingReader.Read(new byte[5 << 20])).Code);
    }

    [Theory]
    [InlineData("dd/mm/yyyy", "03/04/2022", "2022-04-03")]
    [InlineData("DD/MM/YYYY", "03/04/2022 00:00:00", "2022-04-03")]
    [InlineData("yyyy-mm-dd", "2022-04-03T00:00:00Z", "2022-04-03")]
    [InlineData("dd-mmm-yy", "03-APR-22", "2022-04-03")]
    [InlineData("d.m.yyyy", "3.4.2022", "2022-04-03")]
    [InlineData("dd mmmm yyyy", "03 April 2022", "2022-04-03")]
    [InlineData("dd/mm/yyyy", "31/02/2022", null)]
    [InlineData("dd/mm/yyyy", "2022-04-03", null)]
    [InlineData("dd/mm/yyyy", "03/04/2022 noon", null)]
    [InlineData("dd/mm/yyyy", "44654", null)]
    public void Dates_are_read_in_the_form_that_the_mapping_says(string form, string text, string? day) =>
        Assert.Equal(
            day,
            DateForm.Of(form)!.TryRead(text, out var read) ? read.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null
        );
}
