using System.Security.Cryptography;
using Npgsql;
using Placements.Application.Returns.Records;
using Placements.Testing;

namespace Placements.Tests.Api.Returns.Records;

/// <summary>Files of any size go into the database in parts and come out as they were.</summary>
public sealed class FrozenFilesTests(TestCluster cluster) : IClassFixture<TestCluster>
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(999_999, 1)]
    [InlineData(1_000_000, 1)]
    [InlineData(1_000_001, 2)]
    [InlineData(5_300_000, 6)]
    public async Task A_file_comes_back_byte_for_byte(int size, long parts)
    {
        await using var database = await ReturnDatabase.Empty(cluster);
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        var id = Guid.NewGuid();

        await Write(database.Source, id, ("one.csv", bytes), ("two.csv", bytes[..(size / 2)]));

        Assert.Equal(bytes, await Read(database.Source, id, "one.csv"));
        Assert.Equal(bytes[..(size / 2)], await Read(database.Source, id, "two.csv"));
        var found = await new FrozenReturns(database.Source).Find([ReturnDatabase.Authority], id, CancellationToken.None);
        Assert.Equal(
            [new FrozenFile("one.csv", 7, size, Hash(bytes)), new FrozenFile("two.csv", 7, size / 2, Hash(bytes[..(size / 2)]))],
            found!.Files
        );
        Assert.Equal(parts, await database.Ask<long>("select count(*) from returns.frozen_file_part where name = 'one.csv'"));
        // A part that cannot be compressed is a little larger than it was.
        Assert.True(await database.Ask<int>("select coalesce(max(length(content)), 0) from returns.frozen_file_part") < 1_010_000);
    }

    [Fact]
    public async Task Files_without_their_return_are_not_kept()
    {
        await using var database = await ReturnDatabase.Empty(cluster);
        await using var connection = await database.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await WriteFiles(connection, Guid.NewGuid(), ("one.csv", new byte[10]));
        var refused = await Assert.ThrowsAsync<PostgresException>(() => transaction.CommitAsync());
        Assert.Equal(PostgresErrorCodes.ForeignKeyViolation, refused.SqlState);
    }

    private static async Task Write(NpgsqlDataSource source, Guid id, params (string Name, byte[] Bytes)[] contents)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await WriteFiles(connection, id, contents);
        await using var command = connection.CreateCommand();
        command.CommandText = """
            insert into returns.frozen values ($1, $2, 'ssda903', 2022, '2022-03-31', now(), '1', 1, 's', 'n', null, 0, 'v', null, null, null)
            """;
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = ReturnDatabase.Authority });
        await command.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }

    /// <summary>All at once, in pieces of many sizes.</summary>
    private static async Task WriteFiles(NpgsqlConnection connection, Guid id, params (string Name, byte[] Bytes)[] contents)
    {
        using var files = new FrozenFiles(connection, id, CancellationToken.None);
        await Task.WhenAll([
            .. contents.Select(content => (content.Bytes, To: files.Open(content.Name))).Select(file => Fill(file.Bytes, file.To)),
        ]);
        await files.Finish(contents.ToDictionary(content => content.Name, _ => 7L));

        static async Task Fill(byte[] bytes, Stream to)
        {
            var random = new Random(1);
            await using (to)
            {
                for (var at = 0; at < bytes.Length; )
                {
                    var piece = Math.Min(random.Next(1, 2_500_000), bytes.Length - at);
                    await to.WriteAsync(bytes.AsMemory(at, piece));
                    at += piece;
                }
            }
        }
    }

    private static async Task<byte[]> Read(NpgsqlDataSource source, Guid id, string name)
    {
        using var bytes = new MemoryStream();
        await new FrozenReturns(source).CopyTo(id, name, bytes, CancellationToken.None);
        return bytes.ToArray();
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
