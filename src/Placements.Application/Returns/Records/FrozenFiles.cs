using System.IO.Compression;
using System.Security.Cryptography;
using Npgsql;

namespace Placements.Application.Returns.Records;

/// <summary>
/// Takes the files of a return into the database, in the transaction of the connection. Several may be written at once: they take turns
/// at the connection, and each holds one part in memory.
/// </summary>
internal sealed class FrozenFiles(NpgsqlConnection connection, Guid returnId, CancellationToken cancel) : IDisposable
{
    private const int PartSize = 1_000_000;

    private const string InsertPart = "insert into returns.frozen_file_part (return_id, name, part, content) values ($1, $2, $3, $4)";

    private const string InsertFile = """
        insert into returns.frozen_file (return_id, name, ordinal, rows, bytes, sha256) values ($1, $2, $3, $4, $5, $6)
        """;

    private readonly SemaphoreSlim turn = new(1);
    private readonly List<OpenFile> opened = [];

    /// <summary>The order of opening is the order of the files. The file is there once the stream is closed.</summary>
    public Stream Open(string name)
    {
        var file = new OpenFile(this, name);
        opened.Add(file);
        return file;
    }

    /// <summary>Writes down what was written, once every file is closed.</summary>
    /// <param name="rows">By name of the file.</param>
    public async Task Finish(IReadOnlyDictionary<string, long> rows)
    {
        await using var batch = connection.CreateBatch();
        for (var i = 0; i < opened.Count; i++)
        {
            var file = opened[i];
            batch.BatchCommands.Add(
                new(InsertFile)
                {
                    Parameters =
                    {
                        new NpgsqlParameter<Guid> { TypedValue = returnId },
                        new NpgsqlParameter<string> { TypedValue = file.Name },
                        new NpgsqlParameter<int> { TypedValue = i },
                        new NpgsqlParameter<long> { TypedValue = rows[file.Name] },
                        new NpgsqlParameter<long> { TypedValue = file.Bytes },
                        new NpgsqlParameter<byte[]> { TypedValue = file.Hash },
                    },
                }
            );
        }
        await batch.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>What a part was made of.</summary>
    public static async Task Unpack(byte[] part, Stream to, CancellationToken cancel)
    {
        await using var unpacking = new GZipStream(new MemoryStream(part, writable: false), CompressionMode.Decompress);
        await unpacking.CopyToAsync(to, cancel);
    }

    public void Dispose()
    {
        turn.Dispose();
        opened.ForEach(file => file.Forget());
    }

    private static byte[] Pack(MemoryStream plain)
    {
        using var packed = new MemoryStream();
        using (var packing = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            plain.WriteTo(packing);
        }
        return packed.ToArray();
    }

    private async Task Keep(string name, int part, byte[] content)
    {
        await turn.WaitAsync(cancel);
        try
        {
            await using var command = connection.CreateCommand();
            command.CommandText = InsertPart;
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = returnId });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = part });
            command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = content });
            await command.ExecuteNonQueryAsync(cancel);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>A file being written: cut into parts, hashed as a whole.</summary>
    private sealed class OpenFile(FrozenFiles files, string name) : PassingStream
    {
        private readonly MemoryStream plain = new();
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private int parts;

        public string Name => name;

        /// <summary>Set when it is closed.</summary>
        public byte[] Hash { get; private set; } = [];

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            hash.AppendData(buffer.Span);
            Bytes += buffer.Length;
            while (!buffer.IsEmpty)
            {
                var fitting = buffer[..Math.Min(buffer.Length, PartSize - (int)plain.Length)];
                plain.Write(fitting.Span);
                buffer = buffer[fitting.Length..];
                if (plain.Length == PartSize)
                {
                    await KeepPart();
                }
            }
        }

        public override async ValueTask DisposeAsync()
        {
            if (Hash.Length == 0)
            {
                if (plain.Length > 0)
                {
                    await KeepPart();
                }
                Hash = hash.GetHashAndReset();
            }
            await base.DisposeAsync();
        }

        public void Forget()
        {
            plain.Dispose();
            hash.Dispose();
        }

        private async Task KeepPart()
        {
            var packed = Pack(plain);
            plain.SetLength(0);
            await files.Keep(name, parts++, packed);
        }
    }
}
