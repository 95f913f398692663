using System.Reflection;
using Npgsql;
using NpgsqlTypes;
using Placements.Application.Access;
using Placements.Application.Recording;
using Placements.Application.Returns.Ssda903;

namespace Placements.Application.Returns.Records;

/// <summary>
/// Makes a return for good: everything in one transaction, or nothing. Its files are what the export gives as known at the instant of the
/// freeze. Readers of the whole log wait for that transaction, as for any; appends and other reads do not.
/// </summary>
public sealed class ReturnFreezing(NpgsqlDataSource database, FrozenReturns returns)
{
    private const string OneRequestAtATime = "select pg_advisory_xact_lock(hashtextextended('placements freeze ' || $1 || ' ' || $2, 0))";

    private const string OneKeyOnce = "frozen_made_by_request_key_idx";

    private const string Insert = """
        insert into returns.frozen (
          return_id, tenant_id, kind, year, as_at, as_known_at, log_transaction_id, log_seq_id, made_by, made_by_name, note, gaps,
          program_version, code_list_version, request_key, request_hash
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        """;

    private static readonly string ProgramVersion =
        typeof(ReturnFreezing).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <param name="request">Of a year that <see cref="ReturnYears"/> does not refuse.</param>
    /// <param name="key">The same request with it once more gets the same return.</param>
    public async Task<FreezeOutcome> Freeze(Caller caller, FreezeRequest request, RequestKey? key, CancellationToken cancel)
    {
        if (!Operations.FreezeReturn.Permits(caller) || !caller.Authorities.Contains(request.Authority, StringComparer.Ordinal))
        {
            throw new UnauthorizedAccessException("Only a manager freezes returns, and only the own authority's.");
        }
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (key is not null)
        {
            await WaitForTheSameKey(connection, caller, key, cancel);
            if (await returns.FindByKey(connection, caller, key, cancel) is { } again)
            {
                return again;
            }
        }
        if (await LogMoment.Take(database, cancel) is not { } moment)
        {
            return new FreezeOutcome.LogBusy();
        }

        var id = Guid.CreateVersion7(moment.Instant);
        using var files = new FrozenFiles(connection, id, cancel);
        var written = await request.Kind.Write(request.Authority, new ReturnYear(request.Year), moment.Instant, files.Open, cancel);
        await files.Finish(written.Rows);
        var children = await request.Kind.Children(request.Authority, new ReturnYear(request.Year), moment.Instant, cancel);
        try
        {
            await Write(connection, id, caller, request, key, moment, written.Gaps, cancel);
        }
        catch (PostgresException used) when (used.ConstraintName == OneKeyOnce)
        {
            // By a return of an authority that the caller does not see now.
            return new FreezeOutcome.KeyUsedForAnother();
        }
        // Last: only who sees the return may say whom it holds.
        await FrozenChildren.Keep(connection, id, children, cancel);
        await transaction.CommitAsync(cancel);
        return new FreezeOutcome.Frozen((await returns.Find(caller.Authorities, id, cancel))!);
    }

    private static async Task WaitForTheSameKey(NpgsqlConnection connection, Caller caller, RequestKey key, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = OneRequestAtATime;
        // As long as the first request takes; the caller may hang up.
        command.CommandTimeout = 0;
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = caller.Subject });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.Key });
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task Write(
        NpgsqlConnection connection,
        Guid id,
        Caller caller,
        FreezeRequest request,
        RequestKey? key,
        LogMoment moment,
        long gaps,
        CancellationToken cancel
    )
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Insert;
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = request.Authority });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = request.Kind.Name });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = request.Year });
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = new ReturnYear(request.Year).LastDay });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = moment.Instant });
        command.Parameters.Add(new() { Value = moment.Position.TransactionId, NpgsqlDbType = NpgsqlDbType.Xid8 });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = moment.Position.SeqId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = caller.Subject });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = caller.Name });
        command.Parameters.Add(Optional(request.Note, NpgsqlDbType.Text));
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = gaps });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = ProgramVersion });
        command.Parameters.Add(Optional(request.Kind.HasCodesOfAuthorities ? moment.WalesCodes : null, NpgsqlDbType.Bigint));
        command.Parameters.Add(Optional(key?.Key, NpgsqlDbType.Text));
        command.Parameters.Add(Optional(key?.RequestHash, NpgsqlDbType.Bytea));
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static NpgsqlParameter Optional(object? value, NpgsqlDbType type) =>
        new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
