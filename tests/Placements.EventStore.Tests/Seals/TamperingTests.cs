using Placements.EventStore.Seals;
using Placements.Testing;
using Xunit;

namespace Placements.EventStore.Tests.Seals;

/// <summary>Whatever somebody with all rights does to a sealed log by SQL is found, and the first entry it was done to is named.</summary>
public sealed class TamperingTests(TestCluster cluster) : IAsyncLifetime
{
    private const string Covered = "(select range_agg(covers) from placements.seal)";
    private const string Hole =
        $"(select min(n) from generate_series(1, (select max(seq_id) from placements.mt_events)) n where not n <@ {Covered})";
    private const string Columns =
        "id, stream_id, version, data, bdata, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, user_name, is_archived, transaction_id";

    private SealedLog log = null!;

    public async ValueTask InitializeAsync()
    {
        log = await SealedLog.Copy(cluster);
        await log.Database.Execute(
            """
            create table public.pick as
            select seq_id, row_number() over (order by random()) as n from (
              select distinct on (transaction_id) e.seq_id
              from placements.mt_events e join placements.mt_streams s on s.id = e.stream_id where s.version >= 4
            ) e
            """
        );
    }

    public ValueTask DisposeAsync() => log.DisposeAsync();

    [Fact]
    public async Task What_nobody_touched_agrees()
    {
        var verdict = await log.MustAgree(await log.Published());

        Assert.Equal(await log.Database.Scalar<long>("select count(*) from placements.mt_events"), verdict.Sealed);
        Assert.Equal(await log.Database.Scalar<long>("select count(*) from placements.seal"), verdict.Seals);
        Assert.True(verdict.Seals >= 4);
        Assert.Equal((0, 0), (verdict.NotSealed, verdict.Restored));
    }

    /// <summary>A value for each column of an event that differs from the one there.</summary>
    private static readonly Dictionary<string, string> Changed = new(StringComparer.Ordinal)
    {
        ["seq_id"] = "seq_id + 1000000",
        ["id"] = "gen_random_uuid()",
        ["stream_id"] = "gen_random_uuid()",
        ["version"] = "version + 1",
        ["data"] = "jsonb_build_object('was', data)",
        ["bdata"] = @"'\x00'",
        ["type"] = "type || ' '",
        ["timestamp"] = "timestamp + interval '1 microsecond'",
        ["tenant_id"] = "'W06000001'",
        ["mt_dotnet_type"] = "null",
        ["correlation_id"] = "coalesce(correlation_id, '') || 'x'",
        ["causation_id"] = "case when causation_id is null then '' end",
        ["headers"] = """coalesce(headers, '{}') || '{"x": 1}'""",
        ["user_name"] = "coalesce(user_name, '') || ' '",
        ["is_archived"] = "not is_archived",
        ["transaction_id"] = "(transaction_id::text::bigint + 1)::text::xid8",
    };

    [Fact]
    public async Task Every_column_of_an_event_is_tried()
    {
        var columns = await log.Database.Scalar<string[]>(
            "select array_agg(column_name::text) from information_schema.columns where table_schema = 'placements' and table_name = 'mt_events'"
        );

        Assert.Equal(columns.Order(), Changed.Keys.Order());
    }

    /// <summary>Any column of any entry, one after the other; each is put back before the next.</summary>
    [Fact]
    public async Task A_changed_column_is_found_and_its_entry_named()
    {
        var entries = await log.Database.Scalar<long[]>("select array_agg(seq_id order by random()) from placements.mt_events");
        await log.Tamper("create table public.as_it_was as select * from placements.mt_events");
        var tried = 0;
        foreach (var (column, value) in Changed)
        {
            foreach (var entry in entries.Skip(3 * tried++).Take(3))
            {
                await log.Tamper($"update placements.mt_events set {column} = {value} where seq_id = {entry}");

                var problem = (await log.Verify()).Problem;

                Assert.True(problem?.SeqId == entry, $"{column} of {entry}: {problem}");
                await log.Tamper(
                    $"""
                    delete from placements.mt_events where id not in (select id from public.as_it_was) or seq_id in ({entry}, {entry} + 1000000);
                    insert into placements.mt_events (seq_id, {Columns}) select seq_id, {Columns} from public.as_it_was where seq_id = {entry}
                    """
                );
            }
        }
        await log.MustAgree();
    }

