namespace Placements.Application.Returns.Checks;

/// <summary>Every rule there is, found by reflection: a new one is a new file and nothing else.</summary>
internal static class AllChecks
{
    public static IReadOnlyList<Check> England { get; } = All<Check>();

    public static IReadOnlyList<Wales.WalesCheck> Wales { get; } = All<Wales.WalesCheck>();

    private static List<T> All<T>()
        where T : IReturnCheck =>
        [
            .. typeof(AllChecks)
                .Assembly.GetTypes()
                .Where(type => type.IsSubclassOf(typeof(T)) && !type.IsAbstract)
                .Select(type => (T)Activator.CreateInstance(type)!)
                .OrderBy(check => check.Code, StringComparer.Ordinal),
        ];
}
