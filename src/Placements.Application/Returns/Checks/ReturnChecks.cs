using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;
using Placements.Application.Json;
using Placements.Application.Keys;
using Placements.Application.Returns.Checks.Wales;
using Placements.Application.Returns.Export;
using Placements.Application.Returns.Files;
using Placements.Application.Returns.Ssda903;
using Placements.Application.Returns.Wales;
using Placements.Domain.Codes;
using Placements.Domain.Codes.Returns;
using Placements.Domain.Journey;
using Placements.EventStore;

namespace Placements.Application.Returns.Checks;

/// <summary>How often a rule is broken in a return.</summary>
public sealed record RuleCount(string Code, string Wording, IReadOnlyList<string> Fields, int Children, int Breaches);

/// <summary>
/// Checks a return before it is sent: England's by the Department's rules, a Welsh authority's by the Welsh ones. Children come in the
/// order of their codes, from one snapshot of the log; memory is bounded.
/// </summary>
public sealed class ReturnChecks(NpgsqlDataSource database, IKeyWrapping keys)
{
    private const string LastFrozen = """
        select max(as_known_at) from returns.frozen
        where tenant_id = $1 and kind = 'ssda903' and year = $2 and as_known_at <= coalesce($3, 'infinity')
        """;

    /// <summary>The rules of an authority's country that hold for the return of a year, by code.</summary>
    public static IReadOnlyList<IReturnCheck> Of(string authority, ReturnYear year) =>
        IsWelsh(authority) ? AllChecks.Wales : [.. EnglandOf(year)];

    /// <summary>The children whose return breaks a rule.</summary>
    /// <param name="asKnownAt">Entries recorded later are left out; null: none is.</param>
    /// <param name="after">Begins after this child; null: with the first.</param>
    /// <param name="hidden">Children to leave out; null: none.</param>
    public async IAsyncEnumerable<ChildBreaches> Run(
        string authority,
        ReturnYear year,
        DateTimeOffset? asKnownAt,
        [EnumeratorCancellation] CancellationToken cancel,
        Guid? after = null,
        Guid[]? hidden = null
    )
    {
        await using var snapshot = await StreamSnapshot.Open(database, cancel);
        var everyone = await ReturnExport.Ids(snapshot.Connection, authority, year, asKnownAt, hidden, cancel);
        var check = IsWelsh(authority)
            ? await CheckWales(authority, year, asKnownAt, cancel)
            : CheckEngland(
                year,
                asKnownAt,
                await LastYearKnownAt(snapshot, authority, year, asKnownAt, cancel),
                await SharedNumbers(snapshot, authority, everyone, year, asKnownAt, cancel)
            );
        var children = after is { } passed ? everyone.SkipWhile(id => id != passed).Skip(1) : everyone;
        await foreach (var stream in snapshot.Read(authority, children, cancel))
        {
            if (check(stream.Id, StoredFacts.FromStore(stream, keys)) is { Breaches.Count: > 0 } broken)
            {
                yield return broken;
            }
        }
    }

    /// <summary>Every rule that is broken, by code.</summary>
    public async Task<IReadOnlyList<RuleCount>> Summary(
        string authority,
        ReturnYear year,
        DateTimeOffset? asKnownAt,
        CancellationToken cancel,
        Guid[]? hidden = null
    )
    {
        var counts = Of(authority, year)
            .ToDictionary(check => check.Code, check => new RuleCount(check.Code, check.Wording, check.Fields, 0, 0));
        await foreach (var child in Run(authority, year, asKnownAt, cancel, hidden: hidden))
        {
            foreach (var (code, breaches) in child.Breaches.CountBy(breach => breach.Code))
            {
                var count = counts[code];
                counts[code] = count with { Children = count.Children + 1, Breaches = count.Breaches + breaches };
            }
        }
        return [.. counts.Values.Where(count => count.Children > 0).OrderBy(count => count.Code, StringComparer.Ordinal)];
    }

    private static bool IsWelsh(string authority) => Authorities.CountryOf(authority) == Country.Wales;

    private static IEnumerable<Check> EnglandOf(ReturnYear year) => AllChecks.England.Where(check => check.HoldsIn(year.Number));

    private static Func<Guid, IReadOnlyList<Entry>, ChildBreaches?> CheckEngland(
        ReturnYear year,
        DateTimeOffset? asKnownAt,
        DateTimeOffset? lastKnownAt,
        IReadOnlySet<string> shared
    )
    {
        Check[] checks = [.. EnglandOf(year)];
        return (childId, entries) =>
            CheckedChild.Of(childId, entries, year, asKnownAt, lastKnownAt, shared) is { } child
                ? new ChildBreaches(childId, child.Code, [.. checks.SelectMany(check => check.Find(child))])
                : null;
    }

    private async Task<Func<Guid, IReadOnlyList<Entry>, ChildBreaches?>> CheckWales(
        string authority,
        ReturnYear year,
        DateTimeOffset? asKnownAt,
        CancellationToken cancel
    )
    {
        var codes = await new WalesCodes(database).Of(authority, year.Number, asKnownAt, cancel);
        return (childId, entries) =>
            CheckedWelshChild.Of(childId, entries, year, asKnownAt, codes) is { } child
                ? new ChildBreaches(childId, child.Code, [.. AllChecks.Wales.SelectMany(check => check.Find(child))])
                : null;
    }

    /// <summary>
    /// Last year's return counts as it was frozen last: what was corrected since is what the rules that join the years are about. Null: none
    /// was, and it is made anew.
    /// </summary>
    private static async Task<DateTimeOffset?> LastYearKnownAt(
        StreamSnapshot snapshot,
        string authority,
        ReturnYear year,
        DateTimeOffset? asKnownAt,
        CancellationToken cancel
    )
    {
        await using var command = snapshot.Connection.CreateCommand();
        command.CommandText = LastFrozen;
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = year.Number - 1 });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)asKnownAt ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        return await command.ExecuteScalarAsync(cancel) is DateTime known ? new DateTimeOffset(known, TimeSpan.Zero) : null;
    }

    /// <summary>School numbers that two children of the year's return have (rule 444): what must be known of all before the first is checked.</summary>
    private async Task<IReadOnlySet<string>> SharedNumbers(
        StreamSnapshot snapshot,
        string authority,
        IReadOnlyList<Guid> everyone,
        ReturnYear year,
        DateTimeOffset? asKnownAt,
        CancellationToken cancel
    )
    {
        var (seen, shared) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        if (!AllChecks.England.Any(check => check is Children.Rule444 && check.HoldsIn(year.Number)))
        {
            return shared;
        }
        await foreach (var stream in snapshot.Read(authority, everyone, cancel))
        {
            var number = ChildReturn.Of(stream.Id, StoredFacts.FromStore(stream, keys), year, asKnownAt)?.SchoolNumber();
            if (number is { Length: > 0 } && !number.StartsWith("UN", StringComparison.Ordinal) && !seen.Add(number))
            {
                shared.Add(number);
            }
        }
        return shared;
    }
}

internal static class SchoolNumbers
{
    private static readonly int Column = Ssda903Tables.Header.IndexOf("UPN");

    public static string SchoolNumber(this ChildReturn child) => child.Rows[0].Values.ElementAtOrDefault(Column) ?? "";
}
