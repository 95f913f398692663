using Placements.Application.Returns.Checks;
using Placements.Application.Returns.Files;
using Placements.Application.Returns.Import;
using Placements.Application.Returns.Ssda903;
using Placements.Domain.Codes;
using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;
using Placements.Domain.Returns;

namespace Placements.Tests.Api.Returns.Checks;

/// <summary>
/// A child whose life is told in rows of Episodes without CHILD, which become facts, and in rows that the record keeps as they came. Cells
/// at the end of a row may be left out.
/// </summary>
internal sealed class Child
{
    /// <summary>Birmingham.</summary>
    public const string Authority = "E08000025";

    private static readonly Guid Id = new("00000000-0000-0000-0000-000000000903");

    private readonly List<Func<int, IEnumerable<ChildEvent>>> told = [];
    private readonly List<(int YearsAgo, KeptTable Table, string[] Rows)> kept = [];
    private readonly List<Func<List<Entry>, ChildEvent>> corrections = [];
    private ChildRegistered who = new()
    {
        EffectiveOn = new(2015, 1, 1),
        ResponsibleAuthority = Authority,
        DateOfBirth = new(2012, 5, 14),
        Sex = Sex.Male,
        Ethnicity = Ethnicity.WBRI,
        HomePostcode = "B1 1AA",
        Identifiers =
        [
            new LocalIdentifier { Scheme = "child_code", Value = "100001" },
            new LocalIdentifier { Scheme = "upn", Value = "B330000000000" },
        ],
    };
    private int sentAfter = -1;

    public static Child Born(string day) => new Child().Registered(was => was with { DateOfBirth = Day(day) });

    public static Child With(params string[] episodes) => new Child().Episodes(episodes);

    public static Child Girl(params string[] episodes) => new Child().Registered(was => was with { Sex = Sex.Female }).Episodes(episodes);

    /// <summary>No episodes, only rows of a table.</summary>
    public static Child Of(KeptTable table, params string[] rows) => new Child().Rows(table, rows);

    public Child Registered(Func<ChildRegistered, ChildRegistered> change)
    {
        who = change(who);
        return this;
    }

    public Child Unaccompanied() => Registered(was => was with { UnaccompaniedAsylumSeeking = true });

    public Child Episodes(params string[] rows)
    {
        told.Add(year => FactsOf(rows, year));
        return this;
    }

    public Child Then(params ChildEvent[] facts)
    {
        told.Add(_ => facts);
        return this;
    }

    public Child Missing(string from, string? to = null, AbsenceKind kind = AbsenceKind.Missing)
    {
        var id = Guid.NewGuid();
        var started = new AbsenceStarted
        {
            EffectiveOn = Day(from),
            AbsenceId = id,
            Kind = kind,
        };
        return to is null ? Then(started) : Then(started, new AbsenceEnded { EffectiveOn = Day(to), AbsenceId = id });
    }

    /// <summary>Rows of the year that are kept as they came: their cells without code, birth, sex and ethnicity.</summary>
    public Child Rows(KeptTable table, params string[] rows) => RowsOf(0, table, rows);

    public Child LastYear(KeptTable table, params string[] rows) => RowsOf(1, table, rows);

    /// <summary>Rows of Episodes that are no facts: as a return gave them, and in whatever state.</summary>
    public Child AsTheyCame(params string[] episodes) => Rows(KeptTable.Episodes, episodes);

    /// <summary>Last year's return was sent; what follows became known later.</summary>
    public Child Sent()
    {
        sentAfter = told.Count;
        return this;
    }

    /// <summary>The last fact of the kind was wrong.</summary>
    public Child Correct<T>(Func<T, T> change)
        where T : ChildEvent
    {
        corrections.Add(entries =>
        {
            var wrong = entries.Last(entry => entry.Fact is T);
            return new EntryCorrected
            {
                EffectiveOn = wrong.Fact.EffectiveOn,
                EntryId = wrong.Id,
                Facts = change((T)wrong.Fact),
                Reason = "mistaken",
            };
        });
        return this;
    }

    /// <summary>The breaches of the year's return.</summary>
    public IReadOnlyList<Breach> Check(int year, IReadOnlySet<string>? sharedNumbers = null)
    {
        var (entries, sent) = Entries(year);
        var child =
            CheckedChild.Of(Id, entries, new ReturnYear(year), lastKnownAt: sent, sharedNumbers: sharedNumbers)
            ?? throw new InvalidOperationException("The child is not in the return of the year.");
        return [.. AllChecks.England.Where(check => check.HoldsIn(year)).SelectMany(check => check.Find(child))];
    }

    public IReadOnlySet<Guid> EntryIds(int year) => Entries(year).Entries.Select(entry => entry.Id).ToHashSet();

    public (List<Entry> Entries, DateTimeOffset? Sent) Entries(int year)
    {
        var entries = new List<Entry>();
        DateTimeOffset? sent = null;
        Add(who);
        foreach (var ofYear in kept.GroupBy(rows => year - rows.YearsAgo))
        {
            Add(
                new Ssda903RowsKept
                {
                    EffectiveOn = new ReturnYear(ofYear.Key).LastDay,
                    Year = ofYear.Key,
                    Rows =
                    [
                        .. ofYear.SelectMany(rows =>
                            rows.Rows.Select(row => new KeptRow { Table = rows.Table, Values = Cells(rows.Table, row) })
                        ),
                    ],
                }
            );
        }
        for (var i = 0; i <= told.Count; i++)
        {
            if (i == sentAfter)
            {
                sent = entries[^1].RecordedAt;
            }
            foreach (var fact in i < told.Count ? told[i](year) : [])
            {
                Add(fact);
            }
        }
        foreach (var correction in corrections)
        {
            Add(correction(entries));
        }
        return (entries, sent);

        void Add(ChildEvent fact) =>
            entries.Add(
                new Entry(
                    new Guid(entries.Count + 1, 0, 0, new byte[8]),
                    entries.Count + 1,
                    new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(entries.Count),
                    "u-1",
                    fact
                )
            );
    }

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "dd/MM/yyyy");

    private Child RowsOf(int yearsAgo, KeptTable table, string[] rows)
    {
        kept.Add((yearsAgo, table, rows));
        return this;
    }

    private static IEnumerable<ChildEvent> FactsOf(string[] rows, int year)
    {
        var reader = new ReturnRowReader(_ => { });
        var episodes = rows.Select(row =>
                reader.ReadEpisode(new ReturnRow(year, Ssda903Tables.Episodes, "", 1, ["", .. Cells(KeptTable.Episodes, row)]))?.Episode
                ?? throw new InvalidOperationException($"These cells are no episode: {row}")
            )
            .ToList();
        var ids = new Dictionary<FactKey, Guid>();
        return EpisodeFacts
            .Of(episodes, key => ids.TryGetValue(key, out var id) ? id : ids[key] = Guid.NewGuid())
            .Select(fact => fact.Fact);
    }

    private static string[] Cells(KeptTable table, string row)
    {
        var cells = row.Split(',');
        var columns = KeptTables.TableOf(table).Columns.Count(column => !KeptTables.IsDetail(column));
        return [.. cells, .. Enumerable.Repeat("", columns - cells.Length)];
    }
}
