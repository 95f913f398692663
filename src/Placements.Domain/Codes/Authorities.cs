using System.Collections.Frozen;

namespace Placements.Domain.Codes;

/// <summary>
/// Authorities by GSS code (Office for National Statistics, Open Government Licence v3.0), as far as the placement rules need them:
/// which are Welsh, and which lie beside which (CPPCR 2015 reg. 12 asks for bordering authorities first).
/// </summary>
public static class Authorities
{
    /// <summary>Welsh authorities with their neighbours by land; the lists are ours to correct, the register does not publish them.</summary>
    private static readonly FrozenDictionary<string, (string Name, string[] Borders)> Welsh = new Dictionary<
        string,
        (string Name, string[] Borders)
    >(StringComparer.Ordinal)
    {
        ["W06000001"] = ("Isle of Anglesey", ["W06000002"]),
        ["W06000002"] = ("Gwynedd", ["W06000001", "W06000003", "W06000004", "W06000008", "W06000023"]),
        ["W06000003"] = ("Conwy", ["W06000002", "W06000004"]),
        ["W06000004"] = ("Denbighshire", ["W06000002", "W06000003", "W06000005", "W06000006", "W06000023"]),
        ["W06000005"] = ("Flintshire", ["W06000004", "W06000006", "E06000050"]),
        ["W06000006"] = ("Wrexham", ["W06000004", "W06000005", "W06000023", "E06000050", "E06000051"]),
        ["W06000008"] = ("Ceredigion", ["W06000002", "W06000009", "W06000010", "W06000023"]),
        ["W06000009"] = ("Pembrokeshire", ["W06000008", "W06000010"]),
        ["W06000010"] = ("Carmarthenshire", ["W06000008", "W06000009", "W06000011", "W06000012", "W06000023"]),
        ["W06000011"] = ("Swansea", ["W06000010", "W06000012"]),
        ["W06000012"] = ("Neath Port Talbot", ["W06000010", "W06000011", "W06000013", "W06000016", "W06000023"]),
        ["W06000013"] = ("Bridgend", ["W06000012", "W06000014", "W06000016"]),
        ["W06000014"] = ("Vale of Glamorgan", ["W06000013", "W06000015", "W06000016"]),
        ["W06000015"] = ("Cardiff", ["W06000014", "W06000016", "W06000018", "W06000022"]),
        ["W06000016"] = ("Rhondda Cynon Taf", ["W06000012", "W06000013", "W06000014", "W06000015", "W06000018", "W06000023", "W06000024"]),
        ["W06000018"] = ("Caerphilly", ["W06000015", "W06000016", "W06000019", "W06000020", "W06000022", "W06000023", "W06000024"]),
        ["W06000019"] = ("Blaenau Gwent", ["W06000018", "W06000020", "W06000021", "W06000023"]),
        ["W06000020"] = ("Torfaen", ["W06000018", "W06000019", "W06000021", "W06000022"]),
        ["W06000021"] = ("Monmouthshire", ["W06000019", "W06000020", "W06000022", "W06000023", "E06000019", "E10000013"]),
        ["W06000022"] = ("Newport", ["W06000015", "W06000018", "W06000020", "W06000021"]),
        ["W06000023"] = (
            "Powys",
            [
                "W06000002",
                "W06000004",
                "W06000006",
                "W06000008",
                "W06000010",
                "W06000012",
                "W06000016",
                "W06000018",
                "W06000019",
                "W06000021",
                "W06000024",
                "E06000051",
                "E06000019",
            ]
        ),
        ["W06000024"] = ("Merthyr Tydfil", ["W06000016", "W06000018", "W06000023"]),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<(string Code, string Name)> WelshAuthorities =>
        Welsh.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => (entry.Key, entry.Value.Name));

    public static bool IsWelsh(string gssCode) => Welsh.ContainsKey(gssCode);

    /// <summary>
    /// A Welsh authority that exists, or the form of an English, Scottish or Northern Irish code: those lists change too often to be
    /// a reason to refuse a fact.
    /// </summary>
    public static bool IsPlausible(string gssCode) =>
        IsWelsh(gssCode)
        || (gssCode.Length == 9 && gssCode[0] is 'E' or 'S' or 'N' && gssCode.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0);

    public static bool Borders(string gssCode, string other) =>
        Welsh.TryGetValue(gssCode, out var authority) && authority.Borders.Contains(other, StringComparer.Ordinal);

    public static Country? CountryOf(string gssCode) =>
        gssCode.Length == 0
            ? null
            : gssCode[0] switch
            {
                'W' => Country.Wales,
                'E' => Country.England,
                'S' => Country.Scotland,
                'N' => Country.NorthernIreland,
                _ => null,
            };
}
