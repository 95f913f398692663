using System.Text.Json;
using System.Text.Json.Serialization;
using Placements.Domain.Codes;

namespace Placements.Application.Json;

/// <summary>Code-list values by their frozen names. A number or another spelling is never taken for a value.</summary>
internal sealed class CodeConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert))!;

    private sealed class Converter<T> : JsonConverter<T>
        where T : struct, Enum
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String && TryRead(ref reader, out var value))
            {
                return value;
            }
            throw new BadMemberException($"The value is not in the code list; it must be one of: {string.Join(", ", CodeList<T>.Names)}.");
        }

        private static bool TryRead(ref Utf8JsonReader reader, out T value)
        {
            try
            {
                return CodeList<T>.TryParse(reader.GetString()!, out value);
            }
            catch (InvalidOperationException)
            {
                // Half a character (an unpaired surrogate) is in no code list.
                value = default;
                return false;
            }
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(CodeList<T>.Name(value));
    }
}

/// <summary>A member's value is refused for a reason that a caseworker understands; the serialiser adds the member's path.</summary>
public sealed class BadMemberException(string message) : JsonException(message);
