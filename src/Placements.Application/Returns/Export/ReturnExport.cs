using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Npgsql;
using Placements.Application.Access;
using Placements.Application.Json;
using Placements.Application.Keys;
using Placements.Application.Returns.Files;
using Placements.Application.Returns.Ssda903;
using Placements.EventStore;

namespace Placements.Application.Returns.Export;

/// <summary>
/// England's return of a year, from the journeys as at its 31 March and as known at an instant. Children come in the order of their codes,
/// from one snapshot of the log; memory is bounded.
/// </summary>
public sealed class ReturnExport(NpgsqlDataSource database, IKeyWrapping keys)
{
    private const int ChildrenAhead = 256;

    // By the code of that day as it was known then: a code corrected since must not move the rows of a return that was made before.
    private const string ChildrenByCode = """
        select child_id from read_models.child where tenant_id = $1 and known @> $2 and valid @> $3
          and ($4::uuid[] is null or child_id <> all($4))
        order by read_models.child_code(identifiers) collate "C" nulls last, child_id
        """;

    /// <param name="asKnownAt">Entries recorded later are left out; null: none is.</param>
    /// <param name="hidden">Children to leave out; null: none.</param>
    public async IAsyncEnumerable<ChildReturn> Children(
        string authority,
        ReturnYear year,
        DateTimeOffset? asKnownAt,
        [EnumeratorCancellation] CancellationToken cancel,
        Guid[]? hidden = null
    )
    {
        await using var snapshot = await StreamSnapshot.Open(database, cancel);
        var ids = await Ids(snapshot.Connection, authority, year, asKnownAt, hidden, cancel);
        await foreach (var stream in snapshot.Read(authority, ids, cancel))
        {
            if (ChildReturn.Of(stream.Id, StoredFacts.FromStore(stream, keys), year, asKnownAt) is { } child)
            {
                yield return child;
            }
        }
    }

    /// <summary>Every table of the year, with its header line also where it has no row.</summary>
    /// <param name="open">The stream that a table goes to; closed when it is written.</param>
    /// <param name="tally">Told of each child.</param>
    /// <param name="hidden">Children to leave out; null: none.</param>
    /// <param name="writeDown">Writes down that children were read, before their rows are written; null: nobody reads the files now.</param>
    public async Task WriteCsv(
        string authority,
        ReturnYear year,
        DateTimeOffset? asKnownAt,
        Func<ReturnTable, Stream> open,
        ReturnTally tally,
        CancellationToken cancel,
        Guid[]? hidden = null,
        Func<ChildReturn[], Task>? writeDown = null
    )
    {
        var tables = Ssda903Tables
            .Of(year.Number)
            .ToDictionary(table => table, _ => Channel.CreateBounded<IReadOnlyList<string>>(ChildrenAhead));
        var written = Task.WhenAll([.. tables.Select(table => WriteTable(table.Key, table.Value))]);
        Exception? failure = null;
        try
        {
            await foreach (var child in Written(authority, year, asKnownAt, hidden, writeDown, cancel))
            {
                await tally.Add(child, cancel);
                foreach (var (table, values) in child.Rows)
                {
                    await tables[table].Writer.WriteAsync(values, cancel);
                }
            }
        }
        catch (Exception e) when (e is not ChannelClosedException)
        {
            failure = e;
            throw;
        }
        finally
        {
            foreach (var channel in tables.Values)
            {
                channel.Writer.TryComplete(failure);
            }
            await written;
        }

        async Task WriteTable(ReturnTable table, Channel<IReadOnlyList<string>> channel)
        {
            try
            {
                await using var to = open(table);
                await ReturnWriter.WriteCsv(to, table, channel.Reader.ReadAllAsync(cancel), cancel);
            }
            catch (Exception e)
            {
                // Whoever fills the channel need not wait for room in it.
                channel.Writer.TryComplete(e);
                throw;
            }
        }
    }

    public async Task WriteXml(
        Stream to,
        string authority,
        ReturnYear year,
        DateTimeOffset? asKnownAt,
        ReturnTally tally,
        CancellationToken cancel,
        Guid[]? hidden = null,
        Func<ChildReturn[], Task>? writeDown = null
    ) =>
        await ReturnWriter.WriteXml(
            to,
            year.Number,
            Written(authority, year, asKnownAt, hidden, writeDown, cancel)
                .Select(
                    async (child, cancelChild) =>
                    {
                        await tally.Add(child, cancelChild);
                        return (child.Code, child.Rows);
                    }
                ),
            cancel
        );

    private IAsyncEnumerable<ChildReturn> Written(
        string authority,
        ReturnYear year,
        DateTimeOffset? asKnownAt,
        Guid[]? hidden,
        Func<ChildReturn[], Task>? writeDown,
        CancellationToken cancel
    )
    {
        var children = Children(authority, year, asKnownAt, cancel, hidden);
        return writeDown is null ? children : children.WrittenDown(writeDown, cancel);
    }

    internal static async Task<List<Guid>> Ids(
        NpgsqlConnection connection,
        string authority,
        ReturnYear year,
        DateTimeOffset? asKnownAt,
        Guid[]? hidden,
        CancellationToken cancel
    )
    {
        await using var command = connection.CreateCommand();
        command.CommandText = ChildrenByCode;
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority });
        // Npgsql sends the last instant there is as infinity.
        var known = asKnownAt?.UtcDateTime ?? DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = known });
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = year.LastDay });
        command.Parameters.Add(new NpgsqlParameter<Guid[]?> { TypedValue = hidden });
        var ids = new List<Guid>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            ids.Add(reader.GetGuid(0));
        }
        return ids;
    }
}
