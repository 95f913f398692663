using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Placements.Api.Http;
using Placements.Api.Operations.Access;
using Placements.Api.Operations.Figures;
using Placements.Api.Operations.Imports;
using Placements.Api.Operations.Reading;
using Placements.Api.Operations.Reporting;
using Placements.Api.Operations.Restriction;
using Placements.Api.Operations.Returns;
using Placements.Api.Operations.Returns.Records;
using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;

namespace Placements.Api.Hosting;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c> and the explorer at <c>/docs</c>, which needs nothing from outside.</summary>
internal static class OpenApiText
{
    public static void Add(IServiceCollection services) =>
        services.AddOpenApi(
            "v1",
            options =>
            {
                options.AddDocumentTransformer(
                    async (document, context, cancel) =>
                    {
                        document.Info = new OpenApiInfo
                        {
                            Title = "Placements",
                            Version = "v1",
                            Description =
                                "Placement cases of children looked after. Dates are yyyy-MM-dd, instants RFC 3339 in UTC, money pence, "
                                + "code values snake_case. Every write to a child needs If-Match; every GET about a child or a figure takes "
                                + "asAt and asKnownAt.",
                        };
                        // Where the host listens is no part of the contract.
                        document.Servers = [];
                        document.Components ??= new OpenApiComponents();
                        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
                        {
                            ["bearer"] = new OpenApiSecurityScheme
                            {
                                Type = SecuritySchemeType.Http,
                                Scheme = "bearer",
                                BearerFormat = "JWT",
                            },
                        };
                        document.Security = [new() { [new OpenApiSecuritySchemeReference("bearer", document)] = [] }];
                        LeaveOutWhatThePathSays(document);
                        foreach (var type in new[] { typeof(SoughtHomes), typeof(ReferralNeeds) })
                        {
                            document.Components.Schemas![type.Name] = await Described(type, context, cancel);
                        }
                    }
                );
                options.AddSchemaTransformer(
                    (schema, context, _) =>
                    {
                        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
                        if (type.IsEnum && type.Assembly == typeof(CodeName).Assembly)
                        {
                            schema.Type = JsonSchemaType.String;
                            schema.Enum = Names(type);
                        }
                        // The generator says nothing of what is in a list of code values.
                        if (type.IsGenericType && type.GetGenericArguments() is [{ IsEnum: true } code])
                        {
                            schema.Items = new OpenApiSchema { Type = JsonSchemaType.String, Enum = Names(code) };
                        }
                        if (type == typeof(EntryCorrected) || type == typeof(EntryVoided))
                        {
                            schema.Required?.Remove("effectiveOn");
                        }
                        return Task.CompletedTask;
                    }
                );
                options.AddOperationTransformer(
                    (operation, context, _) =>
                    {
                        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
                        if (metadata.OfType<TwoClocksAttribute>().Any())
                        {
                            Parameter("asAt", JsonSchemaType.String, "date", "The day asked about; today when left out.");
                            Parameter(
                                "asKnownAt",
                                JsonSchemaType.String,
                                "date-time",
                                "Entries recorded later are left out; now when left out."
                            );
                        }
                        if (metadata.OfType<OfYearAttribute>().Any())
                        {
                            Parameter(
                                "year",
                                JsonSchemaType.Integer,
                                "int32",
                                "Return year, named by the year it ends in; the last one that is over when left out."
                            );
                            Parameter(
                                "asKnownAt",
                                JsonSchemaType.String,
                                "date-time",
                                "Entries recorded later are left out; now when left out."
                            );
                        }
                        if (metadata.OfType<AsKnownAtAttribute>().Any())
                        {
                            Parameter(
                                "asKnownAt",
                                JsonSchemaType.String,
                                "date-time",
                                "Entries recorded later are left out; now when left out."
                            );
                        }
                        if (metadata.OfType<FormatAttribute>().Any())
                        {
                            Parameter("format", JsonSchemaType.String, null, "csv, also when left out, or xml.");
                        }
                        if (metadata.OfType<PagedAttribute>().Any())
                        {
                            Parameter("limit", JsonSchemaType.Integer, "int32", "Rows a page, 1 to 1,000; 100 when left out.");
                            Parameter("cursor", JsonSchemaType.String, null, "The member next of the page before.");
                        }
                        if (metadata.OfType<AuthorityFilterAttribute>().Any())
                        {
                            Parameter("authority", JsonSchemaType.String, null, "GSS code, for a caller who may see several.");
                        }
                        if (metadata.OfType<FromClocksAttribute>().Any())
                        {
                            Parameter("fromAsAt", JsonSchemaType.String, "date", "The earlier question's day; asAt when left out.");
                            Parameter(
                                "fromAsKnownAt",
                                JsonSchemaType.String,
                                "date-time",
                                "What was known for the earlier question; asKnownAt when left out."
                            );
                        }
                        if (metadata.OfType<CellAttribute>().Any())
                        {
                            Parameter("column", JsonSchemaType.String, null, "A count of the report; may be left out where it has one.");
                        }
                        if (metadata.OfType<ReportFilterAttribute>().Any())
                        {
                            foreach (var list in new[] { "ageBand", "sex", "legalStatus", "kind", "sector" })
                            {
                                Parameter(list, JsonSchemaType.String, null, $"Values of the code list {list}, with commas between.");
                            }
                            Parameter("hostAuthority", JsonSchemaType.String, null, "GSS codes of where homes stand, with commas between.");
                            Parameter("disabled", JsonSchemaType.Boolean, null, "Children with a disability recorded, or without.");
                            Parameter("unaccompanied", JsonSchemaType.Boolean, null, "Unaccompanied asylum-seeking children, or others.");
                            Parameter("siblingGroup", JsonSchemaType.Boolean, null, "Children in a sibling group, or others.");
                            Parameter(
                                "suppress",
                                JsonSchemaType.Boolean,
                                null,
                                "True: counts to the nearest 5, those under 5 hidden (null), as Wales publishes them."
                            );
                        }
                        if (metadata.OfType<KnownBetweenAttribute>().Any())
                        {
                            Parameter(
                                "knownFrom",
                                JsonSchemaType.String,
                                "date-time",
                                "What was known already then is no change; the beginning when left out."
                            );
                            Parameter(
                                "knownTo",
                                JsonSchemaType.String,
                                "date-time",
                                "What we came to know later is left out; asKnownAt when left out."
                            );
                        }
                        if (metadata.OfType<ImportAttribute>().Any())
                        {
                            Parameter("year", JsonSchemaType.Integer, "int32", "Year of a single return, by the 31 March that ends it.");
                            Parameter("dryRun", JsonSchemaType.Boolean, null, "Report what would happen and record nothing.");
                            operation.RequestBody = ZipBody();
                        }
                        if (metadata.OfType<SearchAttribute>().Any())
                        {
                            Parameter(
                                "search",
                                JsonSchemaType.String,
                                null,
                                "Part of a name, a whole identifier or a date of birth. Deprecated: "
                                    + "names in addresses end up in logs of proxies and browsers; send it with POST /v1/children/search."
                            );
                            operation.Parameters!.OfType<OpenApiParameter>().Last().Deprecated = true;
                        }
                        if (metadata.OfType<AlsoCsvAttribute>().Any())
                        {
                            operation.Responses!["200"].Content!["text/csv"] = new OpenApiMediaType
                            {
                                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                            };
                        }
                        if (metadata.OfType<AlsoHtmlAttribute>().Any())
                        {
                            operation.Responses!["200"].Content![HtmlPage.ContentType] = new OpenApiMediaType
                            {
                                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                            };
                        }
                        if (metadata.OfType<ClocksBesideAttribute>().Any())
                        {
                            var answer = operation.Responses!["200"].Content!["application/json"];
                            answer.Schema = new OpenApiSchema { AllOf = [answer.Schema!, BothClocks()] };
                        }
                        if (
                            context.Description is { HttpMethod: "GET", RelativePath: { } path }
                            && path.StartsWith("v1/", StringComparison.Ordinal)
                        )
                        {
                            Header(
                                PurposeHeader.Name,
                                $"What this is read for, 1 to {PurposeHeader.Longest} characters, kept in the read audit. ASCII; all other "
                                    + "characters and % as percent-encoded UTF-8.",
                                required: false
                            );
                        }
                        // An import repeated changes nothing, and needs no key.
                        if (
                            (context.Description.HttpMethod == "POST" || metadata.Contains(Application.Access.Operations.Restrict))
                            && !context.Description.RelativePath!.Contains("/imports", StringComparison.Ordinal)
                            && !metadata.OfType<AsksInItsBodyAttribute>().Any()
                        )
                        {
                            Header("Idempotency-Key", "A retry with the same key and body gets the first answer again.", required: false);
                            if (
                                context.Description.RelativePath?.Contains("{childId", StringComparison.Ordinal) == true
                                && !metadata.OfType<WithoutVersionAttribute>().Any()
                            )
                            {
                                Header("If-Match", "The ETag of the record as it was read, or *.", required: true);
                            }
                        }
                        return Task.CompletedTask;

                        void Parameter(string name, JsonSchemaType type, string? format, string description) =>
                            (operation.Parameters ??= []).Add(
                                new OpenApiParameter
                                {
                                    Name = name,
                                    In = ParameterLocation.Query,
                                    Description = description,
                                    Schema = new OpenApiSchema { Type = type, Format = format },
                                }
                            );

                        void Header(string name, string description, bool required) =>
                            (operation.Parameters ??= []).Add(
                                new OpenApiParameter
                                {
                                    Name = name,
                                    In = ParameterLocation.Header,
                                    Required = required,
                                    Description = description,
                                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                                }
                            );
                    }
                );
            }
        );

