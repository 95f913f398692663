using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Placements.Api.Hosting;
using Placements.Application;
using Placements.Domain.Journey;
using Placements.EventStore;
using Placements.LocalPostgres;

namespace Placements.Tests.Api.Storage;

/// <summary>Who may know whom (design, section 6), read from the built assemblies.</summary>
public sealed class ArchitectureTests
{
    private static readonly Assembly Domain = typeof(CareJourney).Assembly;
    private static readonly Assembly EventStore = typeof(StreamStore).Assembly;
    private static readonly Assembly Application = typeof(PlacementsDatabase).Assembly;
    private static readonly Assembly LocalPostgres = typeof(LocalCluster).Assembly;
    private static readonly Assembly Api = typeof(PlacementsHost).Assembly;

    [Fact]
    public void The_domain_knows_nothing_but_the_runtime() => Assert.Empty(References(Domain));

    [Fact]
    public void The_event_store_knows_only_Npgsql() => Assert.Equal(["Npgsql"], References(EventStore));

    [Fact]
    public void The_private_PostgreSQL_knows_nothing_but_the_runtime() => Assert.Empty(References(LocalPostgres));

    [Fact]
    public void The_application_knows_the_domain_and_the_store_and_no_web() =>
        Assert.Equal(["CsvHelper", "Npgsql", "Placements.Domain", "Placements.EventStore"], References(Application));

    [Fact]
    public void The_api_is_the_only_user_of_the_application()
    {
        Assert.Contains("Placements.Application", References(Api));
        Assert.All(
            new[] { Domain, EventStore, LocalPostgres },
            assembly => Assert.DoesNotContain("Placements.Application", References(assembly))
        );
    }

    [Theory]
    [InlineData("StreamStore", "Append", "Recorder")]
    [InlineData("BulkLoader", "Load", "BulkLoad")]
    public void Only_one_class_writes_to_the_log_in_this_way(string type, string method, string writer)
    {
        var callers = new[] { Application, Api, LocalPostgres }.SelectMany(assembly =>
            Callers(assembly, "Placements.EventStore", type, method)
        );

        Assert.Equal([writer], callers.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public void Only_the_demo_loads_in_bulk_so_nothing_that_HTTP_reaches_gives_recorded_times()
    {
        Assert.Equal(["Demo"], Callers(Api, "Placements.Application.ReadModels", "BulkLoad", "Load").Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public void Only_the_append_function_and_the_bulk_loader_insert_events()
    {
        foreach (var assembly in new[] { Application, Api })
        {
            Assert.DoesNotContain(
                Strings(assembly),
                text =>
                    text.Contains("placements.mt_events", StringComparison.OrdinalIgnoreCase)
                    && (
                        text.Contains("insert into placements.mt_events", StringComparison.OrdinalIgnoreCase)
                        || text.Contains("copy placements.mt_events", StringComparison.OrdinalIgnoreCase)
                        || text.Contains("update placements.mt_events", StringComparison.OrdinalIgnoreCase)
                    )
            );
        }
    }

    /// <summary>Names of referenced assemblies outside the runtime's own.</summary>
    private static IEnumerable<string> References(Assembly assembly) =>
        assembly
            .GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name != "netstandard" && name != "mscorlib" && !IsRuntime(name))
            .Order(StringComparer.Ordinal);

    private static bool IsRuntime(string name) =>
        name is "System" or "System.Private.CoreLib"
        || name.StartsWith("Microsoft.Win32.", StringComparison.Ordinal)
        || name.StartsWith("System.", StringComparison.Ordinal) && name != "System.CommandLine";

    /// <summary>Names of the outermost classes whose code calls the method.</summary>
    private static IEnumerable<string> Callers(Assembly assembly, string @namespace, string type, string method)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        var tokens = metadata
            .MemberReferences.Where(handle => IsOf(metadata, metadata.GetMemberReference(handle)))
            .Select(handle => MetadataTokens.GetToken(handle))
            .Concat(
                metadata
                    .MethodDefinitions.Where(handle => metadata.GetString(metadata.GetMethodDefinition(handle).Name) == method)
                    .Where(handle => IsType(metadata, metadata.GetMethodDefinition(handle).GetDeclaringType()))
                    .Select(handle => MetadataTokens.GetToken(handle))
            )
            .Select(BitConverter.GetBytes)
            .ToList();

        foreach (var handle in metadata.MethodDefinitions)
        {
            var definition = metadata.GetMethodDefinition(handle);
            if (definition.RelativeVirtualAddress == 0)
            {
                continue;
            }
            var code = file.GetMethodBody(definition.RelativeVirtualAddress).GetILBytes()!;
            if (tokens.Exists(token => Calls(code, token)))
            {
                yield return Outermost(metadata, definition.GetDeclaringType());
            }
        }

        bool IsOf(MetadataReader reader, MemberReference reference) =>
            reader.GetString(reference.Name) == method
            && reference.Parent.Kind == HandleKind.TypeReference
            && reader.GetTypeReference((TypeReferenceHandle)reference.Parent) is var parent
            && reader.GetString(parent.Name) == type
            && reader.GetString(parent.Namespace) == @namespace;

        bool IsType(MetadataReader reader, TypeDefinitionHandle definition) =>
            reader.GetString(reader.GetTypeDefinition(definition).Name) == type
            && reader.GetString(reader.GetTypeDefinition(definition).Namespace) == @namespace;
    }

    /// <summary>A call (0x28), virtual call (0x6F) or delegate (0xFE 0x06) with this token.</summary>
    private static bool Calls(ReadOnlySpan<byte> code, ReadOnlySpan<byte> token)
    {
        for (var at = 0; at + 5 <= code.Length; at++)
        {
            if (code[at] is 0x28 or 0x6F or 0x06 && code.Slice(at + 1, 4).SequenceEqual(token))
            {
                return true;
            }
        }
        return false;
    }

    private static string Outermost(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        return type.IsNested ? Outermost(metadata, type.GetDeclaringType()) : metadata.GetString(type.Name);
    }

    private static IEnumerable<string> Strings(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        for (var handle = MetadataTokens.UserStringHandle(1); !handle.IsNil; handle = metadata.GetNextHandle(handle))
        {
            yield return metadata.GetUserString(handle);
        }
    }
}
