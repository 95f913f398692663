using System.Globalization;
using System.Text;
using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;

namespace Placements.Tests.Domain;

/// <summary>
/// Facts in the field's words. Dates are written as they are read; homes, absences, referrals and offers go by a short name, from which
/// their id is made.
/// </summary>
internal static class Life
{
    public const string Cardiff = "W06000015";

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The same id for the same name, of at most 16 letters.</summary>
    public static Guid Named(string name)
    {
        var bytes = new byte[16];
        Encoding.ASCII.GetBytes(name, bytes);
        return new Guid(bytes, bigEndian: true);
    }

    public static ChildRegistered Registered(string on = "2020-01-01", string? born = "2012-05-14", string authority = Cardiff) =>
        new()
        {
            EffectiveOn = Day(on),
            ResponsibleAuthority = authority,
            DateOfBirth = born is null ? null : Day(born),
            Sex = Sex.Female,
        };

    public static ChildDetailsChanged DetailsChanged(string on, string? born = null, string? team = null, string source = "family") =>
        new()
        {
            EffectiveOn = Day(on),
            Source = source,
            DateOfBirth = born is null ? null : Day(born),
            Team = team,
        };

    public static CareStarted CameIntoCare(string on, LegalStatus status = LegalStatus.InterimCareOrder) =>
        new()
        {
            EffectiveOn = Day(on),
            LegalStatus = status,
            CategoryOfNeed = CategoryOfNeed.AbuseOrNeglect,
        };

    public static LegalStatusChanged StatusBecame(string on, LegalStatus status) => new() { EffectiveOn = Day(on), LegalStatus = status };

    public static CareEnded LeftCare(string on, CareEndReason reason = CareEndReason.ReturnedHome, bool? planned = true) =>
        new()
        {
            EffectiveOn = Day(on),
            Reason = reason,
            Planned = planned,
        };

    /// <summary>A registered home of the council's own in Cardiff, unless changed by <c>with</c>.</summary>
    public static PlacementFacts Home(
        string name,
        PlacementKind kind = PlacementKind.FosterCare,
        Sector sector = Sector.OwnCouncil,
        string? host = Cardiff
    ) =>
        new()
        {
            PlacementId = Named(name),
            Kind = kind,
            Sector = sector,
            Carer = name,
            HostAuthority = host,
            Registration = Registration.Registered,
        };

    public static PlacementFacts WithParents(string name) => Home(name, PlacementKind.WithParents, Sector.Parent);

    public static PlacementStarted Placed(string on, PlacementFacts home) => new() { EffectiveOn = Day(on), Placement = home };

    public static PlacementStarted Placed(string on, string home) => Placed(on, Home(home));

    public static PlacementMoved Moved(
        string on,
        string from,
        PlacementFacts to,
        bool planned = true,
        ChangeReason reason = ChangeReason.CarePlan
    ) =>
        new()
        {
            EffectiveOn = Day(on),
            FromPlacementId = Named(from),
            To = to,
            Planned = planned,
            Reason = reason,
        };

    public static PlacementMoved Moved(string on, string from, string to) => Moved(on, from, Home(to));

    public static PlacementBrokeDown BrokeDown(string on, string home, ChangeReason reason = ChangeReason.CarerRequestBehaviour) =>
        new()
        {
            EffectiveOn = Day(on),
            PlacementId = Named(home),
            EndedBy = Party.Carer,
            Reason = reason,
            NoticeHours = 4,
        };

    public static PlacementEnded Ended(string on, string home) => new() { EffectiveOn = Day(on), PlacementId = Named(home) };

    public static PlacementDetailsChanged HomeChanged(string on, string home, string reason = "changed") =>
        new()
        {
            EffectiveOn = Day(on),
            PlacementId = Named(home),
            Reason = reason,
        };

    public static PlacementApproved Approved(string on, string home, Approver by = Approver.OutOfAreaPanel) =>
        new()
        {
            EffectiveOn = Day(on),
            PlacementId = Named(home),
            ApprovedBy = by,
        };

    public static PlacementNotified Told(string on, string home, params NotifiedParty[] parties) =>
        new()
        {
            EffectiveOn = Day(on),
            PlacementId = Named(home),
            Told = parties,
        };

    public static AbsenceStarted Away(string on, string absence, AbsenceKind kind = AbsenceKind.Hospital, string? at = null) =>
        new()
        {
            EffectiveOn = Day(on),
            AbsenceId = Named(absence),
            Kind = kind,
            Time = At(at),
        };

    public static AbsenceEnded Back(string on, string absence, string? at = null) =>
        new()
        {
            EffectiveOn = Day(on),
            AbsenceId = Named(absence),
            Time = At(at),
        };

    public static ReferralMade Sought(string on, string referral, Urgency urgency = Urgency.Today) =>
        new()
        {
            EffectiveOn = Day(on),
            ReferralId = Named(referral),
            Urgency = urgency,
        };

    public static ProviderApproached Asked(string on, string referral, string provider) =>
        new()
        {
            EffectiveOn = Day(on),
            ReferralId = Named(referral),
            Provider = new Provider { Name = provider },
        };

    public static OfferReceived Offered(string on, string referral, string offer, string provider = "Provider") =>
        new()
        {
            EffectiveOn = Day(on),
            ReferralId = Named(referral),
            OfferId = Named(offer),
            Provider = new Provider { Name = provider },
        };

    public static OfferDeclined Declined(string on, string offer) =>
        new()
        {
            EffectiveOn = Day(on),
            OfferId = Named(offer),
            Reason = "too far from school",
        };

    public static OfferWithdrawn Withdrawn(string on, string offer) => new() { EffectiveOn = Day(on), OfferId = Named(offer) };

    public static ReferralClosed Closed(string on, string referral, ReferralOutcome outcome) =>
        new()
        {
            EffectiveOn = Day(on),
            ReferralId = Named(referral),
            Outcome = outcome,
        };

    private static TimeOnly? At(string? time) => time is null ? null : TimeOnly.ParseExact(time, "HH:mm", CultureInfo.InvariantCulture);

    public static AccessRestricted Restricted(string on, string[] people, string[] teams) =>
        new()
        {
            EffectiveOn = Day(on),
            People = people,
            Teams = teams,
            Reason = "known to somebody who works here",
        };

    public static RestrictionLifted Lifted(string on) => new() { EffectiveOn = Day(on), Reason = "no longer needed" };

    public static AccessOpened Opened(string on, string person) =>
        new()
        {
            EffectiveOn = Day(on),
            Person = person,
            PersonName = "A Manager",
            Until = new DateTimeOffset(Day(on), new TimeOnly(13, 0), TimeSpan.Zero),
            Reason = "an emergency",
        };
}
