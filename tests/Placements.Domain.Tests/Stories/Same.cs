namespace Placements.Tests.Domain;

/// <summary>Whole journeys compared by value, findings included.</summary>
internal static class Same
{
    public static void Journey(CareJourney expected, CareJourney actual)
    {
        Assert.Equal(expected.Details, actual.Details);
        Assert.Equal(expected.PeriodsOfCare, actual.PeriodsOfCare);
        Assert.Equal(expected.LegalStatuses, actual.LegalStatuses);
        Assert.Equal(expected.Placements, actual.Placements);
        Assert.Equal(expected.Absences, actual.Absences);
        Assert.Equal(expected.Referrals, actual.Referrals);
        Assert.Equal(expected.Findings, actual.Findings);
    }
}
