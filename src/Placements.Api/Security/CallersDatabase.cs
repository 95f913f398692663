using Npgsql;
using Placements.Application;
using Placements.Application.Access;

namespace Placements.Api.Security;

/// <summary>The database as the caller of this request may see it: the rows of the own authorities. The gate opens it; without a caller there is none.</summary>
internal sealed class CallersDatabase(Databases databases) : IDisposable
{
    private DatabaseLease? lease;

    private NpgsqlDataSource Source => lease?.Source ?? throw new InvalidOperationException("There is no database without a caller.");

    public static implicit operator NpgsqlDataSource(CallersDatabase database) => database.Source;

    public void Open(Caller caller) => lease ??= databases.For(caller.Authorities);

    public void Dispose() => lease?.Dispose();

    /// <summary>A service that works on the caller's database; one for each request.</summary>
    public static void Add<TService>(IServiceCollection services)
        where TService : class
    {
        var make = ActivatorUtilities.CreateFactory<TService>([typeof(NpgsqlDataSource)]);
        services.AddScoped(request => make(request, [request.GetRequiredService<CallersDatabase>().Source]));
    }
}
