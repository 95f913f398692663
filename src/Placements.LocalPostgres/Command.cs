using System.ComponentModel;
using System.Diagnostics;

namespace Placements.LocalPostgres;

/// <summary>Runs a short program to its end. Nothing here goes through a shell, so paths need no quoting.</summary>
internal static class Command
{
    internal sealed record Result(int ExitCode, string Output, string Error);

    /// <summary>Runs and waits; cancellation kills the program. Throws <see cref="LocalPostgresException"/> where it cannot be started.</summary>
    internal static async Task<Result> RunAsync(ProcessStartInfo start, CancellationToken cancel)
    {
        using var process = Start(start);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancel);
            var error = process.StandardError.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            return new Result(process.ExitCode, (await output).Trim(), (await error).Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
    }

    /// <summary>Like <see cref="RunAsync"/>, but a failure is a <see cref="LocalPostgresException"/> with what the program said.</summary>
    internal static async Task<string> RequireAsync(ProcessStartInfo start, CancellationToken cancel)
    {
        var result = await RunAsync(start, cancel);
        return result.ExitCode == 0
            ? result.Output
            : throw new LocalPostgresException(
                $"{Path.GetFileName(start.FileName)} failed: {(result.Error.Length > 0 ? result.Error : result.Output)}"
            );
    }

    /// <summary>The standard output, or null if the program cannot be started or fails.</summary>
    internal static string? Output(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(Info(program, arguments))!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output.Trim() : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    internal static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception cannot)
        {
            throw new LocalPostgresException($"{start.FileName} cannot be started: {cannot.Message}", cannot);
        }
    }

    internal static ProcessStartInfo Info(string program, params IEnumerable<string> arguments)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };

        // English messages, whatever the desktop's language: some of them are shown beside ours.
        info.Environment["LC_ALL"] = "C";
        return info;
    }
}
