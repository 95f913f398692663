using Placements.Application.Returns.Files;
using Placements.Application.Returns.Ssda903;
using Placements.Domain.Codes;
using Placements.Domain.Codes.Returns;
using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;
using Placements.Domain.Returns;

namespace Placements.Application.Returns.Import;

/// <summary>An entry proposed for a row.</summary>
/// <param name="Corrects">The entry it corrects or voids; empty for a new fact.</param>
internal sealed record ProposedEntry(ImportedEntry Entry, ReturnRow? Row, Guid Corrects);

/// <summary>
/// The entries that bring a child's record to what the rows say: new facts, corrections of entries that the rows contradict, and voids of
/// entries taken over earlier that a whole return does not have any more.
/// </summary>
internal sealed class ChildFacts(ImportSetting setting, HeldRecord held, ChildRows child, Action<ReturnProblem> report)
{
    private readonly List<ProposedEntry> proposed = [];
    private readonly Dictionary<FactKey, Guid> ids = [];

    public IReadOnlyList<ProposedEntry> Propose()
    {
        var line = new EpisodeJoin(year => child.FirstOfYear.ContainsKey(year) || held.FindKept(year) is not null, report).Join(
            Merge(),
            setting.LastYear
        );
        ProposeChild(line);
        var now = EpisodeFacts
            .Of([.. line.Select(one => one.Episode)], IdOf)
            .Select(fact => new ReturnedFact(fact.Key, fact.Fact, line[fact.Episode].Row, line[fact.Episode].Repaired));
        var before = EpisodeFacts.Of(held.Episodes, IdOf).ToDictionary(fact => fact.Key, fact => fact.Fact);
        ReportMissingPastCare(line);
        // A person may have recorded that the child went missing twice in a day, which a return cannot tell: the first is compared.
        Compare([.. now, .. MissingNow()], [.. before.Concat(MissingBefore()).DistinctBy(fact => fact.Key)]);
        ProposeKept();
        return proposed;
    }

    /// <summary>
    /// The rows' episodes over those of the record. A return tells of everything that began in its year: what it does not have was not so,
    /// as far as an earlier import said it; what a person recorded stands.
    /// </summary>
    private IEnumerable<SourcedEpisode> Merge()
    {
        var merged = child.Episodes.ToDictionary(pair => pair.Key, pair => pair.Value);
        foreach (var recorded in held.Episodes)
        {
            var on = recorded.StartedOn;
            if (merged.TryGetValue(on, out var returned))
            {
                merged[on] = IsToldLater(recorded, returned.Row!.Year)
                    ? returned with
                    {
                        Episode = recorded with { Start = returned.Episode.Start },
                        IsOfRecord = true,
                    }
                    : returned with
                    {
                        Episode = returned.Episode with
                        {
                            Placement = PlacementOverlay.On(recorded.Placement, returned.Episode.Placement),
                            MovePlanned =
                                returned.Episode.MovePlanned
                                ?? (returned.Episode.ChangeReason == recorded.ChangeReason ? recorded.MovePlanned : null),
                        },
                    };
            }
            else if (!IsWithdrawn(recorded))
            {
                merged[on] = new SourcedEpisode(recorded, null)
                {
                    TakenOverUntil =
                        held.LatestReturn > 0 && held.WasTakenOver(recorded) ? new ReturnYear(held.LatestReturn).LastDay : null,
                };
            }
        }
        return merged.Values.Select(one => HomePlace.Find(one, setting, report));
    }

    /// <summary>A later return, taken over before, told of the episode too; what it said stands.</summary>
    private bool IsToldLater(Episode recorded, int year) =>
        held.Journey.KeptReturns.Any(later =>
            later.Year > year && new ReturnYear(later.Year).Touches(recorded.StartedOn, recorded.EndedOn)
        );

    private bool IsWithdrawn(Episode recorded)
    {
        if (child.Contradicts(recorded.StartedOn, recorded.EndedOn) is not { } row)
        {
            return false;
        }
        var takenOver = held.WasTakenOver(recorded);
        var lacks = $"{setting.Source.Called(row)} does not have the episode that began on {recorded.StartedOn:dd/MM/yyyy}";
        Report(
            row,
            takenOver ? "episode_withdrawn" : "episode_not_in_return",
            takenOver ? $"{lacks} and was taken over earlier: voided." : $"{lacks}, which a person recorded: it stands.",
            takenOver ? ProblemOutcome.Repaired : ProblemOutcome.Noted
        );
        return takenOver;
    }

