using Npgsql;
using Placements.Application.Access;
using Placements.Application.Json;
using Placements.Application.Keys;
using Placements.Application.Places;
using Placements.Application.ReadModels;
using Placements.Application.Recording;
using Placements.Application.Returns.Files;
using Placements.Application.Returns.Ssda903;
using Placements.Domain.Codes;
using Placements.EventStore;

namespace Placements.Application.Returns.Import;

/// <summary>
/// Takes over returns: one transaction for all of a source, so that nothing is half loaded whatever happens in the middle. Every child
/// passes the same decision as a command does.
/// </summary>
public sealed class ReturnImport(NpgsqlDataSource database, IKeyWrapping keys, TimeProvider clock)
{
    // Few: what lives as long as a larger chunk is copied by the collector again and again (1000 at once took a quarter more processor time).
    private const int ChildrenAtOnce = 200;

    /// <summary>Chunks that are written together: a COPY a table costs PostgreSQL the same for few rows as for many.</summary>
    private const int ChunksAtOnce = 4;

    /// <param name="authority">GSS code of the authority whose return it is; the caller's own.</param>
    /// <param name="onProblem">Told each problem as it is met.</param>
    /// <exception cref="ReturnUnreadableException">Nothing was taken.</exception>
    public Task<ImportReport> Run(
        Caller caller,
        ReturnSource source,
        string authority,
        bool dryRun,
        Action<ReturnProblem>? onProblem,
        Action<ImportProgress>? progress,
        CancellationToken cancel
    ) => Run(caller, new ReturnedRows(source), authority, dryRun, onProblem, progress, cancel);

    /// <inheritdoc cref="Run(Caller, ReturnSource, string, bool, Action{ReturnProblem}?, Action{ImportProgress}?, CancellationToken)"/>
    internal async Task<ImportReport> Run(
        Caller caller,
        IImportSource source,
        string authority,
        bool dryRun,
        Action<ReturnProblem>? onProblem,
        Action<ImportProgress>? progress,
        CancellationToken cancel
    )
    {
        if (!Operations.Import.Permits(caller) || !caller.Authorities.Contains(authority, StringComparer.Ordinal))
        {
            throw new UnauthorizedAccessException("Only a manager imports, and only for the own authority.");
        }
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await OneAtATime(connection, authority, cancel);

        var problems = dryRun ? null : new ProblemLog(connection);
        var tally = new ImportTally(problem =>
        {
            problems?.Add(problem);
            onProblem?.Invoke(problem);
        });
        var staging = new RowStaging(connection, source.Tables);
        tally.Rows = await staging.Fill(source.Read(tally.Add, cancel), tally.Add, rows => progress?.Invoke(new(rows, 0)), cancel);

        var batch = Guid.CreateVersion7(clock.GetUtcNow());
        var today = London.Today(clock);
        var setting = new ImportSetting(
            source,
            authority,
            batch,
            source.TablesGiven,
            new ReturnYear(Math.Max(source.Years.DefaultIfEmpty().Max(), await LatestReturn(connection, authority, cancel))),
            new Dictionary<string, PostcodePlace>(),
            today
        );
        var writer = new ImportWriter(transaction, keys, caller, setting, tally);
        var known = await HasChildren(connection, authority, cancel);
        List<Task<List<ChildTaken>>> ready = [];
        List<Task<List<ChildTaken>>> atWork = [];
        await foreach (var children in staging.ByChild(ChildrenAtOnce, cancel))
        {
            await Process(children);
        }
        foreach (
            var codes in (
                known && source.Years.Count > 0 ? await staging.OpenAndAbsent(authority, setting.LastYear.FirstDay, cancel) : []
            ).Chunk(ChildrenAtOnce)
        )
        {
            await Process([.. codes.Select(code => (code, new List<ReturnRow>()))]);
        }
        await Write(ready);
        await Write(atWork);

        var report = tally.Report(dryRun ? null : batch, authority, source.Years);
        if (dryRun)
        {
            return report;
        }
        await ImportRecord.Write(connection, caller, source.Kind, report, cancel);
        await problems!.Write(batch, cancel);
        await transaction.CommitAsync(cancel);
        return report;

        async Task Process(List<(string Code, List<ReturnRow> Rows)> children)
        {
            var held = known
                ? await HeldRecords.Load(writer.Streams, connection, keys, authority, children, cancel)
                : HeldRecords.None(keys);
            var here = setting with { Places = await Places(connection, source, children, cancel) };
            atWork.Add(Task.Run<List<ChildTaken>>(() => [.. children.Select(child => Prepare(Take(here, held, child)))], cancel));
            if (atWork.Count == ChunksAtOnce)
            {
                // These children are worked out while PostgreSQL takes those before them.
                await Write(ready);
                (ready, atWork) = (atWork, []);
            }
        }

        ChildTaken Prepare(ChildTaken child) => dryRun ? child : writer.Prepare(child);

        async Task Write(List<Task<List<ChildTaken>>> chunks)
        {
            await writer.Write([.. (await Task.WhenAll(chunks)).SelectMany(chunk => chunk)], dryRun, cancel);
            progress?.Invoke(new ImportProgress(tally.Rows, tally.New + tally.Changed + tally.Unchanged + tally.LeftOut));
        }
    }

    private static ChildTaken Take(ImportSetting setting, HeldRecords held, (string Code, List<ReturnRow> Rows) child)
    {
        var import = new ChildImport(setting);
        var changes = import.Take(child.Code, child.Rows, held.Of(child.Code));
        return new ChildTaken(child.Rows, changes, [.. import.Problems.Select(setting.Source.InItsWords)]);
    }

    /// <summary>Two imports of one authority at once would each register the same children.</summary>
    private static async Task OneAtATime(NpgsqlConnection connection, string authority, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "select pg_advisory_xact_lock(hashtextextended('placements import ' || $1, 0))";
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>The latest year of the returns that were taken over and still stand; 1, before which no child lived, where there is none.</summary>
    private static async Task<int> LatestReturn(NpgsqlConnection connection, string authority, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            "select coalesce(max(year), 1) from returns.import, unnest(years) year where tenant_id = $1 and voided_at is null";
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority });
        return (int)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static async Task<bool> HasChildren(NpgsqlConnection connection, string authority, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "select exists (select from placements.mt_streams where tenant_id = $1)";
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority });
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static async Task<IReadOnlyDictionary<string, PostcodePlace>> Places(
        NpgsqlConnection connection,
        IImportSource source,
        List<(string Code, List<ReturnRow> Rows)> children,
        CancellationToken cancel
    )
    {
        var column = source.Episodes.IndexOf(source.PostcodeColumn);
        var postcodes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (_, rows) in children)
        {
            foreach (var row in rows)
            {
                if (row.Table == source.Episodes && Postcode.Normalise(row.Values[column]) is { } postcode)
                {
                    postcodes.Add(postcode);
                }
            }
        }
        return await PostcodeDirectory.Find(connection, postcodes, cancel);
    }
}
