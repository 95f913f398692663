using Placements.Application.Returns.Extracts.Labels;
using Placements.Application.Returns.Files;
using Placements.Domain.Codes;

namespace Placements.Application.Returns.Extracts;

/// <summary>
/// Puts the rows of a file into our own words. A row that must be left out still comes, with the child alone: that the extract has a hole
/// there must be known, or what was taken over earlier would be taken for withdrawn.
/// </summary>
internal sealed class RowTranslator(MappedFile map, UnmappedWords unmapped, Action<ReturnProblem> report)
{
    private readonly CellReader cells = new(map);
    private readonly ReturnTable table = map.Table.Rows;

    public ReturnRow Translate(ReturnRow raw, int year)
    {
        var values = new string[table.Columns.Count];
        Array.Fill(values, "");
        values[0] = raw.Child;
        var row = new ReturnRow(year, table, raw.File, raw.Line, values);
        return Fill(raw, values) ? row : row with { Values = [raw.Child, .. values.Skip(1).Select(_ => "")] };
    }

    private bool Fill(ReturnRow raw, string[] values)
    {
        foreach (var (thing, column) in map.Columns)
        {
            if (thing == map.Table.Things[0])
            {
                continue;
            }
            var text = raw[column];
            if (text.Length == 0)
            {
                if (thing.Need == Need.Given)
                {
                    LeaveOut(raw, "cell_missing", column, $"The row has no {thing.Name}, and cannot be taken without.");
                    return false;
                }
            }
            else if (cells.Read(thing, text) is { } value)
            {
                values[table.IndexOf(thing.Name)] = value;
            }
            else if (!thing.HasWords || !IsReadByAnother(thing, column, text))
            {
                Complain(raw, values, thing, column, text);
                if (thing.Need != Need.Free)
                {
                    return false;
                }
            }
        }
        if (table == ExtractTables.Children.Rows)
        {
            WholeNames(raw, values);
        }
        else if (table == ExtractTables.Placements.Rows)
        {
            FillSector(raw, values);
        }
        return table == ExtractTables.Children.Rows || EndsAfterItsStart(raw, values);
    }

    /// <summary>Of a column that tells several things, a word need tell one of them.</summary>
    private bool IsReadByAnother(Thing thing, string column, string text) =>
        thing.Need == Need.Free
        && map.Columns.Any(other =>
            other.Key != thing
            && other.Key.HasWords
            && string.Equals(other.Value, column, StringComparison.OrdinalIgnoreCase)
            && cells.Read(other.Key, text) is not null
        );

    private void Complain(ReturnRow raw, string[] values, Thing thing, string column, string text)
    {
        if (thing.HasWords)
        {
            unmapped.Add(map, thing, text);
        }
        var (code, sentence) = thing.Kind switch
        {
            CellKind.Date => ("date_malformed", $"This is not a date: the mapping says that dates are written {map.Dates.Written}"),
            CellKind.Money => ("cost_malformed", "This is not an amount in pounds"),
            CellKind.Postcode => ("postcode_malformed", "This cannot be a postcode"),
            CellKind.Text => ("text_harmful", "The text holds control characters"),
            _ => ("word_unmapped", $"Neither the mapping nor the shipped list says which {thing.Name} this word stands for"),
        };
        if (thing.Need == Need.Free)
        {
            Repair(raw, values, $"{code}_not_known", column, $"{sentence}; taken as not known.");
        }
        else
        {
            LeaveOut(raw, code, column, $"{sentence}; the row was left out.");
        }
    }

    private void WholeNames(ReturnRow raw, string[] values)
    {
        var (given, family) = (table.IndexOf("givenName"), table.IndexOf("familyName"));
        if (values[given].Length == 0 != (values[family].Length == 0))
        {
            values[given] = values[family] = "";
            Repair(raw, values, "name_incomplete", null, "Only half of the child's name is there; taken as not known.");
        }
    }

    /// <summary>What the label of the home says of its provider, and whether that provider can run it.</summary>
    private void FillSector(ReturnRow raw, string[] values)
    {
        if (!CodeList<PlacementKind>.TryParse(values[table.IndexOf("kind")], out var kind))
        {
            return;
        }
        var sector = table.IndexOf("sector");
        if (values[sector].Length == 0)
        {
            var label = raw[map.Columns[map.Table.Find("kind")!]];
            var said = kind == PlacementKind.WithParents ? Sector.Parent : PlacementLabels.Find(label)?.Sector;
            values[sector] = said?.Name() ?? "";
        }
        if (CodeList<Sector>.TryParse(values[sector], out var provider) && !Provision.Fits(kind, provider))
        {
            values[sector] = "";
            Repair(
                raw,
                values,
                "provider_does_not_fit",
                map.Columns.GetValueOrDefault(map.Table.Find("sector")!),
                "This provider does not run such a placement (rules 527 to 531, 550): taken as not known."
            );
        }
    }

    private bool EndsAfterItsStart(ReturnRow raw, string[] values)
    {
        var order = string.CompareOrdinal(values[table.IndexOf("endedOn")], values[table.IndexOf("startedOn")]);
        if (order > 0 || values[table.IndexOf("endedOn")].Length == 0 || (order == 0 && table == ExtractTables.Absences.Rows))
        {
            return true;
        }
        LeaveOut(
            raw,
            order == 0 ? "ends_on_its_first_day" : "ends_before_it_starts",
            map.Columns[map.Table.Find("endedOn")!],
            order == 0
                ? "The placement starts and ends on one day, under 24 hours: no return counts it."
                : "The placement ends before it starts."
        );
        return false;
    }

    private void Repair(ReturnRow raw, string[] values, string code, string? column, string message)
    {
        values[^1] = values[^1].Length == 0 ? message : $"{values[^1]} {message}";
        report(Problem(raw, code, column, message, ProblemOutcome.Repaired));
    }

    private void LeaveOut(ReturnRow raw, string code, string column, string message) =>
        report(Problem(raw, code, column, message, ProblemOutcome.LeftOut));

    private static ReturnProblem Problem(ReturnRow raw, string code, string? column, string message, ProblemOutcome outcome) =>
        new(code, message, outcome)
        {
            File = raw.File,
            Line = raw.Line,
            Column = column,
            Child = raw.Child,
        };
}
