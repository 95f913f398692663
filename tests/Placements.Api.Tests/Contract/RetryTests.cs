using System.Net;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Contract;

/// <summary>Idempotency-Key: a client that got no answer asks again, and nothing happens twice.</summary>
public sealed class RetryTests(ContractHost host) : IClassFixture<ContractHost>
{
    private static readonly string Change = $$"""{"entries":[{{Given.StatusChanged}}]}""";

    private readonly ApiHost api = host.Api;

    [Fact]
    public async Task The_same_key_and_body_give_the_first_answer_again_though_the_record_has_moved_on()
    {
        var (child, placement) = await api.Caseworker.ChildInPlacement();
        var path = $"/v1/children/{child}/entries";
        var first = await Said(await api.Caseworker.PostJson(path, Change, "\"3\"", "the key"));
        Assert.Equal(HttpStatusCode.Created, first.Status);
        await api.Caseworker.Record(child, $$"""{"type":"placement_ended","effectiveOn":"2021-10-01","placementId":"{{placement}}"}""");

        // If-Match is stale meanwhile: the client that retries cannot know.
        Assert.Equal(first, await Said(await api.Caseworker.PostJson(path, Change, "\"3\"", "the key")));
        Assert.Equal(first, await Said(await api.Caseworker.PostJson(path, Change, "*", "the key")));
        Assert.Equal(5, (int?)(await api.Auditor.Get($"/v1/children/{child}"))["version"]);
    }

