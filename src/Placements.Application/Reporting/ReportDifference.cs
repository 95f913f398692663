using System.Runtime.CompilerServices;
using Npgsql;
using Placements.Application.Json;
using Placements.Application.Keys;
using Placements.Application.Reading;
using Placements.Domain.Journey;
using Placements.EventStore;

namespace Placements.Application.Reporting;

/// <summary>A figure that differs.</summary>
/// <param name="Row">The keys of its row, in the report's order; without the day's own key where the days differ.</param>
/// <param name="From">Null: hidden, of nothing, or the row was not there.</param>
public sealed record CellDifference(IReadOnlyList<object?> Row, ReportColumn Column, object? From, object? To)
{
    /// <summary>To less from; null where one of them is null.</summary>
    public decimal? Difference =>
        From is not null && To is not null
            ? Convert.ToDecimal(To, System.Globalization.CultureInfo.InvariantCulture)
                - Convert.ToDecimal(From, System.Globalization.CultureInfo.InvariantCulture)
            : null;
}

/// <summary>A child who counts otherwise than before, and why.</summary>
/// <param name="Change">came_in, left or changed.</param>
/// <param name="Before">JSON: what was counted of the child and is no longer; rows with the report's keys and counts.</param>
/// <param name="After">JSON: what is counted now and was not.</param>
/// <param name="RecordedSince">Entries recorded between the two instants that changed it.</param>
/// <param name="HappenedSince">Entries that took effect between the two days and changed it.</param>
public sealed record CountedDifference(
    string Authority,
    Guid ChildId,
    string Change,
    IReadOnlyList<string> Before,
    IReadOnlyList<string> After,
    IReadOnlyList<DifferenceCause> RecordedSince,
    IReadOnlyList<DifferenceCause> HappenedSince
);

/// <summary>
/// The same report twice, side by side: as at two days, as known at two instants, or both. What differs is explained child by child: first
/// what came to be known about the earlier day, then what happened between the days. Where the days differ, the rows of each question's
/// own day (month, year) are held against each other; a trend's further rows stand for days of their own.
/// </summary>
public sealed class ReportDifference(NpgsqlDataSource database, Figures figures, Reports reports, IKeyWrapping keys)
{
    private const int Next = ReportQuestion.NextParameter;

    /// <summary>The figures that differ, in the order of the later report's rows, vanished rows last.</summary>
    public async Task<IReadOnlyList<CellDifference>> Cells(Report report, ReportQuestion from, ReportQuestion to, CancellationToken cancel)
    {
        var (before, after) = (await reports.Rows(report, from, cancel), await reports.Rows(report, to, cancel));
        var own = OwnDates.Of(report, from.Clocks, to.Clocks);
        var earlier = ByKey(report, before, own?.Key, own?.From);
        var later = ByKey(report, after, own?.Key, own?.To);
        return [.. later.Keys.Concat(earlier.Keys.Where(key => !later.ContainsKey(key))).SelectMany(key => Differences(key))];

        IEnumerable<CellDifference> Differences(string key)
        {
            var (old, now) = (earlier.GetValueOrDefault(key), later.GetValueOrDefault(key));
            for (var i = 0; i < report.Columns.Count; i++)
            {
                var column = report.Columns[i];
                var (then, today) = (old.Row?.Values[i], now.Row?.Values[i]);
                if (column.Role != ColumnRole.Key && !Equals(then, today))
                {
                    yield return new CellDifference(now.Row is null ? old.Keys : now.Keys, column, then, today);
                }
            }
        }
    }

    /// <summary>The children behind it, in the order of authority and child, from after <paramref name="position"/>.</summary>
    /// <param name="limit">At most so many; null: all.</param>
    public async IAsyncEnumerable<CountedDifference> Children(
        Report report,
        ReportQuestion from,
        ReportQuestion to,
        int? limit,
        Position? position,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        var own = OwnDates.Of(report, from.Clocks, to.Clocks);
        foreach (var children in (await Differing(report, from, to, own, limit, position, cancel)).Chunk(100))
        {
            foreach (var difference in await Explain(report, from, to, own, children, cancel))
            {
                yield return difference;
            }
        }
    }

    /// <summary>The keys that name a row of the comparison.</summary>
    public static IEnumerable<ReportColumn> KeysOf(Report report, ReportQuestion from, ReportQuestion to)
    {
        var own = OwnDates.Of(report, from.Clocks, to.Clocks);
        return report.Keys.Where(key => key != own?.Key);
    }

