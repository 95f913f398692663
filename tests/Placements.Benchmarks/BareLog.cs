using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Placements.EventStore;

namespace Placements.Benchmarks;

/// <summary>
/// The least that deserves the name of an event log: a version a stream, events in one global order, unique by stream and version. No
/// tenants' rules, no read models, no corrections, no audit. What the system does on top of this is what the benchmarks price.
/// </summary>
internal static class BareLog
{
    public const string Create = """
        create schema bare;
        create table bare.streams (tenant_id varchar not null, id uuid not null, version bigint not null, primary key (tenant_id, id))
          with (fillfactor = 70);
        create table bare.events (
          seq_id bigint generated always as identity primary key, id uuid not null, stream_id uuid not null, version bigint not null,
          data jsonb not null, type varchar not null, timestamp timestamptz not null default clock_timestamp(), tenant_id varchar not null,
          mt_dotnet_type varchar, headers jsonb, user_name varchar, unique (tenant_id, stream_id, version));
        """;

    private const string AppendOne = """
        with moved as (update bare.streams set version = $3 + 1 where tenant_id = $1 and id = $2 and version = $3 returning version)
        insert into bare.events (id, stream_id, version, data, type, tenant_id, mt_dotnet_type, headers, user_name)
        select $4, $2, version, $5, $6, $1, $7, $8, $9 from moved
        """;

    /// <summary>A prepared append on a connection of its own.</summary>
    public static NpgsqlCommand PrepareAppend(NpgsqlConnection connection)
    {
        var command = new NpgsqlCommand(AppendOne, connection)
        {
            Parameters =
            {
                new() { NpgsqlDbType = NpgsqlDbType.Varchar, Value = Site.Authority },
                new() { NpgsqlDbType = NpgsqlDbType.Uuid },
                new() { NpgsqlDbType = NpgsqlDbType.Bigint },
                new() { NpgsqlDbType = NpgsqlDbType.Uuid },
                new() { NpgsqlDbType = NpgsqlDbType.Jsonb },
                new() { NpgsqlDbType = NpgsqlDbType.Varchar },
                new() { NpgsqlDbType = NpgsqlDbType.Varchar },
                new() { NpgsqlDbType = NpgsqlDbType.Jsonb, Value = """{"name":"Demo manager"}""" },
                new() { NpgsqlDbType = NpgsqlDbType.Varchar, Value = "demo-manager" },
            },
        };
        command.Prepare();
        return command;
    }

    public static void Append(NpgsqlCommand command, Guid stream, long version, NewEvent appended)
    {
        command.Parameters[1].Value = stream;
        command.Parameters[2].Value = version;
        command.Parameters[3].Value = Guid.NewGuid();
        command.Parameters[4].Value = appended.Data;
        command.Parameters[5].Value = appended.Type;
        command.Parameters[6].Value = appended.DotnetType;
        if (command.ExecuteNonQuery() != 1)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{stream} is not at version {version}."));
        }
    }
}
