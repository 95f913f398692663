namespace Placements.Application.Returns.Checks.Wales;

internal sealed class RegisteredHome()
    : WalesRecordCheck(
        "operating_without_registration",
        "On each day of a stay the home is registered where it must be.",
        "Census.placement"
    );
