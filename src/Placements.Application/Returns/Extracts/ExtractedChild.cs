using Placements.Application.Returns.Files;
using Placements.Application.Returns.Import;
using Placements.Application.Returns.Ssda903;
using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;

namespace Placements.Application.Returns.Extracts;

/// <summary>The translated rows of one child, as what the import works on.</summary>
/// <param name="givesCareEnds">The extract says why care ended, so a placement without a reason did not end care.</param>
/// <param name="givesAbsences">A spell of being missing that it does not have was none.</param>
/// <param name="isWhole">No row was lost that may have been this child's.</param>
internal sealed class ExtractedChild(string code, bool givesCareEnds, bool givesAbsences, bool isWhole, Action<ReturnProblem> report)
{
    public ChildRows Read(IReadOnlyList<ReturnRow> rows, RefusedRows refused)
    {
        var sound = rows.Where(row => !refused.Rows.Contains(row) && !IsHole(row)).ToList();
        var homes = Distinct(sound.Where(row => row.Table == ExtractTables.Placements.Rows))
            .Select(ExtractedPlacement.Of)
            .OrderBy(home => home.StartedOn)
            .ToList();
        var line = new PlacementLine(givesCareEnds, report).Of(homes);
        var whole = isWhole && sound.Count == rows.Count && line.Count > 0;
        var child = new ChildRows(code, refused, report)
        {
            Told = whole ? new ToldSpan(rows[0], line[0].Episode.StartedOn, givesAbsences) : null,
        };
        ReadDetails(child, sound);
        foreach (var episode in line)
        {
            child.Take(episode, episode.Row!);
        }
        foreach (var row in Distinct(sound.Where(row => row.Table == ExtractTables.Absences.Rows)))
        {
            child.Take(Missing(row), row);
        }
        return child;
    }

    /// <summary>Left out by the translator, which said why; children without a cell besides the code are children all the same.</summary>
    private static bool IsHole(ReturnRow row) => row.Table != ExtractTables.Children.Rows && row["startedOn"].Length == 0;

    private IEnumerable<ReturnRow> Distinct(IEnumerable<ReturnRow> rows)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (seen.Add(string.Join('\u001f', row.Values)))
            {
                yield return row;
            }
            else
            {
                LeaveOut(row, "duplicate_row", "The row stands in the file before, word for word.");
            }
        }
    }

    /// <summary>A file of placements may tell of the child in every row, so the same again is nothing to report.</summary>
    private void ReadDetails(ChildRows child, IReadOnlyList<ReturnRow> rows)
    {
        var told = rows.Where(row => row.Table == ExtractTables.Children.Rows).ToList();
        foreach (var other in told.Skip(1).Where(other => !other.Values.SequenceEqual(told[0].Values)))
        {
            LeaveOut(other, "header_twice", "Another row says otherwise of the child: the first was taken.");
        }
        if (told.Count > 0)
        {
            child.Take(told[0], Details(told[0]));
        }
    }

    private static SaidChild Details(ReturnRow row)
    {
        var (given, family) = (row["givenName"], row["familyName"]);
        var facts = new ChildRegistered
        {
            EffectiveOn = new ReturnYear(row.Year).FirstDay,
            ResponsibleAuthority = "",
            DateOfBirth = ExtractedPlacement.Day(row["dateOfBirth"]),
            Sex = ExtractedPlacement.Code<Sex>(row["sex"]) ?? Sex.Unknown,
            Ethnicity = ExtractedPlacement.Code<Ethnicity>(row["ethnicity"]),
            Name = given.Length == 0 ? null : new PersonName { Given = given, Family = family },
            HomePostcode = ExtractedPlacement.Text(row["homePostcode"]),
            Team = ExtractedPlacement.Text(row["team"]),
            UnaccompaniedAsylumSeeking = ExtractedPlacement.YesNo(row["unaccompanied"]) ?? false,
            Disabilities =
            [
                .. row["disabilities"]
                    .Split(';', StringSplitOptions.RemoveEmptyEntries)
                    .Select(name => ExtractedPlacement.Code<Disability>(name)!.Value),
            ],
        };
        return new SaidChild(facts, ExtractedPlacement.Text(row[ExtractTable.Repaired]));
    }

    private static MissingSpell Missing(ReturnRow row) =>
        new(
            ExtractedPlacement.Code<AbsenceKind>(row["kind"])!.Value,
            ExtractedPlacement.Day(row["startedOn"])!.Value,
            ExtractedPlacement.Day(row["endedOn"]),
            row
        )
        {
            Repaired = ExtractedPlacement.Text(row[ExtractTable.Repaired]),
        };

    private void LeaveOut(ReturnRow row, string problem, string message) =>
        report(
            new ReturnProblem(problem, message, ProblemOutcome.LeftOut)
            {
                File = row.File,
                Line = row.Line,
                Child = row.Child,
            }
        );
}
