using Placements.Application.Returns.Files;
using Placements.Domain.Codes.Returns;
using Placements.Domain.Returns;

namespace Placements.Application.Returns.Checks;

/// <summary>A row of Episodes, under the names of its columns.</summary>
/// <param name="facts">What the row was derived from; null for one that is kept as it came (V4).</param>
internal sealed class EpisodeRow(int number, IReadOnlyList<string> values, Func<IReadOnlyList<Guid>> entryIds, Episode? facts)
    : CheckedRow(Ssda903Tables.Episodes, number, values, entryIds)
{
    public Episode? Facts => facts;

    /// <summary>Null where DECOM is no date.</summary>
    public DateOnly? Started { get; } = facts?.StartedOn ?? DateOf(values[1]);

    /// <summary>Null while open, and where DEC is no date.</summary>
    public DateOnly? Ended { get; } = DateOf(values[7]);

    public string Rne => Values[2];

    public string Ls => Values[3];

    public string Cin => Values[4];

    public string Place => Values[5];

    public string Provider => Values[6];

    public string Rec => Values[8];

    public string Reason => Values[9];

    public string HomePost => Values[10];

    public string PlacePost => Values[11];

    public string Urn => Values[12];

    public override DateOnly? Day => Started;

    public bool IsOpen => !Has("DEC");

    public bool Continues => Rec == EnglandReturn.CareContinues;

    public bool LeavesCare => Rec.Length > 0 && !Continues;

    public bool IsAdopted => Rec is "E11" or "E12";

    /// <summary>Legal status of a series: each break a row (V3), or the agreement alone (V4).</summary>
    public bool IsShortBreak => Ls is "V3" or "V4";

    /// <summary>A temporary absence, the placement kept.</summary>
    public bool IsAway => Place is "T0" or "T1" or "T2" or "T3" or "T4";

    public bool IsItemised => Place is "Z11" or "Z12" or "Z13" or "Z14";

    public bool IsAdoptive => Place is "A3" or "A4" or "A5" or "A6";

    public bool IsFostering => Place is ['U', >= '1' and <= '6'];

    public bool Covers(DateOnly day) => Started <= day && (Ended is null || Ended > day);

    /// <summary>Type, provider, postcode and number of the home: any of them makes another placement (domain reference 1.3).</summary>
    public bool IsSameHomeAs(EpisodeRow other) =>
        Place == other.Place && Provider == other.Provider && PlacePost == other.PlacePost && Urn == other.Urn;
}
