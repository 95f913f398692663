using System.Collections.Concurrent;
using Npgsql;
using Placements.LocalPostgres;
using Placements.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(TestCluster))]

namespace Placements.Testing;

/// <summary>
/// One temporary PostgreSQL for all tests of an assembly. A test class takes it as a constructor parameter and asks for a database of
/// its own; no two ever share one, so tests run side by side and never clean up.
/// </summary>
public sealed class TestCluster : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, Lazy<Task>> _templates = new(StringComparer.Ordinal);
    private LocalCluster? _cluster;
    private NpgsqlDataSource? _maintenance;
    private int _created;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _cluster = await LocalCluster.StartAsync(LocalClusterOptions.Temporary());
        _maintenance = NpgsqlDataSource.Create(_cluster.ConnectionString("postgres"));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await (_maintenance?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_cluster?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    /// <summary>The connection string of a new database, empty or a copy of another one that nobody is connected to.</summary>
    public async Task<string> CreateDatabase(string? template = null)
    {
        var name = $"t{Interlocked.Increment(ref _created)}";
        // A copy file by file is quicker than one through the log as long as nothing waits for the disk.
        await Execute($"create database {name} template {template ?? "template0"} strategy file_copy");
        return _cluster!.ConnectionString(name);
    }

    /// <summary>
    /// The connection string of a new copy of a template database. The first caller of a name prepares the template, all others
    /// wait for it.
    /// </summary>
    /// <param name="template">A plain lower-case name.</param>
    /// <param name="prepare">Given an unpooled connection string: a pooled connection would stay open and forbid copying.</param>
    public async Task<string> CreateDatabase(string template, Func<string, Task> prepare)
    {
        await _templates.GetOrAdd(template, name => new Lazy<Task>(() => Prepare(name, prepare))).Value;
        return await CreateDatabase(template);
    }

    private async Task Prepare(string template, Func<string, Task> prepare)
    {
        await Execute($"create database {template} template template0");
        await prepare(_cluster!.ConnectionString(template) + ";Pooling=false");
    }

    private async Task Execute(string sql)
    {
        await using var command = _maintenance!.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
