using System.Diagnostics;

namespace Placements.Benchmarks;

/// <summary>
/// Drives a closed loop: each client is a thread that sends, waits for the answer and sends again. Blocking threads, because they cost
/// the least of the cores that the measured programs need.
/// </summary>
internal static class Driver
{
    /// <returns>Calls a second, all clients together.</returns>
    public static double Drive(int clients, TimeSpan length, Action<int> call)
    {
        var calls = 0L;
        Exception? failure = null;
        var watch = Stopwatch.StartNew();
        var threads = Enumerable.Range(0, clients).Select(client => new Thread(() => Loop(client))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        var elapsed = watch.Elapsed;
        return failure is null ? calls / elapsed.TotalSeconds : throw new InvalidOperationException("A client failed.", failure);

        void Loop(int client)
        {
            var own = 0L;
            try
            {
                while (watch.Elapsed < length && failure is null)
                {
                    call(client);
                    own++;
                }
            }
            catch (Exception e)
            {
                failure = e;
            }
            Interlocked.Add(ref calls, own);
        }
    }

    /// <returns>The median time of a call, in milliseconds.</returns>
    public static double MedianTime(int calls, Action call)
    {
        var times = new double[calls];
        for (var i = 0; i < calls; i++)
        {
            var start = Stopwatch.GetTimestamp();
            call();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        return Report.Median(times);
    }
}
