using Placements.Testing;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Contract;

/// <summary>One host for all tests of a class. They share its database, so each makes the children it needs.</summary>
public sealed class ContractHost(TestCluster cluster) : IAsyncLifetime
{
    public ApiHost Api { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Api = await ApiHost.Start(cluster);

    public ValueTask DisposeAsync() => Api.DisposeAsync();
}

/// <summary>Children in a state that many tests begin with.</summary>
internal static class Given
{
    public const string CareStarted =
        """{"type":"care_started","effectiveOn":"2021-06-02","legalStatus":"interim_care_order","categoryOfNeed":"abuse_or_neglect"}""";

    public const string StatusChanged = """{"type":"legal_status_changed","effectiveOn":"2021-09-01","legalStatus":"care_order"}""";

    public static string PlacementStarted(Guid placementId, string on = "2021-06-02") =>
        $$"""{"type":"placement_started","effectiveOn":"{{on}}","placementId":"{{placementId}}","kind":"foster_care","sector":"own_council"}""";

    public static string Registration(string more = "", string authority = ApiHost.Cardiff) =>
        $$"""{"effectiveOn":"2021-06-01","responsibleAuthority":"{{authority}}","dateOfBirth":"2012-05-14","sex":"female"{{more}}}""";

    /// <summary>Registered, looked after and placed, all since June 2021: version 3.</summary>
    public static async Task<(Guid Child, Guid Placement)> ChildInPlacement(this HttpClient client)
    {
        var (child, placement) = (await client.RegisterChild(), Guid.NewGuid());
        await client.Record(child, CareStarted, PlacementStarted(placement));
        return (child, placement);
    }

    /// <summary>Registers with the given members beside the usual ones.</summary>
    public static async Task<Guid> Register(this HttpClient client, string more = "", string authority = ApiHost.Cardiff)
    {
        using var response = await client.PostJson("/v1/children", Registration(more, authority), ifMatch: null);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Json())["childId"]!.GetValue<Guid>();
    }
}
