using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Npgsql;
using Placements.Api.CommandLine;
using Placements.Api.Hosting;
using Placements.Api.Security;
using Placements.Application;
using Placements.Domain.Journey.Events;
using Placements.Testing;
using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;
using Placements.Tests.Api.MainJob;

namespace Placements.Tests.Api.Surface;

/// <summary>
/// The whole story of a child whose every personal member is marked, told well and badly, over the host as it is shipped: the marks are
/// found in no log line, no trace, no address and no error, whatever levels somebody sets to look for a fault.
/// </summary>
public sealed class NoPersonalDataTests(TestCluster cluster)
{
    /// <summary>By default, and each way to make a log louder that there is.</summary>
    public static TheoryData<string[]> Levels =>
        [
            Array.Empty<string>(),
            new[]
            {
                "Logging:LogLevel:Default",
                "Logging:LogLevel:Microsoft",
                "Logging:LogLevel:Microsoft.AspNetCore",
                "Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics",
                "Logging:LogLevel:Microsoft.AspNetCore.Routing.EndpointMiddleware",
                "Logging:LogLevel:Microsoft.AspNetCore.Server.Kestrel",
                "Logging:LogLevel:Npgsql",
                "Logging:LogLevel:Npgsql.Command",
                "Logging:LogLevel:System.Net.Http",
                "Logging:Overheard:LogLevel:Default",
                "Logging:Overheard:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics",
                "Logging:Overheard:LogLevel:Npgsql.Command",
            },
        ];

