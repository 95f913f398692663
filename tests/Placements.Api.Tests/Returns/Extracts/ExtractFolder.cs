using System.Text;
using Placements.Application.Json;
using Placements.Application.Returns.Extracts;
using Placements.Application.Returns.Files;
using Placements.Domain.Journey;
using Placements.EventStore;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Returns.Extracts;

/// <summary>A temporary folder with the extract of a made-up case system, its mapping, and ten invented children.</summary>
internal sealed class ExtractFolder : IDisposable
{
    public const string Mapping = """
        {
          "name": "county-system",
          "files": [
            { "file": "people.csv", "holds": "children", "dateFormat": "dd/mm/yyyy",
              "columns": { "child": "PERSON_ID", "dateOfBirth": "DOB", "sex": "GENDER", "ethnicity": "ETHNICITY", "givenName": "FORENAME",
                "familyName": "SURNAME", "team": "TEAM", "unaccompanied": "UASC", "disabilities": "DISABILITY" },
              "values": { "sex": { "F": "female", "M": "male" }, "disabilities": { "ASD": "autism", "MOB": "mobility" } } },
            { "file": "placements.csv", "holds": "placements", "dateFormat": "dd/mm/yyyy",
              "columns": { "child": "PERSON_ID", "startedOn": "START", "endedOn": "END", "legalStatus": "LEGAL", "categoryOfNeed": "NEED",
                "kind": "TYPE", "sector": "OWNER", "provider": "PROVIDER", "carer": "CARER_ID", "postcode": "POSTCODE", "hostAuthority": "HOST",
                "registration": "REG", "framework": "4CS", "weeklyCost": "COST", "longTerm": "TYPE", "changeReason": "END_REASON",
                "careEndReason": "END_REASON", "planned": "PLANNED" },
              "values": {
                "legalStatus": { "S.76": "voluntary", "ICO": "interim_care_order", "CO": "care_order" },
                "categoryOfNeed": { "Neglect": "abuse_or_neglect", "Disability": "child_disability" },
                "kind": { "IFA": "foster_care", "Cartref": "childrens_home", "Hospital stay": "hospital" },
                "longTerm": { "IFA": false },
                "sector": { "Council": "own_council", "Private": "for_profit" },
                "hostAuthority": { "Cardiff": "W06000015", "Newport": "W06000022" },
                "changeReason": { "Plan": "care_plan", "Broke down": "carer_request_behaviour" },
                "careEndReason": { "Home": "returned_home", "18": "adult_social_services" } } },
            { "file": "missing.csv", "holds": "absences", "dateFormat": "yyyy-mm-dd",
              "columns": { "child": "ID", "startedOn": "FROM", "endedOn": "TO", "kind": "WHAT" }, "values": { "kind": { "MIS": "missing" } } },
          ],
        }
        """;

    public const string People = """
        PERSON_ID,FORENAME,SURNAME,DOB,GENDER,ETHNICITY,TEAM,UASC,DISABILITY
        C1,Ana,Preis,04/05/2010,F,WBRI,East,N,ASD;MOB
        C2,Ben,Coch,30/11/2008,M,AOTH,East,N,
        C3,Cai,Du,01/01/2012,M,WBRI,West,N,
        C4,Dee,Gwyn,09/09/2011,F,WBRI,West,N,
        C5,Eli,Glas,09/09/2009,M,MWBC,,Y,
        C6,Fay,Llwyd,02/02/2013,F,WBRI,,N,
        C7,Gil,Melyn,02/03/2013,M,WBRI,,N,
        C8,Hai,Oren,02/04/2013,F,WBRI,,N,
        C9,Iwo,Pinc,02/05/2013,M,WBRI,,N,
        C10,Jac,Brown,02/06/2013,M,WBRI,,N,
        """;

    public const string PlacementColumns =
        "PERSON_ID,START,END,LEGAL,NEED,TYPE,OWNER,PROVIDER,CARER_ID,POSTCODE,HOST,REG,4CS,COST,END_REASON,PLANNED\n";

