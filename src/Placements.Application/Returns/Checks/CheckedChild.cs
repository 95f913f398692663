using Placements.Application.Returns.Files;
using Placements.Application.Returns.Ssda903;
using Placements.Domain.Codes;
using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;
using Placements.Domain.Journey.Rules;

namespace Placements.Application.Returns.Checks;

/// <summary>One child's return of a year, with last year's beside it, as the rules look at it.</summary>
internal sealed class CheckedChild
{
    private readonly ChildReturn made;
    private readonly ILookup<ReturnTable, CheckedRow> rows;
    private readonly Lazy<IReadOnlyList<Guid>> keptBy;
    private readonly Lazy<IReadOnlyList<Finding>> findings;
    private readonly Lazy<IReadOnlyList<CheckedRow>> allocations;

    private CheckedChild(ChildReturn made, CheckedChild? lastYear, IReadOnlyList<Entry> entries, DateTimeOffset? asKnownAt)
    {
        this.made = made;
        LastYear = lastYear;
        keptBy = new(() => KeptBy(entries, asKnownAt));
        rows = Rows().ToLookup(row => row.Table);
        Episodes = [.. rows[Ssda903Tables.Episodes].Cast<EpisodeRow>().OrderBy(episode => episode.Started ?? DateOnly.MaxValue)];
        findings = new(() => [.. Journey.Findings.Where(Concerns)]);
        allocations = new(() => [.. rows[Ssda903Tables.SwEpisodes].OrderBy(row => row.Date("SW_DECOM"))]);
    }

    public Guid ChildId => made.ChildId;

    /// <summary>CHILD; our own id where none is recorded.</summary>
    public string Code => made.Code.Length > 0 ? made.Code : $"{made.ChildId}";

    public ReturnYear Year => made.Year;

    public CareJourney Journey => made.Journey;

    public ChildDetails Details => made.Child;

    /// <summary>Null for a child who was not in last year's return.</summary>
    public CheckedChild? LastYear { get; }

    /// <summary>By first day.</summary>
    public IReadOnlyList<EpisodeRow> Episodes { get; }

    public CheckedRow Header => rows[Ssda903Tables.Header].First();

    public IReadOnlyList<Finding> Findings => findings.Value;

    /// <summary>Another child of the authority has the same school number.</summary>
    public bool SharesSchoolNumber { get; init; }

    public bool IsFemale => Details.Sex == Sex.Female;

    /// <summary>Looked after in the year, and not on short breaks alone.</summary>
    public bool IsLookedAfter => Episodes.Any(episode => !episode.IsShortBreak);

    /// <summary>Told in UASC.</summary>
    public bool IsUnaccompanied => rows[Ssda903Tables.Uasc].Any();

    /// <summary>The day on which a child stopped being an unaccompanied asylum seeker.</summary>
    public DateOnly? StatusEndedOn => rows[Ssda903Tables.Uasc].FirstOrDefault()?.Date("DUC");

    public bool IsOrWasUnaccompanied => IsUnaccompanied || Journey.Details.Any(spell => spell.Facts.UnaccompaniedAsylumSeeking);

    /// <summary>To place the child for adoption.</summary>
    public IEnumerable<CheckedRow> Decisions => rows[Ssda903Tables.PlacedAdoption];

    public CheckedRow? LatestDecision => Decisions.MaxBy(decision => decision.Date("DATE_PLACED"));

    /// <summary>Of social workers, by first day.</summary>
    public IReadOnlyList<CheckedRow> Allocations => allocations.Value;

    /// <summary>In care at the end of the last day of the year.</summary>
    public bool IsInCareAtYearEnd => Journey.LookedAfterOn(Year.LastDay);

    /// <summary>A stay without an end in the whole year, short breaks apart (domain reference 1.3).</summary>
    public bool IsLookedAfterAllYear =>
        Episodes.Count > 0
        && Episodes[0].Started <= Year.FirstDay
        && Episodes.All(episode =>
            !episode.IsShortBreak
            && !(episode.Rne == "S" && episode.Started > Year.FirstDay)
            && !(episode.LeavesCare && episode.Ended < Year.LastDay)
        );

    /// <summary>Null where the return cannot be had.</summary>
    /// <param name="lastKnownAt">As known when last year's return was sent; null: as this year's is.</param>
    /// <param name="sharedNumbers">School numbers that more than one child has.</param>
    public static CheckedChild? Of(
        Guid childId,
        IReadOnlyList<Entry> entries,
        ReturnYear year,
        DateTimeOffset? asKnownAt = null,
        DateTimeOffset? lastKnownAt = null,
        IReadOnlySet<string>? sharedNumbers = null
    )
    {
        if (ChildReturn.Of(childId, entries, year, asKnownAt) is not { } made)
        {
            return null;
        }
        var lastTime = lastKnownAt ?? asKnownAt;
        var last = ChildReturn.Of(childId, entries, new ReturnYear(year.Number - 1), lastTime);
        return new CheckedChild(made, last is null ? null : new CheckedChild(last, null, entries, lastTime), entries, asKnownAt)
        {
            SharesSchoolNumber = sharedNumbers?.Contains(made.SchoolNumber()) ?? false,
        };
    }