    private void ProposeChild(IReadOnlyList<SourcedEpisode> line)
    {
        if (child.Header is not { } header || header.Year < held.LatestReturn)
        {
            return;
        }
        var (said, repaired) = Said(header, line);
        if (held.Registration is not { Fact: ChildRegistered registered } standing)
        {
            Add(said, header, repaired);
            return;
        }
        var corrected = registered with
        {
            DateOfBirth = said.DateOfBirth ?? registered.DateOfBirth,
            Sex = said.Sex == Sex.Unknown ? registered.Sex : said.Sex,
            Ethnicity = said.Ethnicity ?? registered.Ethnicity,
            Name = said.Name ?? registered.Name,
            UnaccompaniedAsylumSeeking = registered.UnaccompaniedAsylumSeeking || said.UnaccompaniedAsylumSeeking,
            Disabilities =
                said.Disabilities.Count == 0 || said.Disabilities.SequenceEqual(registered.Disabilities)
                    ? registered.Disabilities
                    : said.Disabilities,
            HomePostcode = registered.HomePostcode ?? child.Details?.Facts.HomePostcode,
            Team = said.Team ?? registered.Team,
        };
        if (corrected != registered)
        {
            Correct(standing, corrected, header, repaired);
        }
    }

    private SaidChild Said(ReturnRow header, IReadOnlyList<SourcedEpisode> line)
    {
        var details = child.Details ?? HeaderReader.Read(header, report);
        var facts = details.Facts;
        var effectiveOn = line.Count > 0 ? line[0].Episode.StartedOn : facts.EffectiveOn;
        var registered = facts with
        {
            EffectiveOn = facts.DateOfBirth > effectiveOn ? facts.DateOfBirth.Value : effectiveOn,
            ResponsibleAuthority = setting.Authority,
            Identifiers = [new() { Scheme = ChildCode.Scheme, Value = child.Code }, .. facts.Identifiers],
            UnaccompaniedAsylumSeeking = facts.UnaccompaniedAsylumSeeking || child.IsUnaccompanied,
            HomePostcode = facts.HomePostcode ?? line.Select(one => one.Episode.HomePostcode).FirstOrDefault(home => home is not null),
        };
        return details with { Facts = registered };
    }

    /// <summary>Found after care had ended, the child was missing from care only until then (rule 577).</summary>
    private void ReportMissingPastCare(IReadOnlyList<SourcedEpisode> line)
    {
        foreach (var spell in child.Missing.Values)
        {
            var ended = line.FirstOrDefault(one =>
                one.Episode.CareEnd is not null && one.Episode.EndedOn > spell.StartedOn
            )?.Episode.EndedOn;
            if (spell.EndedOn > ended || (spell.EndedOn is null && ended is not null))
            {
                Report(
                    spell.Row,
                    "missing_past_care",
                    "The child was missing longer than care lasted: the absence ends with care (rule 577).",
                    ProblemOutcome.Noted,
                    "MIS_END"
                );
            }
        }
    }

    private IEnumerable<ReturnedFact> MissingNow()
    {
        foreach (var spell in child.Missing.Values.OrderBy(spell => spell.StartedOn))
        {
            foreach (var (key, fact) in MissingFacts(spell.Kind, spell.StartedOn, spell.EndedOn))
            {
                yield return new ReturnedFact(key, fact, spell.Row, spell.Repaired);
            }
        }
    }

    /// <summary>Spells that the rows do not tell of are compared only where a whole year's table should have told of them.</summary>
    private IEnumerable<KeyValuePair<FactKey, ChildEvent>> MissingBefore() =>
        held
            .Journey.Absences.Where(absence => !absence.IsTemporary && (child.Missing.ContainsKey(absence.StartedOn) || TellsOf(absence)))
            .SelectMany(absence => MissingFacts(absence.Kind, absence.StartedOn, absence.Returned == true ? absence.EndedOn : null))
            .Select(fact => KeyValuePair.Create(fact.Key, fact.Fact));

    private bool TellsOf(Absence absence) =>
        child.Told is not { OfMissing: false }
        && child.Contradicts(absence.StartedOn, absence.EndedOn) is not null
        && held.Entries.Any(entry => entry.Id == absence.EntryIds[0] && entry.Source is not null);

    private IEnumerable<(FactKey Key, ChildEvent Fact)> MissingFacts(AbsenceKind kind, DateOnly startedOn, DateOnly? endedOn)
    {
        var key = new FactKey(FactSlot.Missing, startedOn);
        var id = IdOf(key);
        yield return (
            key,
            new AbsenceStarted
            {
                EffectiveOn = startedOn,
                AbsenceId = id,
                Kind = kind,
            }
        );
        if (endedOn is { } end)
        {
            yield return (new FactKey(FactSlot.MissingEnd, startedOn), new AbsenceEnded { EffectiveOn = end, AbsenceId = id });
        }
    }

