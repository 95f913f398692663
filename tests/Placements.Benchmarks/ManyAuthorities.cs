using Placements.Application.ReadModels;

namespace Placements.Benchmarks;

/// <summary>
/// A database of many authorities, each with the demo's children. The first is loaded as the demo is, by the bulk loader. PostgreSQL
/// copies its rows, events and read models both, for each other authority under new child ids: a quarter of the time that loading would
/// take, and the same rows; what is measured on them is reading. The children of all authorities lie in the tables shuffled, each child's
/// rows together: a figure of one authority finds no two of its children on one page, as in a database that grew by use.
/// </summary>
internal static class ManyAuthorities
{
    /// <summary>Codes by number: 0 is the authority that was loaded.</summary>
    public static string Code(int number) => number == 0 ? Site.Authority : $"E10{number:D6}";

    /// <summary>Fills an empty database; one that was filled before stays as it is.</summary>
    /// <returns>How many authorities there are.</returns>
    public static async Task<int> Fill(Site site, int children)
    {
        if (await site.Scalar<long>("select count(*) from placements.mt_streams") == 0)
        {
            var loaded = await new BulkLoad(site.Database, site.Keys).Load(Demonstration.Children(), null, CancellationToken.None);
            await Copy(site, ((children + loaded.Children - 1) / loaded.Children) - 1);
            await site.Execute("vacuum analyze");
            await site.Execute("checkpoint");
        }
        return (int)await site.Scalar<long>("select count(distinct tenant_id) from placements.mt_streams");
    }

    private static async Task Copy(Site site, int copies)
    {
        await CopyTable(site, "placements.mt_streams", copies, "");
        await CopyTable(site, "placements.mt_events", copies, "");
        foreach (var table in ReadModelTables.All)
        {
            await CopyTable(site, $"read_models.{table.Name}", copies, "order by child_id");
        }
    }

    /// <summary>Every column as it is, but for what says which authority, which child, and where in the log.</summary>
    private static async Task CopyTable(Site site, string table, int copies, string order)
    {
        var columns = await site.Scalar<string>(
            $"""
            select string_agg(case
              when attname = 'tenant_id' then 'to_char(copy, ''"E10"FM000000'')'
              when attname in ('child_id', 'stream_id') or attname = 'id' and attrelid = 'placements.mt_streams'::regclass
                then format('md5(%I::text || copy)::uuid', attname)
              when attname = 'seq_id' then format('seq_id + copy * (select max(seq_id) from {table})')
              when attname = 'host_authority'
                then 'case when host_authority = tenant_id then to_char(copy, ''"E10"FM000000'') else host_authority end'
              else quote_ident(attname)
            end || ' as ' || quote_ident(attname), ', ' order by attnum)
            from pg_attribute where attrelid = '{table}'::regclass and attnum > 0 and not attisdropped
            """
        );
        await site.Execute(
            $"""
            begin;
            -- Each event's stream is there: no need to look it up five million times.
            set local session_replication_role = replica;
            set local work_mem = '256MB';
            insert into {table} select * from (select {columns} from {table}, generate_series(1, {copies}) copy) copied {order};
            select setval('placements.mt_events_sequence', (select max(seq_id) from placements.mt_events));
            commit
            """
        );
    }
}
