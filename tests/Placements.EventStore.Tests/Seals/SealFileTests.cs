using Placements.EventStore.Seals;
using Placements.Testing;
using Xunit;

namespace Placements.EventStore.Tests.Seals;

public sealed class SealFileTests(TestCluster cluster) : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("placements-seals-").FullName;

    private SealedLog log = null!;

    private string Path => System.IO.Path.Combine(folder, "seals.jsonl");

    private SealFile Published => new(Path, log.Seals);

    public async ValueTask InitializeAsync() => log = await SealedLog.Copy(cluster);

    public async ValueTask DisposeAsync()
    {
        await log.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Each_seal_is_added_once()
    {
        var first = await log.Published();
        Assert.Equal(first.Count, await Published.Publish());
        Assert.Equal(0, await Published.Publish());
        await log.Database.Append(Guid.CreateVersion7(), 0);
        await log.SealAll();
        Assert.NotEqual(0, await Published.Publish());

        var lines = await File.ReadAllLinesAsync(Path);
        Assert.Equal(await log.Published(), lines);
        Assert.Equal(first, lines[..first.Count]);
        await log.MustAgree(lines);
    }

    [Fact]
    public async Task Several_that_publish_at_once_add_each_seal_once()
    {
        async Task Try()
        {
            try
            {
                await Published.Publish();
            }
            catch (IOException)
            {
                // Another one was there first.
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(Try)));

        Assert.Equal(await log.Published(), await File.ReadAllLinesAsync(Path));
    }

    [Fact]
    public async Task A_line_that_a_stopped_machine_left_half_written_is_written_again()
    {
        await Published.Publish();
        await using (var file = new FileStream(Path, FileMode.Open))
        {
            file.SetLength(file.Length - 20);
        }

        Assert.Equal(1, await Published.Publish());

        Assert.Equal(await log.Published(), await File.ReadAllLinesAsync(Path));
    }

    [Fact]
    public async Task Nothing_is_added_after_a_seal_that_the_database_does_not_have()
    {
        await Published.Publish();
        var before = await File.ReadAllTextAsync(Path);
        await log.Tamper("delete from placements.seal where number = (select max(number) from placements.seal)");
        await Assert.ThrowsAsync<SealException>(() => Published.Publish());
        await log.SealAll();
        await Assert.ThrowsAsync<SealException>(() => Published.Publish());

        Assert.Equal(before, await File.ReadAllTextAsync(Path));
    }

    [Fact]
    public async Task A_file_that_holds_something_else_is_left_alone()
    {
        await File.WriteAllTextAsync(Path, "my diary\n");

        await Assert.ThrowsAsync<SealException>(() => Published.Publish());

        Assert.Equal("my diary\n", await File.ReadAllTextAsync(Path));
    }

    [Fact]
    public async Task An_export_takes_a_new_file()
    {
        await SealFile.Export(Path, log.Seals);
        Assert.Equal(await log.Published(), await File.ReadAllLinesAsync(Path));

        await Assert.ThrowsAsync<IOException>(() => SealFile.Export(Path, log.Seals));
    }
}
