namespace Placements.Application.Returns.Checks;

/// <summary>Rules of the return that are not checked here, each with the reason.</summary>
internal static class NotChecked
{
    private const string NeedsRegister = "It needs the register of providers behind the URN, which is not held.";

    private const string WorkedOut =
        "PL_LA, PL_LOCATION and PL_DISTANCE are no columns of the files: the Department works them out from the postcodes.";

    private const string Derived =
        "The row is made from facts as at the end of the year, which can neither lack nor overrun what it asks for.";

    public static IReadOnlyDictionary<string, string> Why { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["219"] = NeedsRegister,
            ["221"] = NeedsRegister,
            ["224"] = NeedsRegister,
            ["227"] = NeedsRegister,
            ["228"] = NeedsRegister,
            ["229"] = NeedsRegister,
            ["1008"] = NeedsRegister,
            ["164"] = WorkedOut,
            ["169"] = WorkedOut,
            ["179"] = WorkedOut,
            ["392a"] = WorkedOut,
            ["406"] = WorkedOut,
            ["411"] = WorkedOut,
            ["420"] = WorkedOut,
            ["452"] = WorkedOut,
            ["453"] = WorkedOut,
            ["454"] = WorkedOut,
            ["503G"] = WorkedOut,
            ["503H"] = WorkedOut,
            ["503J"] = WorkedOut,
            ["INT03"] = Derived,
            ["564"] = Derived,
            ["565"] = Derived,
            ["566"] = Derived,
            ["570"] = Derived,
            ["571"] = Derived,
            ["1004"] = Derived,
            ["1005"] = Derived,
            ["1006"] = Derived,
        };
}
