using System.Text.Json;
using Placements.Application.Returns.Files;
using Placements.Domain.Codes;

namespace Placements.Application.Returns.Extracts;

/// <summary>Reads a mapping, and says of every slip where in it it is.</summary>
public static class MappingReader
{
    private const int MostBytes = 4 << 20;
    private const int LongestName = 100;
    private const int MostFiles = 50;

    private static readonly JsonDocumentOptions Options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 16,
    };

    /// <exception cref="ReturnUnreadableException">It is no mapping.</exception>
    public static ExtractMapping ReadFile(string path)
    {
        byte[] bytes;
        try
        {
            using var file = File.OpenRead(path);
            var buffer = new byte[MostBytes + 1];
            bytes = buffer[..file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Wrong("mapping_unreadable", "The mapping cannot be opened: there is no such file, or it may not be read.");
        }
        return Read(bytes);
    }

    /// <inheritdoc cref="ReadFile"/>
    public static ExtractMapping Read(ReadOnlyMemory<byte> json)
    {
        if (json.Length > MostBytes)
        {
            throw Wrong("mapping_too_big", $"The mapping is larger than {MostBytes >> 20} MB: this cannot be one.");
        }
        if (json.Span is [0xEF, 0xBB, 0xBF, ..])
        {
            json = json[3..];
        }
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return ReadMapping(document.RootElement);
        }
        catch (JsonException failure)
        {
            throw Wrong(
                "mapping_not_json",
                $"The mapping is not JSON: it breaks off or has a wrong character in line {failure.LineNumber + 1}."
            );
        }
        catch (InvalidOperationException)
        {
            throw Wrong("mapping_not_json", "The mapping holds text that is not Unicode.");
        }
    }

    private static ExtractMapping ReadMapping(JsonElement root)
    {
        var members = Members(root, "The mapping", "name", "files");
        var name = Text(Required(members, "name", "The mapping"), "The mapping's name");
        if (name.Length > LongestName || name == "ssda903")
        {
            throw Wrong("mapping_name", $"The name of the mapping must have at most {LongestName} characters, and not be ssda903.");
        }
        var files = Required(members, "files", "The mapping");
        if (files.ValueKind != JsonValueKind.Array || files.GetArrayLength() is 0 or > MostFiles)
        {
            throw Wrong("mapping_shape", $"The member files must be a list of 1 to {MostFiles} files.");
        }
        List<MappedFile> mapped = [.. files.EnumerateArray().Select((file, i) => ReadFile(file, $"The mapping's files[{i}]"))];
        var twice = mapped.GroupBy(file => (file.File, file.Table)).FirstOrDefault(same => same.Count() > 1);
        return twice is null
            ? new ExtractMapping(name, mapped)
            : throw Wrong("mapping_file_twice", $"The mapping says twice how {twice.Key.File} holds {twice.Key.Table.Name}.");
    }

    private static MappedFile ReadFile(JsonElement element, string at)
    {
        var members = Members(element, at, "file", "holds", "dateFormat", "columns", "values");
        var file = Text(Required(members, "file", at), $"{at}.file");
        var holds = Text(Required(members, "holds", at), $"{at}.holds");
        var table =
            ExtractTables.All.FirstOrDefault(table => table.Name == holds)
            ?? throw Wrong(
                "mapping_holds",
                $"{at}.holds must be one of {string.Join(", ", ExtractTables.All.Select(table => table.Name))}."
            );
        var dates =
            DateForm.Of(Text(Required(members, "dateFormat", at), $"{at}.dateFormat"))
            ?? throw Wrong("date_format", $"{at}.dateFormat must name day, month and year once each, like dd/mm/yyyy or dd-mmm-yy.");
        var columns = Columns(Required(members, "columns", at), table, $"{at}.columns");
        var values = members.TryGetValue("values", out var given) ? Values(given, table, $"{at}.values") : [];
        var idle = values.Keys.FirstOrDefault(thing => !columns.ContainsKey(thing));
        return idle is null
            ? new MappedFile(file, table, dates, columns, values)
            : throw Wrong("values_without_column", $"{at}.values has words of {idle.Name}, for which {at}.columns names no column.");
    }

    private static Dictionary<Thing, string> Columns(JsonElement element, ExtractTable table, string at)
    {
        var columns = new Dictionary<Thing, string>();
        foreach (var (name, column) in Members(element, at, [.. table.Things.Select(thing => thing.Name)]))
        {
            columns.Add(table.Find(name)!, Text(column, $"{at}.{name}"));
        }
        var lacking = table.Things.Where(thing => thing.IsRequired && !columns.ContainsKey(thing)).Select(thing => thing.Name).ToList();
        return lacking.Count == 0
            ? columns
            : throw Wrong("column_not_mapped", $"{at} must name a column for {string.Join(", ", lacking)}: {table.Name} need it.");
    }

    private static Dictionary<Thing, IReadOnlyDictionary<string, string>> Values(JsonElement element, ExtractTable table, string at)
    {
        var values = new Dictionary<Thing, IReadOnlyDictionary<string, string>>();
        var coded = table.Things.Where(thing => thing.HasWords).ToList();
        foreach (var (name, words) in Members(element, at, [.. coded.Select(thing => thing.Name)]))
        {
            var thing = table.Find(name)!;
            values.Add(thing, WordsOf(words, thing, $"{at}.{name}"));
        }
        return values;
    }

    private static Dictionary<string, string> WordsOf(JsonElement element, Thing thing, string at)
    {
        var words = new Dictionary<string, string>(Words.Alike);
        foreach (var word in Object(element, at).EnumerateObject())
        {
            var value = word.Value.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? word.Value.GetRawText()
                : Text(word.Value, $"{at}.{Shown(word.Name)}");
            if (!(thing.Kind == CellKind.Authority ? Authorities.IsPlausible(value) : thing.Codes.Contains(value)))
            {
                throw Wrong(
                    "value_unknown",
                    $"{at}: \"{Shown(value)}\" is no value of {thing.Name}; "
                        + (
                            thing.Kind == CellKind.Authority
                                ? "an authority is given by its GSS code, like W06000015."
                                : $"there are {string.Join(", ", thing.Codes)}."
                        )
                );
            }
            if (!words.TryAdd(word.Name, value))
            {
                throw Wrong("word_twice", $"{at} says twice what \"{Shown(word.Name)}\" stands for; case and spaces make no other word.");
            }
        }
        return words;
    }

    private static Dictionary<string, JsonElement> Members(JsonElement element, string at, params string[] known)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in Object(element, at).EnumerateObject())
        {
            if (!known.Contains(member.Name, StringComparer.Ordinal))
            {
                throw Wrong(
                    "member_unknown",
                    $"{at} has a member {Shown(member.Name)} that is not known; there are {string.Join(", ", known)}."
                );
            }
            if (!members.TryAdd(member.Name, member.Value))
            {
                throw Wrong("member_twice", $"{at} has {member.Name} twice; leave one of them out.");
            }
        }
        return members;
    }

    private static JsonElement Object(JsonElement element, string at) =>
        element.ValueKind == JsonValueKind.Object
            ? element
            : throw Wrong("mapping_shape", $"{at} must be an object, in braces, with a value for each name.");

    private static JsonElement Required(Dictionary<string, JsonElement> members, string name, string at) =>
        members.TryGetValue(name, out var value) ? value : throw Wrong("member_missing", $"{at} lacks the member {name}.");

    private static string Text(JsonElement element, string at) =>
        element.ValueKind == JsonValueKind.String && element.GetString() is { } text && !string.IsNullOrWhiteSpace(text)
            ? text.Trim()
            : throw Wrong("mapping_shape", $"{at} must be one text, and not blank.");

    private static string Shown(string name) => name.Length > 40 ? name[..40] + "..." : name;

    private static ReturnUnreadableException Wrong(string code, string message) => new(code, message);
}
