namespace Placements.Application.Returns.Checks.Wales;

internal sealed class DateOfBirth() : WalesRecordCheck("date_of_birth_missing", "The date of birth is known.", "Census.dateOfBirth");