    private async Task<List<Differs>> Differing(
        Report report,
        ReportQuestion from,
        ReportQuestion to,
        OwnDates? own,
        int? limit,
        Position? position,
        CancellationToken cancel
    )
    {
        await using var batch = from.Statement(
            figures,
            $"""
            select coalesce(f.authority, t.authority), coalesce(f.child_id, t.child_id), f.rows::text, t.rows::text
            from ({Counted(report, ReportQuestion.Sql(), own, $"${Next + 2}")}) f
            full join ({Counted(report, ReportQuestion.Sql($"${Next}", $"${Next + 1}"), own, $"${Next + 3}")}) t
              on t.authority = f.authority and t.child_id = f.child_id
            where f.rows is distinct from t.rows
              and (${Next + 4}::text is null
                or (coalesce(f.authority, t.authority), coalesce(f.child_id, t.child_id)) > (${Next + 4}, ${Next + 5}))
            order by 1, 2 limit ${Next + 6}
            """
        );
        Figures.Add(batch, to.Clocks.AsAt);
        Figures.Add(batch, Figures.Instant(to.Clocks));
        Figures.Add(batch, own?.From);
        Figures.Add(batch, own?.To);
        Figures.Add(batch, position?.Authority);
        Figures.Add(batch, position?.ChildId);
        Figures.Add(batch, (long?)limit);
        await using var row = await Figures.Read(batch, cancel);
        var children = new List<Differs>();
        while (await row.ReadAsync(cancel))
        {
            children.Add(new Differs(row.GetString(0), row.GetGuid(1), row.Text(2), row.Text(3)));
        }
        return children;
    }

    /// <summary>What a question counts, child by child, as JSON in a fixed order.</summary>
    private static string Counted(Report report, string question, OwnDates? own, string ownDate) =>
        $"""
            select c.authority, c.child_id, jsonb_agg({RowOf(own)} order by to_jsonb(c)) as rows
            from reporting.{Reports.Quoted(report.Id + "_counted")}({question}) c
            {(own is null ? "" : $"where c.{Reports.Quoted(own.Key.Name)} = {ownDate}")}
            group by c.authority, c.child_id
            """;

    private static string RowOf(OwnDates? own) => $"to_jsonb(c) - 'authority' - 'child_id'{(own is null ? "" : $" - '{own.Key.Name}'")}";

    private async Task<List<CountedDifference>> Explain(
        Report report,
        ReportQuestion from,
        ReportQuestion to,
        OwnDates? own,
        IReadOnlyList<Differs> children,
        CancellationToken cancel
    )
    {
        var steps = new List<Step>();
        await using (var snapshot = await StreamSnapshot.Open(database, cancel))
        {
            foreach (var authority in children.GroupBy(child => child.Authority, StringComparer.Ordinal))
            {
                await foreach (var stream in snapshot.Read(authority.Key, authority.Select(child => child.ChildId), cancel, metadata: true))
                {
                    steps.AddRange(Step.Of(stream.Id, StoredFacts.FromStore(stream, keys), from.Clocks, to.Clocks));
                }
            }
        }
        var states = await States(report, from, own, steps, cancel);
        var byChild = steps.Zip(states).ToLookup(step => step.First.ChildId);
        return [.. children.Select(child => Explained(child, [.. byChild[child.ChildId]]))];
    }

    /// <summary>What would have been counted of the child at each step.</summary>
    private async Task<List<string?>> States(
        Report report,
        ReportQuestion asked,
        OwnDates? own,
        IReadOnlyList<Step> steps,
        CancellationToken cancel
    )
    {
        var states = new List<string?>();
        if (steps.Count == 0)
        {
            return states;
        }
        await using var batch = asked.Statement(
            figures,
            $"""
            select (
              select jsonb_agg({RowOf(own)} order by to_jsonb(c))
              from reporting.{Reports.Quoted(report.Id + "_counted")}({ReportQuestion.Sql("s.as_at", "s.known", "array[s.child]")}) c
              {(own is null ? "" : $"where c.{Reports.Quoted(own.Key.Name)} = s.own")}
            )::text
            from unnest(${Next}, ${Next + 1}, ${Next + 2}, ${Next + 3}) with ordinality s (child, as_at, known, own, place)
            order by s.place
            """
        );
        Figures.Add<Guid[]>(batch, [.. steps.Select(step => step.ChildId)]);
        Figures.Add<DateOnly[]>(batch, [.. steps.Select(step => step.Clocks.AsAt)]);
        Figures.Add<DateTime[]>(batch, [.. steps.Select(step => Figures.Instant(step.Clocks))]);
        Figures.Add<DateOnly[]>(batch, [.. steps.Select(step => own?.At(step.Clocks.AsAt) ?? step.Clocks.AsAt)]);
        await using var row = await Figures.Read(batch, cancel);
        while (await row.ReadAsync(cancel))
        {
            states.Add(row.Text(0));
        }
        return states;
    }

    private static CountedDifference Explained(Differs child, IReadOnlyList<(Step Step, string? State)> path)
    {
        var (before, after) = (RowsOf(child.Before), RowsOf(child.After));
        var recorded = path.Where(step => !step.Step.IsOfDays).ToList();
        var known = recorded.Count > 0 ? recorded[^1].State : child.Before;
        return new CountedDifference(
            child.Authority,
            child.ChildId,
            child.Before is null ? "came_in"
                : child.After is null ? "left"
                : "changed",
            Without(before, after),
            Without(after, before),
            [.. Turns(child.Before, recorded)],
            [.. Turns(known, [.. path.Where(step => step.Step.IsOfDays)])]
        );
    }

