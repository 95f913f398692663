using System.Xml;
using Rows = System.Collections.Generic.IReadOnlyList<(
    Placements.Application.Returns.Files.ReturnTable Table,
    System.Collections.Generic.IReadOnlyList<string> Values
)>;

namespace Placements.Application.Returns.Files.Xml;

/// <summary>Writes one CHILD of the XML form; <see cref="XmlTags"/> says how it looks.</summary>
internal sealed class XmlChildWriter
{
    private readonly XmlWriter xml;
    private readonly Rows rows;
    private readonly IReadOnlyList<string>? header;

    /// <summary>What HEADER says for all rows, by column.</summary>
    private readonly Dictionary<string, string> shared = new(StringComparer.Ordinal);

    public XmlChildWriter(XmlWriter xml, string child, Rows rows)
    {
        this.xml = xml;
        this.rows = rows;
        var headers = rows.Where(row => row.Table == Ssda903Tables.Header).Select(row => row.Values).ToList();
        ReturnWriter.Must(headers.Count <= 1, "A child has one row of Header.");
        header = headers.FirstOrDefault();
        shared["CHILD"] = child;
        foreach (var (table, values) in header is null ? rows : [(Ssda903Tables.Header, header)])
        {
            foreach (var column in XmlTags.Shared.Where(column => table.IndexOf(column) >= 0))
            {
                shared.TryAdd(column, values[table.IndexOf(column)]);
            }
        }
    }

    public async Task Write()
    {
        await Start(XmlTags.Child);
        await Start(XmlTags.Header);
        foreach (var (column, value) in shared)
        {
            await Cell(column, value);
        }
        if (header is not null)
        {
            await Own(Ssda903Tables.Header, header);
        }
        var flat = XmlTags.Flat.Select(Flat).Where(row => row.Values is not null).ToList();
        foreach (var (table, values) in flat)
        {
            if (table == Ssda903Tables.Uasc)
            {
                await Cell(XmlTags.IsUasc, "1");
            }
            await Own(table, values!);
        }
        foreach (var (table, values) in rows.Where(row => !IsInHeader(row.Table) && row.Table != Ssda903Tables.Episodes))
        {
            await Group(table, values);
        }
        await xml.WriteEndElementAsync();
        foreach (var (table, values) in rows.Where(row => row.Table == Ssda903Tables.Episodes))
        {
            await Group(table, values);
        }
        await xml.WriteEndElementAsync();

        bool IsInHeader(ReturnTable table) => table == Ssda903Tables.Header || flat.Exists(row => row.Table == table);
    }

    /// <summary>The table's row, if it can be said in HEADER: it is the only one, agrees with HEADER, and is not empty.</summary>
    private (ReturnTable Table, IReadOnlyList<string>? Values) Flat(ReturnTable table)
    {
        var own = rows.Where(row => row.Table == table).Select(row => row.Values).ToList();
        var fits =
            own.Count == 1
            && XmlTags.Shared.All(column => Agrees(table, own[0], column))
            && (table == Ssda903Tables.Uasc || XmlTags.OwnColumns(table).Any(column => own[0][table.IndexOf(column)].Length > 0));
        return (table, fits ? own[0] : null);
    }

    private bool Agrees(ReturnTable table, IReadOnlyList<string> values, string column) =>
        table.IndexOf(column) is var index && (index < 0 || values[index] == shared.GetValueOrDefault(column, ""));

    private async Task Group(ReturnTable table, IReadOnlyList<string> values)
    {
        await Start(XmlTags.GroupOf(table));
        foreach (var column in XmlTags.Shared.Where(column => !Agrees(table, values, column)))
        {
            await Cell(column, values[table.IndexOf(column)]);
        }
        await Own(table, values);
        await xml.WriteEndElementAsync();
    }

    private async Task Own(ReturnTable table, IReadOnlyList<string> values)
    {
        foreach (var column in XmlTags.OwnColumns(table))
        {
            await Cell(column, values[table.IndexOf(column)]);
        }
    }

    private Task Start(string tag) => xml.WriteStartElementAsync(null, tag, null);

    private Task Cell(string column, string value) => xml.WriteElementStringAsync(null, XmlTags.Of(column), null, Sayable(value));

    /// <summary>XML has no way to say a control character.</summary>
    private static string Sayable(string value)
    {
        try
        {
            return XmlConvert.VerifyXmlChars(value);
        }
        catch (XmlException)
        {
            return string.Concat(
                value
                    .EnumerateRunes()
                    .Select(rune => rune.Value is < ' ' and not ('\t' or '\n' or '\r') or 0xFFFE or 0xFFFF ? "\uFFFD" : rune.ToString())
            );
        }
    }
}
