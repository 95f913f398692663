namespace Placements.Application.Returns.Checks.Legal;

internal sealed class Rule445() : Check("445", "No freeing order (D1) was made after 2005.", "Episodes.LS", "Episodes.DECOM")
{
    public override int? ToYear => 2024;
}
