using Npgsql;
using Placements.Application;
using Placements.Application.ReadModels;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Walls;

/// <summary>
/// The wall in the database: whatever a query forgets to ask, the host's connection for one authority has no row of another. Each statement
/// here is one that the program would never send.
/// </summary>
public sealed class RowWallTests(TwoAuthorities two) : IClassFixture<TwoAuthorities>
{
    private const string OurSchemas = "('placements', 'read_models', 'reporting', 'returns', 'reference')";

    private static readonly Dictionary<string, string> NoWall = new(StringComparer.Ordinal)
    {
        ["placements.mt_event_progression"] = "places in the log, no case data; the host may not read it",
        ["placements.database_use"] = "whether it is a demo's or a site's; the host may not read it",
        ["placements.seal"] = "hashes of the whole log, no case data",
        ["placements.session"] = "who somebody is, is not known before it is read; sealed with a key that is not in the database",
        ["placements.schema_migration"] = "which schema files were applied; the host may not read it",
        ["reference.authority"] = "published",
        ["reference.authority_neighbour"] = "published",
        ["reference.bank_holiday"] = "published",
        ["reference.population"] = "published",
        ["reference.postcode"] = "published",
        ["reporting.code_value"] = "code lists of the program",
        ["reporting.counting_rule"] = "policy of all",
        ["reporting.report"] = "the catalogue of reports",
        ["reporting.report_column"] = "the catalogue of reports",
    };

    /// <summary>The population of an authority is everybody's to know.</summary>
    private static readonly string[] AsksWhatIsPublished = ["population_on", "rate_per_10000"];

    [Fact]
    public async Task Every_table_is_walled_or_stands_here_with_a_reason()
    {
        var open = await two.AsOwner<string[]>(
            $"""
            select array(
              select c.oid::regclass::text from pg_class c
              where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace::regnamespace::text in {OurSchemas}
                and not (c.relrowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))
              order by 1)
            """
        );
        var nullable = await two.AsOwner<string[]>(
            """
            select array(
              select c.oid::regclass::text from pg_class c join pg_attribute a on a.attrelid = c.oid
              where c.relkind in ('r', 'p') and a.attname = 'tenant_id' and not a.attnotnull)
            """
        );

        Assert.Equal(NoWall.Keys.Order(StringComparer.Ordinal), open.Order(StringComparer.Ordinal));
        Assert.Empty(nullable);
    }

    /// <summary>The wall of the whole holds for who names the whole.</summary>
    [Fact]
    public async Task The_host_may_name_no_part_of_a_table()
    {
        using var newport = two.Api.Databases.For([TwoAuthorities.Newport]);
        var parts = await two.AsOwner<string[]>(
            "select array(select oid::regclass::text from pg_class where relispartition and relkind = 'r')"
        );
        Assert.NotEmpty(parts);
        foreach (var part in parts)
        {
            await Refused(newport.Source, $"select from {part}", "42501");
            await Refused(newport.Source, $"insert into {part} select * from {part}", "42501");
        }
    }

    [Fact]
    public async Task A_query_without_the_applications_own_check_has_the_own_rows_only()
    {
        using var newport = two.Api.Databases.For([TwoAuthorities.Newport]);
        Assert.Equal(
            [TwoAuthorities.Newport],
            await TwoAuthorities.Ask<string[]>(newport.Source, "select array(select distinct tenant_id from read_models.child)")
        );
        using var both = two.Api.Databases.For([TwoAuthorities.Newport, TwoAuthorities.Cardiff]);
        Assert.Equal(
            [TwoAuthorities.Cardiff, TwoAuthorities.Newport],
            await TwoAuthorities.Ask<string[]>(both.Source, "select array(select distinct tenant_id from read_models.child order by 1)")
        );
        using var all = two.Api.Databases.ForAllAuthorities();
        Assert.Equal(2, await TwoAuthorities.Ask<long>(all.Source, "select count(distinct tenant_id) from placements.mt_events"));
    }

