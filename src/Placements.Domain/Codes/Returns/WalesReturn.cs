using Placements.Domain.Journey.Rules;
using Placements.Domain.Returns;

namespace Placements.Domain.Codes.Returns;

/// <summary>How far a Welsh code can be relied on.</summary>
public enum Confidence
{
    /// <summary>Read in a Welsh source.</summary>
    [Label("Confirmed")]
    Confirmed,

    /// <summary>The meaning is read in a Welsh source and the code is England's for the same meaning.</summary>
    [Label("Likely")]
    Likely,

    /// <summary>Only from England's list, the joint list of before 2008, or memory.</summary>
    [Label("Not confirmed")]
    NotConfirmed,
}

/// <summary>One code of the Welsh census beside the value of ours, or the facts together, that it stands for.</summary>
/// <param name="List">One of <see cref="WalesList"/>.</param>
/// <param name="Value">Facts that decide together stand behind each other: <c>foster_care/independent_agency/outside</c>.</param>
/// <param name="Code">Null: the census has the meaning, but no source of ours gives its code.</param>
/// <param name="Evidence">Where it was read, or what it is inferred from.</param>
public sealed record WalesCodeRow(string List, string Value, string? Code, string Meaning, Confidence Confidence, string Evidence);

/// <summary>A code for the Welsh census with how sure it is; or none, and a sentence saying which fact or code is missing.</summary>
public readonly record struct WalesCode(string? Code, Confidence Confidence, string? WhyNone = null);

/// <summary>
/// Codes of the Welsh children looked after census, derived from our facts (domain reference 2). The census's own list could not be had:
/// until it is, no return may be sent on these without a person checking every code whose confidence is not <see cref="Confidence.Confirmed"/>.
/// For the same reason nothing is read back: an unconfirmed code must not become a fact in a child's record.
/// </summary>
/// <param name="rows">Every value of <see cref="Shipped"/> once: as shipped, or as a council put it right.</param>
public sealed class WalesReturn(IEnumerable<WalesCodeRow> rows)
{
    private const string NotKnownWhere = "Say which authority's area the home is in: the code depends on inside or outside the authority.";
    private const string NotKnownWho = "Say whether the adopter fostered the child until then: name the carer of both placements.";

    private readonly Dictionary<(string List, string Value), WalesCodeRow> byValue = rows.ToDictionary(row => (row.List, row.Value));

    /// <summary>What the program knows by itself.</summary>
    public static IReadOnlyList<WalesCodeRow> Shipped { get; } = [.. WalesReturnCodes.All];

    /// <summary>
    /// Placement code (2.3). Inside and outside are seen from the responsible authority, so elsewhere in Wales is outside. A fact that is
    /// not known is missed only where the code depends on it.
    /// </summary>
    /// <param name="withFormerFosterCarer">For adoption: the adopter fostered the child in the placement just before.</param>
    /// <param name="other">For another kind of home: which, where that is known.</param>
    public WalesCode Placement(
        PlacementKind kind,
        Sector sector,
        Location location,
        bool? withFormerFosterCarer = null,
        OtherPlacement? other = null
    )
    {
        string?[] who = kind switch
        {
            PlacementKind.FosterCare => [WalesReturnCodes.Supplier(sector)],
            PlacementKind.AdoptivePlacement => withFormerFosterCarer switch
            {
                true => [WalesReturnCodes.FosterCarer],
                false => [WalesReturnCodes.NewCarer],
                null => [WalesReturnCodes.FosterCarer, WalesReturnCodes.NewCarer],
            },
            PlacementKind.Other when other == OtherPlacement.ResidentialEmployment => [WalesReturnCodes.ResidentialEmployment],
            _ => [null],
        };
        string[] where = location switch
        {
            Location.InCounty => [WalesReturnCodes.Inside],
            Location.Unknown => [WalesReturnCodes.Inside, WalesReturnCodes.Outside],
            _ => [WalesReturnCodes.Outside],
        };

        var codes = where.Select(place => who.Select(carer => Placement(kind, carer, place)).ToList()).ToList();
        if (codes.Exists(ofPlace => Differ(ofPlace)))
            return new(null, Confidence.NotConfirmed, NotKnownWho);

        return Differ(codes.ConvertAll(ofPlace => ofPlace[0])) ? new(null, Confidence.NotConfirmed, NotKnownWhere) : codes[0][0];
    }

    /// <summary>Absences (2.3): codes of the placement list.</summary>
    public WalesCode Absence(AbsenceKind kind) => Of(WalesList.Absence, kind.Name());

    public WalesCode LegalStatus(LegalStatus status) => Of(WalesList.LegalStatus, status.Name());

    /// <summary>The group in the published tables (2.4).</summary>
    public WalesCode LegalStatusGroup(LegalStatus status) => Of(WalesList.LegalStatusGroup, status.Name());

    /// <summary>Need for care (2.4).</summary>
    public WalesCode Need(CategoryOfNeed need) => Of(WalesList.Need, need.Name());

    /// <summary>Reason for a new episode (2.4).</summary>
    public WalesCode NewEpisode(EpisodeStart start) => Of(WalesList.NewEpisode, CodeName.Of(start.ToString()));

    /// <summary>Reason the last episode in care finished (2.5): one code for a return home, planned or not.</summary>
    public WalesCode CareEnd(CareEndReason reason) => Of(WalesList.EpisodeFinished, reason.Name());

    /// <summary>Reason an episode finished after which care goes on (2.5).</summary>
    public WalesCode CareContinues() => Of(WalesList.EpisodeFinished, WalesReturnCodes.Continues);

    /// <summary>Where the home stands, seen from the responsible authority (2.6).</summary>
    public WalesCode Place(Location location) =>
        location == Location.Unknown ? new(null, Confidence.NotConfirmed, NotKnownWhere) : Of(WalesList.PlacementLocation, location.Name());

    /// <summary>
    /// The day of leaving care as Wales counts it: the day before the 18th birthday for who comes of age in care (census guidance
    /// 2018-19), where England's return gives the birthday itself. Any other day is the same in both.
    /// </summary>
    public static DateOnly LeftOn(DateOnly endedOn, DateOnly? dateOfBirth) =>
        dateOfBirth is { } born && endedOn == Age.Birthday(born, 18) ? endedOn.AddDays(-1) : endedOn;

    /// <summary>Whether care goes on beyond the day on which Wales lets it end by itself.</summary>
    public static bool IsPastEighteen(DateOnly day, DateOnly? dateOfBirth) => dateOfBirth is { } born && day > Age.Birthday(born, 18);

    private WalesCode Placement(PlacementKind kind, string? carer, string place) =>
        Of(WalesList.Placement, carer is null ? $"{kind.Name()}/{place}" : $"{kind.Name()}/{carer}/{place}");

    private WalesCode Of(string list, string value)
    {
        var row = byValue[(list, value)];
        return new(row.Code, row.Confidence, row.Code is null ? row.Evidence : null);
    }

    private static bool Differ(List<WalesCode> codes) => codes.Exists(code => code.Code != codes[0].Code);
}
