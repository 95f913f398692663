using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Walls;

/// <summary>Whatever route it tries, with whatever id of another authority's, a caller sees and changes nothing of that authority's.</summary>
public sealed partial class CrossingTests(TwoAuthorities two) : IClassFixture<TwoAuthorities>
{
    [Fact]
    public async Task No_route_shows_or_changes_anything_of_another_authority()
    {
        var newport = two.Everything(TwoAuthorities.Newport);
        var before = await Cardiff();
        var theirs = await two.IdsOf(TwoAuthorities.Cardiff);
        var ours = await IdsByParameter(TwoAuthorities.Newport);
        var ids = await IdsByParameter(TwoAuthorities.Cardiff);
        var routes = Route.UnderV1(two.Api);
        var tried = 0;

        foreach (var route in routes)
        {
            var allTheirs = Fill(route.Path, ids);
            await Try(route, allTheirs, mustFail: Names(route.Path, "childId", "importId", "returnId"));
            if (route.IsOfOneChild && route.NamesAnything)
            {
                // The own child, and something of the other authority's beside it.
                await Try(route, Fill(route.Path, new(ids) { ["childId"] = ours["childId"] }), mustFail: true);
            }
            if (!route.IsOfOneChild)
            {
                await Try(route, $"{allTheirs}?authority={TwoAuthorities.Cardiff}", mustFail: true);
            }
        }

        Assert.True(tried > routes.Count, $"{tried}");
        Assert.Equal(before, await Cardiff());

        async Task Try(Route route, string path, bool mustFail)
        {
            using var response = await Send(newport, route, path);
            var said = await Text(response);
            tried++;
            Assert.True(response.StatusCode < HttpStatusCode.InternalServerError, $"{route.Method} {path}: {said}");
            Assert.False((mustFail || route.Method != "GET") && response.IsSuccessStatusCode, $"{route.Method} {path}: {said}");
            // An id that was sent may be said again in a refusal.
            var told = theirs.Where(id =>
                said.Contains(id, StringComparison.OrdinalIgnoreCase) && !path.Contains(id, StringComparison.Ordinal)
            );
            Assert.True(!told.Any(), $"{route.Method} {path} tells of {string.Join(", ", told.Take(3))}: {said}");
        }
    }

    [Fact]
    public async Task Each_authority_sees_its_own_where_the_other_sees_nothing()
    {
        // So that the test above is no empty one: with the same ids Cardiff gets answers.
        var ids = await IdsByParameter(TwoAuthorities.Cardiff);
        var cardiff = two.Everything(TwoAuthorities.Cardiff);

        foreach (
            var route in Route
                .UnderV1(two.Api)
                .Where(route => route.Method == "GET" && Names(route.Path, "childId", "importId", "returnId"))
        )
        {
            using var response = await cardiff.GetAsync(Fill(route.Path, ids));
            Assert.True(
                response.IsSuccessStatusCode
                    // Not every child has a placement, is looked after today, or changed since.
                    || response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest,
                $"{route}: {response.StatusCode}"
            );
        }
        foreach (var path in new[] { "/v1/children/{childId}", "/v1/imports/{importId}", "/v1/returns/{returnId}" })
        {
            Assert.Contains("W06000015", (await cardiff.Get(Fill(path, ids))).ToJsonString(), StringComparison.Ordinal);
        }
    }

    /// <summary>Every row that is Cardiff's, but the reads that are written down.</summary>
    private async Task<string> Cardiff() =>
        await two.AsOwner<string>(
            $"""
            select md5(string_agg(r, '|' order by r)) from (
              {string.Join(
                " union all ",
                (await WalledTables()).Select(table => $"select t::text as r from {table} t where t.tenant_id = '{TwoAuthorities.Cardiff}'")
            )}
            ) rows
            """
        );

    private Task<string[]> WalledTables() =>
        two.AsOwner<string[]>(
            """
            select array(
              select c.oid::regclass::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
              where c.relkind = 'r' and c.relnamespace::regnamespace::text in ('placements', 'read_models', 'returns')
                and c.relname not like 'read\_audit%' order by 1)
            """
        );

    /// <summary>One of each thing of the authority that an address can name.</summary>
    private async Task<Dictionary<string, string>> IdsByParameter(string authority)
    {
        async Task<string> One(string sql) => await two.AsOwner<string>(sql, authority);
        var placement = await One("select placement_id::text from read_models.placement where tenant_id = $1 order by 1 limit 1");
        return new(StringComparer.Ordinal)
        {
            ["childId"] = await One(
                "select child_id::text from read_models.child where tenant_id = $1 and given_name is not null order by child_id limit 1"
            ),
            ["placementId"] = placement,
            ["fromPlacementId"] = placement,
            ["referralId"] = await One("select referral_id::text from read_models.referral where tenant_id = $1 order by 1 limit 1"),
            ["offerId"] = await One("select offer_id::text from read_models.offer where tenant_id = $1 order by 1 limit 1"),
            ["absenceId"] = await One("select absence_id::text from read_models.absence where tenant_id = $1 order by 1 limit 1"),
            ["entryId"] = await One("select id::text from placements.mt_events where tenant_id = $1 order by 1 limit 1"),
            ["importId"] = await One("select import_id::text from returns.import where tenant_id = $1"),
            ["returnId"] = await One("select return_id::text from returns.frozen where tenant_id = $1"),
            ["name"] = await One(
                "select name from returns.frozen_file join returns.frozen using (return_id) where tenant_id = $1 order by ordinal limit 1"
            ),
            ["id"] = "kinds_of_home",
            ["year"] = "2024",
        };
    }

    private static string Fill(string path, Dictionary<string, string> ids) =>
        Parameter().Replace(path, named => ids.GetValueOrDefault(named.Groups[1].Value, TwoAuthorities.Cardiff));

    private static bool Names(string path, params string[] parameters) =>
        parameters.Any(parameter => path.Contains($"{{{parameter}}}", StringComparison.Ordinal));

    /// <summary>The least body that the route understands; where it may say an authority, it says the other one.</summary>
    private static async Task<HttpResponseMessage> Send(HttpClient client, Route route, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), path);
        if (route.Body is not null)
        {
            var body = JsonNode.Parse(route.Body)!.AsObject();
            if (!route.IsOfOneChild && route.Takes?.GetProperty("Authority") is not null)
            {
                body["authority"] = TwoAuthorities.Cardiff;
            }
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
            request.Headers.TryAddWithoutValidation("If-Match", "*");
        }
        return await client.SendAsync(request);
    }

    private static async Task<string> Text(HttpResponseMessage response)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync();
        if (response.Content.Headers.ContentType?.MediaType != "application/zip")
        {
            return Encoding.UTF8.GetString(bytes);
        }
        await using var zip = new ZipArchive(new MemoryStream(bytes));
        var all = new StringBuilder();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync());
            all.Append(await reader.ReadToEndAsync());
        }
        return all.ToString();
    }

    [GeneratedRegex(@"{(\w+)}", RegexOptions.None, 1_000)]
    private static partial Regex Parameter();
}
