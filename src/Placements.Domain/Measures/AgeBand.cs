using Placements.Domain.Codes;

namespace Placements.Domain.Measures;

/// <summary>Ages as the published statistics of England and Wales band them.</summary>
public enum AgeBand
{
    [Label("Under 1")]
    UnderOne,

    [Label("1 to 4")]
    OneToFour,

    [Label("5 to 9")]
    FiveToNine,

    [Label("10 to 15")]
    TenToFifteen,

    [Label("16 and over")]
    SixteenAndOver,

    [Label("Not known")]
    Unknown,
}
