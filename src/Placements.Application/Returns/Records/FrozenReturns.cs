using Npgsql;
using NpgsqlTypes;
using Placements.Application.Access;
using Placements.Application.Recording;
using Placements.Application.Reporting;
using Placements.EventStore;

namespace Placements.Application.Returns.Records;

/// <summary>Reads returns that were made.</summary>
public sealed class FrozenReturns(NpgsqlDataSource database)
{
    private const string Columns = """
        return_id, tenant_id, kind, year, as_at, as_known_at, log_transaction_id, log_seq_id, made_by_name, note, gaps, program_version,
        code_list_version
        """;

    private const string OfAuthorities = $"""
        select {Columns} from returns.frozen
        where tenant_id = any($1) and ($2 is null or return_id < $2)
        order by return_id desc limit $3
        """;

    private const string One = $"select {Columns} from returns.frozen where tenant_id = any($1) and return_id = $2";

    private const string OfKey = "select return_id, request_hash from returns.frozen where made_by = $1 and request_key = $2";

    private const string FilesOf = """
        select return_id, name, rows, bytes, encode(sha256, 'hex') from returns.frozen_file
        where return_id = any($1) order by return_id, ordinal
        """;

    private const string PartsOf = "select content from returns.frozen_file_part where return_id = $1 and name = $2 order by part";

    /// <summary>The latest first.</summary>
    /// <param name="before">The last one of the page before.</param>
    public async Task<IReadOnlyList<FrozenReturn>> Page(
        IReadOnlyList<string> authorities,
        Guid? before,
        int limit,
        CancellationToken cancel
    )
    {
        await using var command = database.CreateCommand(OfAuthorities);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. authorities] });
        command.Parameters.Add(new() { Value = (object?)before ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        return await Read(command, cancel);
    }

    /// <summary>Null also for a return of another authority.</summary>
    public async Task<FrozenReturn?> Find(IReadOnlyList<string> authorities, Guid returnId, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(One);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. authorities] });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = returnId });
        return (await Read(command, cancel)) is [var found] ? found : null;
    }

    /// <summary>The bytes of a file, part by part.</summary>
    public async Task CopyTo(Guid returnId, string name, Stream to, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(PartsOf);
        command.CommandTimeout = 0;
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = returnId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        await using var part = await command.ExecuteReaderAsync(cancel);
        while (await part.ReadAsync(cancel))
        {
            await FrozenFiles.Unpack(part.GetFieldValue<byte[]>(0), to, cancel);
        }
    }

    /// <summary>The outcome of the request that came with this key before; null where none did.</summary>
    internal async Task<FreezeOutcome?> FindByKey(NpgsqlConnection connection, Caller caller, RequestKey key, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = OfKey;
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = caller.Subject });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.Key });
        await using var row = await command.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel))
        {
            return null;
        }
        return
            row.GetFieldValue<byte[]>(1).AsSpan().SequenceEqual(key.RequestHash)
            && await Find(caller.Authorities, row.GetGuid(0), cancel) is { } again
            ? new FreezeOutcome.Frozen(again)
            : new FreezeOutcome.KeyUsedForAnother();
    }

    private async Task<IReadOnlyList<FrozenReturn>> Read(NpgsqlCommand command, CancellationToken cancel)
    {
        var found = new List<FrozenReturn>();
        await using (var row = await command.ExecuteReaderAsync(cancel))
        {
            while (await row.ReadAsync(cancel))
            {
                found.Add(
                    new FrozenReturn(
                        row.GetGuid(0),
                        row.GetString(1),
                        row.GetString(2),
                        row.GetInt32(3),
                        row.GetFieldValue<DateOnly>(4),
                        row.GetFieldValue<DateTimeOffset>(5),
                        new LogPosition(row.GetFieldValue<ulong>(6), row.GetInt64(7)),
                        row.GetString(8),
                        row.Text(9),
                        row.GetInt64(10),
                        row.GetString(11),
                        row.Maybe<long>(12),
                        []
                    )
                );
            }
        }
        var files = await Files([.. found.Select(one => one.ReturnId)], cancel);
        return [.. found.Select(one => one with { Files = [.. files[one.ReturnId]] })];
    }

    private async Task<ILookup<Guid, FrozenFile>> Files(Guid[] returnIds, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(FilesOf);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = returnIds });
        await using var row = await command.ExecuteReaderAsync(cancel);
        var files = new List<(Guid ReturnId, FrozenFile File)>();
        while (await row.ReadAsync(cancel))
        {
            files.Add((row.GetGuid(0), new FrozenFile(row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetString(4))));
        }
        return files.ToLookup(file => file.ReturnId, file => file.File);
    }
}
