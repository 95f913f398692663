using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Placements.Tests.Api.Surface;

/// <summary>What must never be among the project's files.</summary>
public sealed partial class RepositoryTests
{
    /// <summary>Values that say of themselves that they are examples, are read from elsewhere, or open nothing.</summary>
    private static readonly string[] Harmless = ["secret", "…", "$", "{", "<", "(", "/run/secrets", "passfile"];

    [Fact]
    public async Task No_file_of_the_repository_holds_a_secret()
    {
        var root = Root();
        var files = await Files(root);
        Assert.SkipWhen(files.Count == 0, "This is no checkout of the repository.");
        var found = new List<string>();
        foreach (var file in files.Where(file => new FileInfo(Path.Combine(root, file)) is { Exists: true, Length: < 5_000_000 }))
        {
            var text = await File.ReadAllTextAsync(Path.Combine(root, file));
            found.AddRange(Secrets(text).Select(secret => $"{file}: {secret[..Math.Min(12, secret.Length)]}…"));
        }
        Assert.Empty(found);
    }

    [Theory]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----")]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    [InlineData("Host=db;Password=hunter2hunter2")]
    [InlineData("password: hunter2hunter2")]
    [InlineData("ClientSecret = \"kq8J2mPz41aa\"")]
    [InlineData("eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJzb21lYm9keSIsImV4cCI6MX0.c2lnbmF0dXJlLXNpZ25hdHVyZS1zaWduYXR1cmU")]
    [InlineData("AKIAIOSFODNN7EXAMPLE")]
    [InlineData("ghp_abcdefghijklmnopqrstuvwxyz0123456789")]
    public void Each_kind_of_secret_is_seen(string text) => Assert.NotEmpty(Secrets(text));

    private static IEnumerable<string> Secrets(string text) =>
        Anywhere()
            .Matches(text)
            .Select(match => match.Value)
            .Concat(
                Assigned()
                    .Matches(text)
                    // A word without a digit is a name in code, not a password.
                    .Where(match => match.Groups[1].Value.Any(char.IsDigit))
                    .Where(match => !Harmless.Any(word => match.Groups[1].Value.Contains(word, StringComparison.OrdinalIgnoreCase)))
                    .Select(match => match.Value)
            );

    private static async Task<IReadOnlyList<string>> Files(string root)
    {
        var start = new ProcessStartInfo("git", ["ls-files"])
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            using var git = Process.Start(start)!;
            var (listed, _) = (await git.StandardOutput.ReadToEndAsync(), await git.StandardError.ReadToEndAsync());
            await git.WaitForExitAsync();
            // This file holds one of each kind.
            return
            [
                .. listed
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Where(file => !file.EndsWith(nameof(RepositoryTests) + ".cs", StringComparison.Ordinal)),
            ];
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return [];
        }
    }

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    [GeneratedRegex(
        @"-----BEGIN [A-Z ]*PRIVATE KEY-----|\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_\w{30,}|\bxox[bp]-[\w-]{20,}",
        RegexOptions.None,
        10_000
    )]
    private static partial Regex Anywhere();

    [GeneratedRegex(
        """\b(?:password|passwd|pwd|client_?secret|api_?key|access_?token)["']?\s*[:=]\s*["']?([^\s"';,)]{8,})""",
        RegexOptions.IgnoreCase,
        10_000
    )]
    private static partial Regex Assigned();
}
