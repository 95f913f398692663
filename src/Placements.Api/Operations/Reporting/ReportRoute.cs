using System.Text.Json;
using System.Text.Json.Nodes;
using Placements.Api.Http;
using Placements.Api.Operations.Figures;
using Placements.Api.Operations.Reading;
using Placements.Api.Security;
using Placements.Application.Access;
using Placements.Application.Json;
using Placements.Application.Reading;
using Placements.Application.Reporting;
using Placements.Domain.Codes;

namespace Placements.Api.Operations.Reporting;

/// <summary>A column of a report.</summary>
/// <param name="Role">key: names the row. count: how many; who is behind it can be listed. share: formed from counts. amount: a sum, a mean, a median.</param>
/// <param name="Unit">date, code, text, children, placements, percent, days, pence …</param>
internal sealed record ColumnAnswer(string Name, string Role, string Unit, string Meaning)
{
    public static ColumnAnswer Of(ReportColumn column) =>
        new(ReportRoute.Member(column.Name), JsonNamingPolicy.SnakeCaseLower.ConvertName($"{column.Role}"), column.Unit, column.Meaning);
}

/// <summary>Routes below <c>/reports/{id}</c>: which report, and the question that all of them read from the query.</summary>
internal static class ReportRoute
{
    private static readonly DateOnly First = new(1900, 1, 1);
    private static readonly DateOnly Last = new(2199, 12, 31);

    /// <param name="read">Reads what else the query holds; its answer is given once the question is allowed and written down.</param>
    public static RouteHandlerBuilder MapReport(
        this IEndpointRouteBuilder v1,
        string path,
        Operation operation,
        Func<Query, Report, ReportQuestion, Question, Func<HttpContext, Task<IResult>>> read
    ) =>
        v1.MapGet(
                $"/reports/{{id}}{path}",
                async (string id, HttpContext http) =>
                {
                    var services = http.RequestServices;
                    var report = await services.GetRequiredService<ReportCatalogue>().Find(id, http.RequestAborted);
                    if (report is null)
                    {
                        return Problem.BadRequest("report_unknown", "There is no report of this name; /v1/reports lists them.", "id");
                    }
                    var query = new Query(http.Request, services.GetRequiredService<TimeProvider>());
                    var database = services.GetRequiredService<CallersDatabase>();
                    var asked = await Question.Read(query, http.Caller(), operation, database, http.RequestAborted);
                    if (OutOfRange(asked.AsAt))
                    {
                        query.Refuse("date_out_of_range", OutOfRangeMessage, "asAt");
                    }
                    var answer = read(query, report, new ReportQuestion(asked.Scope, asked.Clocks, FilterOf(query)), asked);
                    if ((query.Problem ?? asked.Forbidden) is { } refused)
                    {
                        return refused;
                    }
                    await ReadAudit.OfRows(database, http.Caller(), operation.On(report.Id), asked.Scope.Authorities, http.RequestAborted);
                    return await answer(http);
                }
            )
            .For(operation)
            .WithTags("Reports")
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .WithMetadata(new TwoClocksAttribute(), new AlsoCsvAttribute(), new AuthorityFilterAttribute(), new ReportFilterAttribute());

    public const string OutOfRangeMessage = "Reports are made for days from 1900-01-01 to 2199-12-31.";

    public static bool OutOfRange(DateOnly day) => day < First || day > Last;

    /// <summary>A column's name as a member of an answer.</summary>
    public static string Member(string column) => PlacementsJson.Options.PropertyNamingPolicy!.ConvertName(Pascal(column));

    /// <summary>A row as an object with the members of its columns.</summary>
    public static JsonObject Object(IEnumerable<ReportColumn> columns, IEnumerable<object?> values) =>
        new(
            columns.Zip(
                values,
                (column, value) => KeyValuePair.Create(Member(column.Name), JsonSerializer.SerializeToNode(value, PlacementsJson.Options))
            )
        );

    private static string Pascal(string column) =>
        string.Concat(column.Split('_').Select(word => word.Length == 0 ? "" : char.ToUpperInvariant(word[0]) + word[1..]));

    private static ReportFilter FilterOf(Query query) =>
        new(
            Values(query, "ageBand"),
            Values(query, "sex"),
            Values(query, "legalStatus"),
            Values(query, "kind"),
            Values(query, "sector"),
            HostAuthorities(query),
            Flag(query, "disabled"),
            Flag(query, "unaccompanied"),
            Flag(query, "siblingGroup"),
            Flag(query, "suppress") ?? false
        );

    /// <summary>Values of the code list of that name, with commas between.</summary>
    private static string[]? Values(Query query, string name)
    {
        if (query.Text(name)?.Split(',') is not { } values)
        {
            return null;
        }
        var known = CodeListAnswer.All.Single(list => list.Name == name).Values.Select(value => value.Value).ToList();
        if (values.Any(value => !known.Contains(value, StringComparer.Ordinal)))
        {
            query.Refuse(
                "filter_value_unknown",
                $"The value must be one of {string.Join(", ", known)}; several have commas between.",
                name
            );
        }
        return values;
    }

    private static string[]? HostAuthorities(Query query)
    {
        const string name = "hostAuthority";
        if (query.Text(name)?.Split(',') is not { } codes)
        {
            return null;
        }
        if (!codes.All(Authorities.IsPlausible))
        {
            query.Refuse("filter_value_unknown", "The value must be the GSS code of an authority, like W06000015.", name);
        }
        return codes;
    }

    private static bool? Flag(Query query, string name)
    {
        switch (query.Text(name))
        {
            case null:
                return null;
            case "true":
                return true;
            case "false":
                return false;
            default:
                query.Refuse("filter_value_unknown", "The value must be true or false.", name);
                return null;
        }
    }
}

/// <summary>Takes the filters of reports; the OpenAPI document says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ReportFilterAttribute : Attribute;
