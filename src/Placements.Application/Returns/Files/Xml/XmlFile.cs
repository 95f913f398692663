using System.Runtime.CompilerServices;

namespace Placements.Application.Returns.Files.Xml;

/// <summary>A whole return as one XML document.</summary>
internal sealed class XmlFile : ReturnFile
{
    private XmlFile(int year, SourceFile file, IReadOnlyList<ReturnTable> tables)
        : base(year, file) => Tables = tables;

    public override IReadOnlyList<ReturnTable> Tables { get; }

    /// <summary>Reads it once from end to end: so a document that breaks off is refused before any of it is taken.</summary>
    public static XmlFile Open(int year, SourceFile file)
    {
        var tables = new HashSet<ReturnTable>(XmlTags.OfEveryReturn);
        using var elements = new XmlElements(file);
        while (elements.Next() is { } element)
        {
            foreach (var group in Groups(element))
            {
                if (XmlTags.OfGroup(group.Tag) is { } table && tables.Add(table))
                {
                    MustBeOf(year, table, file, group.Line);
                }
            }
        }
        return new XmlFile(year, file, [.. Ssda903Tables.All.Where(tables.Contains)]);
    }

    public override async IAsyncEnumerable<ReturnRow> Read(Action<ReturnProblem> report, [EnumeratorCancellation] CancellationToken cancel)
    {
        // The XML reader is at its best when it does not wait; what it reads is a file on this machine.
        await Task.CompletedTask;
        var unknown = new HashSet<string>(StringComparer.Ordinal);
        using var elements = new XmlElements(File);
        while (elements.Next() is { } element)
        {
            cancel.ThrowIfCancellationRequested();
            if (element.Tag != XmlTags.Child)
            {
                NoteUnknown(element);
                continue;
            }
            foreach (var row in Rows(element))
            {
                yield return row;
            }
        }

        IEnumerable<ReturnRow> Rows(XmlElementRead child)
        {
            var header = new XmlElementRead(XmlTags.Header, child.Inside.Find(inside => inside.Tag == XmlTags.Header)?.Line ?? child.Line);
            header.Inside.AddRange(child.Inside.Where(inside => inside.Tag == XmlTags.Header).SelectMany(inside => inside.Inside));
            var shared = Cells(header, child: null);
            var code = shared.GetValueOrDefault(XmlTags.Of("CHILD"), "");
            foreach (var table in FlatTables(shared))
            {
                if (Row(table, header.Line, shared, shared) is { } row)
                {
                    yield return row;
                }
            }
            foreach (var element in header.Inside.Concat(child.Inside.Where(inside => inside.Tag != XmlTags.Header)))
            {
                var table = XmlTags.OfGroup(element.Tag);
                if (table is null)
                {
                    if (!XmlTags.IsOfHeader(element.Tag))
                    {
                        NoteUnknown(element);
                    }
                }
                else if (element.Inside.Count > 0)
                {
                    element.Inside.FindAll(cell => !IsColumn(table, cell.Tag)).ForEach(NoteUnknown);
                    if (Row(table, element.Line, Cells(element, code), shared) is { } row)
                    {
                        yield return row;
                    }
                }
            }
        }

        ReturnRow? Row(ReturnTable table, long line, Dictionary<string, string> own, Dictionary<string, string> shared)
        {
            var values = new string[table.Columns.Count];
            for (var i = 0; i < values.Length; i++)
            {
                var column = table.Columns[i];
                var tag = XmlTags.Of(column);
                values[i] = own.GetValueOrDefault(tag) ?? (XmlTags.Shared.Contains(column) ? shared.GetValueOrDefault(tag) : null) ?? "";
                if (values[i].Length > MostCharactersOfCell)
                {
                    report(
                        new ReturnProblem(
                            "cell_too_long",
                            $"The cell holds more than {MostCharactersOfCell} characters; the row was left out.",
                            ProblemOutcome.LeftOut
                        )
                        {
                            File = File.Path,
                            Line = line,
                            Column = column,
                            Child = i > 0 ? values[0] : null,
                        }
                    );
                    return null;
                }
            }
            return new ReturnRow(Year, table, File.Path, line, values);
        }

        Dictionary<string, string> Cells(XmlElementRead group, string? child)
        {
            var cells = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var cell in group.Inside.Where(cell => cell.Inside.Count == 0 && XmlTags.OfGroup(cell.Tag) is null))
            {
                if (!cells.TryAdd(cell.Tag, cell.Text) && cells[cell.Tag] != cell.Text)
                {
                    report(
                        new ReturnProblem("xml_tag_twice", $"{cell.Tag} is said twice; the first was taken.", ProblemOutcome.Repaired)
                        {
                            File = File.Path,
                            Line = cell.Line,
                            Column = cell.Tag,
                            Child = child ?? cells.GetValueOrDefault(XmlTags.Of("CHILD")),
                        }
                    );
                }
            }
            return cells;
        }

        void NoteUnknown(XmlElementRead element)
        {
            if (unknown.Add(element.Tag))
            {
                report(
                    new ReturnProblem(
                        "xml_unknown_tag",
                        $"The tag {element.Tag} is not known here; it was passed over, here and wherever it stands.",
                        ProblemOutcome.Noted
                    )
                    {
                        File = File.Path,
                        Line = element.Line,
                    }
                );
            }
        }
    }

    /// <summary>Systems write the tags of these tables for every child, empty for those who have no row.</summary>
    private static IEnumerable<ReturnTable> FlatTables(Dictionary<string, string> cells)
    {
        // A child of whom only rows of other tables are given has no more here than code, birth and sex.
        if (XmlTags.OwnColumns(Ssda903Tables.Header).Any(column => cells.ContainsKey(XmlTags.Of(column))))
        {
            yield return Ssda903Tables.Header;
        }
        if (cells.GetValueOrDefault(XmlTags.IsUasc) is not (null or "" or "0"))
        {
            yield return Ssda903Tables.Uasc;
        }
        foreach (var table in XmlTags.Flat.Where(table => table != Ssda903Tables.Uasc))
        {
            if (XmlTags.OwnColumns(table).Any(column => cells.GetValueOrDefault(column, "").Length > 0))
            {
                yield return table;
            }
        }
    }

    private static IEnumerable<XmlElementRead> Groups(XmlElementRead child) =>
        child.Inside.Concat(child.Inside.Where(inside => inside.Tag == XmlTags.Header).SelectMany(header => header.Inside));

    private static bool IsColumn(ReturnTable table, string tag) => table.Columns.Any(column => XmlTags.Of(column) == tag);
}
