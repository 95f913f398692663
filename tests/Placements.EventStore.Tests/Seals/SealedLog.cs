using Npgsql;
using Placements.EventStore.Seals;
using Placements.Testing;
using Xunit;
using static Placements.EventStore.Tests.StoreDatabase;

namespace Placements.EventStore.Tests.Seals;

/// <summary>A small log with everything that a log can hold, in several seals, and what tests do with it. Dispose it.</summary>
internal sealed class SealedLog : IAsyncDisposable
{
    /// <summary>One for all: what it signed in a template is checked in the copies.</summary>
    private static readonly string Pem = SealKey.Make();

    public readonly SealKey Key = SealKey.Read(Pem);

    private SealedLog(StoreDatabase database) => Database = database;

    public StoreDatabase Database { get; }

    public SealLog Seals => new(Database.DataSource);

    public static async Task<SealedLog> Empty(TestCluster cluster) => new(await Create(cluster));

    /// <summary>A copy of one log: written by several at once, with holes, in at least four seals; all of it sealed and closed.</summary>
    public static async Task<SealedLog> Copy(TestCluster cluster) =>
        new(
            Open(
                await cluster.CreateDatabase(
                    "sealed_log",
                    async template =>
                    {
                        await using var source = StoreDataSource.Create(template, "template");
                        await new Schema.Migrator(source).Apply([Schema.MigrationSet.EventStore]);
                        await using var made = new SealedLog(Open(template));
                        await made.Fill();
                    }
                )
            )
        );

    public async Task Fill()
    {
        for (var round = 0; round < 3; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(() => Write(writer, streams: 2))));
            await SealAll();
        }
        await LoadThePast();
        await SealAll();
        await Close();
    }

    /// <summary>Streams of a few appends, one of them taken back: its numbers are holes.</summary>
    public async Task Write(int writer, int streams)
    {
        for (var i = 0; i < streams; i++)
        {
            var stream = Guid.CreateVersion7();
            var first = To(stream, 0, Event("registered", """{"name":"Ŵ \"quoted\"\n\ttab \\ 🙂","n":1.50}"""), Event()) with
            {
                UserName = $"writer {writer}",
                CorrelationId = "",
                CausationId = "caused\tby",
                Headers = """{"source":"web"}""",
            };
            Assert.IsType<AppendResult.Appended>(await Database.Store.Append(first));
            await RollBackAnAppend();
            await Database.Append(stream, 2);
            await Database.Append(stream, 3, Event(), Event());
        }
    }

    public async Task RollBackAnAppend()
    {
        await using var connection = await Database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await AppendIn(connection, Guid.CreateVersion7());
        await transaction.RollbackAsync();
    }

    public static async Task AppendIn(NpgsqlConnection connection, Guid stream)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"select placements.append_events('{Cardiff}', $1, 'child', 0, array[$1], '{{a}}', '{{a}}', '{{1}}', null, null, null, null)";
        command.Parameters.Add(new() { Value = stream });
        await command.ExecuteNonQueryAsync();
    }

    public async Task LoadThePast(int streams = 3, int events = 4)
    {
        await using var connection = await Database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var past = new DateTimeOffset(2019, 4, 1, 9, 0, 0, TimeSpan.Zero);
        await BulkLoader.Load(
            transaction,
            Enumerable
                .Range(0, streams)
                .Select(_ => new BulkHistory(
                    Newport,
                    Guid.CreateVersion7(),
                    "child",
                    [.. Enumerable.Range(0, events).Select(i => new BulkEvent(Event(), past.AddDays(i)))]
                ))
        );
        await transaction.CommitAsync();
    }

    /// <summary>Until nothing is left: transactions of other tests may hold the horizon back for a moment.</summary>
    public async Task SealAll()
    {
        var sealer = new Sealer(Database.DataSource, Key);
        do
        {
            await sealer.SealNow();
        } while (await Unsealed() > 0);
    }

    /// <summary>Goes on until the numbers taken now are closed.</summary>
    public async Task Close()
    {
        var taken = await Database.Scalar<long>("select last_value from placements.mt_events_sequence");
        while (await Database.Scalar<long>("select coalesce(max(closed_below), 0) from placements.seal") < taken)
        {
            await Database.Append(Guid.CreateVersion7(), 0);
            await SealAll();
        }
    }

    public Task<long> Unsealed() =>
        Database.Scalar<long>(
            "select count(*) from placements.mt_events where not seq_id <@ (select coalesce(range_agg(covers), '{}') from placements.seal)"
        );

    public async Task<Verdict> Verify(IEnumerable<string>? published = null)
    {
        using var keys = SealPublicKeys.Read(Key.PublicPem);
        return await new SealVerifier(Database.DataSource, keys).Verify(published?.ToAsyncEnumerable());
    }

    public async Task<Verdict> MustAgree(IEnumerable<string>? published = null)
    {
        var verdict = await Verify(published);
        Assert.Null(verdict.Problem);
        return verdict;
    }

    public async Task<List<string>> Published() => [.. (await Seals.After(0).ToListAsync()).Select(seal => seal.Line())];

    /// <summary>What somebody does who owns the database: no constraint, index or trigger holds.</summary>
    public Task Tamper(string sql) =>
        Database.Execute(
            $"""
            set session_replication_role = replica;
            alter table placements.mt_events drop constraint if exists pkey_mt_events_seq_id;
            drop index if exists placements.pk_mt_events_stream_and_version;
            {sql};
            reset session_replication_role;
            """
        );

    public async ValueTask DisposeAsync()
    {
        Key.Dispose();
        await Database.DisposeAsync();
    }
}