    [Fact]
    public async Task No_table_and_no_view_shows_a_row_of_another_authority()
    {
        var theirs = Patterns(await two.ChildrenAndReturnsOf(TwoAuthorities.Cardiff));
        using var newport = two.Api.Databases.For([TwoAuthorities.Newport]);
        var (looked, full) = (0, 0);
        foreach (var relation in await Relations("'r', 'p', 'v', 'm'"))
        {
            // Authorities and their codes are published; rows that name a child, an entry, an import or a return are not.
            var sql = $"select count(*) from {relation} t where t::text like any($1)";
            full += await two.AsOwner<long>(sql, (object)theirs) > 0 ? 1 : 0;
            try
            {
                Assert.True(await TwoAuthorities.Ask<long>(newport.Source, sql, (object)theirs) == 0, relation);
                looked++;
            }
            catch (PostgresException e)
            {
                Assert.Equal((PostgresErrorCodes.InsufficientPrivilege, true), (e.SqlState, NoWall.ContainsKey(relation)));
            }
        }
        Assert.True(looked > 40 && full > 20, $"{looked} {full}");
        Assert.Equal(
            0,
            await TwoAuthorities.Ask<long>(
                newport.Source,
                "select count(*) from reference.wales_code where authority = $1",
                TwoAuthorities.Cardiff
            )
        );
    }

    [Fact]
    public async Task No_function_of_reporting_tells_of_another_authority()
    {
        var theirs = Patterns(await two.ChildrenAndReturnsOf(TwoAuthorities.Cardiff));
        using var newport = two.Api.Databases.For([TwoAuthorities.Newport]);
        using var cardiff = two.Api.Databases.For([TwoAuthorities.Cardiff]);
        var (asked, told) = (0, 0);
        foreach (var call in await Calls())
        {
            var sql = $"select count(*) from {call} t where t::text like any($1)";
            told += await TwoAuthorities.Ask<long>(cardiff.Source, sql, (object)theirs) > 0 ? 1 : 0;
            Assert.True(await TwoAuthorities.Ask<long>(newport.Source, sql, (object)theirs) == 0, call);
            // Figures name nobody: what is asked about Cardiff must be what is asked about an authority without children.
            if (!AsksWhatIsPublished.Any(name => call.StartsWith($"reporting.{name}(", StringComparison.Ordinal)))
            {
                const string Rows = "select coalesce(string_agg(t::text, '|' order by t::text), '') from {0} t";
                var nobody = call.Replace(TwoAuthorities.Cardiff, "W06000099", StringComparison.Ordinal);
                Assert.True(await Of(string.Format(Rows, call)) == await Of(string.Format(Rows, nobody)), call);
            }
            asked++;
        }
        Assert.True(asked > 80 && told > 30, $"{asked} {told}");

        Task<string> Of(string sql) => TwoAuthorities.Ask<string>(newport.Source, sql);
    }

    [Fact]
    public async Task No_row_of_another_authority_is_written()
    {
        using var newport = two.Api.Databases.For([TwoAuthorities.Newport]);
        var tables = 0;
        foreach (var table in (await Relations("'r', 'p'")).Where(table => !NoWall.ContainsKey(table)))
        {
            tables++;
            var (columns, row) = await RowOf(table, TwoAuthorities.Cardiff);
            await Refused(
                newport.Source,
                $"insert into {table} ({columns}) select {columns} from jsonb_populate_record(null::{table}, '{row}')",
                "42501",
                // Nothing is added to a return that is there.
                "23001"
            );
            await Refused(newport.Source, $"delete from {table}", "42501");
            await Refused(newport.Source, $"truncate {table}", "42501");
            if (table.StartsWith("read_models.", StringComparison.Ordinal))
            {
                Assert.Equal(
                    0,
                    await Changed(newport.Source, $"update {table} set known = known where tenant_id = '{TwoAuthorities.Cardiff}'")
                );
                await Refused(newport.Source, $"update {table} set tenant_id = tenant_id", "42501");
            }
            else if (table == "returns.import")
            {
                Assert.Equal(
                    0,
                    await Changed(newport.Source, $"update {table} set voided_by_name = 'x' where tenant_id = '{TwoAuthorities.Cardiff}'")
                );
            }
            else
            {
                await Refused(newport.Source, $"update {table} set {columns.Split(',')[0]} = {columns.Split(',')[0]}", "42501");
            }
        }
        Assert.True(tables > 15, $"{tables}");
    }

