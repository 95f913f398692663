using Placements.Application.Demo.Lives;
using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;

namespace Placements.Application.Demo.Records;

/// <summary>What changes about a placement while the child stays: registration, approval of the carer, cost.</summary>
internal static class Changes
{
    public static void Write(DemoRandom random, PlannedStay stay, DateOnly to, Draft placed, List<Draft> drafts)
    {
        var days = to.DayNumber - stay.From.DayNumber;
        if (RegisteredOn(random, stay, days) is { } registered && registered < to)
        {
            Add(
                new PlacementDetailsChanged
                {
                    EffectiveOn = registered,
                    PlacementId = stay.Facts.PlacementId,
                    Reason = "Registration granted",
                    Registration = Registration.Registered,
                }
            );
        }
        if (stay.Category is PlacementCategory.ExternalFostering or PlacementCategory.InHouseFostering && days > 420 && random.Chance(0.45))
        {
            Add(
                new PlacementDetailsChanged
                {
                    EffectiveOn = stay.From.AddDays(random.Between(180, 400)),
                    PlacementId = stay.Facts.PlacementId,
                    Reason = "Carer approved long-term",
                    Fostering = new FosteringApproval { LongTerm = true },
                }
            );
        }
        if (stay.Facts.WeeklyCost is not { } cost || stay.Facts.Sector == Sector.OwnCouncil)
            return;

        for (var year = Math.Max(stay.From.Year, 2016); year <= to.Year; year++)
        {
            var uplift = new DateOnly(year, 4, 1);
            if (uplift <= stay.From.AddDays(60) || uplift >= to || !random.Chance(0.18))
                continue;
            cost += cost * random.Between(1, 5) / 100 / 100 * 100;
            Add(
                new PlacementDetailsChanged
                {
                    EffectiveOn = uplift,
                    PlacementId = stay.Facts.PlacementId,
                    Reason = "Yearly change of the fee",
                    WeeklyCost = cost,
                }
            );
        }

        void Add(PlacementDetailsChanged fact)
        {
            var draft = new Draft { On = fact.EffectiveOn };
            draft.After.Add(placed);
            draft.Add(random, fact);
            drafts.Add(draft);
        }
    }

    private static DateOnly? RegisteredOn(DemoRandom random, PlannedStay stay, int days)
    {
        if (stay.Facts.Registration != Registration.OperatingWithoutRegistration)
            return null;
        if (stay.Pin?.RegisteredOn is { } known)
            return known;
        return stay.Pin is not { Unregistered: true } && days > 40 && random.Chance(0.5)
            ? stay.From.AddDays(random.Between(20, days - 10))
            : null;
    }
}
