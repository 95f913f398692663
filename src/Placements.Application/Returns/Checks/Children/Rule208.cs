namespace Placements.Application.Returns.Checks.Children;

internal sealed class Rule208()
    : HeaderCheck("208", "The school number is the same as in last year's return, unless it was not known.", "Header.UPN")
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        child.LastYear?.Header["UPN"] is { } last && !IsAllowed(last, row["UPN"]);

    private static bool IsAllowed(string last, string now) =>
        last == now
        || (IsUnknown(last) && !IsUnknown(now))
        || (last is "" or "UN1" && now is "UN2" or "UN3" or "UN4" or "UN5")
        || (last.Length == 0 && now == "UN1");

    private static bool IsUnknown(string number) => number is "" or "UN1" or "UN2" or "UN3" or "UN4" or "UN5";
}