    public const string Placements =
        PlacementColumns
        + """
            C1,01/03/2022,15/06/2022,S.76,Neglect,IFA,Private,Hafan Ltd,H-1,CF10 1BR,,registered,Y,"1,250.50",Plan,Y
            C1,15/06/2022,01/02/2023,ICO,Neglect,IFA,Private,Hafan Ltd,H-1,CF10 1BR,,registered,Y,"1,250.50",Broke down,N
            C1,01/02/2023,,CO,Neglect,Cartref,Private,Ty Gwyn,H-2,,Newport,registered,N,£5200,,
            C2,10/01/2021,30/11/2022,CO,Neglect,Cartref,Council,,K-1,,Cardiff,registered,,,18,Y
            C3,01/05/2022,,CO,Disability,"F1 - FOSTER :RELATIVE/FRIEND IN LA",,,,CF10 1EP,,,,,,
            C4,01/05/2022,20/09/2022,S.76,Neglect,IFA,Private,,H-3,,,,,,Plan,
            C4,01/09/2022,,S.76,Neglect,IFA,Private,,H-4,,,,,,,
            C5,01/06/2022,,S.76,Neglect,H5 - Residential accommodation,,,,,,,,,,
            C6,01/05/2022,01/01/2023,S.76,Neglect,Caravan,,,,,,,,,Plan,
            C6,01/01/2023,,S.76,Neglect,IFA,,,H-5,,,,,,,
            C7,31/02/2022,,S.76,Neglect,IFA,,,H-6,,,,,,,
            C8,01/05/2022,01/04/2022,S.76,Neglect,IFA,,,H-7,,,,,,,
            C9,01/01/2022,,S.76,Neglect,IFA,,,H-8,,,,,,,
            C9,01/02/2022,08/02/2022,S.76,Neglect,Hospital stay,,,,,,,,,,
            C10,05/05/2022,01/07/2022,S.76,Neglect,IFA,,,H-9,,,,,,Home,Y
            C10,05/09/2022,,S.76,Neglect,IFA,,,H-9,,,,,,,
            ,05/05/2022,,S.76,Neglect,IFA,,,H-9,,,,,,,

            """;

    public const string Missing = "ID,FROM,TO,WHAT\nC1,2022-07-01,2022-07-03,MIS\n";

    private readonly string path = Directory.CreateTempSubdirectory("extract").FullName;

    public string Folder => path;

    public static ExtractFolder Whole() =>
        new ExtractFolder().With("people.csv", People).With("placements.csv", Placements).With("missing.csv", Missing);

    public ExtractFolder With(string file, string text, Encoding? encoding = null)
    {
        File.WriteAllBytes(Path.Combine(path, file), (encoding ?? Encoding.UTF8).GetBytes(text));
        return this;
    }

    public ExtractSource Open(string mapping = Mapping) =>
        ExtractSource.OfFolder(path, MappingReader.Read(Encoding.UTF8.GetBytes(mapping)), new DateOnly(2026, 5, 1));

    public async Task<(ExtractReport Report, List<ReturnProblem> Problems)> Import(
        ReturnDatabase database,
        bool dryRun = false,
        string mapping = Mapping
    )
    {
        var problems = new List<ReturnProblem>();
        var report = await new ExtractImport(database.Source, TestKeys.Master, TimeProvider.System).Run(
            ReturnDatabase.Manager,
            Open(mapping),
            ReturnDatabase.Authority,
            dryRun,
            problems.Add,
            null,
            CancellationToken.None
        );
        return (report, problems);
    }

    public static async Task<IReadOnlyList<Entry>> Entries(ReturnDatabase database, string child)
    {
        var id = await database.Ask<Guid>(
            "select child_id from read_models.child where read_models.child_code(identifiers) = $1 and upper_inf(known)",
            child
        );
        var loaded = await new StreamStore(database.Source).Load([ReturnDatabase.Authority], id);
        return StoredFacts.FromStore(loaded.Stream!, TestKeys.Master);
    }

    public static async Task<CareJourney> Journey(ReturnDatabase database, string child) => CareJourney.Of(await Entries(database, child));

    public void Dispose() => Directory.Delete(path, recursive: true);
}
