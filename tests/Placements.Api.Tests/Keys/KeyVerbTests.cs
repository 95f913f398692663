using Placements.Testing;
using Placements.Tests.Api.Hosting;
using Placements.Tests.Api.Places;
using Placements.Tests.Api.Resilience;

namespace Placements.Tests.Api.Keys;

/// <summary>The verbs as an operator runs them.</summary>
public sealed class KeyVerbTests(TestCluster cluster)
{
    [Fact, Trait("speed", "slow")]
    public async Task Keys_are_made_once_for_their_owner_alone_and_never_overwritten()
    {
        await using var folder = new TempFolder();
        var keys = folder.File("keys");

        await using (var create = HostProcess.Start(["keys", "create", keys]))
        {
            Assert.Equal((0, ""), Ending(await create.Exit()));
        }
        var made = await File.ReadAllTextAsync(Path.Combine(keys, "master.keys"));
        await using (var again = HostProcess.Start(["keys", "create", keys]))
        {
            LoadVerb.IsOneSentence(await again.Exit(), "never overwritten");
        }

        Assert.Equal(made, await File.ReadAllTextAsync(Path.Combine(keys, "master.keys")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(keys, "master.keys")));
        }
        await using (var add = HostProcess.Start(["keys", "add", keys]))
        {
            var (code, output, errors) = await add.Exit();
            Assert.Equal((0, ""), (code, errors));
            Assert.DoesNotContain(made.Split(' ')[1].Trim(), output, StringComparison.Ordinal);
        }
        var both = await File.ReadAllTextAsync(Path.Combine(keys, "master.keys"));
        Assert.StartsWith(made, both, StringComparison.Ordinal);
        Assert.Equal(2, both.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact, Trait("speed", "slow")]
    public async Task Keys_are_not_added_to_a_folder_that_has_none()
    {
        await using var folder = new TempFolder();
        await using var add = HostProcess.Start(["keys", "add", folder.File("keys")]);

        LoadVerb.IsOneSentence(await add.Exit(), "keys create");
    }

    [Fact, Trait("speed", "slow")]
    public async Task A_private_cluster_makes_its_own_keys_and_another_set_of_keys_is_refused_by_a_sentence()
    {
        await using var folder = new TempFolder();
        await using (var host = await HostProcess.Demo(folder))
        {
            await host.As("manager").RegisterChild();
            Assert.Equal(0, await host.Stop());
        }
        await using (var rotate = HostProcess.Start(["keys", "rotate", "--data", folder.Data]))
        {
            var (code, output, errors) = await rotate.Exit();
            Assert.Equal((0, ""), (code, errors));
            Assert.Contains("now: 0.", output, StringComparison.Ordinal);
        }
        await using (var add = HostProcess.Start(["keys", "add", $"{folder.Data}.keys"]))
        {
            Assert.Equal((0, ""), Ending(await add.Exit()));
        }
        await using (var rotate = HostProcess.Start(["keys", "rotate", "--data", folder.Data]))
        {
            var (code, output, errors) = await rotate.Exit();
            Assert.Equal((0, ""), (code, errors));
            Assert.Contains("now: 1.", output, StringComparison.Ordinal);
        }

        await using var wrong = HostProcess.Start(
            ["rebuild", "--data", folder.Data],
            null,
            ("Keys__Master", "other AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
        );
        LoadVerb.IsOneSentence(await wrong.Exit(), "is not among the site's keys");
    }

    [Fact]
    public async Task A_site_without_keys_does_not_start()
    {
        await using var host = HostProcess.Start(
            ["serve", "--urls", "http://127.0.0.1:0"],
            null,
            ("ConnectionStrings__Placements", await cluster.CreateDatabase()),
            ("ConnectionStrings__Host", "Host=127.0.0.1;Username=placements_host"),
            ("Authentication__Authority", "https://login.example.org"),
            ("Authentication__Audience", "placements")
        );

        LoadVerb.IsOneSentence(await host.Exit(), "The site's keys are missing");
    }

    [Fact, Trait("speed", "slow")]
    public async Task What_is_due_is_listed_without_names_and_erased_only_when_it_is_named_twice()
    {
        await using var folder = new TempFolder();
        await using var host = await HostProcess.Demo(folder);
        var child = await host.As("manager").RegisterChild("2000-05-14");
        await host.As("manager")
            .Record(
                child,
                """{"type":"care_started","effectiveOn":"2005-06-02","legalStatus":"care_order","categoryOfNeed":"abuse_or_neglect"}""",
                """{"type":"care_ended","effectiveOn":"2009-02-28","reason":"died"}"""
            );
        string[] erase = ["retention", "erase", $"{child}", "--authority", ApiHost.Cardiff, "--data", folder.Data, "--confirm"];

        await using (var list = HostProcess.Start(["retention", "list", "--authority", ApiHost.Cardiff, "--data", folder.Data]))
        {
            var (code, output, errors) = await list.Exit();
            Assert.Equal((0, ""), (code, errors));
            Assert.Contains($"{child} 2024-02-28", output, StringComparison.Ordinal);
            Assert.DoesNotContain("Seren", output, StringComparison.Ordinal);
        }
        await using (var slip = HostProcess.Start([.. erase, $"{Guid.NewGuid()}"]))
        {
            LoadVerb.IsOneSentence(await slip.Exit(), "nothing was erased");
        }
        await using (var done = HostProcess.Start([.. erase, $"{child}"]))
        {
            Assert.Equal((0, ""), Ending(await done.Exit()));
        }
        await using (var again = HostProcess.Start([.. erase, $"{child}"]))
        {
            var (code, _, errors) = await again.Exit();
            Assert.Equal(1, code);
            Assert.Contains("erased before", errors, StringComparison.Ordinal);
        }
        Assert.Null((await host.As("auditor").Get($"/v1/children/{child}"))["details"]!["name"]);
        Assert.Equal(0, await host.Stop());
    }

    private static (int Code, string Errors) Ending((int Code, string Output, string Errors) end) => (end.Code, end.Errors);
}
