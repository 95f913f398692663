namespace Placements.Application.Returns.Files;

/// <summary>One table of England's SSDA903 return.</summary>
/// <param name="Name">As the Department's rules call it: <c>PlacedAdoption</c>.</param>
/// <param name="FileName">Of its CSV file, without the extension: <c>placed_for_adoption</c>.</param>
/// <param name="Columns">In the order of the file. The first is always CHILD.</param>
/// <param name="FirstYear">The first return that has the table, by the year in which it ends: 2024 is 2023-24.</param>
public sealed record ReturnTable(string Name, string FileName, IReadOnlyList<string> Columns, int FirstYear = Ssda903Tables.FirstYear)
{
    /// <summary>-1 where the table has no such column.</summary>
    public int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i] == column)
            {
                return i;
            }
        }
        return -1;
    }

    public override string ToString() => Name;
}

/// <summary>The tables of the return and the years that are known here.</summary>
public static class Ssda903Tables
{
    public const int FirstYear = 2017;

    public const int LastYear = 2027;

    public static readonly ReturnTable Header = new("Header", "header", ["CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"]);

    public static readonly ReturnTable Episodes = new(
        "Episodes",
        "episodes",
        [
            "CHILD",
            "DECOM",
            "RNE",
            "LS",
            "CIN",
            "PLACE",
            "PLACE_PROVIDER",
            "DEC",
            "REC",
            "REASON_PLACE_CHANGE",
            "HOME_POST",
            "PL_POST",
            "URN",
        ]
    );

    public static readonly ReturnTable Reviews = new("Reviews", "reviews", ["CHILD", "DOB", "REVIEW", "REVIEW_CODE"]);

    /// <summary>Unaccompanied asylum-seeking children.</summary>
    public static readonly ReturnTable Uasc = new("UASC", "uasc", ["CHILD", "SEX", "DOB", "DUC"]);

    /// <summary>Health and offending of children looked after for twelve months.</summary>
    public static readonly ReturnTable Oc2 = new(
        "OC2",
        "oc2",
        [
            "CHILD",
            "DOB",
            "SDQ_SCORE",
            "SDQ_REASON",
            "CONVICTED",
            "HEALTH_CHECK",
            "IMMUNISATIONS",
            "TEETH_CHECK",
            "HEALTH_ASSESSMENT",
            "SUBSTANCE_MISUSE",
            "INTERVENTION_RECEIVED",
            "INTERVENTION_OFFERED",
        ]
    );

    /// <summary>Care leavers.</summary>
    public static readonly ReturnTable Oc3 = new("OC3", "oc3", ["CHILD", "DOB", "IN_TOUCH", "ACTIV", "ACCOM"]);

    /// <summary>Adopted children.</summary>
    public static readonly ReturnTable Ad1 = new(
        "AD1",
        "ad1",
        ["CHILD", "DOB", "DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR"]
    );

    public static readonly ReturnTable PlacedAdoption = new(
        "PlacedAdoption",
        "placed_for_adoption",
        ["CHILD", "DOB", "DATE_PLACED", "DATE_PLACED_CEASED", "REASON_PLACED_CEASED"]
    );

    /// <summary>Previous permanence arrangements.</summary>
    public static readonly ReturnTable PrevPerm = new(
        "PrevPerm",
        "previous_permanence",
        ["CHILD", "DOB", "PREV_PERM", "LA_PERM", "DATE_PERM"]
    );

    public static readonly ReturnTable Missing = new("Missing", "missing", ["CHILD", "DOB", "MISSING", "MIS_START", "MIS_END"]);

    /// <summary>Social workers.</summary>
    public static readonly ReturnTable SwEpisodes = new(
        "SWEpisodes",
        "sw_episodes",
        ["CHILD", "DOB", "SW_ID", "SW_DECOM", "SW_DEC", "SW_REASON"],
        FirstYear: 2024
    );

    /// <summary>Deprivation of liberty orders.</summary>
    public static readonly ReturnTable DoLo = new("DoLo", "dolo", ["CHILD", "DOB", "DOLO_START", "DOLO_END"], FirstYear: 2027);

    /// <summary>In the order in which a source is read: who the children are comes first.</summary>
    public static IReadOnlyList<ReturnTable> All { get; } =
    [Header, Episodes, Reviews, Uasc, Oc2, Oc3, Ad1, PlacedAdoption, PrevPerm, Missing, SwEpisodes, DoLo];

    /// <summary>The tables that the return of this year has.</summary>
    public static IEnumerable<ReturnTable> Of(int year) => All.Where(table => table.FirstYear <= year);
}
