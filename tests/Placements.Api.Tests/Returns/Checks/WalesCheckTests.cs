using Placements.Application.Returns.Checks;
using Placements.Application.Returns.Checks.Wales;
using Placements.Domain.Codes;
using Placements.Domain.Codes.Returns;
using Placements.Domain.Journey.Events;

namespace Placements.Tests.Api.Returns.Checks;

/// <summary>A Welsh authority's census is checked by Welsh limits and codes; rules that England alone has do not run.</summary>
public sealed class WalesCheckTests
{
    private static readonly PlacementFacts Home = new()
    {
        PlacementId = Guid.NewGuid(),
        Kind = PlacementKind.FosterCare,
        Sector = Sector.OwnCouncil,
        HostAuthority = "W06000015",
    };

    private static readonly CareStarted InCare = new()
    {
        EffectiveOn = new(2024, 6, 1),
        LegalStatus = LegalStatus.CareOrder,
        CategoryOfNeed = CategoryOfNeed.AbuseOrNeglect,
    };

    /// <summary>Children of each rule that keep it and that break it.</summary>
    private static readonly Dictionary<string, (Child Kept, Child Broken)> Cases = new(StringComparer.Ordinal)
    {
        ["host_authority_missing"] = (Placed(Home), Placed(Home with { HostAuthority = null })),
        ["out_of_county_reason_missing"] = (Placed(Newport with { OutOfCountyReason = OutOfCountyReason.FamilyOrKin }), Placed(Newport)),
        ["out_of_area_not_approved"] = (Approved(Newport), Placed(Newport)),
        ["outside_wales_not_notified"] = (
            Placed(Bristol)
                .Then(
                    new PlacementNotified
                    {
                        EffectiveOn = new(2024, 6, 1),
                        PlacementId = Home.PlacementId,
                        Told = [NotifiedParty.AreaAuthority],
                    }
                ),
            Placed(Bristol)
        ),
        ["short_break_over_4_weeks"] = (Breaks(28), Breaks(29)),
        ["short_breaks_over_120_days"] = (Breaks(28, 28, 28, 28, 8), Breaks(28, 28, 28, 28, 9)),
        ["operating_without_registration"] = (
            Placed(ChildrensHome with { Registration = Registration.Registered }),
            Placed(ChildrensHome with { Registration = Registration.OperatingWithoutRegistration })
        ),
        ["secure_under_13_needs_minister"] = (Secure("01/06/2011"), Secure("02/06/2011")),
        // Eighteen on the first day of the next year: in Wales care ended on the last of this one.
        ["in_care_past_18"] = (Placed(Home, "01/04/2007"), Placed(Home, "31/03/2007")),
        ["date_of_birth_missing"] = (Placed(Home), Placed(Home).Registered(was => was with { DateOfBirth = null })),
        ["no_placement_recorded"] = (Placed(Home), Cardiff().Then(InCare)),
        ["cell_without_code"] = (Placed(Home), Placed(Home).Registered(was => was with { Ethnicity = null })),
        ["record_contradicts"] = (Placed(Home), Placed(Home).Then(InCare with { EffectiveOn = new(2024, 7, 1) })),
        ["record_odd"] = (
            Placed(Home),
            Placed(Home).Then(new LegalStatusChanged { EffectiveOn = new(2024, 7, 1), LegalStatus = LegalStatus.PoliceProtection })
        ),
    };

    private static PlacementFacts Newport => Home with { HostAuthority = "W06000022" };

    private static PlacementFacts Bristol => Home with { HostAuthority = "E06000023" };

    private static PlacementFacts ChildrensHome => Home with { Kind = PlacementKind.ChildrensHome };

    public static TheoryData<string> Codes => [.. AllChecks.Wales.Select(check => check.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_rule_is_silent_where_it_is_kept_and_names_the_entry_where_it_is_broken(string code)
    {
        var (kept, broken) = Cases[code];

        Assert.DoesNotContain(code, Check(kept).Select(breach => breach.Code));
        var breaches = Check(broken);
        var breach = breaches.FirstOrDefault(breach => breach.Code == code);
        Assert.True(breach is not null, $"{code} found nothing; others did: {string.Join(", ", breaches.Select(other => other.Code))}");
        Assert.NotEmpty(breach.EntryIds);
        Assert.EndsWith(".", breach.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_with_nothing_amiss_breaks_nothing() => Assert.Empty(Check(Placed(Home)).Select(breach => breach.Message));

    private static IReadOnlyList<Breach> Check(Child child)
    {
        var child2025 = CheckedWelshChild.Of(
            Guid.NewGuid(),
            child.Entries(2025).Entries,
            new(2025),
            null,
            new WalesReturn(WalesReturn.Shipped)
        );
        return [.. AllChecks.Wales.SelectMany(check => check.Find(child2025!))];
    }

    private static Child Cardiff() =>
        new Child().Registered(was => was with { ResponsibleAuthority = "W06000015", HomePostcode = "CF11 9XX" });

    private static Child Placed(PlacementFacts home, string born = "14/05/2012") =>
        Cardiff()
            .Registered(was => was with { DateOfBirth = Child.Day(born) })
            .Then(InCare, new PlacementStarted { EffectiveOn = InCare.EffectiveOn, Placement = home });

    private static Child Approved(PlacementFacts home) =>
        Placed(home)
            .Then(
                new PlacementApproved
                {
                    EffectiveOn = new(2024, 6, 1),
                    PlacementId = home.PlacementId,
                    ApprovedBy = Approver.OutOfAreaPanel,
                }
            );

    private static Child Secure(string born) => Placed(Home with { Kind = PlacementKind.SecureChildrensHome }, born);

    /// <summary>Short breaks of so many days, one a month from June 2024.</summary>
    private static Child Breaks(params int[] days)
    {
        var child = Cardiff();
        var from = new DateOnly(2024, 6, 1);
        foreach (var length in days)
        {
            var home = Home with { PlacementId = Guid.NewGuid() };
            child.Then(
                InCare with
                {
                    EffectiveOn = from,
                    LegalStatus = LegalStatus.ShortBreaks,
                },
                new PlacementStarted { EffectiveOn = from, Placement = home },
                new PlacementEnded { EffectiveOn = from.AddDays(length), PlacementId = home.PlacementId },
                new CareEnded { EffectiveOn = from.AddDays(length), Reason = CareEndReason.ReturnedHome }
            );
            from = from.AddMonths(1);
        }
        return child;
    }
}
