using Npgsql;
using Placements.Api.Hosting;
using Placements.Application;
using Placements.Application.Keys;

namespace Placements.Api.CommandLine;

/// <summary>The site's master keys, for whichever verb reads or writes records.</summary>
internal static class SiteKeys
{
    public const string MasterFile = "master.keys";

    /// <exception cref="InvalidOperationException">There are none, or not those that the database's records are kept under.</exception>
    public static async Task<IKeyWrapping> Master(
        IConfiguration configuration,
        DatabaseChoice choice,
        NpgsqlDataSource database,
        CancellationToken cancel
    )
    {
        var keys = MasterKeys.Parse(new KeySource(configuration, choice.PrivateFolder).Text("Master", MasterFile, NewMaster));
        await new KeyRotation(database, keys).Check(cancel);
        return keys;
    }

    public static string NewMaster() => MasterKeys.NewLine(London.Today(TimeProvider.System));
}
