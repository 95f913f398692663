using System.Reflection;

namespace Placements.Api.Operations;

/// <summary>
/// One thing a client can do: a file with its route, its words for the explorer and its handler. Found by reflection, so that a new one
/// is a new file and nothing else.
/// </summary>
internal interface IOperation
{
    /// <summary>Maps it below <c>/v1</c>.</summary>
    static abstract void Map(IEndpointRouteBuilder v1);
}

internal static class AllOperations
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        var map = typeof(AllOperations).GetMethod(nameof(MapOne), BindingFlags.Static | BindingFlags.NonPublic)!;
        foreach (
            var operation in typeof(IOperation)
                .Assembly.GetTypes()
                .Where(type => type.IsClass && typeof(IOperation).IsAssignableFrom(type))
                .OrderBy(type => type.FullName, StringComparer.Ordinal)
        )
        {
            map.MakeGenericMethod(operation).Invoke(null, [v1]);
        }
    }

    private static void MapOne<T>(IEndpointRouteBuilder v1)
        where T : IOperation => T.Map(v1);
}
