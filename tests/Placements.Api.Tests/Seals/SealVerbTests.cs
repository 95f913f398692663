using Placements.EventStore.Seals;
using Placements.Tests.Api.Hosting;
using Placements.Tests.Api.Places;
using Placements.Tests.Api.Resilience;

namespace Placements.Tests.Api.Seals;

/// <summary>The verbs as an operator runs them, beside a host that seals by itself.</summary>
public sealed class SealVerbTests
{
    [Fact, Trait("speed", "slow")]
    public async Task A_host_seals_and_publishes_and_whoever_has_the_public_key_finds_what_was_changed()
    {
        await using var folder = new TempFolder();
        var published = folder.File("published.jsonl");
        await using (var killed = await HostProcess.Demo(folder))
        {
            await killed.As("manager").RegisterChild();
            await killed.Kill();
        }
        await using var host = await Demo(folder, ("Seals__File", published));
        await Until.True(() => new FileInfo(published) is { Exists: true, Length: > 0 }, "the host seals what it finds and publishes it");
        await host.As("manager").RegisterChild();

        // The host may have sealed the second entry by now, on a slow machine.
        Assert.EndsWith(" entries are not sealed yet.", await Done(folder, "verify"), StringComparison.Ordinal);
        Assert.EndsWith(" entries were sealed.", await Done(folder, "seals", "now"), StringComparison.Ordinal);
        Assert.Equal("2 seals were written.", await Done(folder, "seals", "export", folder.File("seals.jsonl")));
        await File.WriteAllTextAsync(folder.File("public.pem"), await Done(folder, "seals", "public-key"));
        string[] verify = ["verify", "--published", folder.File("seals.jsonl"), "--public-key", folder.File("public.pem")];
        Assert.Equal("2 entries in 2 seals agree; 0 entries are not sealed yet.", await Done(folder, verify));
        Assert.Equal((await File.ReadAllLinesAsync(folder.File("seals.jsonl")))[0], Assert.Single(await File.ReadAllLinesAsync(published)));
        var seals = (await host.As("auditor").Get("/v1/seals"))["items"]!.AsArray();
        Assert.Equal([2, 1], seals.Select(seal => (int)seal!["number"]!));

        await LoadVerb.Ask(folder, "update placements.mt_events set user_name = 'nobody' where seq_id = 2 returning user_name");
        LoadVerb.IsOneSentence(await Run(folder, verify), "was changed after seal 2 was made");
        LoadVerb.IsOneSentence(await Run(folder, "seals", "export", published), "is there already");

        using var another = SealKey.Read(SealKey.Make());
        await File.WriteAllTextAsync(folder.File("another.pem"), another.PublicPem);
        LoadVerb.IsOneSentence(await Run(folder, "verify", "--public-key", folder.File("another.pem")), "Seal 1 was signed with the key");
        await File.WriteAllTextAsync(folder.File("another.pem"), "no key");
        LoadVerb.IsOneSentence(await Run(folder, "verify", "--public-key", folder.File("another.pem")), "no public key");
        Assert.Equal(0, await host.Stop());
    }

    [Theory]
    [InlineData("--published")]
    [InlineData("--public-key")]
    public async Task A_file_that_is_not_there_is_one_sentence_and_makes_no_database(string option)
    {
        await using var folder = new TempFolder();

        LoadVerb.IsOneSentence(await Run(folder, "verify", option, folder.File("no-such")), "cannot be read");

        Assert.False(Directory.Exists(folder.Data));
    }

    private static async Task<HostProcess> Demo(TempFolder folder, params (string, string)[] environment)
    {
        var tokens = folder.File("tokens-again.json");
        var host = HostProcess.Start(
            ["demo", "--empty", "--data", folder.Data, "--tokens-file", tokens, "--urls", "http://127.0.0.1:0"],
            tokens,
            environment
        );
        await host.Answers();
        return host;
    }

    private static async Task<string> Done(TempFolder folder, params string[] verb)
    {
        var (code, output, errors) = await Run(folder, verb);
        Assert.Equal((0, ""), (code, errors));
        return output.TrimEnd();
    }

    private static async Task<(int Code, string Output, string Errors)> Run(TempFolder folder, params string[] verb)
    {
        await using var process = HostProcess.Start([.. verb, "--data", folder.Data]);
        return await process.Exit();
    }
}
