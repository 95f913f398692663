using Npgsql;
using Placements.Application.Access;
using Placements.Application.Reading;
using Placements.Application.Returns.Import;
using Placements.Application.Returns.Records;
using Placements.Application.Returns.Ssda903;
using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;

namespace Placements.Application.SubjectAccess;

/// <summary>
/// Gathers everything held about one child into one file: the record as it stands and as it was written, what came from elsewhere, what was
/// sent on, and who looked.
/// </summary>
public sealed class SubjectAccess(
    NpgsqlDataSource database,
    Imports imports,
    FrozenReturns returns,
    ReturnKinds kinds,
    AccessLog log,
    TimeProvider clock
)
{
    private const int ReturnsAtOnce = 100;

    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["ssda903"] = "England's return of children looked after (SSDA903)",
        ["wales_census"] = "Wales's census of children looked after",
    };

    /// <param name="child">Opened for this by the caller, which is in the log then.</param>
    public async Task<SubjectAccessFile> Of(Caller caller, OpenedChild child, CancellationToken cancel)
    {
        var authorities = await Authorities(cancel);
        var explain = new Explainer(authorities);
        var journey = CareJourney.Of(child.Entries);
        return new SubjectAccessFile(
            child.ChildId,
            authorities.GetValueOrDefault(child.Authority, child.Authority),
            clock.GetUtcNow(),
            caller.Name,
            caller.Purpose,
            [
                new(
                    "details",
                    "Who the child is",
                    journey.Child is null
                        ? "The registration was taken back, so nothing stands here. What was recorded is under Entries."
                        : "What is known of the child, and from when on where it changed. A part without a first day holds from the beginning.",
                    Groups(journey.Details)
                ),
                new("periods_of_care", "Times in care", "When the child was looked after by the authority.", Groups(journey.PeriodsOfCare)),
                new("legal_statuses", "Legal statuses", "On what legal ground.", Groups(journey.LegalStatuses)),
                new(
                    "placements",
                    "Placements",
                    "Where the child lived. Where something about a home changed, its stretches say from when to when.",
                    Groups(journey.Placements)
                ),
                new("absences", "Absences", "Times away from the placement.", Groups(journey.Absences)),
                new(
                    "referrals",
                    "Referrals",
                    "Homes that were looked for, who was asked, and what was offered.",
                    Groups(journey.Referrals)
                ),
                new(
                    "findings",
                    "Findings",
                    "What the system remarks about the record: late, odd or incomplete, or entries that contradict each other.",
                    Groups(journey.Findings)
                ),
                new(
                    "entries",
                    "Entries",
                    "Everything that was ever recorded, as it was recorded, in that order. Nothing is ever deleted: what was wrong is "
                        + "corrected or taken back by a later entry that says why.",
                    [.. child.Entries.Select(Entry)]
                ),
                new(
                    "imports",
                    "Taken over from elsewhere",
                    "Transfers from another system or an earlier return that brought entries of this record.",
                    await Imports(child, explain, cancel)
                ),
                new(
                    "returns",
                    "Returns to the government",
                    "Yearly returns that were made for good and hold this child, with the rows as the record gives them as it was known then. "
                        + "They are in the government's own codes; the same facts stand in words above.",
                    await Returns(child, explain, cancel)
                ),
                new(
                    "access_log",
                    "Who looked at the record",
                    "Every time somebody read the record or saw the child in a list, the newest first, with what they said it was for.",
                    await log.Of(child.Authority, child.ChildId, null, null, cancel)
                        .Select(item => new ToldGroup([
                            explain.Member("at", item.At),
                            explain.Member("who", item.Who, About.SomebodyElse),
                            explain.Member("what", item.What),
                            explain.Member("purpose", item.Purpose, About.PerhapsOthers),
                            explain.Member("granted", item.Granted),
                        ]))
                        .ToListAsync(cancel)
                ),
            ]
        );

        IReadOnlyList<ToldGroup> Groups(IEnumerable<object> items) => [.. items.Select(explain.Group)];

        ToldGroup Entry(Entry entry)
        {
            var (target, how) = entry.Fact switch
            {
                EntryCorrected correction => (correction.EntryId, "corrects"),
                EntryVoided voided => (voided.EntryId, "takesBack"),
                _ => (Guid.Empty, ""),
            };
            return new([
                explain.Member("entry", entry.Version),
                explain.Member("id", entry.Id),
                .. how.Length == 0 ? [] : new[] { explain.Member(how, child.Entries.FirstOrDefault(one => one.Id == target)?.Version) },
                .. explain.Group(entry.Fact).Members,
                explain.Member("recordedAt", entry.RecordedAt),
                explain.Member("recordedBy", entry.RecordedBy, About.SomebodyElse),
                explain.Member("takenOverFrom", entry.Source),
            ]);
        }
    }

    private async Task<IReadOnlyList<ToldGroup>> Imports(OpenedChild child, Explainer explain, CancellationToken cancel)
    {
        var told = new List<ToldGroup>();
        foreach (var batch in child.Entries.Select(entry => entry.Source?.Batch).OfType<Guid>().Distinct())
        {
            if (await imports.Find([child.Authority], batch, cancel) is { } import)
            {
                told.Add(
                    new ToldGroup([
                        explain.Member("importId", import.ImportId),
                        explain.Member("kind", Kind(import.Kind)),
                        explain.Member("years", import.Report.Years),
                        explain.Member("importedAt", import.ImportedAt),
                        explain.Member("importedBy", import.ImportedBy, About.SomebodyElse),
                        explain.Member("takenBackAt", import.VoidedAt),
                        explain.Member("takenBackBy", import.VoidedBy, About.SomebodyElse),
                    ])
                );
            }
        }
        return told;
    }

    private async Task<IReadOnlyList<ToldGroup>> Returns(OpenedChild child, Explainer explain, CancellationToken cancel)
    {
        var told = new List<ToldGroup>();
        await foreach (var made in Made(child.Authority, cancel))
        {
            var kind = kinds.Find(made.Kind);
            var of = kind is null ? null : await kind.OfChild(made.Authority, new ReturnYear(made.Year), made.AsKnownAt, cancel);
            if (of?.Invoke(child.ChildId, child.Entries).Rows is { Count: > 0 } rows)
            {
                told.Add(
                    new ToldGroup([
                        explain.Member("returnId", made.ReturnId),
                        explain.Member("kind", Kind(made.Kind)),
                        explain.Member("year", made.Year),
                        explain.Member("madeAt", made.AsKnownAt),
                        explain.Member("madeBy", made.MadeBy, About.SomebodyElse),
                        explain.Member("rows", new ToldList([.. rows.Select(row => Explainer.Row(row.Table, row.Values))])),
                    ])
                );
            }
        }
        return told;
    }

    private async IAsyncEnumerable<FrozenReturn> Made(
        string authority,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel
    )
    {
        Guid? before = null;
        do
        {
            var page = await returns.Page([authority], before, ReturnsAtOnce, cancel);
            foreach (var made in page)
            {
                yield return made;
            }
            before = page.Count == ReturnsAtOnce ? page[^1].ReturnId : null;
        } while (before is not null);
    }

    private static ToldValue Kind(string name) =>
        Kinds.TryGetValue(name, out var words) ? new ToldValue(name, words, words) : new ToldValue(name, name);

    private async Task<Dictionary<string, string>> Authorities(CancellationToken cancel)
    {
        await using var command = database.CreateCommand("select code, name from reference.authority where upper_inf(known)");
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            names[row.GetString(0)] = row.GetString(1);
        }
        return names;
    }
}
