using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Placements.Api.Hosting;

namespace Placements.Tests.Api.Resilience;

/// <summary>A folder for data and tokens, deleted with the test once no server works in it any more.</summary>
internal sealed class TempFolder : IAsyncDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"placements resilience {Guid.NewGuid():N}");

    public TempFolder() => Directory.CreateDirectory(folder);

    public string Data => Path.Combine(folder, "data");

    public string File(string name) => Path.Combine(folder, name);

    public async ValueTask DisposeAsync()
    {
        var (server, supervisor) = (Path.Combine(Data, "pg", "postmaster.pid"), Path.Combine(Data, "supervisor.pid"));
        await Until.True(
            () => !System.IO.File.Exists(server) && !System.IO.File.Exists(supervisor),
            "the database stops with its last user"
        );
        Directory.Delete(folder, recursive: true);
    }
}

internal static class Until
{
    public static async Task True(Func<bool> condition, string what, int seconds = 60)
    {
        var waited = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(seconds), $"Not within {seconds} seconds: {what}.");
            await Task.Delay(5);
        }
    }

    public static async Task Answers(HttpClient client, Uri address)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(60), $"{address} never answered.");
            try
            {
                using var answer = await client.GetAsync(address);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(5);
            }
        }
    }
}

/// <summary>The program as an operator starts it: a process of its own. Dispose it: it is stopped by its id.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;
    private readonly string? tokensFile;
    private readonly List<HttpClient> clients = [];

    private HostProcess(Process process, string? tokensFile)
    {
        (this.process, this.tokensFile) = (process, tokensFile);
        (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    public static HostProcess Start(string[] arguments, string? tokensFile = null, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(PlacementsHost).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var name in start.Environment.Keys.Where(IsSetting).ToList())
        {
            start.Environment.Remove(name);
        }
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        return new HostProcess(Process.Start(start)!, tokensFile);
    }

    /// <summary>An empty demo on a free port, with its tokens in a file.</summary>
    public static async Task<HostProcess> Demo(TempFolder folder, string tokens = "tokens.json")
    {
        File.Delete(folder.File(tokens));
        var host = Start(
            ["demo", "--empty", "--data", folder.Data, "--tokens-file", folder.File(tokens), "--urls", "http://127.0.0.1:0"],
            folder.File(tokens)
        );
        await host.Answers();
        return host;
    }

    /// <summary>Waits until it has written its tokens, which it does once it answers.</summary>
    public async Task Answers()
    {
        await Until.True(() => File.Exists(tokensFile) || process.HasExited, "the host answers");
        Assert.False(process.HasExited, process.HasExited ? await errors : "");
    }

    public HttpClient As(string role)
    {
        var file = JsonNode.Parse(File.ReadAllText(tokensFile!))!;
        var client = new HttpClient { BaseAddress = new Uri((string)file["address"]!), Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)file["tokens"]![role]!);
        clients.Add(client);
        return client;
    }

    /// <summary>kill -9, this process and no other.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>What Ctrl+C or a service manager does.</summary>
    public async Task<int> Stop()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await kill.WaitForExitAsync();
        return (await Exit()).Code;
    }

    /// <summary>Waits for its own end.</summary>
    public async Task<(int Code, string Output, string Errors)> Exit()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            await Kill();
            Assert.Fail($"It did not end by itself, and said: {await output} {await errors}");
        }
        return (process.ExitCode, await output, await errors);
    }

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(client => client.Dispose());
        if (!process.HasExited)
        {
            await Kill();
        }
        process.Dispose();
    }

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>What the machine of the developer has set must not reach the program.</summary>
    private static bool IsSetting(string name) =>
        name.StartsWith("ConnectionStrings__", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("Authentication__", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("Keys__", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("Seals__", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("Kestrel__", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("Limits__", StringComparison.OrdinalIgnoreCase)
        || name is "DOTNET_ENVIRONMENT" or "URLS";
}