    /// <summary>
    /// The entries at which the count changed, after it was for the last time what it had been at first: what was undone again explains
    /// nothing.
    /// </summary>
    private static IEnumerable<DifferenceCause> Turns(string? first, List<(Step Step, string? State)> path)
    {
        var last = path.FindLastIndex(step => step.State == first);
        var state = first;
        foreach (var (step, next) in path.Skip(last + 1))
        {
            if (next != state)
            {
                foreach (var cause in step.Entries)
                {
                    yield return cause;
                }
            }
            state = next;
        }
    }

    private static List<string> RowsOf(string? json)
    {
        if (json is null)
        {
            return [];
        }
        using var rows = System.Text.Json.JsonDocument.Parse(json);
        return [.. rows.RootElement.EnumerateArray().Select(row => row.GetRawText())];
    }

    private static List<string> Without(IEnumerable<string> rows, IEnumerable<string> others)
    {
        var left = rows.ToList();
        foreach (var other in others)
        {
            left.Remove(other);
        }
        return left;
    }

    private static Dictionary<string, (IReadOnlyList<object?> Keys, ReportRow? Row)> ByKey(
        Report report,
        IReadOnlyList<ReportRow> rows,
        ReportColumn? dateKey,
        DateOnly? own
    )
    {
        var keys = report
            .Columns.Select((column, i) => (Column: column, Place: i))
            .Where(key => key.Column.Role == ColumnRole.Key)
            .ToList();
        var found = new Dictionary<string, (IReadOnlyList<object?>, ReportRow?)>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (dateKey is not null && !Equals(row.Values[keys.First(key => key.Column == dateKey).Place], own))
            {
                continue;
            }
            List<object?> values = [.. keys.Where(key => key.Column != dateKey).Select(key => row.Values[key.Place])];
            found[string.Join('\n', values)] = (values, row);
        }
        return found;
    }

    private sealed record Differs(string Authority, Guid ChildId, string? Before, string? After);

    /// <summary>A point on the way from one question to the other, and the entries that lead to it.</summary>
    private sealed record Step(Guid ChildId, Clocks Clocks, bool IsOfDays, IReadOnlyList<DifferenceCause> Entries)
    {
        public static IEnumerable<Step> Of(Guid child, IReadOnlyList<Entry> entries, Clocks from, Clocks to)
        {
            var (known, knownTo) = (from.AsKnownAt ?? DateTimeOffset.MaxValue, to.AsKnownAt ?? DateTimeOffset.MaxValue);
            foreach (
                var moment in entries.Where(entry => entry.RecordedAt > known && entry.RecordedAt <= knownTo).GroupBy(e => e.RecordedAt)
            )
            {
                yield return new Step(child, new Clocks(from.AsAt, moment.Key), false, [.. moment.Select(DifferenceCause.Of)]);
            }

            var byId = entries.ToDictionary(entry => entry.Id);
            var happened = StandingFact
                .Of(entries, to.AsKnownAt)
                .Where(fact => fact.Fact.EffectiveOn > from.AsAt && fact.Fact.EffectiveOn <= to.AsAt)
                .GroupBy(fact => fact.Fact.EffectiveOn)
                .OrderBy(day => day.Key);
            foreach (var day in happened)
            {
                // The day before shows what time alone had brought: a birthday, a longer stay.
                yield return new Step(child, new Clocks(day.Key.AddDays(-1), to.AsKnownAt), true, []);
                yield return new Step(
                    child,
                    new Clocks(day.Key, to.AsKnownAt),
                    true,
                    [.. day.Select(fact => DifferenceCause.Of(byId[fact.EntryId] with { Fact = fact.Fact }))]
                );
            }
        }
    }

    /// <summary>Where the days differ: the key that goes with the day asked about, and what it is for each.</summary>
    private sealed record OwnDates(ReportColumn Key, DateOnly From, DateOnly To)
    {
        public static OwnDates? Of(Report report, Clocks from, Clocks to) =>
            from.AsAt == to.AsAt || report.DateKey is not { } key ? null : new OwnDates(key, At(key, from.AsAt), At(key, to.AsAt));

        public DateOnly At(DateOnly asAt) => At(Key, asAt);

        /// <summary>As <c>reporting.months</c> and <c>reporting.years</c> name the month and the year of a day.</summary>
        private static DateOnly At(ReportColumn key, DateOnly asAt) =>
            key.Name switch
            {
                "month" => new DateOnly(asAt.Year, asAt.Month, 1),
                "year_ending" => new DateOnly(asAt.Month > 3 ? asAt.Year + 1 : asAt.Year, 3, 31),
                _ => asAt,
            };
    }
}