    public IEnumerable<CheckedRow> Of(ReturnTable table) => rows[table];

    /// <summary>Null where the birth is not known.</summary>
    public DateOnly? Birthday(int age) => Details.DateOfBirth is { } born ? Age.Birthday(born, age) : null;

    public bool IsInCareOn(DateOnly day) => Journey.PeriodsOfCare.Any(period => period.StartedOn <= day && !(period.EndedOn <= day));

    /// <summary>The end of the period of care that a day falls in, or that it comes after; null while it goes on, and before all care.</summary>
    public DateOnly? EndOfCareAfter(DateOnly day) => Journey.PeriodsOfCare.LastOrDefault(period => period.StartedOn <= day)?.EndedOn;

    /// <summary>On some day of the episode.</summary>
    public bool IsDeprivedOfLiberty(EpisodeRow episode) =>
        rows[Ssda903Tables.DoLo]
            .Any(order => order.Date("DOLO_START") is { } from && !(episode.Ended <= from) && !(order.Date("DOLO_END") <= episode.Started));

    public EpisodeRow? EpisodeOn(DateOnly day) => Episodes.LastOrDefault(episode => episode.Covers(day));

    /// <summary>The row that shows what was found.</summary>
    public CheckedRow? RowOf(Finding finding) =>
        rows[Ssda903Tables.Missing].Concat(Episodes).FirstOrDefault(row => row.EntryIds.Any(finding.EntryIds.Contains))
        ?? EpisodeOn(finding.On)
        ?? (finding.EntryIds.All(Journey.Details[^1].EntryIds.Contains) ? Header : null);

    /// <summary>
    /// A journey's findings are of a whole life; the year's return tells of one if it was first broken in the year, or in a row of it.
    /// </summary>
    private bool Concerns(Finding finding) => finding.On >= Year.FirstDay || RowOf(finding) is not null;

    private IEnumerable<CheckedRow> Rows()
    {
        var numbers = new Dictionary<ReturnTable, int>();
        var derived = made.Episodes.GetEnumerator();
        var missing = made
            .Journey.Absences.Where(absence => !absence.IsTemporary && Year.Touches(absence.StartedOn, absence.EndedOn))
            .GetEnumerator();
        foreach (var (table, values) in made.Rows)
        {
            var number = numbers[table] = numbers.GetValueOrDefault(table) + 1;
            if (table == Ssda903Tables.Episodes)
            {
                var episode = derived.MoveNext() ? derived.Current.Episode : null;
                yield return new EpisodeRow(number, values, episode is null ? () => keptBy.Value : () => episode.EntryIds, episode);
            }
            else if (table == Ssda903Tables.Missing && missing.MoveNext())
            {
                var absence = missing.Current;
                yield return new MissingRow(number, values, () => absence.EntryIds);
            }
            else if (table == Ssda903Tables.Header)
            {
                yield return new HeaderRow(number, values, () => Journey.Details[^1].EntryIds, keptBy);
            }
            else
            {
                yield return new CheckedRow(table, number, values, () => keptBy.Value);
            }
        }
    }

    private IReadOnlyList<Guid> KeptBy(IReadOnlyList<Entry> entries, DateTimeOffset? asKnownAt) =>
        StandingFact.Of(entries, asKnownAt).FindLast(standing => standing.Fact is Ssda903RowsKept kept && kept.Year == Year.Number)
            is { } standing
            ? [standing.EntryId]
            : [];

    private sealed class HeaderRow(
        int number,
        IReadOnlyList<string> values,
        Func<IReadOnlyList<Guid>> details,
        Lazy<IReadOnlyList<Guid>> keptBy
    ) : CheckedRow(Ssda903Tables.Header, number, values, details)
    {
        /// <summary>School number and mother are kept as they came, unless no return came.</summary>
        public override IReadOnlyList<Guid> EntryIdsOf(IReadOnlyList<string> fields) =>
            keptBy.Value.Count > 0 && fields.Any(field => field is "Header.UPN" or "Header.MOTHER" or "Header.MC_DOB")
                ? keptBy.Value
                : EntryIds;
    }

    private sealed class MissingRow(int number, IReadOnlyList<string> values, Func<IReadOnlyList<Guid>> entryIds)
        : CheckedRow(Ssda903Tables.Missing, number, values, entryIds)
    {
        public override DateOnly? Day { get; } = DateOf(values[3]);
    }
}
