using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Placements.Api.Http;
using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Surface;

/// <summary>Clients that open a line and then do next to nothing, and requests that take too long.</summary>
public sealed class SlowClientTests(ContractHost host) : IClassFixture<ContractHost>
{
    private readonly ApiHost api = host.Api;

    [Fact, Trait("speed", "slow")]
    public async Task Whoever_drips_in_the_head_of_a_request_is_hung_up_on_while_others_are_answered()
    {
        var slow = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Open("GET /v1/code-lists HTTP/1.1\r\nHost: localhost\r\n")));
        var watch = Stopwatch.StartNew();
        var dripping = slow.Select(connection => DripUntilClosed(connection, "X-a: b\r\n")).ToList();

        await api.Manager.Get("/v1/code-lists");

        await Task.WhenAll(dripping);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(40));
        await api.Manager.Get("/v1/code-lists");
    }

    [Fact, Trait("speed", "slow")]
    public async Task Whoever_drips_in_a_body_is_hung_up_on_and_nothing_is_recorded()
    {
        var token = api.Token(["manager"], [ApiHost.Cardiff], []);
        var connection = await Open(
            $"POST /v1/children HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n"
        );
        var said = await DripUntilClosed(connection, " ");
        Assert.StartsWith("HTTP/1.1 408", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_takes_too_long_is_given_up_with_an_answer()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        TimeLimits.Add(builder.Services);
        builder.Services.Configure<Microsoft.AspNetCore.Http.Timeouts.RequestTimeoutOptions>(timeouts =>
            timeouts.DefaultPolicy = new()
            {
                Timeout = TimeSpan.FromMilliseconds(50),
                WriteTimeoutResponse = timeouts.DefaultPolicy!.WriteTimeoutResponse,
            }
        );
        await using var app = builder.Build();
        app.UseRouting();
        app.UseRequestTimeouts();
        app.MapGet("/slow", (HttpContext http) => Task.Delay(Timeout.Infinite, http.RequestAborted));
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        using var response = await client.GetAsync("/slow");

        await response.Problem(HttpStatusCode.GatewayTimeout, "took_too_long");
    }

    private async Task<NetworkStream> Open(string start)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, api.Address.Port);
        var stream = new NetworkStream(socket, ownsSocket: true);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(start));
        return stream;
    }

    /// <summary>A few bytes a second, until the host hangs up. Gives what it said.</summary>
    private static async Task<string> DripUntilClosed(NetworkStream connection, string drip)
    {
        await using var line = connection;
        using var reader = new StreamReader(connection);
        var said = reader.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        try
        {
            while (!said.IsCompleted && await ticks.WaitForNextTickAsync(limit.Token))
            {
                await connection.WriteAsync(Encoding.ASCII.GetBytes(drip), limit.Token);
            }
        }
        catch (IOException)
        {
            // It hung up between two drips.
        }
        try
        {
            return await said;
        }
        catch (IOException)
        {
            return "";
        }
    }
}
