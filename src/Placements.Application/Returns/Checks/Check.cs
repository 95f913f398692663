using Placements.Application.Returns.Files;
using Placements.Domain.Journey;

namespace Placements.Application.Returns.Checks;

/// <summary>
/// A rule of England's return. What the domain's own rules find of it on the journey (their source names it) counts by itself; a rule that
/// they know wholly is only its code and words.
/// </summary>
internal abstract class Check(string code, string wording, params string[] fields) : IReturnCheck
{
    private readonly IReadOnlySet<string> domainRules = DomainRules.Of(code);

    public string Code => code;

    public string Wording => wording;

    public IReadOnlyList<string> Fields => fields;

    public virtual int FromYear => Ssda903Tables.FirstYear;

    public virtual int? ToYear => null;

    public bool HoldsIn(int year) => year >= FromYear && (ToYear is null || year <= ToYear);

    public IEnumerable<Breach> Find(CheckedChild child) => domainRules.Count == 0 ? FindInRows(child) : FindInBoth(child);

    /// <summary>What the rows break, besides what the journey does.</summary>
    protected virtual IEnumerable<Breach> FindInRows(CheckedChild child) => [];

    /// <summary>Whether a finding of the domain counts, where its rule says more than this one, or less.</summary>
    protected virtual bool Takes(Finding finding, CheckedChild child) => true;

    protected Breach At(CheckedRow row) => new(code, wording, fields, row.Table.Name, row.Number, row.Day, row.EntryIdsOf(fields));

    private IEnumerable<Breach> FindInBoth(CheckedChild child)
    {
        foreach (var finding in child.Findings)
        {
            if (domainRules.Contains(finding.Code) && Takes(finding, child))
            {
                var row = child.RowOf(finding);
                yield return new Breach(code, finding.Message, fields, row?.Table.Name, row?.Number, finding.On, finding.EntryIds);
            }
        }
        foreach (var breach in FindInRows(child))
        {
            yield return breach;
        }
    }
}

/// <summary>Looks at each episode by itself.</summary>
internal abstract class EpisodeCheck(string code, string wording, params string[] fields) : Check(code, wording, fields)
{
    protected override IEnumerable<Breach> FindInRows(CheckedChild child)
    {
        foreach (var episode in child.Episodes)
        {
            if (Breaks(episode, child))
            {
                yield return At(episode);
            }
        }
    }

    protected abstract bool Breaks(EpisodeRow episode, CheckedChild child);
}

/// <summary>Looks at each episode together with the one after it.</summary>
internal abstract class SuccessionCheck(string code, string wording, params string[] fields) : Check(code, wording, fields)
{
    /// <summary>Whether the earlier of the two is to be mended, and not the later.</summary>
    protected virtual bool MendsBefore => false;

    protected override IEnumerable<Breach> FindInRows(CheckedChild child)
    {
        for (var i = 1; i < child.Episodes.Count; i++)
        {
            var (before, next) = (child.Episodes[i - 1], child.Episodes[i]);
            if (Breaks(before, next, child))
            {
                yield return At(MendsBefore ? before : next);
            }
        }
    }

    protected abstract bool Breaks(EpisodeRow before, EpisodeRow next, CheckedChild child);
}

/// <summary>Looks at each row of a table by itself.</summary>
internal abstract class RowCheck(string code, ReturnTable table, string wording, params string[] fields) : Check(code, wording, fields)
{
    protected override IEnumerable<Breach> FindInRows(CheckedChild child)
    {
        foreach (var row in child.Of(table))
        {
            if (Breaks(row, child))
            {
                yield return At(row);
            }
        }
    }

    protected abstract bool Breaks(CheckedRow row, CheckedChild child);
}

/// <summary>Looks at the child's row of Header beside the rest of the return.</summary>
internal abstract class HeaderCheck(string code, string wording, params string[] fields)
    : RowCheck(code, Ssda903Tables.Header, wording, fields);

/// <summary>Looks at an episode that last year's return gave as open, and this year's first.</summary>
internal abstract class CarriedOverCheck(string code, string wording, params string[] fields) : Check(code, wording, fields)
{
    protected override IEnumerable<Breach> FindInRows(CheckedChild child)
    {
        if (child.LastYear?.Episodes is [.., { IsOpen: true } last] && child.Episodes is [var first, ..] && Breaks(last, first))
        {
            yield return At(first);
        }
    }

    protected abstract bool Breaks(EpisodeRow last, EpisodeRow first);
}

/// <summary>A cell of an episode that must be the same in both years' returns while the episode is.</summary>
internal abstract class SameCellCheck(string code, string wording, string column) : CarriedOverCheck(code, wording, $"Episodes.{column}")
{
    protected override bool Breaks(EpisodeRow last, EpisodeRow first) =>
        last.Started == first.Started && !IsSame(last[column], first[column]);

    protected virtual bool IsSame(string last, string first) => last == first;
}