    [Fact]
    public async Task A_registration_retried_is_one_child()
    {
        var body = Given.Registration(""","identifiers":[{"scheme":"case_number","value":"R-1"}]""");
        var first = await Said(await api.Caseworker.PostJson("/v1/children", body, null, "registration"));
        Assert.Equal(first, await Said(await api.Caseworker.PostJson("/v1/children", body, null, "registration")));
        Assert.Single((await api.Auditor.Get("/v1/children?search=R-1"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Every_route_of_one_fact_takes_a_key()
    {
        var (child, placement) = await api.Caseworker.ChildInPlacement();
        var path = $"/v1/children/{child}/placements/{placement}/ends";
        const string Body = """{"effectiveOn":"2021-10-01"}""";
        var first = await Said(await api.Caseworker.PostJson(path, Body, "*", "end"));
        Assert.Equal(HttpStatusCode.Created, first.Status);
        Assert.Equal(first, await Said(await api.Caseworker.PostJson(path, Body, "*", "end")));
    }

    [Fact]
    public async Task A_refused_request_uses_no_key_up()
    {
        var child = await api.Caseworker.RegisterChild();
        var path = $"/v1/children/{child}/care-ends";
        const string Body = """{"effectiveOn":"2021-10-01","reason":"returned_home"}""";
        using var refused = await api.Caseworker.PostJson(path, Body, "*", "care end");
        await refused.Problem(HttpStatusCode.UnprocessableEntity, "no_care_to_end");

        await api.Caseworker.Record(child, Given.CareStarted);
        using var taken = await api.Caseworker.PostJson(path, Body, "*", "care end");
        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
    }

    [Fact]
    public async Task The_same_key_with_another_body_or_another_address_is_refused()
    {
        var (child, _) = await api.Caseworker.ChildInPlacement();
        var (other, _) = await api.Caseworker.ChildInPlacement();
        await Said(await api.Caseworker.PostJson($"/v1/children/{child}/entries", Change, "*", "once"));

        (string Path, string Body)[] different =
        [
            ($"/v1/children/{child}/entries", Change.Replace("2021-09-01", "2021-09-02", StringComparison.Ordinal)),
            // The same meaning in other bytes is another body: a client that retries sends what it sent.
            ($"/v1/children/{child}/entries", Change + " "),
            ($"/v1/children/{other}/entries", Change),
            ($"/v1/children/{child}/legal-statuses", """{"effectiveOn":"2021-09-01","legalStatus":"care_order"}"""),
            ("/v1/children", Given.Registration()),
        ];
        foreach (var (path, body) in different)
        {
            using var response = await api.Caseworker.PostJson(path, body, "*", "once");
            await response.Problem(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused", "Idempotency-Key");
        }
        Assert.Equal(3, (int?)(await api.Auditor.Get($"/v1/children/{other}"))["version"]);
    }

    [Fact]
    public async Task A_key_used_in_one_authority_is_not_free_in_another_for_who_works_in_both()
    {
        var both = api.WithToken(api.Token(["manager"], [ApiHost.Cardiff, ApiHost.Newport], []));
        await Said(await both.PostJson("/v1/children", Given.Registration(), null, "two authorities"));
        using var response = await both.PostJson("/v1/children", Given.Registration(authority: ApiHost.Newport), null, "two authorities");
        await response.Problem(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
    }

    [Fact]
    public async Task Keys_of_two_callers_do_not_meet()
    {
        var (child, _) = await api.Caseworker.ChildInPlacement();
        var path = $"/v1/children/{child}/entries";
        var one = await Said(await api.Caseworker.PostJson(path, Change, "*", "shared"));
        var two = await Said(
            await api.Manager.PostJson(path, Change.Replace("2021-09-01", "2021-11-01", StringComparison.Ordinal), "*", "shared")
        );
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (one.Status, two.Status));
        Assert.NotEqual(one.Body, two.Body);
    }

    [Fact]
    public async Task A_key_may_be_any_text_of_1_to_200_characters()
    {
        var (child, _) = await api.Caseworker.ChildInPlacement();
        var path = $"/v1/children/{child}/entries";
        foreach (var key in new[] { new string('k', 200), "k", "\"quoted\"", "Gwên ünïcödé 🙂", "' or 1=1 --", "%00", "{a}" })
        {
            var first = await Said(await api.Caseworker.PostJson(path, Change, "*", key));
            Assert.Equal(HttpStatusCode.Created, first.Status);
            Assert.Equal(first, await Said(await api.Caseworker.PostJson(path, Change, "*", key)));
        }
        foreach (var key in new[] { new string('k', 201), new string('k', 10_000), "" })
        {
            using var response = await api.Caseworker.PostJson(path, Change, "*", key);
            await response.Problem(HttpStatusCode.BadRequest, "idempotency_key_malformed", "Idempotency-Key");
        }
    }

    [Fact]
    public async Task Sixteen_at_once_with_one_key_are_one_entry_and_one_answer()
    {
        var (child, _) = await api.Caseworker.ChildInPlacement();
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(async _ => await Said(await api.Caseworker.PostJson($"/v1/children/{child}/entries", Change, "*", "at once")))
        );
        Assert.Equal(HttpStatusCode.Created, answers[0].Status);
        Assert.Single(answers.Distinct());
        Assert.Equal(4, (int?)(await api.Auditor.Get($"/v1/children/{child}"))["version"]);
    }

    [Fact]
    public async Task Sixteen_registrations_at_once_with_one_key_are_one_child()
    {
        var body = Given.Registration(""","identifiers":[{"scheme":"case_number","value":"R-16"}]""");
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(async _ => await Said(await api.Caseworker.PostJson("/v1/children", body, null, "sixteen")))
        );
        Assert.Equal(HttpStatusCode.Created, answers[0].Status);
        Assert.Single(answers.Distinct());
        Assert.Single((await api.Auditor.Get("/v1/children?search=R-16"))["items"]!.AsArray());
    }

    private static async Task<(HttpStatusCode Status, string Body, string? Tag, string? Location)> Said(HttpResponseMessage response)
    {
        using (response)
        {
            return (
                response.StatusCode,
                await response.Content.ReadAsStringAsync(),
                response.Headers.ETag?.ToString(),
                response.Headers.Location?.ToString()
            );
        }
    }
}
