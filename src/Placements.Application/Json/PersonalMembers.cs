using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placements.Application.Keys;
using Placements.Domain.Journey.Events;

namespace Placements.Application.Json;

/// <summary>
/// Encrypts the members marked <see cref="PersonalAttribute"/> in the stored shape of events: in place of the value stands an object with
/// the single member <c>cipher</c>, which no plain value is. Its plain text is the value's own JSON; it is bound to its entry.
/// </summary>
internal static class PersonalMembers
{
    /// <summary>What stands in place of a required text whose key is destroyed.</summary>
    public const string Erased = "erased";

    /// <summary>
    /// A converter is made once for all calls, so key and entry of this call reach it here. The serialiser does not wait for anything
    /// between the first member and the last, so the thread stays the same.
    /// </summary>
    [ThreadStatic]
    private static (ChildKey Key, Guid EntryId)? current;

    private static (ChildKey Key, Guid EntryId) Current =>
        current ?? throw new InvalidOperationException("A personal member is stored or read without the key of its record.");

    public static T Within<T>(ChildKey key, Guid entryId, Func<T> work)
    {
        current = (key, entryId);
        try
        {
            return work();
        }
        finally
        {
            current = null;
        }
    }

    public static void Encrypt(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            var mark = property.AttributeProvider?.GetCustomAttributes(typeof(PersonalAttribute), inherit: false);
            if (mark is [PersonalAttribute { Counted: false }])
            {
                property.CustomConverter = (JsonConverter)
                    Activator.CreateInstance(typeof(Converter<>).MakeGenericType(property.PropertyType), args: [property.IsSetNullable])!;
            }
        }
    }

    private sealed class Converter<T>(bool nullable) : JsonConverter<T>
    {
        // What lies inside a value is encrypted with it, and not once more.
        private readonly JsonTypeInfo<T> plain = (JsonTypeInfo<T>)PlacementsJson.Options.GetTypeInfo(typeof(T));

        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var (key, entryId) = Current;
            if (key.IsDestroyed)
            {
                reader.Skip();
                return InPlaceOfIt();
            }
            if (!IsCipher(reader))
            {
                key.MetPlainText = true;
                return JsonSerializer.Deserialize(ref reader, plain);
            }
            reader.Read();
            reader.Read();
            var value = JsonSerializer.Deserialize(key.Decrypt(entryId, reader.GetBytesFromBase64()), plain);
            reader.Read();
            return value;
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        {
            var (key, entryId) = Current;
            writer.WriteStartObject();
            writer.WriteBase64String("cipher"u8, key.Encrypt(entryId, JsonSerializer.SerializeToUtf8Bytes(value, plain)));
            writer.WriteEndObject();
        }

        private static bool IsCipher(Utf8JsonReader ahead) =>
            ahead.TokenType == JsonTokenType.StartObject && ahead.Read() && ahead.ValueTextEquals("cipher"u8);

        private T? InPlaceOfIt() =>
            nullable ? default
            : typeof(T) == typeof(string) ? (T)(object)Erased
            : JsonSerializer.Deserialize("[]"u8, plain);
    }
}
