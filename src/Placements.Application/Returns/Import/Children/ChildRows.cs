using Placements.Application.Returns.Files;
using Placements.Application.Returns.Ssda903;
using Placements.Domain.Codes;
using Placements.Domain.Codes.Returns;
using Placements.Domain.Journey.Events;
using Placements.Domain.Returns;

namespace Placements.Application.Returns.Import;

/// <summary>What a source says of a child itself.</summary>
/// <param name="Facts">Its date, authority and the child's code are added where the episodes are known too.</param>
internal sealed record SaidChild(ChildRegistered Facts, string? Repaired);

/// <summary>What a source that is no return tells of: all that had not ended before a day.</summary>
/// <param name="First">The first of the child's rows.</param>
/// <param name="OfMissing">Spells of being missing too.</param>
internal sealed record ToldSpan(ReturnRow First, DateOnly From, bool OfMissing);

/// <summary>The rows that a source gives of one child, read and freed of what cannot be taken.</summary>
internal sealed class ChildRows
{
    private readonly Dictionary<DateOnly, SourcedEpisode> episodes = [];
    private readonly Dictionary<DateOnly, MissingSpell> missing = [];
    private readonly Dictionary<int, List<KeptRow>> kept = [];
    private readonly HashSet<int> incomplete = [];
    private readonly RefusedRows refused;
    private readonly Action<ReturnProblem> report;

    public ChildRows(string code, RefusedRows refused, Action<ReturnProblem> report) =>
        (Code, this.refused, this.report) = (code, refused, report);

    public string Code { get; }

    /// <summary>Of the latest year that has one.</summary>
    public ReturnRow? Header { get; private set; }

    /// <summary>What the source says of the child itself, where its header is no row of a return.</summary>
    public SaidChild? Details { get; private set; }

    /// <summary>By first day; where several years tell of one, the latest.</summary>
    public IReadOnlyDictionary<DateOnly, SourcedEpisode> Episodes => episodes;

    public IReadOnlyDictionary<DateOnly, MissingSpell> Missing => missing;

    public IReadOnlyDictionary<int, List<KeptRow>> Kept => kept;

    /// <summary>The first row of a year, to name where its kept tables come from.</summary>
    public Dictionary<int, ReturnRow> FirstOfYear { get; } = [];

    public bool IsUnaccompanied { get; private set; }

    /// <summary>Every row of the child in that year could be read, so what it does not tell of is not so.</summary>
    public bool IsComplete(int year) => FirstOfYear.ContainsKey(year) && !incomplete.Contains(year);

    /// <summary>Of a source that is no return: what it would have told of, had it been so.</summary>
    public ToldSpan? Told { get; init; }

    /// <summary>A row to name where something comes from that no row says.</summary>
    public ReturnRow? AnyRow => FirstOfYear.Values.LastOrDefault() ?? Told?.First;

    /// <summary>The row that speaks for a source which does not tell of this and would have, had it been so. Null: the source cannot know.</summary>
    public ReturnRow? Contradicts(DateOnly startedOn, DateOnly? endedOn)
    {
        if (Told is { } told)
        {
            return endedOn is null || endedOn > told.From ? told.First : null;
        }
        var year = ReturnYear.Of(startedOn).Number;
        return IsComplete(year) ? FirstOfYear[year] : null;
    }

    /// <param name="rows">In the order of years.</param>
    /// <param name="refused">Rows that the journey has no place for; why was reported before.</param>
    public static ChildRows Of(string code, IEnumerable<ReturnRow> rows, RefusedRows refused, Action<ReturnProblem> report)
    {
        var child = new ChildRows(code, refused, report);
        var seen = new HashSet<(int, string)>();
        foreach (var row in rows)
        {
            child.FirstOfYear.TryAdd(row.Year, row);
            if (refused.Rows.Contains(row))
            {
                child.incomplete.Add(row.Year);
            }
            else
            {
                child.Add(row, seen);
            }
        }
        return child;
    }

    private void Add(ReturnRow row, HashSet<(int, string)> seen)
    {
        if (!seen.Add((row.Year, $"{row.Table.Name}\u001f{string.Join('\u001f', row.Values)}")))
        {
            LeaveOut(row, "duplicate_row", null, "The row stands in the file before, word for word.");
        }
        else if (row.Table == Ssda903Tables.Header)
        {
            AddHeader(row);
        }
        else if (row.Table == Ssda903Tables.Episodes && !ReturnRowReader.IsAgreement(row))
        {
            AddEpisode(row);
        }
        else if (row.Table == Ssda903Tables.Missing)
        {
            AddMissing(row);
        }
        else
        {
            IsUnaccompanied |= row.Table == Ssda903Tables.Uasc;
            Keep(row);
        }
    }

    private void AddHeader(ReturnRow row)
    {
        if (Header is { } before && before.Year == row.Year)
        {
            LeaveOut(row, "header_twice", "CHILD", "The child has a row in this table already, which says otherwise: the first was taken.");
            return;
        }
        Header = row;
        Keep(row);
    }

    private void AddEpisode(ReturnRow row)
    {
        if (new ReturnRowReader(report).ReadEpisode(row) is not { } episode)
        {
            incomplete.Add(row.Year);
            return;
        }
        Take(episode, row);
    }

    public void Take(ReturnRow header, SaidChild details) => (Header, Details) = (header, details);

    public void Take(SourcedEpisode episode, ReturnRow row)
    {
        var on = episode.Episode.StartedOn;
        if (episodes.TryGetValue(on, out var other) && other.Row!.Year == row.Year)
        {
            LeaveOut(
                other.Row,
                "episode_superseded",
                "DECOM",
                $"Another episode starts on the same day, in line {row.Line}: the later row was taken."
            );
        }
        if (episode.Episode.CareEnd is not null && refused.EndReasons.Contains(row))
        {
            episode = episode with
            {
                Episode = episode.Episode with { CareEnd = new CareEndFacts(CareEndReason.Other) },
                Repaired = "The reason given for the end of care does not fit: taken as other.",
            };
        }
        episodes[on] = episode;
    }

    private void AddMissing(ReturnRow row)
    {
        if (new ReturnRowReader(report).ReadMissing(row) is not { } spell)
        {
            incomplete.Add(row.Year);
            return;
        }
        Take(spell, row);
    }

    public void Take(MissingSpell spell, ReturnRow row)
    {
        if (missing.TryGetValue(spell.StartedOn, out var other) && other.Row.Year == row.Year)
        {
            LeaveOut(
                other.Row,
                "missing_superseded",
                "MIS_START",
                $"Another one starts on the same day, in line {row.Line}: the later row was taken."
            );
        }
        missing[spell.StartedOn] = spell;
    }

    private void Keep(ReturnRow row)
    {
        if (!kept.TryGetValue(row.Year, out var rows))
        {
            kept.Add(row.Year, rows = []);
        }
        rows.Add(KeptTables.Keep(row));
    }

    private void LeaveOut(ReturnRow row, string code, string? column, string message) =>
        report(
            new ReturnProblem(code, message, ProblemOutcome.LeftOut)
            {
                File = row.File,
                Line = row.Line,
                Column = column,
                Child = row.Child,
            }
        );
}