    [Theory]
    [InlineData("insert into placements.mt_events select * from placements.mt_events limit 1")]
    [InlineData("insert into placements.mt_streams select * from placements.mt_streams limit 1")]
    [InlineData("update placements.mt_events set data = data")]
    [InlineData("update placements.mt_streams set version = version")]
    [InlineData("delete from placements.mt_events")]
    [InlineData("truncate placements.mt_events, placements.mt_streams")]
    [InlineData("alter table placements.mt_events disable row level security")]
    [InlineData("do $$ begin lock table placements.mt_streams in exclusive mode; end $$")]
    [InlineData("select nextval('placements.mt_events_sequence')")]
    [InlineData("create table placements.mine (x int)")]
    [InlineData("select placements.let_host(current_user::regrole)")]
    [InlineData(
        "select placements.mt_quick_append_events(gen_random_uuid(), 'child', 'W06000022', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', 0)"
    )]
    public async Task The_own_events_too_are_written_by_the_append_functions_alone(string sql)
    {
        using var newport = two.Api.Databases.For([TwoAuthorities.Newport]);
        await Refused(newport.Source, sql, "42501");
    }

    [Theory]
    [InlineData(
        "select placements.append_events('W06000015', gen_random_uuid(), 'child', 0, '{}', '{}', '{}', '{}', 'x', null, null, null)"
    )]
    [InlineData("select placements.append_imported('W06000015', gen_random_uuid(), 0, '{}', '{}', '{}', '{}', 'x', null, '{}')")]
    [InlineData("select placements.append_streams('W06000015', 'child', '{}', '{}', '{}', '{}', '{}', '{}', 'x', null, '{}')")]
    [InlineData("select placements.lock_streams('W06000015', '{}')")]
    public async Task The_append_functions_refuse_another_authority(string sql)
    {
        using var newport = two.Api.Databases.For([TwoAuthorities.Newport]);
        await Refused(newport.Source, sql, "PV002");
        await using var nobody = await Nobody();
        await Refused(nobody, sql, "PV002");
        // And nothing else: the owner, a Marten client of the site's for instance, need not say.
        await two.AsOwner<object>(sql);
    }

    [Fact]
    public async Task A_connection_that_does_not_say_whose_it_is_sees_nothing()
    {
        await using var nobody = await Nobody();
        var looked = 0;
        foreach (var relation in await Relations("'r', 'p', 'v'"))
        {
            var column = await two.AsOwner<string>(
                """
                select coalesce((select attname::text from pg_attribute where attrelid = $1::regclass and attname in ('tenant_id', 'authority')
                  order by attname desc limit 1), '')
                """,
                relation
            );
            if (column == "tenant_id" || relation.StartsWith("returns.", StringComparison.Ordinal))
            {
                Assert.True(await TwoAuthorities.Ask<long>(nobody, $"select count(*) from {relation}") == 0, relation);
                looked++;
            }
        }
        Assert.True(looked > 20, $"{looked}");
    }

    [Fact]
    public async Task An_analyst_who_was_let_read_sees_all_or_the_authorities_that_are_asked_for()
    {
        var role = $"analyst_{Guid.NewGuid():N}";
        await two.AsOwner<object>($"select 1; create role {role} login; select reporting.let_read('{role}'); select 1");
        var connection = new NpgsqlConnectionStringBuilder(await ConnectionString()) { Username = role };
        await using var analyst = NpgsqlDataSource.Create(connection.ConnectionString);
        Assert.Equal(2, await TwoAuthorities.Ask<long>(analyst, "select count(distinct tenant_id) from reporting.recorded_child"));
        connection.Options = $"-c placements.authorities={TwoAuthorities.Newport}";
        await using var ofNewport = NpgsqlDataSource.Create(connection.ConnectionString);
        Assert.Equal(
            [TwoAuthorities.Newport],
            await TwoAuthorities.Ask<string[]>(ofNewport, "select array(select distinct tenant_id from reporting.recorded_child)")
        );
    }

    [Fact]
    public async Task A_rebuild_puts_walled_tables_in_place_that_the_host_may_use()
    {
        const string Walls = $"""
            select string_agg(concat_ws(' ', c.oid::regclass, c.relrowsecurity, c.relacl, a.attname, a.attacl,
              (select string_agg(concat_ws(' ', p.polname, p.polcmd, p.polroles, pg_get_expr(p.polqual, c.oid)), ';') from pg_policy p where p.polrelid = c.oid)),
              '|' order by c.relname, a.attname)
            from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
            where c.relnamespace = 'read_models'::regnamespace and c.relkind = 'r'
            """;
        var before = await two.AsOwner<string>(Walls);

        await new Rebuild(two.Api.Database, TestKeys.Master).Run(null, CancellationToken.None);

        Assert.Equal(before, await two.AsOwner<string>(Walls));
        using var newport = two.Api.Databases.For([TwoAuthorities.Newport]);
        Assert.Equal(1, await TwoAuthorities.Ask<long>(newport.Source, "select count(distinct tenant_id) from read_models.child"));
        Assert.Equal(1, await TwoAuthorities.Ask<long>(newport.Source, "select count(distinct tenant_id) from reporting.recorded_child"));
    }

