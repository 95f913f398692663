namespace Placements.Application.Returns.Files.Xml;

/// <summary>
/// How the tables stand in the XML form: <c>EXPSSDA903</c> holds a <c>CHILD</c> for each, with one <c>HEADER</c> and its
/// <c>EPISODE</c>s. HEADER has the columns of Header, and as tags of its own those of UASC (behind <c>UASC</c> = 1), OC3 and AD1, of
/// which a child has one row at most; the other tables are groups in it. A group has the child's code, birth and sex from HEADER unless
/// it says them itself.
/// <para>
/// The tags of tables up to 2023 are those of csc-validator-be-903 (<c>ingress.py</c>). No source shows SWEpisodes and DoLo, nor what to
/// do where a child has two rows of UASC, OC3 or AD1, or one with another date of birth; their groups <c>SW_EPISODE</c>, <c>DOLO</c>,
/// <c>UASC_CHILD</c>, <c>OC3</c> and <c>AD1</c> are ours.
/// </para>
/// </summary>
internal static class XmlTags
{
    public const string Root = "EXPSSDA903";
    public const string Child = "CHILD";
    public const string Header = "HEADER";
    public const string IsUasc = "UASC";

    /// <summary>Said once in HEADER for all rows of the child.</summary>
    public static readonly IReadOnlyList<string> Shared = ["CHILD", "DOB", "SEX"];

    /// <summary>Tables whose columns stand in HEADER itself.</summary>
    public static readonly IReadOnlyList<ReturnTable> Flat = [Ssda903Tables.Uasc, Ssda903Tables.Oc3, Ssda903Tables.Ad1];

    public static readonly IReadOnlyList<(string Tag, ReturnTable Table)> Groups =
    [
        ("UASC_CHILD", Ssda903Tables.Uasc),
        ("OC3", Ssda903Tables.Oc3),
        ("AD1", Ssda903Tables.Ad1),
        ("AMISSING", Ssda903Tables.Missing),
        ("AREVIEW", Ssda903Tables.Reviews),
        ("PERMANENCE", Ssda903Tables.PrevPerm),
        ("OC2", Ssda903Tables.Oc2),
        ("AD_PLACED", Ssda903Tables.PlacedAdoption),
        ("SW_EPISODE", Ssda903Tables.SwEpisodes),
        ("DOLO", Ssda903Tables.DoLo),
        ("EPISODE", Ssda903Tables.Episodes),
    ];

    /// <summary>The tables that every XML return tells of; of the others only one that has a row.</summary>
    public static readonly IReadOnlyList<ReturnTable> OfEveryReturn = [.. Ssda903Tables.Of(Ssda903Tables.FirstYear)];

    private static readonly Dictionary<string, ReturnTable> TableOfGroup = Groups.ToDictionary(
        group => group.Tag,
        group => group.Table,
        StringComparer.Ordinal
    );

    private static readonly HashSet<string> HeaderTags =
    [
        IsUasc,
        .. new[] { Ssda903Tables.Header }.Concat(Flat).SelectMany(table => table.Columns).Select(Of),
    ];

    public static string Of(string column) =>
        column switch
        {
            "CHILD" => "CHILDID",
            "PLACE" => "PL",
            _ => column,
        };

    public static ReturnTable? OfGroup(string tag) => TableOfGroup.GetValueOrDefault(tag);

    public static string GroupOf(ReturnTable table) => Groups.First(group => group.Table == table).Tag;

    public static bool IsOfHeader(string tag) => HeaderTags.Contains(tag);

    /// <summary>The columns that only this table has in HEADER.</summary>
    public static IEnumerable<string> OwnColumns(ReturnTable table) => table.Columns.Except(Shared, StringComparer.Ordinal);
}
