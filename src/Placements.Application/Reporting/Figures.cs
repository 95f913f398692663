using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;

namespace Placements.Application.Reporting;

/// <summary>
/// Reads the figures of schema <c>reporting</c>, where each is defined once; nothing is computed here. Who may ask for which scope is
/// the caller's matter.
/// </summary>
public sealed class Figures(NpgsqlDataSource database)
{
    /// <summary>Rows in the order of authority and child, from after <paramref name="after"/>.</summary>
    public async Task<Page<TRow>> Page<TRow>(
        Figure<TRow> figure,
        Scope scope,
        Clocks clocks,
        int limit,
        Position? after,
        CancellationToken cancel
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        await using var batch = Ask(after is null ? figure.FirstPage : figure.NextPage, clocks);
        AddScope(batch, scope);
        // One more than asked for tells whether there is a next page.
        Add(batch, limit + 1L);
        if (after is not null)
        {
            Add(batch, after.Authority);
            Add(batch, after.ChildId);
        }

        await using var reader = await Read(batch, cancel);
        var items = new List<TRow>();
        Position? last = null;
        while (await reader.ReadAsync(cancel))
        {
            if (items.Count == limit)
            {
                return new Page<TRow>(items, last);
            }
            items.Add(figure.Read(reader));
            last = Figure<TRow>.PositionOf(reader);
        }
        return new Page<TRow>(items, null);
    }

    /// <summary>Every row in the order of authority and child, as the database gives them.</summary>
    public async IAsyncEnumerable<TRow> All<TRow>(
        Figure<TRow> figure,
        Scope scope,
        Clocks clocks,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        await using var batch = Ask(figure.All, clocks);
        AddScope(batch, scope);
        await using var reader = await Read(batch, cancel);
        while (await reader.ReadAsync(cancel))
        {
            yield return figure.Read(reader);
        }
    }

    /// <summary>One child's row; null when the figure has none for this child.</summary>
    public async Task<TRow?> Of<TRow>(Figure<TRow> figure, string authority, Guid childId, Clocks clocks, CancellationToken cancel)
        where TRow : class
    {
        await using var batch = Ask(figure.OneChild, clocks);
        Add(batch, authority);
        Add(batch, childId);
        await using var reader = await Read(batch, cancel);
        return await reader.ReadAsync(cancel) ? figure.Read(reader) : null;
    }

    public async Task<StabilitySummary> StabilitySummary(Scope scope, Clocks clocks, CancellationToken cancel)
    {
        await using var batch = Ask(
            "select looked_after, three_or_more, three_or_more_percent, long_term_eligible, long_term_stable, breakdowns_in_year, "
                + "placements_ended_in_year from reporting.stability_summary_as_at($1, $2, $3, $4, $5)",
            clocks
        );
        AddScope(batch, scope);
        await using var row = await Read(batch, cancel);
        await row.ReadAsync(cancel);
        return new StabilitySummary(
            row.GetInt64(0),
            row.GetInt64(1),
            row.Maybe<decimal>(2),
            row.GetInt64(3),
            row.GetInt64(4),
            row.GetInt64(5),
            row.GetInt64(6)
        );
    }

    public async Task<OutOfCountySummary> OutOfCountySummary(Scope scope, Clocks clocks, CancellationToken cancel)
    {
        await using var batch = Ask(
            "select looked_after, in_county, elsewhere_in_wales, outside_wales, unknown, out_of_county_percent, by_kind, "
                + "by_host_authority from reporting.out_of_county_summary_as_at($1, $2, $3, $4, $5)",
            clocks
        );
        AddScope(batch, scope);
        await using var row = await Read(batch, cancel);
        await row.ReadAsync(cancel);
        return new OutOfCountySummary(
            row.GetInt64(0),
            row.GetInt64(1),
            row.GetInt64(2),
            row.GetInt64(3),
            row.GetInt64(4),
            row.Maybe<decimal>(5),
            Parts<ChildrenByKind>(row.GetString(6)),
            Parts<ChildrenByHostAuthority>(row.GetString(7))
        );
    }

    /// <summary>
    /// Each figure is planned for its own day, time and scope, until the end of its transaction: a plan for any of them, which the server
    /// turns to after a few uses, reads the whole database (measured: 800 ms for what takes 140).
    /// </summary>
    internal NpgsqlBatch Ask(string sql, Clocks clocks)
    {
        var batch = database.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select set_config('plan_cache_mode', 'force_custom_plan', true)"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        Add(batch, clocks.AsAt);
        Add(batch, Instant(clocks));
        return batch;
    }

    /// <summary>Npgsql sends the last instant there is as infinity.</summary>
    internal static DateTime Instant(Clocks clocks) =>
        clocks.AsKnownAt?.UtcDateTime ?? DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);

    internal static void AddScope(NpgsqlBatch batch, Scope scope)
    {
        Add<string[]>(batch, [.. scope.Authorities]);
        Add<string[]?>(batch, scope.Teams is { } teams ? [.. teams] : null);
        Add<Guid[]?>(batch, scope.Hidden is { } hidden ? [.. hidden] : null);
    }

    internal static void Add<T>(NpgsqlBatch batch, T value) =>
        batch.BatchCommands[1].Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });

    internal static async Task<NpgsqlDataReader> Read(NpgsqlBatch batch, CancellationToken cancel)
    {
        var reader = await batch.ExecuteReaderAsync(cancel);
        try
        {
            await reader.NextResultAsync(cancel);
            return reader;
        }
        catch
        {
            // The statement itself failed.
            await reader.DisposeAsync();
            throw;
        }
    }

    private static List<TPart> Parts<TPart>(string json) => JsonSerializer.Deserialize<List<TPart>>(json, JsonSerializerOptions.Web)!;
}