    public static void Map(WebApplication app)
    {
        app.MapOpenApi().AllowAnonymous();
        app.UseSwaggerUI(explorer =>
        {
            explorer.RoutePrefix = "docs";
            explorer.DocumentTitle = "Placements";
            explorer.SwaggerEndpoint("/openapi/v1.json", "Placements v1");
        });
    }

    /// <summary>On the route of one fact, members that the path names need not be in the body.</summary>
    private static void LeaveOutWhatThePathSays(OpenApiDocument document)
    {
        foreach (var (path, item) in document.Paths)
        {
            if (
                item.Operations?.GetValueOrDefault(HttpMethod.Post)?.RequestBody?.Content is { } content
                && content.TryGetValue("application/json", out var json)
                && json.Schema is OpenApiSchemaReference { Reference.Id: { } id }
                && document.Components!.Schemas!.TryGetValue(id, out var body)
            )
            {
                foreach (var part in path.Split('/').Where(part => part.StartsWith('{')))
                {
                    body.Required?.Remove(part.Trim('{', '}'));
                }
            }
        }
    }

    /// <summary>
    /// What the generator leaves empty, since an event has it both alone and as one of all events
    /// (github.com/dotnet/aspnetcore/issues/64024). Asked for by itself it comes, but for the null of a code value.
    /// </summary>
    private static async Task<OpenApiSchema> Described(Type type, OpenApiDocumentTransformerContext context, CancellationToken cancel)
    {
        var schema = await context.GetOrCreateSchemaAsync(type, cancellationToken: cancel);
        foreach (var member in type.GetProperties().Where(member => Nullable.GetUnderlyingType(member.PropertyType) is { IsEnum: true }))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(member.Name);
            schema.Properties![name] = new OpenApiSchema
            {
                OneOf = [new OpenApiSchema { Type = JsonSchemaType.Null }, schema.Properties[name]],
            };
        }
        return schema;
    }

    private static OpenApiRequestBody ZipBody() =>
        new()
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [ImportReturn.ZipType] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
                },
            },
        };

    private static OpenApiSchema BothClocks() =>
        new()
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string>(StringComparer.Ordinal) { "asAt", "asKnownAt" },
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
            {
                ["asAt"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" },
                ["asKnownAt"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
            },
        };

    private static List<JsonNode> Names(Type code) =>
        [.. Enum.GetValues(code).Cast<object>().Select(value => (JsonNode)NameOf(code, value))];

    private static string NameOf(Type type, object value) =>
        (string)typeof(CodeList<>).MakeGenericType(type).GetMethod(nameof(CodeList<Sex>.Name))!.Invoke(null, [value])!;
}
