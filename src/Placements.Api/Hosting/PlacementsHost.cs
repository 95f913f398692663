using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Diagnostics;
using Npgsql;
using Placements.Api.Http;
using Placements.Api.Operations;
using Placements.Api.Security;
using Placements.Api.Security.Browser;
using Placements.Application;
using Placements.Application.Access;
using Placements.Application.Json;
using Placements.Application.Keys;
using Placements.Application.Reading;
using Placements.Application.Recording;
using Placements.Application.Reporting;
using Placements.Application.Returns.Checks;
using Placements.Application.Returns.Export;
using Placements.Application.Returns.Import;
using Placements.Application.Returns.Records;
using Placements.Application.Returns.Wales;
using Placements.Application.SubjectAccess;
using Placements.EventStore;
using Placements.EventStore.Seals;

namespace Placements.Api.Hosting;

/// <summary>The web host, on an opened database.</summary>
public static class PlacementsHost
{
    /// <param name="demo">Not null: the demo's own tokens are taken, from this machine only.</param>
    public static WebApplication Build(WebApplicationBuilder builder, Databases databases, IKeyWrapping keys, DemoTokens? demo)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            TimeLimits.Set(kestrel.Limits);
        });
        builder.Services.AddSingleton(databases);
        builder.Services.AddSingleton(keys);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddHostedService<AuditMonths>();
        AddWork(builder.Services);
        builder.Services.ConfigureHttpJsonOptions(json => Copy(PlacementsJson.Options, json.SerializerOptions));
        SignIn.Add(builder.Services, builder.Configuration, demo);
        OpenApiText.Add(builder.Services);
        TimeLimits.Add(builder.Services);
        RateLimits.Add(builder.Services, builder.Configuration);
        QuietLog.Apply(builder.Services);
        builder.Services.AddSingleton<Failure>();

        var app = builder.Build();
        app.Use((http, next) => AnswerHeaders.Set(http, _ => next(http)));
        app.Use((http, next) => app.Services.GetRequiredService<Failure>().Catch(http, _ => next(http)));
        if (demo is null)
        {
            Proxies.Use(app);
        }
        app.UseStatusCodePages(Bare);
        app.UseRouting();
        app.UseRequestTimeouts();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.Use((http, next) => SameOrigin.Check(http, _ => next(http)));
        app.UseAuthorization();
        app.Use((http, next) => Gate.Check(http, _ => next(http)));

        AllOperations.Map(
            app.MapGroup("/v1")
                .RequireAuthorization()
                .WithMetadata(ProblemAnswer(StatusCodes.Status401Unauthorized), ProblemAnswer(StatusCodes.Status403Forbidden))
        );
        SignIn.Map(app);
        Health.Map(app);
        OpenApiText.Map(app);
        Gate.RequireOperations(((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints));
        return app;
    }

    /// <summary>Each for one request, on the database as its caller sees it: what they kept for another would be another's.</summary>
    private static void AddWork(IServiceCollection services)
    {
        services.AddScoped<CallersDatabase>();
        CallersDatabase.Add<StreamStore>(services);
        services.AddScoped<Recorder>();
        services.AddScoped<ChildRecords>();
        CallersDatabase.Add<ChildSearch>(services);
        CallersDatabase.Add<AccessLog>(services);
        CallersDatabase.Add<SubjectAccess>(services);
        CallersDatabase.Add<Notices>(services);
        CallersDatabase.Add<Figures>(services);
        CallersDatabase.Add<ReportCatalogue>(services);
        services.AddScoped<Reports>();
        CallersDatabase.Add<ReportDifference>(services);
        CallersDatabase.Add<ReturnImport>(services);
        CallersDatabase.Add<ImportVoid>(services);
        CallersDatabase.Add<Imports>(services);
        CallersDatabase.Add<WalesCodes>(services);
        CallersDatabase.Add<WalesCensus>(services);
        CallersDatabase.Add<ReturnChecks>(services);
        CallersDatabase.Add<ReturnExport>(services);
        services.AddScoped<ReturnKinds>();
        CallersDatabase.Add<FrozenReturns>(services);
        CallersDatabase.Add<FrozenChildren>(services);
        CallersDatabase.Add<SeenReturns>(services);
        CallersDatabase.Add<ReturnFreezing>(services);
        CallersDatabase.Add<ReturnChanges>(services);
        CallersDatabase.Add<SealLog>(services);
    }

    private static ProducesResponseTypeMetadata ProblemAnswer(int status) => new(status, typeof(ProblemBody), [Problem.ContentType]);

    private static void Copy(JsonSerializerOptions from, JsonSerializerOptions to)
    {
        to.TypeInfoResolver = from.TypeInfoResolver;
        to.Encoder = from.Encoder;
        to.NumberHandling = from.NumberHandling;
        to.AllowOutOfOrderMetadataProperties = from.AllowOutOfOrderMetadataProperties;
        foreach (var converter in from.Converters)
        {
            to.Converters.Add(converter);
        }
    }

    /// <summary>An id that cannot be one answers like the id of no child.</summary>
    private static bool NamesNoChild(PathString path) =>
        path.StartsWithSegments("/v1/children", StringComparison.OrdinalIgnoreCase, out var rest)
        && rest.Value?.Split('/', 3) is ["", { Length: > 0 } id, ..]
        && !Guid.TryParse(id, out _);

    /// <summary>Gives a body to the answers that the framework makes without one.</summary>
    private static Task Bare(StatusCodeContext context)
    {
        var http = context.HttpContext;
        // Whoever is not signed in does not learn which addresses there are.
        if (http.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase) && http.User.Identity?.IsAuthenticated != true)
        {
            return http.ChallengeAsync();
        }

        var problem = http.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound when NamesNoChild(http.Request.Path) => Problem.NoSuchChild(),
            StatusCodes.Status404NotFound => Problem.Of(404, "Not found", "route_unknown", "There is nothing at this address."),
            StatusCodes.Status415UnsupportedMediaType => RequestBody.NotJson(),
            StatusCodes.Status405MethodNotAllowed => Problem.Of(
                405,
                "Not allowed",
                "method_not_allowed",
                "This address does not take that method."
            ),
            var other => Problem.Of(other, "The request is not understood", "request_malformed", "The request cannot be answered."),
        };
        return problem.ExecuteAsync(http);
    }
}
