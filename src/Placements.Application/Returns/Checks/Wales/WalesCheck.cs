using Placements.Application.Returns.Files;
using Placements.Domain.Journey;
using Placements.Domain.Journey.Rules;

namespace Placements.Application.Returns.Checks.Wales;

/// <summary>A rule that the Welsh census is checked by.</summary>
internal abstract class WalesCheck(string code, string wording, params string[] fields) : IReturnCheck
{
    public string Code => code;

    public string Wording => wording;

    public IReadOnlyList<string> Fields => fields;

    public int FromYear => Ssda903Tables.FirstYear;

    public int? ToYear => null;

    public abstract IEnumerable<Breach> Find(CheckedWelshChild child);

    protected Breach Broken(string message, DateOnly on, IReadOnlyList<Guid> entryIds) =>
        new(code, message, fields, null, null, on, entryIds);
}

/// <summary>A rule of the domain that decides by itself whether the census may be sent; the code is the domain's.</summary>
internal abstract class WalesRecordCheck(string code, string wording, params string[] fields) : WalesCheck(code, wording, fields)
{
    public override IEnumerable<Breach> Find(CheckedWelshChild child) =>
        child.Findings.Where(finding => finding.Code == Code).Select(finding => Broken(finding.Message, finding.On, finding.EntryIds));
}

/// <summary>The domain's other rules of one severity, under one code: each finding says in its own words what is wrong.</summary>
internal abstract class WalesOtherFindings(Severity severity, string code, string wording) : WalesCheck(code, wording)
{
    private static readonly Lazy<HashSet<string>> Named = new(() =>
        AllChecks.Wales.OfType<WalesRecordCheck>().Select(check => check.Code).ToHashSet(StringComparer.Ordinal)
    );

    public override IEnumerable<Breach> Find(CheckedWelshChild child) =>
        child
            .Findings.Where(finding => finding.Severity == severity && !Named.Value.Contains(finding.Code))
            .Select(finding => Broken(finding.Message, finding.On, finding.EntryIds));
}
