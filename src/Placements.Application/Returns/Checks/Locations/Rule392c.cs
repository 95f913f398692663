namespace Placements.Application.Returns.Checks.Locations;

/// <summary>Only its form can be told: the directory that a site loads need not be whole.</summary>
internal sealed class Rule392c() : Check("392c", "A postcode is one that exists.", "Episodes.HOME_POST", "Episodes.PL_POST");
