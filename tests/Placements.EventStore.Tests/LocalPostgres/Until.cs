using System.Diagnostics;

namespace Placements.EventStore.Tests.LocalPostgres;

/// <summary>Waits for what another process does.</summary>
internal static class Until
{
    public static async Task True(Func<bool> condition)
    {
        var waited = Stopwatch.StartNew();
        while (!condition())
        {
            if (waited.Elapsed > TimeSpan.FromSeconds(30))
            {
                throw new TimeoutException("It did not happen within 30 seconds.");
            }

            await Task.Delay(5);
        }
    }
}
