using Placements.Tests.Api.Hosting;
using Placements.Tests.Api.Resilience;

namespace Placements.Tests.Api.Returns.Extracts;

/// <summary>The verb as somebody who completes a mapping runs it.</summary>
public sealed class ExtractVerbTests
{
    [Fact, Trait("speed", "slow")]
    public async Task A_dry_run_lists_the_words_that_the_mapping_lacks_and_then_the_extract_is_taken_over()
    {
        await using var data = new TempFolder();
        using var extract = ExtractFolder.Whole();
        await File.WriteAllTextAsync(data.File("county.json"), ExtractFolder.Mapping);

        await using var dry = Run(data, extract, "--dry-run");
        var (code, output, errors) = await dry.Exit();

        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("placements.csv, TYPE (kind)       1  Caravan", output, StringComparison.Ordinal);
        Assert.Contains("[Annex A: f) Residential accommodation]", output, StringComparison.Ordinal);
        Assert.Contains("Dry run: nothing was recorded.", output, StringComparison.Ordinal);

        await using var verb = Run(data, extract);
        (code, output, errors) = await verb.Exit();

        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("Children: 10 new, 0 changed, 0 unchanged, 0 left out.", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "The mapping is not JSON")]
    [InlineData("{}", "lacks the member name")]
    [InlineData(null, "The mapping cannot be opened")]
    public async Task A_mapping_that_is_none_is_one_sentence_and_makes_no_database(string? mapping, string says)
    {
        await using var data = new TempFolder();
        using var extract = ExtractFolder.Whole();
        if (mapping is not null)
        {
            await File.WriteAllTextAsync(data.File("county.json"), mapping);
        }

        await using var verb = Run(data, extract);
        var (code, _, errors) = await verb.Exit();

        Assert.Equal(1, code);
        Assert.Contains(says, Assert.Single(errors.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.False(Directory.Exists(data.Data));
    }

    private static HostProcess Run(TempFolder data, ExtractFolder extract, params string[] more) =>
        HostProcess.Start([
            "import",
            "extract",
            extract.Folder,
            "--mapping",
            data.File("county.json"),
            "--authority",
            ReturnDatabase.Authority,
            "--data",
            data.Data,
            .. more,
        ]);
}