    /// <summary>What is done to which entries, which of them is the first that does not agree (asked before), and what is said of it.</summary>
    public static TheoryData<string, string, string> Cases =>
        new()
        {
            { "delete from placements.mt_events where seq_id = 1", "1", "is missing" },
            { $"delete from placements.mt_events where seq_id = {Some(7)}", Some(7), "is missing" },
            {
                "delete from placements.mt_events where seq_id = (select max(seq_id) from placements.mt_events)",
                "(select max(seq_id) from placements.mt_events)",
                "is missing"
            },
            { "delete from placements.mt_events", "1", "is missing" },
            {
                $"""
                    delete from placements.mt_streams where id = (select stream_id from placements.mt_events where seq_id = {Some(3)});
                    delete from placements.mt_events e where not exists (select from placements.mt_streams s where s.id = e.stream_id)
                    """,
                $"(select min(seq_id) from placements.mt_events where stream_id = (select stream_id from placements.mt_events where seq_id = {Some(3)}))",
                "is missing"
            },
            { Insert(Hole), Hole, "was inserted" },
            { Insert("0"), "0", "was inserted" },
            { Insert("-9223372036854775808"), "-9223372036854775808", "was inserted" },
            {
                $"insert into placements.mt_events (seq_id, {Columns}) select seq_id, {Columns} from placements.mt_events where seq_id = {Some(5)}",
                Some(5),
                "is there twice"
            },
            { Copied("transaction_id"), "(select max(seq_id) + 1 from placements.mt_events)", "its transaction id is one of those" },
            { Copied("pg_current_xact_id()"), "(select max(seq_id) + 1 from placements.mt_events)", "follows version" },
            {
                $"""
                    update placements.mt_events set seq_id = case seq_id when {Some(2)} then {Some(9)} else {Some(2)} end
                    where seq_id in ({Some(2)}, {Some(9)})
                    """,
                $"least({Some(2)}, {Some(9)})",
                "was changed"
            },
            {
                $"""
                    update placements.mt_events set version = case version when 3 then 4 when 4 then 3 end
                    where version in (3, 4) and stream_id = (select stream_id from placements.mt_events where seq_id = {Some(4)})
                    """,
                $"""
                    (select min(seq_id) from placements.mt_events
                    where version in (3, 4) and stream_id = (select stream_id from placements.mt_events where seq_id = {Some(4)}))
                    """,
                "was changed"
            },
            {
                $"""
                    update placements.mt_events e set transaction_id = o.transaction_id from placements.mt_events o
                    where e.seq_id = {Some(6)} and o.seq_id = {Some(11)} or e.seq_id = {Some(11)} and o.seq_id = {Some(6)}
                    """,
                $"least({Some(6)}, {Some(11)})",
                "was moved within the log"
            },
            { $"update placements.mt_events set transaction_id = '1' where seq_id = {Some(8)}", Some(8), "was moved within the log" },
            {
                "update placements.mt_events set transaction_id = '1' where seq_id <@ (select covers from placements.seal where number = 2)",
                "(select lower(covers) from placements.seal where number = 2)",
                "was moved within the log"
            },
            {
                "update placements.mt_events set transaction_id = (1000000 - transaction_id::text::bigint)::text::xid8",
                "1",
                "was moved within the log"
            },
            { "truncate placements.mt_events cascade", "1", "is missing" },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Rows_that_are_missing_added_or_moved_are_found(string sql, string first, string said)
    {
        var expected = await log.Database.Scalar<long>($"select ({first})::bigint");

        await log.Tamper(sql);

        var problem = (await log.Verify()).Problem;
        Assert.True(problem?.SeqId == expected, $"expected {expected}: {problem}");
        Assert.Contains(said, problem!.Sentence, StringComparison.Ordinal);
        Assert.EndsWith(".", problem.Sentence, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> SealCases =>
        new()
        {
            { "delete from placements.seal where number = 1", "Seal 1 is missing." },
            { "delete from placements.seal where number = 3", "Seal 3 is missing." },
            { "update placements.seal set number = 1000 where number = 2", "Seal 2 is missing." },
            { "update placements.seal set entries = entries + 1 where number = 2", "Seal 2 was changed" },
            { "update placements.seal set covers = covers + '{[1000000,1000001)}' where number = 2", "Seal 2 was changed" },
            { "update placements.seal set covers = '{}' where number = 2", "Seal 2 was changed" },
            { @"update placements.seal set chain = sha256('x') where number = 2", "Seal 2 was changed" },
            { @"update placements.seal set previous_chain = sha256('x') where number = 2", "Seal 2 was changed" },
            { @"update placements.seal set transactions = sha256('x') where number = 2", "Seal 2 was changed" },
            { "update placements.seal set closed_below = closed_below - 1 where number = 2", "Seal 2 was changed" },
            { "update placements.seal set horizon = horizon + 1 where number = 2", "Seal 2 was changed" },
            { "update placements.seal set last_number = last_number + 1 where number = 2", "Seal 2 was changed" },
            { "update placements.seal set closes_at = closes_at + 1 where number = 2", "Seal 2 was changed" },
            { "update placements.seal set sealed_at = sealed_at + interval '1 microsecond' where number = 2", "Seal 2 was changed" },
            { "update placements.seal set signature = '' where number = 2", "Seal 2 was changed" },
            {
                "update placements.seal set signature = (select signature from placements.seal where number = 1) where number = 2",
                "Seal 2 was changed"
            },
            { "update placements.seal set entry_hashes = sha256('x') where number = 2", "Seal 2 was changed" },
            { "update placements.seal set entry_transactions = entry_transactions || 5::bigint where number = 2", "Seal 2 was changed" },
            { "update placements.seal set key_id = 'another' where number = 2", "Seal 2 was signed with the key another" },
        };

    [Theory]
    [MemberData(nameof(SealCases))]
    public async Task A_seal_that_is_missing_or_changed_is_named(string sql, string said)
    {
        await log.Tamper(sql);

        Assert.StartsWith(said, (await log.Verify()).Problem?.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_column_of_a_seal_is_signed_or_follows_from_what_is()
    {
        var columns = await log.Database.Scalar<string[]>(
            "select array_agg(column_name::text) from information_schema.columns where table_schema = 'placements' and table_name = 'seal'"
        );

        Assert.All(
            columns,
            column => Assert.Contains(SealCases, row => row.Data.Item1.Contains($"set {column} =", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task A_seal_of_somebody_else_is_found()
    {
        using var thief = SealKey.Read(SealKey.Make());
        await log.Database.Append(Guid.CreateVersion7(), 0);
        while (await new Sealer(log.Database.DataSource, thief).SealNow() == 0) { }

        Assert.Contains(thief.Id, (await log.Verify()).Problem?.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tail_cut_off_with_its_seals_agrees_with_itself_and_not_with_what_was_published()
    {
        var published = await log.Published();
        await log.Tamper(
            """
            create temporary table cut as select number, covers from placements.seal order by number desc limit 2;
            delete from placements.mt_events e using cut where e.seq_id <@ cut.covers;
            delete from placements.seal using cut where seal.number = cut.number;
            delete from placements.mt_streams s where not exists (select from placements.mt_events e where e.stream_id = s.id);
            update placements.mt_streams s set version = (select max(version) from placements.mt_events e where e.stream_id = s.id)
            """
        );

        await log.MustAgree();
        await log.MustAgree(published[..^2]);
        Assert.StartsWith(
            $"Seal {published.Count - 1} was published and is not in the database",
            (await log.Verify(published)).Problem?.Sentence,
            StringComparison.Ordinal
        );

        // Sealed anew, it is not what was published either.
        await log.Database.Append(Guid.CreateVersion7(), 0);
        await log.SealAll();
        await log.MustAgree();
        Assert.StartsWith(
            $"Seal {published.Count - 1} is another one than was published",
            (await log.Verify(published)).Problem?.Sentence,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("seal")]
    public async Task A_published_line_that_is_no_seal_is_named(string line)
    {
        var published = await log.Published();

        Assert.StartsWith("Line 3 ", (await log.Verify([.. published[..2], line])).Problem?.Sentence, StringComparison.Ordinal);
        Assert.StartsWith(
            "Line 1 ",
            (await log.Verify([published[0].Replace("\"entries\":", "\"entries\":1", StringComparison.Ordinal)])).Problem?.Sentence,
            StringComparison.Ordinal
        );
    }

    /// <summary>What is done to entries that are not sealed yet.</summary>
    [Theory]
    [InlineData("delete from placements.mt_events where seq_id = {1}", "{0}", "the stream is at version 3")]
    [InlineData("delete from placements.mt_events where seq_id = {0}", "{1}", "follows version 1")]
    [InlineData("update placements.mt_events set version = 9 where seq_id = {1}", "{1}", "follows version 2")]
    [InlineData("update placements.mt_events set timestamp = '2001-01-01' where seq_id = {1}", "{1}", "was recorded before that")]
    [InlineData("update placements.mt_events set transaction_id = '5' where seq_id = {1}", "{1}", "one of those that seal")]
    [InlineData("update placements.mt_events set transaction_id = '1' where seq_id = {1}", "{1}", "that of a restored log")]
    [InlineData("update placements.mt_events set seq_id = -1 where seq_id = {1}", "-1", "was inserted")]
    [InlineData(
        "update placements.mt_streams set version = 4 where version = 3 and id = (select stream_id from placements.mt_events where seq_id = {1})",
        "{1}",
        "the stream is at version 4"
    )]
    public async Task What_does_not_fit_among_entries_that_are_not_sealed_is_found(string sql, string first, string said)
    {
        var stream = Guid.CreateVersion7();
        await log.Database.Append(stream, 0);
        await log.Database.Append(stream, 1);
        await log.Database.Append(stream, 2);
        Assert.Equal(3, (await log.MustAgree()).NotSealed);
        var last = await log.Database.Scalar<long>("select max(seq_id) from placements.mt_events");
        string With(string text) =>
            text.Replace("{0}", $"{last - 1}", StringComparison.Ordinal).Replace("{1}", $"{last}", StringComparison.Ordinal);

        await log.Tamper(With(sql));

        var problem = (await log.Verify()).Problem;
        Assert.Equal(With(first), $"{problem?.SeqId}");
        Assert.Contains(said, problem!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sealer_builds_on_no_seal_that_was_changed()
    {
        await log.Database.Append(Guid.CreateVersion7(), 0);
        await log.Tamper("update placements.seal set closed_below = 0 where number = (select max(number) from placements.seal)");

        await Assert.ThrowsAsync<SealException>(() => new Sealer(log.Database.DataSource, log.Key).SealNow());
    }

    /// <summary>Some entry, the same for one n in every statement of a case; no two of one transaction.</summary>
    private static string Some(int n) => $"(select seq_id from public.pick where n = {n})";

    /// <summary>A whole new stream with one entry.</summary>
    private static string Insert(string seqId) =>
        $"""
            insert into placements.mt_streams (tenant_id, id, type, version) values ('W06000015', '00000000-0000-0000-0000-000000000001', 'child', 1);
            insert into placements.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id)
            values ({seqId}, gen_random_uuid(), '00000000-0000-0000-0000-000000000001', 1, '1', 'a', now(), 'W06000015')
            """;

    /// <summary>An entry once more, with a new number.</summary>
    private static string Copied(string transaction) =>
        $"""
            insert into placements.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, transaction_id)
            select (select max(seq_id) + 1 from placements.mt_events), id, stream_id, version, data, type, timestamp, tenant_id, {transaction}
            from placements.mt_events where seq_id = {Some(5)}
            """;
}