    /// <summary>The host's role, and no word of authorities.</summary>
    private async Task<NpgsqlDataSource> Nobody() =>
        NpgsqlDataSource.Create(await HostRole.Make(await ConnectionString(), CancellationToken.None));

    private async Task<string> ConnectionString()
    {
        await using var connection = await two.Api.Database.OpenConnectionAsync();
        return connection.ConnectionString;
    }

    private Task<string[]> Relations(string kinds) =>
        two.AsOwner<string[]>(
            $"""
            select array(
              select c.oid::regclass::text from pg_class c
              where c.relkind in ({kinds}) and not c.relispartition and c.relnamespace::regnamespace::text in {OurSchemas} order by 1)
            """
        );

    /// <summary>Each function of schema reporting that gives rows, asked about Cardiff.</summary>
    private async Task<string[]> Calls() =>
        await two.AsOwner<string[]>(
            """
            select array(
              select format('reporting.%I(%s)', p.proname, (
                select string_agg(case
                    when t::regtype::text = 'reporting.question' then 'reporting.ask(as_at => ''2022-03-31'', authorities => ''{W06000015}'')'
                    when t = 'date'::regtype then '''2022-03-31''::date'
                    when t = 'timestamptz'::regtype then '''infinity''::timestamptz'
                    when t = 'uuid'::regtype then format('%L::uuid', c.child_id)
                    when t = 'text'::regtype then '''W06000015'''
                    when t = 'text[]'::regtype then case when n = array_position(p.proargtypes::oid[], 'text[]'::regtype::oid) then '''{W06000015}''::text[]' else 'null' end
                    when t = 'integer'::regtype then '12'
                    else format('null::%s', t::regtype) end, ', ' order by n)
                from unnest(p.proargtypes::oid[]) with ordinality a (t, n)))
              from pg_proc p,
                (select child_id from read_models.placement where tenant_id = 'W06000015' order by started_on limit 1) c
              where p.pronamespace = 'reporting'::regnamespace and p.proretset and p.prolang <> 0 order by 1)
            """
        );

    private static string[] Patterns(string[] ids) => [.. ids.Select(id => $"%{id}%")];

    /// <summary>A row of a table that is the authority's or hangs on one that is, without columns that only the database fills.</summary>
    private async Task<(string Columns, string Row)> RowOf(string table, string authority)
    {
        var mine = table switch
        {
            "returns.import_problem" => "import_id in (select import_id from returns.import where tenant_id = $1)",
            "returns.frozen_file" or "returns.frozen_file_part" or "returns.frozen_child" =>
                "return_id in (select return_id from returns.frozen where tenant_id = $1)",
            "reference.wales_code" => "authority = $1",
            _ => "tenant_id = $1",
        };
        var columns = await two.AsOwner<string>(
            """
            select string_agg(quote_ident(attname), ',' order by attnum) from pg_attribute
            where attrelid = $1::regclass and attnum > 0 and not attisdropped and attidentity = ''
            """,
            table
        );
        var row = await two.AsOwner<string?>($"select to_jsonb(t)::text from {table} t where {mine} limit 1", authority);
        Assert.True(row is not null, $"{table} has no row of {authority}.");
        return (columns, row.Replace("'", "''", StringComparison.Ordinal));
    }

    private static async Task<int> Changed(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync();
    }

    private static async Task Refused(NpgsqlDataSource database, string sql, params string[] codes)
    {
        await using var command = database.CreateCommand(sql);
        try
        {
            var rows = await command.ExecuteNonQueryAsync();
            Assert.Fail($"{sql} did something to {rows} rows.");
        }
        catch (PostgresException e)
        {
            Assert.True(codes.Contains(e.SqlState), $"{sql}: {e.SqlState} {e.MessageText}");
        }
    }
}
