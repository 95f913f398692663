using System.Reflection;
using System.Text;

namespace Placements.Domain.Codes;

/// <summary>The words that people see for a code value.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class LabelAttribute(string label) : Attribute
{
    public string Label { get; } = label;
}

/// <summary>
/// Names and labels of one code list. A value's name is what is stored and sent: snake_case of the member
/// (<c>FosterCare</c> is <c>foster_care</c>), or the member as it stands where the field's own code is upper case (<c>WBRI</c>).
/// Names are frozen in stored events: rename a member only together with an upcaster.
/// </summary>
public static class CodeList<T>
    where T : struct, Enum
{
    private static readonly Dictionary<T, (string Name, string Label)> ByValue = Enum.GetValues<T>()
        .ToDictionary(value => value, value => (CodeName.Of(value.ToString()), LabelOf(value)));

    private static readonly Dictionary<string, T> ByName = ByValue.ToDictionary(
        entry => entry.Value.Name,
        entry => entry.Key,
        StringComparer.Ordinal
    );

    public static IEnumerable<string> Names => ByName.Keys;

    public static string Name(T value) => ByValue[value].Name;

    public static string Label(T value) => ByValue[value].Label;

    public static bool TryParse(string name, out T value) => ByName.TryGetValue(name, out value);

    private static string LabelOf(T value) =>
        typeof(T).GetField(value.ToString())!.GetCustomAttribute<LabelAttribute>()?.Label
        ?? throw new InvalidOperationException($"{typeof(T).Name}.{value} has no label; add [Label(\"…\")] beside it.");
}

public static class CodeName
{
    public static string Name<T>(this T value)
        where T : struct, Enum => CodeList<T>.Name(value);

    public static string Label<T>(this T value)
        where T : struct, Enum => CodeList<T>.Label(value);

    internal static string Of(string member)
    {
        if (member.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)))
            return member;

        var name = new StringBuilder(member.Length + 8);
        foreach (var c in member)
        {
            if (char.IsAsciiLetterUpper(c) && name.Length > 0)
                name.Append('_');
            name.Append(char.ToLowerInvariant(c));
        }
        return name.ToString();
    }
}
