using System.Diagnostics;
using System.Runtime.CompilerServices;
using Placements.Tests.Api.SignIn;

[assembly: AssemblyFixture(typeof(ProviderPackages))]

namespace Placements.Tests.Api.SignIn;

/// <summary>
/// The provider's program with its packages, installed once a run into a folder of its own, from the lock file. Where there is no Node the
/// tests that need it are skipped, and say so.
/// </summary>
public sealed class ProviderPackages : IAsyncDisposable
{
    private const int OldestNode = 20;

    private readonly string folder = Path.Combine(Path.GetTempPath(), $"placements-provider-{Guid.NewGuid():N}");
    private readonly Lazy<Task<string?>> installed;

    public ProviderPackages() => installed = new Lazy<Task<string?>>(Install);

    /// <summary>Why there can be no provider on this machine; null when there can.</summary>
    public Task<string?> Missing() => installed.Value;

    /// <summary>The folder from which <c>node provider.js</c> runs. Skips the test that asks where there is no Node.</summary>
    public async Task<string> Folder()
    {
        var missing = await Missing();
        Assert.SkipWhen(missing is not null, missing ?? "");
        return folder;
    }

    public ValueTask DisposeAsync()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
        return ValueTask.CompletedTask;
    }

    private async Task<string?> Install()
    {
        var node = await Run(Path.GetTempPath(), "node", "--version");
        if (node.Code != 0)
        {
            return "There is no Node on this machine: install nodejs and npm to test sign-in with a real provider.";
        }
        var version = node.Output.Trim().TrimStart('v');
        if (!Version.TryParse(version, out var parsed) || parsed.Major < OldestNode)
        {
            return $"The provider needs Node {OldestNode} or later, and this machine has {version}.";
        }
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(Source()))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
        var npm = await Run(folder, "npm", "ci", "--no-audit", "--ignore-scripts");
        if (npm.Code == MissingProgram)
        {
            return "There is no npm on this machine: install it to test sign-in with a real provider.";
        }
        Assert.True(npm.Code == 0, $"npm ci failed: {npm.Errors}");
        return null;
    }

    private const int MissingProgram = 127;

    private static async Task<(int Code, string Output, string Errors)> Run(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            using var process = Process.Start(start)!;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return (process.ExitCode, await output, await errors);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (MissingProgram, "", "");
        }
    }

    private static string Source([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Provider");
}
