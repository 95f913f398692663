using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Placements.Api.Hosting;

/// <summary>
/// The proxies in front of the host (<c>Proxy__Addresses</c>: addresses or networks, with commas between). What they say of who calls and
/// by which address is believed; the same headers from anybody else are nothing but text.
/// </summary>
internal static class Proxies
{
    /// <exception cref="InvalidOperationException">One of them is no address.</exception>
    public static void Use(WebApplication app)
    {
        if (app.Configuration["Proxy:Addresses"] is not { Length: > 0 } given)
        {
            return;
        }
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var text in given.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPAddress.TryParse(text, out var address))
            {
                options.KnownProxies.Add(address);
            }
            else if (System.Net.IPNetwork.TryParse(text, out var network))
            {
                options.KnownIPNetworks.Add(network);
            }
            else
            {
                throw new InvalidOperationException(
                    "Proxy__Addresses holds addresses or networks with commas between: 10.0.0.7,172.16.0.0/12, for example."
                );
            }
        }
        app.UseForwardedHeaders(options);
    }
}
