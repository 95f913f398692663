using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Placements.Domain.Journey.Events;

namespace Placements.Application.Json;

/// <summary>How facts and answers are written as JSON: camelCase, code values in snake_case, dates yyyy-MM-dd, instants in UTC.</summary>
public static class PlacementsJson
{
    /// <summary>For answers. Tolerates members that a later version wrote.</summary>
    public static JsonSerializerOptions Options { get; } = Create(strict: false);

    /// <summary>For stored events: as <see cref="Options"/>, with personal members encrypted.</summary>
    internal static JsonSerializerOptions Stored { get; } = Create(strict: false, PersonalMembers.Encrypt);

    /// <summary>For what comes from outside: unknown members, doubled members and harmful text are refused.</summary>
    public static JsonSerializerOptions Input { get; } = Create(strict: true);

    private static JsonSerializerOptions Create(bool strict, Action<JsonTypeInfo>? last = null)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            NumberHandling = JsonNumberHandling.Strict,
            PropertyNameCaseInsensitive = false,
            AllowOutOfOrderMetadataProperties = true,
            AllowDuplicateProperties = !strict,
            MaxDepth = 32,
            RespectNullableAnnotations = true,
            UnmappedMemberHandling = strict ? JsonUnmappedMemberHandling.Disallow : JsonUnmappedMemberHandling.Skip,
            // Answers are JSON, never inlined into a page, and names in Welsh stay readable.
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver
            {
                Modifiers =
                {
                    NameEventTypes,
                    Flatten,
                    strict ? TakeDateFromTarget : _ => { },
                    strict ? RefuseNullsInLists : _ => { },
                    last ?? (_ => { }),
                },
            },
        };
        options.Converters.Add(new CodeConverter());
        if (strict)
        {
            options.Converters.Add(new TextConverter());
        }
        options.MakeReadOnly();
        return options;
    }

    /// <summary>Where the type of a fact is not known beforehand, the member <c>type</c> holds its frozen name.</summary>
    private static void NameEventTypes(JsonTypeInfo type)
    {
        if (type.Type != typeof(ChildEvent))
        {
            return;
        }

        type.PolymorphismOptions = new JsonPolymorphismOptions
        {
            TypeDiscriminatorPropertyName = "type",
            UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization,
        };
        foreach (var known in EventCatalogue.All)
        {
            type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(known.Class, known.Name));
        }
    }

    /// <summary>Writes the members of a <see cref="FlattenedAttribute"/> property beside the event's own.</summary>
    private static void Flatten(JsonTypeInfo type)
    {
        var flattened = type.Properties.FirstOrDefault(property =>
            property.AttributeProvider?.IsDefined(typeof(FlattenedAttribute), inherit: false) == true
        );
        if (flattened is null)
        {
            return;
        }

        var holder = (PropertyInfo)flattened.AttributeProvider!;
        type.Properties.Remove(flattened);
        type.CreateObject = () =>
        {
            // "required" speaks to the compiler; here the serialiser itself demands each required member.
            var created = Activator.CreateInstance(type.Type)!;
            holder.SetValue(created, Activator.CreateInstance(holder.PropertyType));
            return created;
        };

        foreach (var member in type.Options.GetTypeInfo(holder.PropertyType).Properties)
        {
            var outer = type.CreateJsonPropertyInfo(member.PropertyType, member.Name);
            outer.AttributeProvider = member.AttributeProvider;
            outer.IsRequired = member.IsRequired;
            outer.IsGetNullable = member.IsGetNullable;
            outer.IsSetNullable = member.IsSetNullable;
            outer.Get = fact => member.Get!(flattened.Get!(fact)!);
            outer.Set = (fact, value) => member.Set!(flattened.Get!(fact)!, value);
            type.Properties.Add(outer);
        }
    }

    /// <summary>The serialiser respects nullability of members, but not of what a list holds.</summary>
    private static void RefuseNullsInLists(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (
                property.Set is { } set
                && property.PropertyType != typeof(string)
                && property.PropertyType.IsAssignableTo(typeof(IEnumerable))
            )
            {
                property.Set = (holder, value) =>
                {
                    if (value is IEnumerable list && list.Cast<object?>().Contains(null))
                    {
                        throw new BadMemberException("A member of the list is null: leave it out.");
                    }
                    set(holder, value);
                };
            }
        }
    }

    /// <summary>A correction or void has the effective date of its target, which the client need not repeat.</summary>
    private static void TakeDateFromTarget(JsonTypeInfo type)
    {
        if (type.Type != typeof(EntryCorrected) && type.Type != typeof(EntryVoided))
        {
            return;
        }
        foreach (var property in type.Properties)
        {
            if (property.Name == "effectiveOn")
            {
                property.IsRequired = false;
            }
        }
    }
}
