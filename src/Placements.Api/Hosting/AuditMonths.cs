using Npgsql;
using Placements.Application;
using Placements.Application.Access;

namespace Placements.Api.Hosting;

/// <summary>
/// Makes the months of the read audit ahead, at the start and once a day. Where that fails nothing is lost: rows of a month that is not
/// there go to the default partition, and the next day tries again.
/// </summary>
public sealed partial class AuditMonths(Databases databases, TimeProvider clock, ILogger<AuditMonths> log) : BackgroundService
{
    private const int MonthsAhead = 3;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var everybody = databases.ForAllAuthorities();
        using var daily = new PeriodicTimer(TimeSpan.FromDays(1), clock);
        do
        {
            try
            {
                await ReadAudit.MakeMonths(everybody.Source, London.Today(clock).AddMonths(MonthsAhead), stoppingToken);
            }
            catch (NpgsqlException failed)
            {
                NotMade(failed);
            }
        } while (await daily.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "The months of the read audit could not be made ahead; tomorrow is another try.")]
    private partial void NotMade(Exception failed);
}
