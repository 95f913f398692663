using Npgsql;

namespace Placements.EventStore;

/// <summary>Makes the connection pool with the settings this store was measured and tested with.</summary>
public static class StoreDataSource
{
    /// <summary>A pool for one host.</summary>
    /// <param name="connectionString">Server, database and credentials; the settings below overrule what it says about them.</param>
    /// <param name="name">Label of the pool in metrics. Without it the label would be the connection string.</param>
    public static NpgsqlDataSource Create(string connectionString, string name)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString) { Name = name };
        var settings = builder.ConnectionStringBuilder;
        settings.ApplicationName ??= name;
        settings.PersistSecurityInfo = false;
        // Error details quote values of the row, which are personal data.
        settings.IncludeErrorDetail = false;
        settings.GssEncryptionMode = GssEncryptionMode.Disable;
        settings.Multiplexing = false;
        // Planning costs more than executing for most of our statements. Statements live in the session, so a pooler between
        // host and server must keep sessions (PgBouncer: session mode, or 1.21+ with max_prepared_statements).
        settings.MaxAutoPrepare = 100;
        settings.AutoPrepareMinUsages = 2;
        // Nothing of ours leaves session state behind: settings are transaction-local, locks end with the transaction or are
        // given back.
        settings.NoResetOnClose = true;
        return builder.Build();
    }
}
