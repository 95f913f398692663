using System.Text.RegularExpressions;

namespace Placements.Application.Returns.Files;

/// <summary>
/// Which file belongs to the return of which year. A source is one return, or holds one folder a year, or one XML file a year. What
/// lies elsewhere is refused rather than passed over: a table that is overlooked looks like one whose rows were withdrawn.
/// </summary>
internal static partial class ReturnLayout
{
    /// <param name="year">As whoever imports says, where they do.</param>
    /// <param name="ownName">Of the folder that was given; "" for a zip.</param>
    public static IReadOnlyList<(int Year, SourceFile File)> Of(IReadOnlyList<SourceFile> files, int? year, string ownName)
    {
        if (files.Count == 0)
        {
            throw new ReturnUnreadableException("nothing_to_read", "There is no CSV and no XML file in what was given.");
        }

        var outer = OuterFolder(files);
        var name = outer.Length == 0 ? ownName : outer.TrimEnd('/');
        var inside = files.Select(file => (File: file, Path: file.Path[outer.Length..])).ToList();
        var rootXmls = inside.Count(file => file.File.IsXml && !file.Path.Contains('/'));
        var dated = inside.Select(file => (Year: Known(YearOf(file, year, name, rootXmls > 1), file.File), file.File)).ToList();
        foreach (var one in dated.GroupBy(file => file.Year))
        {
            OneFormat(one.Key, [.. one.Select(file => file.File)]);
        }
        return dated;
    }

    /// <summary>The folder that everything lies in and that is no year, as archivers like to add one.</summary>
    private static string OuterFolder(IReadOnlyList<SourceFile> files)
    {
        var first = files[0].Path;
        var outer = first[..(first.IndexOf('/', StringComparison.Ordinal) + 1)];
        return
            outer.Length > 0
            && AsYear(outer.TrimEnd('/')) is null
            && files.All(file => file.Path.StartsWith(outer, StringComparison.Ordinal))
            ? outer
            : "";
    }

    private static int YearOf((SourceFile File, string Path) file, int? given, string ownName, bool xmlAYear)
    {
        var parts = file.Path.Split('/');
        if (parts.Length > 2 || (parts.Length == 2 && AsYear(parts[0]) is null))
        {
            throw file.File.Unreadable(
                "folder_not_a_year",
                $"The file {file.File.Path} lies in a folder that is not named by a year; name each return's folder by the year in which it ends, like 2024."
            );
        }

        var said =
            parts.Length == 2 ? AsYear(parts[0])
            : file.File.IsXml ? YearIn(parts[0])
            : null;
        if (said is not null && given is not null && said != given)
        {
            throw file.File.Unreadable(
                "year_contradicts",
                $"The file {file.File.Path} is of {said} by its name, but {given} was given; give no year where there are returns of several."
            );
        }
        return said
            ?? (xmlAYear ? null : given ?? AsYear(ownName))
            ?? throw file.File.Unreadable(
                "year_missing",
                xmlAYear
                    ? $"There are several XML files, and {file.File.Path} has no year in its name; name each by the year in which its return ends."
                    : $"The year of {file.File.Path} is not known; give the year in which the return ends, or name its folder by it."
            );
    }

    private static int Known(int year, SourceFile file) =>
        year is >= Ssda903Tables.FirstYear and <= Ssda903Tables.LastYear
            ? year
            : throw file.Unreadable(
                "year_unknown",
                $"The return of {year} is not known here: those of {Ssda903Tables.FirstYear} to {Ssda903Tables.LastYear} are."
            );

    private static void OneFormat(int year, IReadOnlyList<SourceFile> files)
    {
        var xml = files.FirstOrDefault(file => file.IsXml);
        if (xml is null || files.Count == 1)
        {
            return;
        }
        var other = files.First(file => file != xml);
        throw other.Unreadable(
            other.IsXml ? "return_twice" : "two_formats",
            $"The return of {year} is there twice, as {xml.Path} and as {other.Path}; leave one of them out."
        );
    }

    private static int? AsYear(string name) => name.Length == 4 && name.All(char.IsAsciiDigit) ? int.Parse(name) : null;

    private static int? YearIn(string fileName)
    {
        var years = YearInName().Matches(fileName).Select(match => match.Value).Distinct(StringComparer.Ordinal).ToList();
        return years.Count == 1 ? int.Parse(years[0]) : null;
    }

    [GeneratedRegex("(?<![0-9])20[0-9]{2}(?![0-9])", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex YearInName();
}
