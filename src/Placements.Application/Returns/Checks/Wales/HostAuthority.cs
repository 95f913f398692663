namespace Placements.Application.Returns.Checks.Wales;

internal sealed class HostAuthority()
    : WalesRecordCheck(
        "host_authority_missing",
        "The authority in whose area a home stands is known, save for short breaks.",
        "Census.placement",
        "Census.placementLocation"
    );
