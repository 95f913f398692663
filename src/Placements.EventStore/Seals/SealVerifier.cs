using System.Data;
using System.Globalization;
using Npgsql;

namespace Placements.EventStore.Seals;

/// <summary>The first thing that does not agree.</summary>
/// <param name="SeqId">The entry that does not; null where it is a seal.</param>
/// <param name="Sentence">What is wrong, for people.</param>
public sealed record Disagreement(long? SeqId, string Sentence);

/// <summary>What a verification found.</summary>
/// <param name="Sealed">Entries that agree with their seal.</param>
/// <param name="NotSealed">Entries after the last seal: they are as they must be beside each other, and nothing more is known of them.</param>
/// <param name="Restored">Up to this seal, a restore has rewritten transaction ids; 0: nowhere.</param>
/// <param name="Problem">Null where all agrees.</param>
public sealed record Verdict(long Sealed, long Seals, long NotSealed, long Restored, Disagreement? Problem);

/// <summary>
/// Proves that the log and its seals agree, or names the first entry that does not, while hosts go on: it reads the state of one moment and
/// changes nothing. Trusts the database with nothing but the rows it gives; what it holds in memory does not grow with the log.
/// </summary>
public sealed class SealVerifier(NpgsqlDataSource dataSource, SealPublicKeys keys)
{
    /// <param name="published">Lines of JSON that were published; each must still be there, unchanged.</param>
    public async Task<Verdict> Verify(IAsyncEnumerable<string>? published = null, CancellationToken cancel = default)
    {
        await using var sealsConnection = await dataSource.OpenConnectionAsync(cancel);
        await using var sealsSnapshot = await Snapshot(sealsConnection, cancel);
        var (last, problem) = await CheckSeals(sealsConnection, cancel);
        problem ??= published is null ? null : await CheckPublished(sealsConnection, published, cancel);
        if (problem is not null)
        {
            return new Verdict(0, last?.Number ?? 0, 0, 0, problem);
        }

        // A later snapshot than the seals': rows that came in between are not sealed yet.
        await using var rowsConnection = await dataSource.OpenConnectionAsync(cancel);
        await using var rowsSnapshot = await Snapshot(rowsConnection, cancel);
        var walk = new LogWalk(last);
        problem = await walk.Run(sealsConnection, rowsConnection, cancel) ?? await StreamShape.Check(rowsConnection, cancel);
        return new Verdict(walk.Sealed, last?.Number ?? 0, walk.NotSealed, walk.Restored, problem);
    }

    private static async Task<NpgsqlTransaction> Snapshot(NpgsqlConnection connection, CancellationToken cancel)
    {
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        await using var command = connection.CreateCommand();
        // No function of the database's owner stands in for one of PostgreSQL's.
        command.CommandText = "set transaction read only; set local search_path to pg_catalog";
        await command.ExecuteNonQueryAsync(cancel);
        return transaction;
    }

    /// <summary>Numbers, signatures, links from seal to seal, and what a seal keeps of its entries.</summary>
    private async Task<(Seal? Last, Disagreement? Problem)> CheckSeals(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"select {SealLog.Columns}, entry_hashes, entry_transactions from placements.seal order by number";
        command.CommandTimeout = 0;
        Seal? last = null;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var seal = SealLog.Read(reader);
            var expected = (last?.Number ?? 0) + 1;
            var wrong =
                seal.Number != expected ? $"Seal {expected} is missing."
                : keys.Signed(seal) is not { } signed
                    ? $"Seal {seal.Number} was signed with the key {seal.KeyId}, which is none of those it is checked with."
                : !signed ? $"Seal {seal.Number} was changed: its signature does not agree."
                : seal.PreviousChain != (last?.Chain ?? Seal.FirstChain) ? $"Seal {seal.Number} does not go on from the seal before it."
                : KeepsOther(seal, reader.GetFieldValue<byte[]>(13), reader.GetFieldValue<long[]>(14))
                    ? $"Seal {seal.Number} was changed: what it keeps of its entries does not agree with its chain."
                : null;
            if (wrong is not null)
            {
                return (last, new Disagreement(null, wrong));
            }
            last = seal;
        }
        return (last, null);
    }

    private static bool KeepsOther(Seal seal, byte[] hashes, long[] transactions) =>
        hashes.Length != seal.Entries * Sealer.HashLength
        || transactions.Length != seal.Entries
        || Sealer.ChainOf(seal.PreviousChain, hashes) != seal.Chain
        || Sealer.TransactionsOf(transactions) != seal.Transactions;

    private async Task<Disagreement?> CheckPublished(
        NpgsqlConnection connection,
        IAsyncEnumerable<string> published,
        CancellationToken cancel
    )
    {
        var number = 0;
        await foreach (var line in published.WithCancellation(cancel))
        {
            number++;
            var seal = Seal.OfLine(line);
            if (seal is null || keys.Signed(seal) != true)
            {
                return new Disagreement(
                    null,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Line {number} of the published seals is no seal signed with a key that they are checked with."
                    )
                );
            }
            var found = await SealLog.Find(connection, seal.Number, cancel);
            if (found is null)
            {
                return new Disagreement(
                    null,
                    $"Seal {seal.Number} was published and is not in the database: the log was cut, or is older; it sealed the entries {seal.Covers}."
                );
            }
            if (found != seal)
            {
                return new Disagreement(
                    null,
                    $"Seal {seal.Number} is another one than was published; that one sealed the entries {seal.Covers}."
                );
            }
        }
        return null;
    }
}
