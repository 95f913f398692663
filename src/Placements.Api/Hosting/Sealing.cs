using System.Diagnostics;
using Npgsql;
using Placements.Application;
using Placements.EventStore.Seals;

namespace Placements.Api.Hosting;

/// <summary>
/// Seals the log while the host runs: every minute when something is new, and sooner when a seal's worth of entries is. Whatever fails is
/// told in the log and tried again; the host goes on.
/// </summary>
public sealed partial class Sealing(Sealer sealer, SealFile? file, DatabaseLease wholeLog, ILogger<Sealing> log) : BackgroundService
{
    public const string KeyFile = "seal.pem";

    private static readonly TimeSpan Often = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    /// <param name="keys">Where the key comes from that seals are signed with.</param>
    /// <exception cref="InvalidOperationException">There is no key.</exception>
    /// <exception cref="SealException">What is there is no key.</exception>
    internal static void Add(WebApplicationBuilder builder, KeySource keys)
    {
        var key = KeyOf(keys);
        var path = builder.Configuration["Seals:File"];
        builder.Services.AddSingleton(_ => key);
        builder.Services.AddHostedService(services =>
        {
            var wholeLog = services.GetRequiredService<Databases>().ForAllAuthorities();
            return new Sealing(
                new Sealer(wholeLog.Source, services.GetRequiredService<SealKey>()),
                path is { Length: > 0 } ? new SealFile(path, new SealLog(wholeLog.Source)) : null,
                wholeLog,
                services.GetRequiredService<ILogger<Sealing>>()
            );
        });
    }

    internal static SealKey KeyOf(KeySource keys) => SealKey.Read(keys.Text("Seal", KeyFile, SealKey.Make));

    public override void Dispose()
    {
        wholeLog.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look);
        try
        {
            // Also after a failure only then: what fails may go on failing, and once a minute is often enough to be told.
            var (waited, failed) = (Stopwatch.StartNew(), false);
            for (var due = true; ; due = waited.Elapsed >= Often || (!failed && await ManyAreNew(stoppingToken)))
            {
                if (due)
                {
                    waited.Restart();
                    failed = !await SealAndPublish(stoppingToken);
                }
                await timer.WaitForNextTickAsync(stoppingToken);
            }
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; what is not sealed yet is the next start's.
        }
    }

    private async Task<bool> SealAndPublish(CancellationToken cancel)
    {
        try
        {
            await sealer.SealNow(cancel);
            if (file is not null)
            {
                await file.Publish(cancel);
            }
            return true;
        }
        catch (NpgsqlException e)
        {
            NotNow(log, e.Message);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            NotAsItMustBe(log, e.Message);
        }
        return false;
    }

    /// <summary>Counts numbers taken, not entries: it costs the same however long the log is.</summary>
    private async Task<bool> ManyAreNew(CancellationToken cancel)
    {
        try
        {
            await using var command = wholeLog.Source.CreateCommand(
                """
                select last_value - coalesce((select last_number from placements.seal order by number desc limit 1), 0)
                from placements.mt_events_sequence
                """
            );
            return (long)(await command.ExecuteScalarAsync(cancel))! >= Sealer.MostEntries;
        }
        catch (NpgsqlException)
        {
            // Sealing itself will say so when it is due.
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The log was not sealed, or its seals were not published: {Reason}")]
    private static partial void NotAsItMustBe(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The log could not be sealed and will be tried again within a minute: {Reason}")]
    private static partial void NotNow(ILogger log, string reason);
}
