namespace Placements.Tests.Domain;

/// <summary>One event of every kind, with everything filled in that a person may be known by.</summary>
internal static class OneOfEach
{
    private static readonly PersonName Name = new() { Given = "Seren-given", Family = "Example-family" };

    private static readonly LocalIdentifier Number = new() { Scheme = "case_number", Value = "C-1001" };

    private static readonly PlacementFacts HomeOfA = Home("A") with
    {
        Postcode = "CF14 1AA",
        Provider = new Provider { Id = "p-1", Name = "Cardiff fostering" },
    };

    public static IReadOnlyList<ChildEvent> Events { get; } =
    [
        Registered() with
        {
            ExpectedDateOfBirth = Day("2012-05-01"),
            Name = Name,
            Identifiers = [Number],
            HomePostcode = "CF11 9XX",
            HomeAddress = "1 Home Street",
        },
        DetailsChanged("2024-03-01", born: "2012-05-15", source: "source: her aunt Mair") with
        {
            ExpectedDateOfBirth = Day("2012-05-02"),
            Name = Name,
            Identifiers = [Number],
            HomePostcode = "CF11 8XX",
            HomeAddress = "2 Home Street",
        },
        Sought("2023-12-20", "search") with
        {
            PreferredLocation = "near Nain",
            Needs = new ReferralNeeds { Cultural = "chapel on Sunday" },
        },
        Asked("2023-12-21", "search", "Provider"),
        Offered("2023-12-22", "search", "offer") with
        {
            Home = "Ty Gwyn, 3 Hill Road",
        },
        Offered("2023-12-22", "search", "offer 2") with
        {
            Home = "Ty Coch, 4 Hill Road",
        },
        Withdrawn("2023-12-23", "offer") with
        {
            Reason = "Mrs Carer is ill",
        },
        Declined("2023-12-23", "offer 2") with
        {
            Reason = "too near to Mr Other",
        },
        Closed("2023-12-30", "search", ReferralOutcome.Placed) with
        {
            Reason = "placed with Mrs Carer",
        },
        CameIntoCare("2024-01-01"),
        StatusBecame("2024-04-01", LegalStatus.CareOrder),
        Placed("2024-01-01", HomeOfA),
        HomeChanged("2024-02-01", "A", "Mrs Carer moved house") with
        {
            Postcode = "CF14 2BB",
        },
        Approved("2023-12-31", "A"),
        Told("2024-01-02", "A", NotifiedParty.School),
        Away("2024-02-10", "op") with
        {
            Note = "appendix",
        },
        Back("2024-02-15", "op") with
        {
            Note = "fetched by Mrs Carer",
        },
        Moved("2024-05-01", "A", Home("B") with { Postcode = "CF14 3CC" }),
        BrokeDown("2024-06-01", "B") with
        {
            Note = "a quarrel",
        },
        Placed("2024-06-01", Home("C") with { Postcode = "CF14 4DD" }),
        Ended("2024-07-01", "C") with
        {
            Note = "said goodbye",
        },
        LeftCare("2024-07-01") with
        {
            WhereTo = "to her father Dai",
        },
        new Ssda903RowsKept
        {
            EffectiveOn = Day("2024-03-31"),
            Year = 2024,
            Rows = [new KeptRow { Table = KeptTable.Reviews, Values = ["01/12/2023", "PN1"] }],
        },
        Restricted("2024-02-01", ["aunt-at-work"], ["north"]) with
        {
            Reason = "her aunt Mair works here",
        },
        Opened("2024-02-02", "manager-1") with
        {
            Reason = "police asked about Seren",
        },
        Lifted("2024-02-03") with
        {
            Reason = "aunt Mair has left",
        },
        new EntryCorrected
        {
            EffectiveOn = Day("2024-01-01"),
            EntryId = Named("entry 1"),
            Facts = Registered(born: "2012-05-16"),
            Reason = "read the letter of Dr Wrong",
        },
        new EntryVoided
        {
            EffectiveOn = Day("2024-01-01"),
            EntryId = Named("entry 2"),
            Reason = "belongs to Sion",
        },
        new PersonalDataErased { EffectiveOn = Day("2087-05-14"), RetentionEndedOn = Day("2087-05-14") },
    ];
}
