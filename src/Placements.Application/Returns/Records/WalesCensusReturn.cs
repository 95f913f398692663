using CsvHelper;
using Placements.Application.Returns.Checks;
using Placements.Application.Returns.Ssda903;
using Placements.Application.Returns.Wales;
using Placements.Domain.Codes.Returns;
using Placements.Domain.Journey;

namespace Placements.Application.Returns.Records;

/// <summary>The Welsh children looked after census, with the codes that the authority corrected.</summary>
internal sealed class WalesCensusReturn(WalesCensus census, WalesCodes codes, ReturnChecks checks) : IReturnKind
{
    private const string FileName = "wales_census.csv";

    private static readonly string[] GapHeadings = ["childId", "startedOn", "field", "why"];

    public string Name => "wales_census";

    public int FirstYear => 2000;

    public int? LastYear => null;

    public bool HasCodesOfAuthorities => true;

    public async Task<WrittenFiles> Write(
        string authority,
        ReturnYear year,
        DateTimeOffset asKnownAt,
        Func<string, Stream> open,
        CancellationToken cancel
    )
    {
        var answer = await census.Of(authority, year.Number, asKnownAt, asKnownAt, cancel);
        await using (var file = open(FileName))
        {
            await WalesCensusCsv.Write(file, answer.Items, cancel);
        }
        await using (var csv = CsvWriter.Create(open(ReturnKinds.ListOfGaps), WalesCensusCsv.Form))
        {
            await csv.WriteRecordAsync(GapHeadings, cancel);
            foreach (var (childId, startedOn, field, message) in answer.Problems)
            {
                await csv.WriteRecordAsync([$"{childId}", $"{startedOn:yyyy-MM-dd}", field, message], cancel);
            }
        }
        var breaches = await BreachList.Write(open(ReturnKinds.ListOfBreaches), checks.Run(authority, year, asKnownAt, cancel), cancel);
        return new WrittenFiles(
            new Dictionary<string, long>(StringComparer.Ordinal)
            {
                [FileName] = answer.Items.Count,
                [ReturnKinds.ListOfGaps] = answer.Problems.Count,
                [ReturnKinds.ListOfBreaches] = breaches,
            },
            answer.Problems.Count
        );
    }

    public async Task<Func<Guid, IReadOnlyList<Entry>, ReturnedChild>> OfChild(
        string authority,
        ReturnYear year,
        DateTimeOffset asKnownAt,
        CancellationToken cancel
    )
    {
        WalesReturn inForce = await codes.Of(authority, year.Number, asKnownAt, cancel);
        return (childId, entries) =>
            new WalesCensusOfChild(childId, entries, asKnownAt, year.Number, inForce).Rows is { Count: > 0 } rows
                ? new ReturnedChild(rows[0].Child, [.. rows.Select(row => (WalesCensusCsv.Table, WalesCensusCsv.Cells(row)))])
                : ReturnedChild.None;
    }

    public async Task<IReadOnlyCollection<Guid>> Children(
        string authority,
        ReturnYear year,
        DateTimeOffset asKnownAt,
        CancellationToken cancel
    ) => (await census.Of(authority, year.Number, asKnownAt, asKnownAt, cancel)).Items.Select(row => row.ChildId).ToHashSet();

    public async Task<IReadOnlyList<CodeCorrection>> CorrectedCodes(
        string authority,
        ReturnYear year,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancel
    )
    {
        var before = (await codes.InForce(authority, year.Number, from, cancel)).ToDictionary(code => (code.CodeList, code.Value));
        return
        [
            .. (await codes.InForce(authority, year.Number, to, cancel))
                .Select(after => (Before: before.GetValueOrDefault((after.CodeList, after.Value)), After: after))
                .Where(code => code.Before?.Code != code.After.Code)
                .Select(code => new CodeCorrection(
                    code.After.CodeList,
                    code.After.Value,
                    code.Before?.Code,
                    code.After.Code,
                    code.After.CorrectedBy,
                    code.After.CorrectedAt
                )),
        ];
    }
}
