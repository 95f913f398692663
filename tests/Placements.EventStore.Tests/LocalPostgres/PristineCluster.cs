using System.Diagnostics;
using Placements.EventStore.Tests.LocalPostgres;
using Placements.LocalPostgres;
using Xunit;

[assembly: AssemblyFixture(typeof(PristineCluster))]

namespace Placements.EventStore.Tests.LocalPostgres;

/// <summary>A stopped, empty cluster to copy: making one takes a second, a copy a tenth of that.</summary>
public sealed class PristineCluster : IDisposable
{
    private readonly Scratch _made = new();
    private readonly Lazy<Task> _making;

    /// <summary>Made when the first test asks.</summary>
    public PristineCluster() => _making = new Lazy<Task>(async () => await (await LocalCluster.StartAsync(_made.Options)).DisposeAsync());

    internal async Task<Scratch> Copy()
    {
        await _making.Value;
        var copy = new Scratch();
        if (!OperatingSystem.IsWindows())
        {
            // With the owner: as root, the server runs as another user.
            using var cp = Process.Start("cp", ["-a", _made.Folder, copy.Folder]);
            await cp.WaitForExitAsync();
        }

        return copy;
    }

    /// <inheritdoc/>
    public void Dispose() => _made.Dispose();
}
