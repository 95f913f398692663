using Placements.Application.Returns.Files;
using Placements.Application.Returns.Ssda903;
using Placements.Domain.Codes;
using Placements.Domain.Codes.Returns;
using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;
using Placements.Domain.Returns;

namespace Placements.Application.Returns.Import;

/// <summary>An episode and where it comes from.</summary>
/// <param name="Row">Null: from the record as it stands.</param>
public sealed record SourcedEpisode(Episode Episode, ReturnRow? Row)
{
    /// <summary>What was put right on the way, in sentences.</summary>
    public string? Repaired { get; init; }

    /// <summary>The row gives only the reason for the start: a later return, taken over before, told the rest.</summary>
    public bool IsOfRecord { get; init; }

    /// <summary>An episode of the record that an import brought: the last day of the latest return that was taken over for the child.</summary>
    public DateOnly? TakenOverUntil { get; init; }

    /// <summary>The return that tells it was written as at this day and cannot know what came later. Null: a person records on.</summary>
    public DateOnly? KnownUntil => Row is null || IsOfRecord ? TakenOverUntil : new ReturnYear(Row.Year).LastDay;
}

/// <summary>A row of Missing.</summary>
/// <param name="EndedOn">Null while the child is missing.</param>
public sealed record MissingSpell(AbsenceKind Kind, DateOnly StartedOn, DateOnly? EndedOn, ReturnRow Row)
{
    public string? Repaired { get; init; }
}

/// <summary>
/// Reads cells of a return in the codes of its year. What cannot be read is reported; a row is left out where a fact that the journey
/// needs cannot be had from it.
/// </summary>
internal sealed class ReturnRowReader(Action<ReturnProblem> report)
{
    public SourcedEpisode? ReadEpisode(ReturnRow row)
    {
        var cells = new RowCells(row, report);
        if (cells.Date("DECOM") is not { } startedOn)
        {
            return LeftOut(() => cells.LeaveOutForDate("DECOM"));
        }
        if (!cells.Reads<EpisodeStart>("RNE", TryReadStart, out var start))
        {
            return LeftOut(() => cells.LeaveOutForCode<EpisodeStart>("RNE", TryReadStart));
        }
        if (!cells.Reads<LegalStatus>("LS", EnglandReturn.TryReadLegalStatus, out var legalStatus))
        {
            return LeftOut(() => cells.LeaveOutForCode<LegalStatus>("LS", EnglandReturn.TryReadLegalStatus));
        }
        if (!cells.Reads<CategoryOfNeed>("CIN", EnglandReturn.TryReadCategoryOfNeed, out var need))
        {
            return LeftOut(() => cells.LeaveOutForCode<CategoryOfNeed>("CIN", EnglandReturn.TryReadCategoryOfNeed));
        }
        var absence = ReadAbsence(cells, row);
        PlacementFacts? placement = null;
        if (absence is null)
        {
            if (!cells.Reads<PlacementTypeFacts>("PLACE", EnglandReturn.TryReadPlacementType, out var type))
            {
                return LeftOut(() => cells.LeaveOutForCode<PlacementTypeFacts>("PLACE", EnglandReturn.TryReadPlacementType));
            }
            placement = ReadPlacement(cells, row, type);
        }
        var endedOn = cells.Date("DEC");
        if (endedOn is null && row["DEC"].Length > 0)
        {
            return LeftOut(() => cells.LeaveOutForDate("DEC"));
        }
        if (endedOn == startedOn)
        {
            return LeftOut(() =>
                cells.LeaveOut(
                    "ends_on_its_first_day",
                    "DEC",
                    "The episode starts and ends on one day, under 24 hours: the return counts no such episode (rule 355)."
                )
            );
        }
        if (endedOn < startedOn)
        {
            return LeftOut(() => cells.LeaveOut("ends_before_it_starts", "DEC", "The episode ends before it starts (rule 356)."));
        }
        var episode = new Episode
        {
            StartedOn = startedOn,
            Start = start,
            LegalStatus = legalStatus,
            CategoryOfNeed = need,
            Placement = placement,
            Absence = absence,
            HomePostcode = cells.Postcode("HOME_POST"),
            EndedOn = endedOn,
        };
        var ended = ReadEnd(cells, row, episode);
        return new SourcedEpisode(absence is null ? ended : ended with { ChangeReason = null }, row) { Repaired = cells.Repaired };
    }

    public MissingSpell? ReadMissing(ReturnRow row)
    {
        var cells = new RowCells(row, report);
        if (!cells.Reads<AbsenceKind>("MISSING", TryReadMissing, out var kind))
        {
            cells.LeaveOutForCode<AbsenceKind>("MISSING", TryReadMissing);
            return null;
        }
        if (cells.Date("MIS_START") is not { } startedOn)
        {
            cells.LeaveOutForDate("MIS_START");
            return null;
        }
        var endedOn = cells.Date("MIS_END");
        if (endedOn is null && row["MIS_END"].Length > 0)
        {
            cells.LeaveOutForDate("MIS_END");
            return null;
        }
        if (endedOn < startedOn)
        {
            cells.LeaveOut("ends_before_it_starts", "MIS_END", "It ends before it starts (rule 567).");
            return null;
        }
        return new MissingSpell(kind, startedOn, endedOn, row) { Repaired = cells.Repaired };
    }

    private static bool TryReadMissing(string code, int year, out AbsenceKind kind) =>
        EnglandReturn.TryReadAbsence(code, year, out kind) && !Absence.IsTemporaryKind(kind);

