using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Placements.Tests.Api.Surface;

/// <summary>
/// All that a host tells those who watch it: its log through a real provider at the lowest level, and every activity of every source with
/// tags, events and baggage. What the test's own client traces is left out: it runs in the same process.
/// </summary>
[ProviderAlias("Overheard")]
internal sealed class Overheard : ILoggerProvider
{
    private const string OwnClient = "System.Net.Http";

    private readonly ConcurrentQueue<string> lines = [];
    private readonly ActivityListener listener;

    public Overheard()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => !source.Name.StartsWith(OwnClient, StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => lines.Enqueue(Of(activity)),
        };
        ActivitySource.AddActivityListener(listener);
    }

    public IReadOnlyCollection<string> Lines => lines;

    public ILogger CreateLogger(string categoryName) => new Ear(categoryName, lines);

    public void Dispose() => listener.Dispose();

    private static string Of(Activity activity)
    {
        var text = new StringBuilder(
            $"activity {activity.Source.Name} {activity.OperationName} {activity.DisplayName} {activity.StatusDescription}"
        );
        foreach (var (name, value) in activity.TagObjects)
        {
            text.Append($" {name}={value}");
        }
        foreach (var happened in activity.Events)
        {
            text.Append($" {happened.Name}");
            foreach (var (name, value) in happened.Tags)
            {
                text.Append($" {name}={value}");
            }
        }
        foreach (var (name, value) in activity.Baggage)
        {
            text.Append($" {name}={value}");
        }
        return text.ToString();
    }

    private sealed class Ear(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            lines.Enqueue($"scope {category} {Said(state)}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => lines.Enqueue($"log {logLevel} {category} {formatter(state, exception)} {Said(state)} {exception}");

        /// <summary>What a structured log keeps beside the sentence.</summary>
        private static string Said<TState>(TState state) =>
            state is IEnumerable<KeyValuePair<string, object?>> members
                ? string.Join(' ', members.Select(m => $"{m.Key}={m.Value}"))
                : $"{state}";
    }
}
