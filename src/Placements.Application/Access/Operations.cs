namespace Placements.Application.Access;

/// <summary>Something a caller can do, and who may. The name is what the read audit says.</summary>
public sealed record Operation(string Name, params Role[] Roles)
{
    public bool Permits(Caller caller) => Array.Exists(Roles, caller.Roles.Contains);

    /// <summary>The same right, used for one of several things; the audit names it.</summary>
    public Operation On(string thing) => this with { Name = $"{Name}: {thing}" };
}

/// <summary>
/// The one table of rights: operation by role. Default deny: an operation that is not here cannot be mapped to a route, and within it
/// the caller sees the own authorities' children, a caseworker only the own teams'.
/// </summary>
public static class Operations
{
    public static readonly Operation Register = new("register a child", Role.Caseworker, Role.Manager);
    public static readonly Operation Record = new("record", Role.Caseworker, Role.Manager);
    public static readonly Operation Restrict = new("restrict who may see a record", Role.Manager);
    public static readonly Operation BreakGlass = new("open a restricted record for a time", Role.Manager);
    public static readonly Operation ReadRestriction = new("read restriction", Role.Caseworker, Role.Manager, Role.Auditor);
    public static readonly Operation ReadNotices = new("read notices", Role.Caseworker, Role.Manager, Role.Auditor);
    public static readonly Operation FindChildren = new("find children", Role.Caseworker, Role.Manager, Role.Auditor);
    public static readonly Operation ReadSummary = new("read summary", Role.Caseworker, Role.Manager, Role.Auditor);
    public static readonly Operation ReadJourney = new("read journey", Role.Caseworker, Role.Manager, Role.Auditor);
    public static readonly Operation ReadEntries = new("read entries", Role.Caseworker, Role.Manager, Role.Auditor);
    public static readonly Operation ReadChanges = new("read changes", Role.Caseworker, Role.Manager, Role.Auditor);
    public static readonly Operation ReadChildFigures = new("read figures of a child", Role.Caseworker, Role.Manager, Role.Auditor);
    public static readonly Operation ReadFigures = new("read figures", Role.Caseworker, Role.Manager, Role.Auditor, Role.Reporting);
    public static readonly Operation ListCountedChildren = new("list counted children", Role.Caseworker, Role.Manager, Role.Auditor);
    public static readonly Operation ReadAccessLog = new("read access log", Role.Manager, Role.Auditor);
    public static readonly Operation SubjectAccess = new("make a subject access file", Role.Manager, Role.Auditor);
    public static readonly Operation Import = new("import", Role.Manager);
    public static readonly Operation ReadImports = new("read imports", Role.Manager, Role.Auditor);
    public static readonly Operation ReadCodeLists = new(
        "read code lists",
        Role.Caseworker,
        Role.Manager,
        Role.Auditor,
        Role.Reporting,
        Role.Administrator
    );
    public static readonly Operation MakeReturn = new("make a statutory return", Role.Manager, Role.Auditor);
    public static readonly Operation FreezeReturn = new("freeze a statutory return", Role.Manager);

    /// <summary>By the verb <c>retention</c> alone: what cannot be undone is done at the machine.</summary>
    public static readonly Operation Erase = new("erase personal data", Role.Manager);
    public static readonly Operation CorrectReturnCodes = new("correct codes of a return", Role.Manager, Role.Administrator);
    public static readonly Operation ReadSeals = new("read seals", Role.Auditor, Role.Administrator);
}
