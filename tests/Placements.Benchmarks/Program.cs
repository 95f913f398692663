// How fast is it? Each benchmark compares what the system does with the least that could do it, side by side in one run:
//
//   dotnet run -c Release --project tests/Placements.Benchmarks -- record     one event over HTTP, against a bare append
//   dotnet run -c Release --project tests/Placements.Benchmarks -- journey    a 40-event journey, against /health/live
//   dotnet run -c Release --project tests/Placements.Benchmarks -- load       bulk load with read models, against COPY of the events
//   dotnet run -c Release --project tests/Placements.Benchmarks -- rebuild    all read models anew, events a second
//   dotnet run -c Release --project tests/Placements.Benchmarks -- seals      the log sealed and verified, against reading its rows
//   dotnet run -c Release --project tests/Placements.Benchmarks -- returns    returns of five years taken over, and one made again
//   dotnet run -c Release --project tests/Placements.Benchmarks -- reports    every report for one authority of a hundred, and growth
//   dotnet run -c Release --project tests/Placements.Benchmarks               all of them but the last
//
// One or two minutes each; --long takes four times the rounds. "returns" has 100,000 rows of Episodes; with --million it has a million and
// one round, of some minutes. "reports" makes 400,000 children first, of some minutes too (--children N: fewer; --keep FOLDER: made once, used
// again; --only TEXT: reports whose name holds it). Needs PostgreSQL's programs on this machine or Docker, nothing else: each
// benchmark makes a private, durable cluster in a temporary folder and deletes it. The host runs in a process of its own.
//
// How to read it: trust ratios, not rates. Both sides of a ratio run turn by turn in short rounds, so that a busy neighbour troubles both;
// what is printed is the median of the rounds' ratios, then their smallest and largest. Where those lie far apart, the machine was not
// yours. Rates in brackets are medians of this machine on this day and mean nothing elsewhere. Driver, host and PostgreSQL share the cores.
//
// The ratio of "record" depends on the disk most of all: a bare append does little but wait for it. So the time of one flushed write is
// printed. Where it takes milliseconds, both sides wait together; where it takes 0.1 ms, processor time is all that counts. Compare two
// versions of the code only by runs that alternate, and only where that time was the same.

using System.Globalization;
using Placements.Benchmarks;

var benchmarks = new Dictionary<string, Func<int, Task>>(StringComparer.Ordinal)
{
    ["record"] = RecordBenchmark.Run,
    ["journey"] = JourneyBenchmark.Run,
    ["load"] = LoadBenchmark.Run,
    ["rebuild"] = RebuildBenchmark.Run,
    ["seals"] = SealBenchmark.Run,
    ["returns"] = rounds =>
        args.Contains("--million") ? ReturnBenchmark.Run(1, 1_000_000, warmUp: 0) : ReturnBenchmark.Run(rounds, 100_000),
    ["reports"] = _ =>
        ReportBenchmark.Run(int.Parse(Value("--children") ?? "400000", CultureInfo.InvariantCulture), Value("--only"), Value("--keep")),
};
string[] options = ["--children", "--only", "--keep"];

var rounds = args.Contains("--long") ? 28 : 7;
string[] names = [.. args.Where((argument, i) => argument is not ("--long" or "--million") && !options.Contains(argument) && !IsValue(i))];
if (Array.Find(names, name => !benchmarks.ContainsKey(name)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"There is no benchmark {unknown}: choose from {string.Join(", ", benchmarks.Keys)}.");
    return 1;
}
foreach (var name in names.Length == 0 ? [.. benchmarks.Keys.Where(name => name != "reports")] : names)
{
    await benchmarks[name](rounds);
}
return 0;

string? Value(string option) => Array.IndexOf(args, option) is >= 0 and var i ? args.ElementAtOrDefault(i + 1) : null;
bool IsValue(int i) => i > 0 && options.Contains(args[i - 1]);
