namespace Placements.Application.Demo;

public sealed record DemoChild(Guid Id)
{
    public Placements.Application.ReadModels.ChildHistory ToHistory(string a) => new(a, Id, [], _ => "");
}

public static class DemoAuthority
{
    public static IEnumerable<DemoChild> Generate(string a) => [];

    public static string[] Teams => [];
}