    [Theory, MemberData(nameof(Levels))]
    public async Task A_marked_child_leaves_no_mark_outside_the_answers_to_reads(string[] loud)
    {
        using var overheard = new Overheard();
        await using var told = await Story.Begin(cluster, overheard, loud);

        await told.Tell();

        Assert.NotEmpty(overheard.Lines);
        Assert.Contains(overheard.Lines, line => line.StartsWith("activity Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.Contains(overheard.Lines, line => line.StartsWith("activity Npgsql", StringComparison.Ordinal));
        // Not because nothing is logged: a failure is, with its number.
        Assert.Contains(overheard.Lines, line => line.StartsWith("log Error Placements.Api.Http.Failure", StringComparison.Ordinal));
        Unmarked("told to those who watch", overheard.Lines);
        Unmarked("handed out", told.HandedOut);
        Assert.True(told.ReadsShowMarks);
        Assert.Superset(
            new HashSet<int>([200, 201, 400, 401, 403, 404, 412, 413, 415, 422, 428, 500]),
            told.Statuses.Distinct().ToHashSet()
        );
    }

    private static void Unmarked(string what, IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            foreach (var mark in MarkedFacts.Marks)
            {
                Assert.False(text.Contains(mark, StringComparison.OrdinalIgnoreCase), $"{mark} is {what}: {text}");
            }
        }
    }

    private sealed class Story : IAsyncDisposable
    {
        private readonly DemoTokens tokens = new();
        private readonly WebApplication app;
        private readonly NpgsqlDataSource database;
        private readonly Databases databases;
        private readonly HttpClient client = new() { Timeout = TimeSpan.FromSeconds(60) };

        private Story(WebApplicationBuilder builder, NpgsqlDataSource database, Databases databases)
        {
            (this.database, this.databases) = (database, databases);
            app = PlacementsHost.Build(builder, databases, TestKeys.Master, tokens);
        }

        /// <summary>Headers, cursors and the bodies of errors.</summary>
        public ConcurrentQueue<string> HandedOut { get; } = [];

        public ConcurrentQueue<int> Statuses { get; } = [];

        public bool ReadsShowMarks { get; private set; }

        public static async Task<Story> Begin(TestCluster cluster, Overheard overheard, string[] loud)
        {
            var builder = HostBuilder.Create("http://127.0.0.1:0");
            foreach (var setting in loud)
            {
                builder.Configuration[setting] = "Trace";
            }
            builder.Configuration["Limits:RequestsPerMinute"] = "10000000";
            builder.Logging.ClearProviders().AddProvider(overheard);
            var connection = await cluster.CreateDatabase();
            var owner = await PlacementsDatabase.Open(connection, CancellationToken.None);
            var story = new Story(builder, owner, await ApiHost.AsHost(owner, connection));
            await story.app.StartAsync();
            story.client.BaseAddress = new Uri(story.app.Urls.First());
            story.client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                "Bearer",
                story.tokens.Sign("manager-1", "Morgan Manager", ["manager"], [ApiHost.Cardiff], [])
            );
            return story;
        }

        public async Task Tell()
        {
            foreach (var type in EventSample.Recorded)
            {
                await TellOf(type.Name, type.Class);
            }
            await Restrict();
            await Search();
            await Fail();
        }

        /// <summary>One event: as it should be, and wrong in every way that somebody is likely to send it.</summary>
        private async Task TellOf(string name, Type type)
        {
            var sample = EventSample.Of(name);
            var (child, fill) = await Child(sample.Before);
            var whole = MarkedFacts.Of(type, JsonNode.Parse(fill(sample.Entry(name, sample.Facts)))!.AsObject());
            var entries = $"/v1/children/{child}/entries";
            if (sample.Route is { } route)
            {
                await Post(entries, Entries(whole));
                var body = MarkedFacts.Of(type, JsonNode.Parse(fill(sample.Body))!.AsObject());
                await Post($"/v1/children/{child}/{fill(route)}", body.ToJsonString());
                await Post($"/v1/children/{child}/{fill(route)}", body.ToJsonString(), ifMatch: null);
                await Post($"/v1/children/{child}/{fill(route)}", body.ToJsonString(), ifMatch: "\"1\"");
            }
            foreach (var personal in MarkedFacts.Personal(type))
            {
                var member = MarkedFacts.Name(personal);
                foreach (
                    var wrong in new JsonNode?[]
                    {
                        $"{MarkedFacts.Word}\u0000{MarkedFacts.Day}",
                        new JsonArray(MarkedFacts.Word, MarkedFacts.Day),
                        new JsonObject { ["given"] = MarkedFacts.Word },
                        new JsonObject { [MarkedFacts.Word.ToLowerInvariant()[..1]] = MarkedFacts.Word },
                        string.Join(' ', Enumerable.Repeat(MarkedFacts.Word, 4_000)),
                        $"{MarkedFacts.Day}T{MarkedFacts.Word}",
                    }
                )
                {
                    var changed = whole.DeepClone().AsObject();
                    changed[member] = wrong?.DeepClone();
                    await Post(entries, Entries(changed));
                }
            }
            var text = Entries(whole);
            await Post(entries, text[..^3]);
            await Post(entries, text.Replace("Zqx", "Zqx\uD800", StringComparison.Ordinal));
            await Post(entries, text, contentType: "text/plain");
            await Post(entries, text.Replace("\"effectiveOn\":\"2", "\"effectiveOn\":\"9", StringComparison.Ordinal));
            await Post($"/v1/children/{Guid.NewGuid()}/entries", text);
            await Post($"/v1/children/{MarkedFacts.Word}/entries", text);
            await Post(entries, $"{{\"entries\":[{string.Join(',', Enumerable.Repeat(whole.ToJsonString(), 6_000))}]}}");
            await Post("/v1/imports", text);
            await Post("/v1/nowhere", text);
            foreach (var read in new[] { "", "/journey", "/entries", "/entries?limit=1", "/changes" })
            {
                await Get($"/v1/children/{child}{read}");
            }
        }

        private async Task Restrict()
        {
            var (child, _) = await Child(Before.Registered);
            var reason = new JsonObject { ["reason"] = MarkedFacts.Word }.ToJsonString();
            await Post($"/v1/children/{child}/restriction/lift", reason);
            await Post($"/v1/children/{child}/break-glass", reason);
            var list = new JsonObject
            {
                ["people"] = new JsonArray("somebody-else"),
                ["teams"] = new JsonArray(),
                ["reason"] = MarkedFacts.Word,
            };
            using var restrict = new HttpRequestMessage(HttpMethod.Put, $"/v1/children/{child}/restriction")
            {
                Content = new StringContent(list.ToJsonString(), Encoding.UTF8, "application/json"),
            };
            restrict.Headers.TryAddWithoutValidation("If-Match", "*");
            await Heard(await client.SendAsync(restrict));
            await Get($"/v1/children/{child}/restriction");
            await Post($"/v1/children/{child}/break-glass", reason);
            await Get($"/v1/children/{child}/restriction");
            await Get($"/v1/children/{child}/subject-access");
            await Get($"/v1/children/{child}/access-log");
        }

        private async Task<(Guid Child, Func<string, string> Fill)> Child(Before before)
        {
            var registration = MarkedFacts.Of(typeof(ChildRegistered), JsonNode.Parse(ChildRecord.Registration())!.AsObject());
            registration.Remove("expectedDateOfBirth");
            var registered = await Post("/v1/children", registration.ToJsonString(), ifMatch: null);
            var child = registered!["childId"]!.GetValue<Guid>();
            var ids = new[] { "{referral}", "{offer}", "{placement}", "{absence}" }.ToDictionary(name => name, _ => $"{Guid.NewGuid()}");
            string Fill(string text) => ids.Aggregate(text, (filled, id) => filled.Replace(id.Key, id.Value, StringComparison.Ordinal));
            var entries = new List<string>();
            if (before != Before.Registered)
            {
                entries.Add(Given.CareStarted);
            }
            if (before == Before.Placed)
            {
                entries.AddRange([
                    Fill("""{"type":"referral_made","effectiveOn":"2021-05-20","referralId":"{referral}","urgency":"today"}"""),
                    Fill(
                        """{"type":"offer_received","effectiveOn":"2021-05-25","referralId":"{referral}","offerId":"{offer}","provider":{"name":"Own"}}"""
                    ),
                    Given.PlacementStarted(Guid.Parse(ids["{placement}"])),
                    Fill("""{"type":"absence_started","effectiveOn":"2021-07-01","absenceId":"{absence}","kind":"hospital"}"""),
                ]);
            }
            ids["{entry}"] = $"{Guid.NewGuid()}";
            if (entries.Count > 0)
            {
                var recorded = await Post($"/v1/children/{child}/entries", $$"""{"entries":[{{string.Join(',', entries)}}]}""");
                ids["{entry}"] = recorded!["entries"]!.AsArray()[^1]!["entryId"]!.GetValue<string>();
            }
            return (child, Fill);
        }

        private async Task Search()
        {
            foreach (
                var text in new[]
                {
                    MarkedFacts.Word,
                    MarkedFacts.Day,
                    $"{MarkedFacts.Word}\u0000",
                    new string('x', 300) + MarkedFacts.Word,
                }
            )
            {
                var body = new JsonObject { ["search"] = text, ["limit"] = 1 };
                await Post("/v1/children/search", body.ToJsonString(), ifMatch: null);
                await Get($"/v1/children?limit=1&search={Uri.EscapeDataString(text)}");
                await Get($"/v1/children?search={Uri.EscapeDataString(text)}", "text/csv");
                await Get($"/v1/children?authority={Uri.EscapeDataString(text)}");
                await Get($"/v1/children?asAt={Uri.EscapeDataString(text)}");
                await Get($"/v1/children?cursor={Uri.EscapeDataString(text)}");
                await Get($"/v1/children/{Uri.EscapeDataString(text)}/journey");
            }
            await Get("/v1/children", "text/csv");
            await Get("/v1/current-placements", "text/csv");
            using var nobody = new HttpClient { BaseAddress = client.BaseAddress };
            await Heard(await nobody.GetAsync($"/v1/children?search={MarkedFacts.Word}"));
            nobody.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                "Bearer",
                $"e30.{MarkedFacts.Word}.{MarkedFacts.Day}"
            );
            await Heard(await nobody.GetAsync($"/v1/children?search={MarkedFacts.Word}"));
            var reporter = tokens.Sign("reporter-1", "Rory Reporter", ["reporting"], [ApiHost.Cardiff], []);
            nobody.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", reporter);
            await Heard(await nobody.GetAsync($"/v1/children?search={MarkedFacts.Word}"));
        }