    private static SourcedEpisode? LeftOut(Action say)
    {
        say();
        return null;
    }

    /// <summary>Whether the row records the agreement of a series of short breaks and not a stay.</summary>
    public static bool IsAgreement(ReturnRow row) => row["LS"] == "V4";

    private static Episode ReadEnd(RowCells cells, ReturnRow row, Episode episode)
    {
        if (episode.EndedOn is null)
        {
            if (row["REC"].Length > 0)
            {
                cells.Repair(
                    "end_without_date",
                    "REC",
                    "The episode has a reason for its end and no end date: taken as still open (rule 148)."
                );
            }
            if (row["REASON_PLACE_CHANGE"].Length > 0)
            {
                cells.Repair(
                    "reason_without_end",
                    "REASON_PLACE_CHANGE",
                    "A reason for a move stands on an episode that is open: left out (rule 233)."
                );
            }
            return episode;
        }

        CareEndFacts? careEnd = null;
        if (row["REC"].Length == 0)
        {
            cells.Repair(
                "end_without_reason",
                "REC",
                "The episode has an end date and no reason for its end: taken as X1, care goes on (rule 148)."
            );
        }
        else if (row["REC"] != EnglandReturn.CareContinues)
        {
            if (!cells.Reads<CareEndFacts>("REC", EnglandReturn.TryReadCareEnd, out careEnd))
            {
                careEnd = new CareEndFacts(CareEndReason.Other);
                cells.Repair("care_end_unknown", "REC", "The reason for the end of care is not in the list of that year: taken as other.");
            }
        }
        ChangeReason? reason = null;
        if (row["REASON_PLACE_CHANGE"].Length > 0)
        {
            if (cells.Reads<ChangeReason>("REASON_PLACE_CHANGE", EnglandReturn.TryReadChangeReason, out var why))
            {
                reason = why;
            }
            if (reason is null)
            {
                cells.Repair(
                    "change_reason_unknown",
                    "REASON_PLACE_CHANGE",
                    "The reason for the move is not in the list of that year: taken as not known."
                );
            }
            else if (careEnd is not null)
            {
                reason = null;
                cells.Repair("reason_at_care_end", "REASON_PLACE_CHANGE", "A reason for a move stands where care ended: left out.");
            }
        }
        return episode with { CareEnd = careEnd, ChangeReason = reason };
    }

    private static AbsenceKind? ReadAbsence(RowCells cells, ReturnRow row)
    {
        if (EnglandReturn.TryReadAbsence(row["PLACE"], row.Year, out var kind) && Absence.IsTemporaryKind(kind))
        {
            CheckAway(cells, row);
            return kind;
        }
        if (row["PLACE"] != "T0")
        {
            return null;
        }
        cells.Repair("absence_collapsed", "PLACE", "T0 says that the child was away and not why: taken as another temporary absence.");
        return AbsenceKind.OtherTemporary;
    }

    private static PlacementFacts ReadPlacement(RowCells cells, ReturnRow row, PlacementTypeFacts type)
    {
        var sector = ReadProvider(cells, row, type.Kind);
        var fostering = type.LongTerm is { } longTerm
            ? new FosteringApproval { LongTerm = longTerm, AlsoApprovedToAdopt = type.AlsoApprovedToAdopt ?? false }
            : null;
        return new PlacementFacts
        {
            Kind = type.Kind,
            Sector = sector,
            Registration = type.Registration,
            Fostering = fostering,
            FosteredBefore = type.WithFormerFosterCarer,
            OtherPlacement = type.Other,
            Postcode = cells.Postcode("PL_POST"),
            RegulatorNumber = row["URN"].Length > 0 ? row["URN"] : null,
        };
    }

    private static Sector ReadProvider(RowCells cells, ReturnRow row, PlacementKind kind)
    {
        if (row["PLACE_PROVIDER"].Length == 0)
        {
            return Sector.NotKnown;
        }
        if (!cells.Reads<Sector>("PLACE_PROVIDER", EnglandReturn.TryReadProvider, out var sector))
        {
            cells.Repair("provider_unknown", "PLACE_PROVIDER", "The provider is not in the list: taken as not known.");
            return Sector.NotKnown;
        }
        if (!Provision.Fits(kind, sector))
        {
            cells.Repair(
                "provider_does_not_fit",
                "PLACE_PROVIDER",
                "This provider does not run such a placement (rules 527 to 531, 550): taken as not known."
            );
            return Sector.NotKnown;
        }
        return sector;
    }

    /// <summary>Rules 213, 226: a temporary absence has neither provider nor number nor reason; the placement, which is kept, has them.</summary>
    private static void CheckAway(RowCells cells, ReturnRow row)
    {
        if (row["PLACE_PROVIDER"].Length > 0 || row["URN"].Length > 0 || row["REASON_PLACE_CHANGE"].Length > 0)
        {
            cells.Repair(
                "absence_with_provider",
                "PLACE",
                "A temporary absence carries no provider, no URN and no reason for a change (rules 213, 226): left out."
            );
        }
    }

    private static bool TryReadStart(string code, int year, out EpisodeStart start)
    {
        (var known, start) = code switch
        {
            "S" => (true, EpisodeStart.CareStarted),
            "L" => (true, EpisodeStart.LegalStatusChanged),
            "P" => (true, EpisodeStart.Moved),
            "T" => (true, EpisodeStart.DetailsChanged),
            "B" => (true, EpisodeStart.LegalStatusChangedAndMoved),
            "U" => (true, EpisodeStart.LegalStatusAndDetailsChanged),
            _ => (false, default),
        };
        return known;
    }
}
