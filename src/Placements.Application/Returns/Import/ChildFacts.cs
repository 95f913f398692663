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
        Compare([.. now, .. MissingNow()], [.. before.Concat(MissingBefore())]);
        ProposeKept();
        return proposed;
    }

    /// <summary>
    /// The rows' episodes over those of the record. A return tells of everything that began in its year: what it does not have was not so,
    /// as far as an earlier import said it; what a person recorded stands.
    /// </summary>
    private IEnumerable<SourcedEpisode> Merge()
    {
        var merged = child.Episodes.ToDictionary(pair => pair.Key, pair => Placed(pair.Value));
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
                        Episode = returned.Episode with { Placement = PlacementOverlay.On(recorded.Placement, returned.Episode.Placement) },
                    };
            }
            else if (!IsWithdrawn(recorded))
            {
                merged[on] = new SourcedEpisode(recorded, null)
                {
                    TakenOverUntil = held.WasTakenOver(recorded) ? new ReturnYear(held.LatestReturn).LastDay : null,
                };
            }
        }
        return merged.Values;
    }

    /// <summary>A later return, taken over before, told of the episode too; what it said stands.</summary>
    private bool IsToldLater(Episode recorded, int year) =>
        held.Journey.KeptReturns.Any(later =>
            later.Year > year && new ReturnYear(later.Year).Touches(recorded.StartedOn, recorded.EndedOn)
        );

    private bool IsWithdrawn(Episode recorded)
    {
        var year = ReturnYear.Of(recorded.StartedOn).Number;
        if (!child.IsComplete(year))
        {
            return false;
        }
        var takenOver = held.WasTakenOver(recorded);
        Report(
            child.FirstOfYear[year],
            takenOver ? "episode_withdrawn" : "episode_not_in_return",
            takenOver
                ? $"The {year} return does not have the episode that began on {recorded.StartedOn:dd/MM/yyyy} and was taken over earlier: voided."
                : $"The {year} return does not have the episode that began on {recorded.StartedOn:dd/MM/yyyy}, which a person recorded: it stands.",
            takenOver ? ProblemOutcome.Repaired : ProblemOutcome.Noted
        );
        return takenOver;
    }

    /// <summary>Where the home stands comes from its postcode; one that the directory does not have gives location unknown.</summary>
    private SourcedEpisode Placed(SourcedEpisode one)
    {
        if (one.Episode.Placement is not { Postcode: { } postcode } placement)
        {
            return one;
        }
        if (!setting.Places.TryGetValue(postcode, out var place))
        {
            Report(
                one.Row!,
                "postcode_unknown",
                "The directory does not have this postcode: the location is not known.",
                ProblemOutcome.Noted,
                "PL_POST"
            );
            return one;
        }
        var located = placement with
        {
            HostAuthority = place.Authority,
            Country = place.Authority is { } authority ? Authorities.CountryOf(authority) : null,
        };
        return one with { Episode = one.Episode with { Placement = located } };
    }

    private void ProposeChild(IReadOnlyList<SourcedEpisode> line)
    {
        if (child.Header is not { } header || header.Year < held.LatestReturn)
        {
            return;
        }
        var cells = new RowCells(header, report);
        var said = Registration(header, cells, line);
        if (held.Registration is not { Fact: ChildRegistered registered } standing)
        {
            Add(said, header, cells.Repaired);
            return;
        }
        var corrected = registered with
        {
            DateOfBirth = said.DateOfBirth ?? registered.DateOfBirth,
            Sex = said.Sex == Sex.Unknown ? registered.Sex : said.Sex,
            Ethnicity = said.Ethnicity ?? registered.Ethnicity,
            UnaccompaniedAsylumSeeking = registered.UnaccompaniedAsylumSeeking || said.UnaccompaniedAsylumSeeking,
        };
        if (corrected != registered)
        {
            Correct(standing, corrected, header, cells.Repaired);
        }
    }

    private ChildRegistered Registration(ReturnRow header, RowCells cells, IReadOnlyList<SourcedEpisode> line)
    {
        var born = cells.Date("DOB");
        if (born is null)
        {
            cells.Repair("birth_unknown", "DOB", "The date of birth is missing or is no date: taken as not known.");
        }
        var sex = Sex.Unknown;
        if (cells.Reads<Sex>("SEX", EnglandReturn.TryReadSex, out var knownSex))
        {
            sex = knownSex;
        }
        else
        {
            cells.Repair("sex_unknown", "SEX", "The sex is missing or not in the list of that year: taken as not known.");
        }
        Ethnicity? ethnicity = null;
        if (EnglandReturn.TryReadEthnicity(header["ETHNIC"], out var knownEthnicity))
        {
            ethnicity = knownEthnicity;
        }
        else
        {
            cells.Repair("ethnicity_unknown", "ETHNIC", "The ethnicity is missing or not in the list: taken as not known.");
        }
        var effectiveOn = line.Count > 0 ? line[0].Episode.StartedOn : new ReturnYear(header.Year).FirstDay;
        List<LocalIdentifier> identifiers = [new() { Scheme = ChildCode.Scheme, Value = child.Code }];
        if (IsSchoolNumber(header["UPN"]))
        {
            identifiers.Add(new LocalIdentifier { Scheme = "upn", Value = header["UPN"] });
        }
        return new ChildRegistered
        {
            EffectiveOn = born > effectiveOn ? born.Value : effectiveOn,
            ResponsibleAuthority = setting.Authority,
            DateOfBirth = born,
            Sex = sex,
            Ethnicity = ethnicity,
            Identifiers = identifiers,
            UnaccompaniedAsylumSeeking = child.IsUnaccompanied,
            HomePostcode = line.Select(one => one.Episode.HomePostcode).FirstOrDefault(home => home is not null),
        };
    }

    /// <summary>UN1 to UN5 say why there is none.</summary>
    private static bool IsSchoolNumber(string text) => text.Length == 13;

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
        child.IsComplete(ReturnYear.Of(absence.StartedOn).Number)
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
            var row = child.FirstOfYear.Values.LastOrDefault();
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
                Planned = was.Reason == now.Reason ? was.Planned : now.Planned,
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
        row is null
            ? $"The returns of {setting.Years[0]} to {setting.Years[^1]} say otherwise"
            : $"The {row.Year} return says otherwise ({row.File}, line {row.Line})";

    private void Propose(ChildEvent fact, ReturnRow? row, string? repaired, Guid corrects)
    {
        var source = row ?? child.FirstOfYear.Values.LastOrDefault();
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
