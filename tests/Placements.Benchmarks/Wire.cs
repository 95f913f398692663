using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Placements.Benchmarks;

/// <summary>
/// One kept-alive HTTP/1.1 connection that does nothing but what a request needs. HttpClient would take about as much of the cores as
/// the host does, and the measured ratio would be its own.
/// </summary>
internal sealed class Wire : IDisposable
{
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly string common;
    private readonly byte[] answer = new byte[1 << 20];
    private byte[] request = new byte[16_384];

    public Wire(Uri address, string token)
    {
        socket.Connect(address.Host, address.Port);
        common = $"Host: {address.Authority}\r\nAuthorization: Bearer {token}\r\n";
    }

    /// <summary>The body of a 200.</summary>
    public ReadOnlySpan<byte> Get(string path) => Send($"GET {path} HTTP/1.1\r\n{common}\r\n", [], "200");

    /// <summary>Records at a version, which must be accepted.</summary>
    public void Post(string path, long version, byte[] json) =>
        Send(
            $"POST {path} HTTP/1.1\r\n{common}If-Match: \"{version}\"\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n",
            json,
            "201"
        );

    public void Dispose() => socket.Dispose();

    private ReadOnlySpan<byte> Send(string head, byte[] body, string expected)
    {
        var length = Encoding.ASCII.GetByteCount(head) + body.Length;
        if (request.Length < length)
        {
            request = new byte[length];
        }
        var headLength = Encoding.ASCII.GetBytes(head, request);
        body.CopyTo(request, headLength);
        socket.Send(request, length, SocketFlags.None);

        var answered = Receive();
        return answered.Slice(9, 3).SequenceEqual(Encoding.ASCII.GetBytes(expected))
            ? answered[(answered.IndexOf("\r\n\r\n"u8) + 4)..]
            : throw new InvalidOperationException($"{head.Split("\r\n")[0]} was answered:\n{Encoding.UTF8.GetString(answered)}");
    }

    private ReadOnlySpan<byte> Receive()
    {
        var received = 0;
        while (true)
        {
            var more = socket.Receive(answer, received, answer.Length - received, SocketFlags.None);
            if (more == 0)
            {
                throw new InvalidOperationException("The host closed the connection.");
            }
            received += more;
            ReadOnlySpan<byte> sofar = answer.AsSpan(0, received);
            if (sofar.IndexOf("\r\n\r\n"u8) is var end and >= 0 && IsWhole(sofar[..end], sofar[(end + 4)..]))
            {
                return sofar;
            }
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        var name = "Content-Length: "u8;
        if (head.IndexOf(name) is var place and >= 0)
        {
            var value = head[(place + name.Length)..];
            var line = value.IndexOf((byte)'\r');
            return body.Length >= int.Parse(line < 0 ? value : value[..line], CultureInfo.InvariantCulture);
        }
        // Chunked, which JSON without a length is.
        return body.EndsWith("0\r\n\r\n"u8);
    }
}
