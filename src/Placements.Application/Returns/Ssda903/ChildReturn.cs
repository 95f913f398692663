using System.Globalization;
using Placements.Application.Returns.Files;
using Placements.Domain.Codes;
using Placements.Domain.Codes.Returns;
using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;
using Placements.Domain.Returns;

namespace Placements.Application.Returns.Ssda903;

/// <summary>A cell of the return that the facts do not fill.</summary>
/// <param name="Why">The fact that is missing, in a sentence; or why the year's list has no room for it.</param>
/// <param name="EntryIds">The entries to correct.</param>
public sealed record ReturnGap(string Column, string Why, IReadOnlyList<Guid> EntryIds);

/// <summary>An episode as the return of a year writes it.</summary>
/// <param name="Values">In the order of the table's columns.</param>
public sealed record ReturnedEpisode(Episode Episode, IReadOnlyList<string> Values)
{
    public string this[string column] => Values[Ssda903Tables.Episodes.IndexOf(column)];
}

/// <summary>
/// One child in England's return of a year: the journey as at the 31 March that ends it, cut into episodes and written in the year's codes
/// (domain reference 1.1 to 1.3).
/// </summary>
public sealed class ChildReturn
{
    private List<(ReturnTable Table, IReadOnlyList<string> Values)> rows = [];
    private readonly List<ReturnGap> gaps = [];
    private readonly string born;

    private ChildReturn(Guid childId, CareJourney journey, ReturnYear year)
    {
        ChildId = childId;
        Journey = journey;
        Year = year;
        Child = journey.Child!;
        Code = ChildCode.Of(Child) ?? "";
        born = Text(Child.DateOfBirth);
        Kept = journey.KeptReturns.FirstOrDefault(kept => kept.Year == year.Number);
        Episodes =
        [
            .. Domain.Returns.Episodes.Of(journey).Where(episode => year.Touches(episode.StartedOn, episode.EndedOn)).Select(Write),
        ];
    }

    public Guid ChildId { get; }

    public ReturnYear Year { get; }

    /// <summary>As at the last day of the year.</summary>
    public CareJourney Journey { get; }

    public ChildDetails Child { get; }

    /// <summary>CHILD; empty where none is recorded.</summary>
    public string Code { get; }

    /// <summary>Of this year, in order.</summary>
    public IReadOnlyList<ReturnedEpisode> Episodes { get; }

    /// <summary>Every row, in the order of the tables.</summary>
    public IReadOnlyList<(ReturnTable Table, IReadOnlyList<string> Values)> Rows => rows;

    public IReadOnlyList<ReturnGap> Gaps => gaps;

    private Ssda903RowsKept? Kept { get; }

    /// <summary>Null for a child who is not in this year's return.</summary>
    /// <param name="asKnownAt">Entries recorded later are left out; null: none is.</param>
    public static ChildReturn? Of(Guid childId, IReadOnlyList<Entry> entries, ReturnYear year, DateTimeOffset? asKnownAt = null)
    {
        var journey = CareJourney.Of(entries, asAt: year.LastDay, asKnownAt: asKnownAt);
        if (journey.Child is null)
        {
            return null;
        }
        var child = new ChildReturn(childId, journey, year);
        if (child.Episodes.Count == 0 && (child.Kept is null || child.Kept.Rows.Count == 0))
        {
            return null;
        }
        child.WriteRows();
        return child;
    }

    /// <summary>The cells of the rows of one table that are kept as they came, without those that the child's details fill.</summary>
    public IEnumerable<IReadOnlyList<string>> KeptRows(KeptTable table) =>
        Kept?.Rows.Where(row => row.Table == table).Select(row => row.Values) ?? [];

    private void WriteRows()
    {
        if (Code.Length == 0)
        {
            gaps.Add(
                new ReturnGap("CHILD", "Give the child the code of the authority's returns: an identifier of the scheme child_code.", [])
            );
        }
        WriteHeader();
        foreach (var episode in Episodes)
        {
            rows.Add((Ssda903Tables.Episodes, episode.Values));
        }
        WriteMissing();
        WriteKept();
        rows = [.. rows.OrderBy(row => Place(row.Table))];
    }

    private void WriteHeader()
    {
        var kept = KeptRows(KeptTable.Header).FirstOrDefault();
        rows.Add(
            (
                Ssda903Tables.Header,
                [
                    Code,
                    Fill("SEX", EnglandReturn.SexCode(Child.Sex, Year.Number), []),
                    born,
                    Child.Ethnicity is { } ethnicity ? EnglandReturn.EthnicityCode(ethnicity) : "",
                    .. kept ?? [Child.Identifiers.FirstOrDefault(one => one.Scheme == "upn")?.Value ?? "", "", ""],
                ]
            )
        );
    }

