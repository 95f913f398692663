using Npgsql;

namespace Placements.Api.Http;

/// <summary>
/// Answers for what nobody caught. Neither the answer nor the log repeats the words of an exception: they may quote what was sent or
/// stored. The log says of what kind it was and where it came from, under the number that the answer gives.
/// </summary>
internal sealed partial class Failure(ILogger<Failure> log)
{
    public async Task Catch(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; nobody is left to be answered.
        }
        catch (Exception e)
        {
            Write(http, e);
            if (http.Response.HasStarted)
            {
                // Half an answer must not look like a whole one.
                http.Abort();
                return;
            }
            http.Response.Clear();
            await ProblemOf(e, http.TraceIdentifier).ExecuteAsync(http);
        }
    }

    private static Problem ProblemOf(Exception thrown, string number) =>
        thrown switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => RequestBody.TooLarge(),
            BadHttpRequestException bad => Problem.Of(
                bad.StatusCode,
                "The request is not understood",
                "request_malformed",
                "The request is not valid HTTP."
            ),
            NpgsqlException { IsTransient: true } => Problem.Of(
                StatusCodes.Status503ServiceUnavailable,
                "Not available",
                "database_unavailable",
                "The database does not answer; nothing was recorded. Try again in a moment."
            ),
            _ => Problem.Of(
                StatusCodes.Status500InternalServerError,
                "Our mistake",
                "internal_error",
                $"Something went wrong here; nothing was recorded. Tell the support this number: {number}."
            ),
        };

    private void Write(HttpContext http, Exception thrown)
    {
        if (thrown is BadHttpRequestException)
        {
            return;
        }
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        Failed(log, http.TraceIdentifier, http.Request.Method, route, string.Join(" < ", Chain(thrown).Select(Kind)), thrown.StackTrace);
    }

    private static IEnumerable<Exception> Chain(Exception thrown)
    {
        for (var e = thrown; e is not null; e = e.InnerException)
        {
            yield return e;
        }
    }

    private static string Kind(Exception e) => e is PostgresException postgres ? $"{e.GetType()} {postgres.SqlState}" : $"{e.GetType()}";

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {Number} failed ({Method} {Route}): {Kinds}\n{Where}")]
    private static partial void Failed(ILogger log, string number, string method, string? route, string kinds, string? where);
}
