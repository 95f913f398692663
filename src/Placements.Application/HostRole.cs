using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Placements.Application;

/// <summary>
/// The role that the host serves requests with: it owns nothing, so row-level security holds for it, and it writes events by the append
/// functions alone.
/// </summary>
public static class HostRole
{
    private const string Name = "placements_host";

    private const string Attributes = """
        select quote_ident(current_user),
          r.rolsuper, r.rolbypassrls, r.rolcreaterole,
          count(c.oid) > 0,
          coalesce(bool_or(pg_has_role(current_user, c.relowner, 'member')), false)
        from pg_roles r
        left join pg_class c on c.relnamespace = any(array(select oid from pg_namespace
          where nspname in ('placements', 'read_models', 'reporting', 'returns', 'reference')))
        where r.rolname = current_user
        group by r.oid, r.rolsuper, r.rolbypassrls, r.rolcreaterole
        """;

    private const string WritesTheLog = """
        select has_table_privilege('placements.mt_events', 'insert, update, delete, truncate')
          or has_table_privilege('placements.mt_streams', 'insert, update, delete, truncate')
        """;

    /// <summary>Lets the role do what serving needs, and nothing that it was let before.</summary>
    /// <param name="owner">The owner's database, brought to this program's schema.</param>
    /// <param name="host">Connection string of the same database.</param>
    /// <exception cref="InvalidOperationException">The role could see or write more than it should; the sentence says what.</exception>
    public static async Task Let(NpgsqlDataSource owner, string host, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(host) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancel);
        var role = await Checked(connection, cancel);
        await using (var let = owner.CreateCommand("select placements.let_host($1::regrole)"))
        {
            let.Parameters.Add(new NpgsqlParameter<string> { TypedValue = role });
            await let.ExecuteNonQueryAsync(cancel);
        }
        await using var writes = new NpgsqlCommand(WritesTheLog, connection);
        if ((bool)(await writes.ExecuteScalarAsync(cancel))!)
        {
            throw Refused("may write events itself and not only by the append functions: revoke that right from it or from public");
        }
    }

    /// <summary>A login role of the program's own, on a private cluster, whose superuser the owner is. Made once for all of its databases.</summary>
    /// <returns>The connection string for it.</returns>
    public static async Task<string> Make(string owner, CancellationToken cancel)
    {
        var settings = new NpgsqlConnectionStringBuilder(owner);
        // The same in every process, so that several share the role; a server that asks the owner for none asks this role for none.
        var password = settings.Password is { Length: > 0 } known
            ? Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(known), Encoding.UTF8.GetBytes(Name)))
            : null;
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(owner) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var make = new NpgsqlCommand(
            $"create role {Name} login{(password is null ? "" : $" password '{password}'")}",
            connection
        );
        try
        {
            await make.ExecuteNonQueryAsync(cancel);
        }
        catch (PostgresException there) when (there.SqlState is PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.UniqueViolation)
        {
            // Made before, or by another host that started at the same moment.
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new InvalidOperationException(
                "ConnectionStrings__Host is missing: the host serves with a role of its own, which owns nothing.",
                e
            );
        }
        settings.Username = Name;
        settings.Password = password;
        return settings.ConnectionString;
    }

    /// <returns>Its name, quoted.</returns>
    private static async Task<string> Checked(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Attributes, connection);
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return (row.GetBoolean(1), row.GetBoolean(2), row.GetBoolean(3), row.GetBoolean(4), row.GetBoolean(5)) switch
        {
            (true, _, _, _, _) => throw Refused("is a superuser, for whom no wall between authorities holds"),
            (_, true, _, _, _) => throw Refused("has BYPASSRLS: no wall between authorities holds for it"),
            (_, _, true, _, _) => throw Refused("has CREATEROLE, by which it could make itself the owner"),
            (_, _, _, false, _) => throw new InvalidOperationException(
                "ConnectionStrings__Host leads to another database than ConnectionStrings__Placements."
            ),
            (_, _, _, _, true) => throw Refused("owns tables, or belongs to the role that does: no wall between authorities holds for it"),
            _ => row.GetString(0),
        };
    }

    private static InvalidOperationException Refused(string why) =>
        new($"The role in ConnectionStrings__Host {why}. Give it a login role that owns nothing, as deploy/README.md says.");
}