    private void Compare(IReadOnlyList<ReturnedFact> now, IReadOnlyList<KeyValuePair<FactKey, ChildEvent>> before)
    {
        var gone = before.ToDictionary(pair => pair.Key, pair => pair.Value);
        foreach (var said in now)
        {
            if (!gone.Remove(said.Key, out var was))
            {
                Add(said.Fact, said.Row, said.Repaired);
            }
            else if (!was.Equals(said.Fact))
            {
                Change(said);
            }
        }
        foreach (var key in gone.Keys)
        {
            Withdraw(key);
        }
    }

    private void Change(ReturnedFact said)
    {
        if (held.Find(said.Key) is { } standing)
        {
            Correct(standing, KeepTheRest(standing.Fact, said.Fact), said.Row, said.Repaired);
        }
        else
        {
            Report(
                said.Row,
                "not_corrected",
                $"The record tells of {said.Key.On:dd/MM/yyyy} in another way than a return could say: the record stands.",
                ProblemOutcome.Noted
            );
        }
    }

    private void Withdraw(FactKey key)
    {
        if (held.Find(key) is { } standing)
        {
            var row = child.AnyRow;
            Propose(
                new EntryVoided
                {
                    EffectiveOn = standing.Fact.EffectiveOn,
                    EntryId = standing.EntryId,
                    Reason = ReasonFor(row),
                },
                row,
                null,
                standing.EntryId
            );
        }
    }

    /// <summary>What a return does not know of a move or an end stays as it was recorded.</summary>
    private static ChildEvent KeepTheRest(ChildEvent recorded, ChildEvent said) =>
        (recorded, said) switch
        {
            (PlacementMoved was, PlacementMoved now) => now with
            {
                RequestedBy = was.RequestedBy,
                NoticeHours = was.NoticeHours,
                Planned = now.Planned ?? was.Planned,
            },
            (CareEnded was, CareEnded now) => now with { WhereTo = was.WhereTo, WhenIAmReady = was.WhenIAmReady },
            _ => said,
        };

    private void ProposeKept()
    {
        foreach (var (year, first) in child.FirstOfYear)
        {
            var standing = held.FindKept(year);
            var earlier = (standing?.Fact as Ssda903RowsKept)?.Rows ?? [];
            var rows = child
                .Kept.GetValueOrDefault(year, [])
                .Concat(earlier.Where(row => !setting.Tables.Contains((year, row.Table))))
                .OrderBy(row => row.Table)
                .ToList();
            var kept = new Ssda903RowsKept
            {
                EffectiveOn = new ReturnYear(year).LastDay,
                Year = year,
                Rows = rows,
            };
            if (standing is null)
            {
                Add(kept, first, null);
            }
            else if (!IsSame(earlier, rows))
            {
                Correct(standing, kept, first, null);
            }
        }
    }

    private static bool IsSame(IReadOnlyList<KeptRow> one, IReadOnlyList<KeptRow> other) =>
        one.Count == other.Count
        && one.Zip(other).All(pair => pair.First.Table == pair.Second.Table && pair.First.Values.SequenceEqual(pair.Second.Values));

    private Guid IdOf(FactKey key)
    {
        if (!ids.TryGetValue(key, out var id))
        {
            id = held.IdOf(key) ?? Guid.CreateVersion7();
            ids.Add(key, id);
        }
        return id;
    }

    private void Add(ChildEvent fact, ReturnRow? row, string? repaired) => Propose(fact, row, repaired, Guid.Empty);

    private void Correct(StandingFact standing, ChildEvent facts, ReturnRow? row, string? repaired) =>
        Propose(
            new EntryCorrected
            {
                EffectiveOn = standing.Fact.EffectiveOn,
                EntryId = standing.EntryId,
                Facts = facts,
                Reason = ReasonFor(row),
            },
            row,
            repaired,
            standing.EntryId
        );

    private string ReasonFor(ReturnRow? row) =>
        row is null ? "What was taken over says otherwise" : $"{setting.Source.Called(row)} says otherwise ({row.File}, line {row.Line})";

    private void Propose(ChildEvent fact, ReturnRow? row, string? repaired, Guid corrects)
    {
        var source = row ?? child.AnyRow;
        proposed.Add(
            new ProposedEntry(
                new ImportedEntry(
                    Guid.CreateVersion7(),
                    fact,
                    new EntrySource(setting.Batch, source?.File ?? "", source?.Line ?? 0, repaired)
                ),
                row,
                corrects
            )
        );
    }

    private void Report(ReturnRow? row, string code, string message, ProblemOutcome outcome, string? column = null) =>
        report(
            new ReturnProblem(code, message, outcome)
            {
                File = row?.File,
                Line = row?.Line,
                Column = column,
                Child = child.Code,
            }
        );
}
