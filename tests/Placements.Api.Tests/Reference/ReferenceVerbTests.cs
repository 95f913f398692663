using Npgsql;
using Placements.LocalPostgres;
using Placements.Tests.Api.Hosting;
using Placements.Tests.Api.Places;
using Placements.Tests.Api.Resilience;

namespace Placements.Tests.Api.Reference;

/// <summary>The verbs as an operator runs them.</summary>
public sealed class ReferenceVerbTests
{
    [Fact, Trait("speed", "slow")]
    public async Task Beside_a_running_host_they_use_the_same_database_and_leave_it_running()
    {
        await using var folder = new TempFolder();
        await using var host = await HostProcess.Demo(folder);

        Assert.Contains(
            "reference.population holds 2 rows: 2 new or changed, 1 known no longer.\nLines left out: 1.\n  line 4: The year last is no whole number",
            await Load(
                folder,
                "population",
                "authority,year,children,source\nW06000015,2021,78100,ONS\nW06000015,2022,79200,ONS\nW06000015,last,1,ONS\n"
            ),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "reference.authority holds 1 rows: 1 new or changed, 174 known no longer.\nreference.authority_neighbour holds 2 rows: 2 new",
            await Load(folder, "authorities", "code,name,region,neighbours\nW06000015,Cardiff,Cardiff and Vale,E06000024\n"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "reference.bank_holiday holds 1 rows: 0 new or changed, ",
            await Load(folder, "bank-holidays", "division,day,name\nscotland,2022-11-30,St Andrew’s Day\n"),
            StringComparison.Ordinal
        );

        Assert.Equal(
            "79200",
            await LoadVerb.Ask(folder, "select children::text from reporting.population_on('W06000015', '2023-03-31', now())")
        );
        Assert.Equal("Cardiff and Vale", await LoadVerb.Ask(folder, "select region from reporting.authorities_known(now())"));
        Assert.Equal("2022-11-30", await LoadVerb.Ask(folder, "select day::text from reference.bank_holiday where known @> now()"));
        await host.As("auditor").Get("/v1/children");
        Assert.Equal(0, await host.Stop());
    }

    [Fact, Trait("speed", "slow")]
    public async Task A_file_that_is_no_such_table_is_one_sentence()
    {
        await using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("table.csv"), "division,day,name\nwales,2022-03-01,St David\n");

        await using var verb = HostProcess.Start(["load", "bank-holidays", folder.File("table.csv"), "--data", folder.Data]);

        LoadVerb.IsOneSentence(await verb.Exit(), "No line of the file can be used, and nothing was changed.");
    }

    [Theory]
    [InlineData("population")]
    [InlineData("authorities")]
    [InlineData("bank-holidays")]
    public async Task A_file_that_is_not_there_is_one_sentence_and_makes_no_database(string table)
    {
        await using var folder = new TempFolder();

        await using var verb = HostProcess.Start(["load", table, folder.File("no-such.csv"), "--data", folder.Data]);

        LoadVerb.IsOneSentence(await verb.Exit(), "cannot be read");
        Assert.False(Directory.Exists(folder.Data));
    }

    [Theory]
    [InlineData("population", "authority (GSS code), year")]
    [InlineData("authorities", "neighbours (GSS codes")]
    [InlineData("bank-holidays", "division (england_and_wales, scotland")]
    public async Task The_help_says_the_columns(string table, string columns)
    {
        await using var verb = HostProcess.Start(["load", table, "--help"]);

        var (code, output, _) = await verb.Exit();

        Assert.Equal(0, code);
        Assert.Contains(
            columns,
            string.Join(' ', output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal
        );
    }

    private static async Task<string> Load(TempFolder folder, string table, string text)
    {
        await File.WriteAllTextAsync(folder.File("table.csv"), text);
        await using var verb = HostProcess.Start(["load", table, folder.File("table.csv"), "--data", folder.Data]);
        var (code, output, errors) = await verb.Exit();
        Assert.Equal((0, ""), (code, errors));
        return output.ReplaceLineEndings("\n");
    }
}