        /// <summary>The database breaks under it, with words that quote what was being written.</summary>
        private async Task Fail()
        {
            var registration = MarkedFacts.Of(typeof(ChildRegistered), JsonNode.Parse(ChildRecord.Registration())!.AsObject());
            registration.Remove("expectedDateOfBirth");
            await Execute(
                """
                create function public.break() returns trigger language plpgsql as $$
                begin raise exception 'cannot write %', new using detail = new::text, hint = new::text; end $$;
                create trigger break before insert on read_models.child for each row execute function public.break();
                """
            );
            await Post("/v1/children", registration.ToJsonString(), ifMatch: null);
            await Execute("drop trigger break on read_models.child; alter table read_models.child rename to child_gone");
            await Post("/v1/children/search", $$"""{"search":"{{MarkedFacts.Word}}"}""", ifMatch: null);
            await Get($"/v1/children?search={MarkedFacts.Word}");
            // The head of the table is on its way already: the line is cut, so that nobody takes half a table for a whole one.
            await Assert.ThrowsAsync<HttpRequestException>(() => Get($"/v1/children?search={MarkedFacts.Word}", "text/csv"));
        }

        private async Task Execute(string sql)
        {
            await using var command = database.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }

        private static string Entries(JsonObject whole) => $$"""{"entries":[{{whole.ToJsonString()}}]}""";

        private async Task<JsonObject?> Post(string path, string json, string? ifMatch = "*", string contentType = "application/json")
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = new StringContent(json, Encoding.UTF8, contentType),
            };
            if (ifMatch is not null)
            {
                request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
            }
            return await Heard(await client.SendAsync(request));
        }

        private async Task Get(string path, string accept = "application/json")
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Accept.ParseAdd(accept);
            await Heard(await client.SendAsync(request));
        }

        private async Task<JsonObject?> Heard(HttpResponseMessage response)
        {
            using var heard = response;
            var text = await response.Content.ReadAsStringAsync();
            Statuses.Enqueue((int)response.StatusCode);
            HandedOut.Enqueue($"{response.Headers}{response.Content.Headers}");
            if (!response.IsSuccessStatusCode)
            {
                HandedOut.Enqueue(text);
                return null;
            }
            ReadsShowMarks |= text.Contains(MarkedFacts.Word, StringComparison.Ordinal);
            if (response.Content.Headers.ContentType?.MediaType != "application/json" || JsonNode.Parse(text) is not JsonObject body)
            {
                return null;
            }
            if ((string?)body["next"] is { } cursor)
            {
                HandedOut.Enqueue($"{cursor} {Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(cursor))}");
            }
            if (response.StatusCode == HttpStatusCode.Created)
            {
                HandedOut.Enqueue(text);
            }
            return body;
        }

        public async ValueTask DisposeAsync()
        {
            client.Dispose();
            await app.DisposeAsync();
            await databases.DisposeAsync();
            await database.DisposeAsync();
            tokens.Dispose();
        }
    }
}