    private ReturnedEpisode Write(Episode episode)
    {
        var entries = episode.EntryIds;
        var shortBreaks = episode.LegalStatus == LegalStatus.ShortBreaks;
        var place = PlaceCode(episode);
        var reason = episode.ChangeReason is { } why ? EnglandReturn.ChangeReasonCode(why, Year.Number) : "";
        var ending =
            episode.EndedOn is null ? ""
            : episode.CareEnd is { } end ? Fill("REC", EnglandReturn.CareEndCode(end, Year.Number), entries)
            : EnglandReturn.CareContinues;
        var home = episode.Absence is null && !shortBreaks ? episode.Placement : null;
        return new ReturnedEpisode(
            episode,
            [
                Code,
                Text(episode.StartedOn),
                StartCode(episode.Start),
                EnglandReturn.LegalStatusCode(episode.LegalStatus),
                Fill("CIN", EnglandReturn.CategoryOfNeedCode(episode.CategoryOfNeed), entries),
                Fill("PLACE", place, entries),
                // Rule 213: none for a temporary absence and for Z11 to Z14.
                episode.Absence
                    is null
                && episode.Placement is { } placement
                && !IsItemised(place.Code)
                    ? Fill("PLACE_PROVIDER", EnglandReturn.ProviderCode(placement.Sector), entries)
                    : "",
                Text(episode.EndedOn),
                ending,
                reason,
                // Rules 398, 214: short breaks carry no postcodes and no URN.
                shortBreaks ? "" : episode.HomePostcode ?? "",
                Postcode(shortBreaks ? null : episode.Placement),
                home?.RegulatorNumber ?? "",
            ]
        );
    }

    private ReturnCode PlaceCode(Episode episode)
    {
        if (episode.Absence is { } absence)
        {
            return new ReturnCode(EnglandReturn.AbsenceCode(absence));
        }
        if (episode.Placement is not { } placement)
        {
            return new ReturnCode(null, "No placement is recorded for these days.");
        }
        return EnglandReturn.PlacementTypeCode(
            new PlacementTypeFacts(placement.Kind)
            {
                Registration = placement.Registration,
                LongTerm = placement.Fostering?.LongTerm,
                AlsoApprovedToAdopt = placement.Fostering?.AlsoApprovedToAdopt,
                UnderPlacementOrder = episode.LegalStatus switch
                {
                    LegalStatus.PlacementOrder => true,
                    LegalStatus.FreeingOrder => null,
                    _ => false,
                },
                WithFormerFosterCarer = episode.WithFormerFosterCarer,
                Other = placement.OtherPlacement,
            },
            Year.Number
        );
    }

    private void WriteMissing()
    {
        foreach (var absence in Journey.Absences)
        {
            if (!absence.IsTemporary && Year.Touches(absence.StartedOn, absence.EndedOn))
            {
                rows.Add(
                    (
                        Ssda903Tables.Missing,
                        [Code, born, EnglandReturn.AbsenceCode(absence.Kind), Text(absence.StartedOn), Text(absence.EndedOn)]
                    )
                );
            }
        }
    }

    private void WriteKept()
    {
        foreach (var row in Kept?.Rows ?? [])
        {
            if (row.Table != KeptTable.Header)
            {
                rows.Add((KeptTables.TableOf(row.Table), KeptTables.WholeRow(row, FromDetails)));
            }
        }
        if (Kept is null && Child.UnaccompaniedAsylumSeeking)
        {
            rows.Add((Ssda903Tables.Uasc, [Code, FromDetails("SEX"), born, ""]));
        }
    }

    private string FromDetails(string column) =>
        column switch
        {
            "CHILD" => Code,
            "SEX" => EnglandReturn.SexCode(Child.Sex, Year.Number).Code ?? "",
            "ETHNIC" => Child.Ethnicity is { } ethnicity ? EnglandReturn.EthnicityCode(ethnicity) : "",
            _ => born,
        };

    private string Fill(string column, ReturnCode code, IReadOnlyList<Guid> entryIds)
    {
        if (code.Code is { } known)
        {
            return known;
        }
        gaps.Add(new ReturnGap(column, code.WhyNone!, entryIds));
        return "";
    }

    private static string StartCode(EpisodeStart start) =>
        start switch
        {
            EpisodeStart.CareStarted => "S",
            EpisodeStart.LegalStatusChanged => "L",
            EpisodeStart.Moved => "P",
            EpisodeStart.DetailsChanged => "T",
            EpisodeStart.LegalStatusChangedAndMoved => "B",
            _ => "U",
        };

    private static bool IsItemised(string? place) => place is "Z11" or "Z12" or "Z13" or "Z14";

    private static string Postcode(PlacementFacts? placement) =>
        placement?.Postcode is { } postcode && postcode != PlacementFacts.Withheld ? postcode : "";

    private static int Place(ReturnTable table)
    {
        for (var i = 0; i < Ssda903Tables.All.Count; i++)
        {
            if (ReferenceEquals(Ssda903Tables.All[i], table))
            {
                return i;
            }
        }
        return -1;
    }

    internal static string Text(DateOnly? day) => day?.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) ?? "";
}
