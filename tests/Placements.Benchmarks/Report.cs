using System.Runtime.InteropServices;

namespace Placements.Benchmarks;

/// <summary>What is printed.</summary>
internal static class Report
{
    public static void Title(string name, Site site)
    {
        Console.WriteLine();
        Console.WriteLine($"== {name} ==");
        Console.WriteLine(
            $"{Environment.ProcessorCount} cores, PostgreSQL {site.ServerVersion} (durable), {RuntimeInformation.FrameworkDescription}, "
                + $"{RuntimeInformation.OSDescription}, a write to disk {site.FlushTime():N2} ms"
        );
    }

    /// <param name="wanted">Null: nothing is promised of this number, it is there to explain another.</param>
    public static void Ratio(string what, IReadOnlyList<double> ratios, double? wanted, string rates) =>
        Line(
            what,
            $"{Median(ratios):P1}",
            $"{ratios.Min():P0} to {ratios.Max():P0}",
            wanted is { } least ? $">= {least:P0} {Verdict(Median(ratios) >= least)}" : "",
            rates
        );

    public static void Value(string what, IReadOnlyList<double> values, string unit, string target, string rates = "") =>
        Line(what, $"{Median(values):N2} {unit}", $"{values.Min():N2} to {values.Max():N2}", target, rates);

    public static string Verdict(bool met) => met ? "met" : "MISSED";

    public static double Median(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static void Line(string what, string median, string spread, string target, string rates) =>
        Console.WriteLine($"{what, -44} {median, 16}   {spread, -22} {target, -26} {(rates.Length == 0 ? "" : $"[{rates}]")}".TrimEnd());
}
