namespace Placements.Application.Returns.Checks.Wales;

internal sealed class SecureUnderThirteen()
    : WalesRecordCheck(
        "secure_under_13_needs_minister",
        "Secure accommodation of a child under 13 is approved by the Welsh Ministers.",
        "Census.placement"
    );
