using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Npgsql;
using Placements.Application;

namespace Placements.Api.Security.Browser;

/// <summary>
/// Sessions of browsers, in the database: one that is ended is over on every host at once. The browser holds a random key and nothing
/// else; the database holds the key's hash, and who it is for sealed, so that neither a stolen cookie of yesterday nor a stolen database
/// is a sign-in.
/// </summary>
internal sealed class Sessions(Databases databases, CookieKey key) : IDisposable
{
    /// <summary>Sessions are of no authority: who somebody is, is found out by them.</summary>
    private readonly DatabaseLease lease = databases.ForAllAuthorities();

    private NpgsqlDataSource Database => lease.Source;

    public void Dispose() => lease.Dispose();

    private const int KeyBytes = 32;
    private static readonly int KeyLength = Base64Url.GetEncodedLength(KeyBytes);

    /// <summary>Without a request.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>Whatever is done in it; a working day.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(8);

    /// <summary>Begins one, and gives its key.</summary>
    public async Task<string> Begin(AuthenticationTicket ticket, CancellationToken cancel)
    {
        var secret = RandomNumberGenerator.GetBytes(KeyBytes);
        var hash = SHA256.HashData(secret);
        await using var batch = Database.CreateBatch();
        batch.BatchCommands.Add(new("delete from placements.session where ends_at < now() - interval '1 day'"));
        batch.BatchCommands.Add(
            new("insert into placements.session (key_hash, subject, ticket, ends_at) values ($1, $2, $3, now() + $4)")
            {
                Parameters =
                {
                    new() { Value = hash },
                    new() { Value = ticket.Principal.FindFirst("sub")!.Value },
                    new() { Value = Sealing(hash).Protect(TicketSerializer.Default.Serialize(ticket)) },
                    new() { Value = Longest },
                },
            }
        );
        await batch.ExecuteNonQueryAsync(cancel);
        return Base64Url.EncodeToString(secret);
    }

    /// <summary>Null when there is none of this key, or it is over.</summary>
    public async Task<AuthenticationTicket?> Find(string sessionKey, CancellationToken cancel)
    {
        if (Hash(sessionKey) is not { } hash)
        {
            return null;
        }
        // When it was last used is written once a minute and not with every request.
        await using var command = Database.CreateCommand(
            """
            with found as (
              select key_hash, ticket, seen_at from placements.session
              where key_hash = $1 and ended_at is null and ends_at > now() and seen_at > now() - $2),
            seen as (
              update placements.session s set seen_at = now() from found f
              where s.key_hash = f.key_hash and f.seen_at < now() - interval '1 minute')
            select ticket from found
            """
        );
        command.Parameters.Add(new() { Value = hash });
        command.Parameters.Add(new() { Value = Idle });
        try
        {
            return await command.ExecuteScalarAsync(cancel) is byte[] ticket
                ? TicketSerializer.Default.Deserialize(Sealing(hash).Unprotect(ticket))
                : null;
        }
        catch (CryptographicException)
        {
            // The site has another key by now, or somebody moved rows about.
            return null;
        }
    }

    public async Task End(string sessionKey, CancellationToken cancel)
    {
        if (Hash(sessionKey) is not { } hash)
        {
            return;
        }
        await using var command = Database.CreateCommand(
            "update placements.session set ended_at = now(), ticket = '' where key_hash = $1 and ended_at is null"
        );
        command.Parameters.Add(new() { Value = hash });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>A ticket is of its own row only.</summary>
    private Microsoft.AspNetCore.DataProtection.IDataProtector Sealing(byte[] hash) =>
        key.CreateProtector($"session {Convert.ToHexString(hash)}");

    private static byte[]? Hash(string sessionKey)
    {
        var secret = new byte[KeyBytes];
        return sessionKey.Length == KeyLength && Base64Url.TryDecodeFromChars(sessionKey, secret, out var count) && count == KeyBytes
            ? SHA256.HashData(secret)
            : null;
    }
}
