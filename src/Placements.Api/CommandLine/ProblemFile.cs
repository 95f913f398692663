using System.Globalization;
using CsvHelper;
using Placements.Application.Returns.Files;
using Placements.Domain.Codes;

namespace Placements.Api.CommandLine;

/// <summary>The problems of an import as CSV, for the people who mend the rows. It names children by their codes: for its owner only.</summary>
internal sealed class ProblemFile : IAsyncDisposable
{
    private static readonly CsvWriterOptions Options = CsvWriterOptions.Default with { Injection = CsvInjection.Escape };

    private readonly CsvWriter csv;

    public ProblemFile(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        csv = CsvWriter.Create(new FileStream(path, options), Options);
        csv.WriteRecord(["outcome", "code", "file", "line", "column", "child", "message"]);
    }

    public void Write(ReturnProblem problem) =>
        csv.WriteRecord([
            problem.Outcome.Name(),
            problem.Code,
            problem.File ?? "",
            problem.Line?.ToString(CultureInfo.InvariantCulture) ?? "",
            problem.Column ?? "",
            problem.Child ?? "",
            problem.Message,
        ]);

    public ValueTask DisposeAsync() => csv.DisposeAsync();
}
