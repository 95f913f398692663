using Placements.Application.Returns.Files;
using Placements.Application.Returns.Ssda903;
using Placements.Domain.Codes;
using Placements.Domain.Codes.Returns;
using Placements.Domain.Journey.Events;

namespace Placements.Application.Returns.Import;

/// <summary>What a row of Header says of a child.</summary>
internal static class HeaderReader
{
    public static SaidChild Read(ReturnRow header, Action<ReturnProblem> report)
    {
        var cells = new RowCells(header, report);
        var born = cells.Date("DOB");
        if (born is null)
        {
            cells.Repair("birth_unknown", "DOB", "The date of birth is missing or is no date: taken as not known.");
        }
        var sex = Sex.Unknown;
        if (cells.Reads<Sex>("SEX", EnglandReturn.TryReadSex, out var knownSex))
        {
            sex = knownSex;
        }
        else
        {
            cells.Repair("sex_unknown", "SEX", "The sex is missing or not in the list of that year: taken as not known.");
        }
        Ethnicity? ethnicity = null;
        if (EnglandReturn.TryReadEthnicity(header["ETHNIC"], out var knownEthnicity))
        {
            ethnicity = knownEthnicity;
        }
        else
        {
            cells.Repair("ethnicity_unknown", "ETHNIC", "The ethnicity is missing or not in the list: taken as not known.");
        }
        var facts = new ChildRegistered
        {
            EffectiveOn = new ReturnYear(header.Year).FirstDay,
            ResponsibleAuthority = "",
            DateOfBirth = born,
            Sex = sex,
            Ethnicity = ethnicity,
            Identifiers = IsSchoolNumber(header["UPN"]) ? [new LocalIdentifier { Scheme = "upn", Value = header["UPN"] }] : [],
        };
        return new SaidChild(facts, cells.Repaired);
    }

    /// <summary>UN1 to UN5 say why there is none.</summary>
    private static bool IsSchoolNumber(string text) => text.Length == 13;
}
