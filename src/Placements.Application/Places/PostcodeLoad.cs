using Npgsql;
using NpgsqlTypes;
using Placements.Application.Reference;

namespace Placements.Application.Places;

/// <summary>What came of loading a file.</summary>
/// <param name="Postcodes">How many the directory holds now.</param>
/// <param name="LeftOut">How many lines could not be used.</param>
/// <param name="First">The first of those.</param>
public sealed record PostcodeReport(long Postcodes, long LeftOut, IReadOnlyList<LeftOutLine> First);

/// <summary>
/// Puts a file in the place of the directory: all of it or, if anything fails, nothing. Whoever looks up postcodes meanwhile does not
/// wait and sees the directory as it was. Lines go to a temporary table first, where the server finds duplicates however many there are.
/// </summary>
public sealed class PostcodeLoad(NpgsqlDataSource database)
{
    private const string Sample = "Placements.Application.Places.postcodes_sample.csv";
    private const long OnlyOne = 0x504C_4143_504F_5354;
    private const int MostShown = 20;
    private const int LinesBetweenReports = 250_000;

    /// <param name="csv">In the shape of the ONS Postcode Directory. Read once, as a stream.</param>
    /// <param name="progress">Told a sentence now and then.</param>
    /// <exception cref="InvalidOperationException">The file cannot be used; the message says why. Nothing was changed.</exception>
    public async Task<PostcodeReport> Replace(Stream csv, Action<string>? progress, CancellationToken cancel)
    {
        await using var file = PostcodeFile.Open(csv);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var report = await Replace(connection, file, progress, cancel);
        await transaction.CommitAsync(cancel);
        return report;
    }

    /// <summary>Gives a directory without any postcode those of the sample that comes with the program.</summary>
    internal static async Task FillIfEmpty(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        if (!await IsEmpty(connection, cancel))
        {
            return;
        }
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await TakeTurn(connection, cancel);
        if (await IsEmpty(connection, cancel))
        {
            await using var file = PostcodeFile.Open(typeof(PostcodeLoad).Assembly.GetManifestResourceStream(Sample)!);
            await Replace(connection, file, progress: null, cancel);
            await transaction.CommitAsync(cancel);
        }
    }

    private static async Task<PostcodeReport> Replace(
        NpgsqlConnection connection,
        PostcodeFile file,
        Action<string>? progress,
        CancellationToken cancel
    )
    {
        await Execute(
            connection,
            """
            create temporary table staged_postcode (
              line bigint, postcode text collate "C", authority text, easting integer, northing integer
            ) on commit drop
            """,
            cancel
        );
        var (staged, leftOut, first) = await Stage(connection, file, progress, cancel);
        if (staged == 0)
        {
            throw new InvalidOperationException(
                first is [var line, ..]
                    ? $"No line of the file can be used, and nothing was changed. Line {line.Line}: {line.Reason}"
                    : "The file names its columns and holds no postcode; nothing was changed."
            );
        }

        progress?.Invoke("Putting them into the directory.");
        await TakeTurn(connection, cancel);
        await Merge(connection, cancel);
        var postcodes = await Count(connection, cancel);
        var twice = staged > postcodes ? await Duplicates(connection, cancel) : [];
        return new PostcodeReport(
            postcodes,
            leftOut + staged - postcodes,
            [.. first.Concat(twice).OrderBy(line => line.Line).Take(MostShown)]
        );
    }

    private static async Task<(long Staged, long LeftOut, List<LeftOutLine> First)> Stage(
        NpgsqlConnection connection,
        PostcodeFile file,
        Action<string>? progress,
        CancellationToken cancel
    )
    {
        var (staged, leftOut, first) = (0L, 0L, new List<LeftOutLine>());
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy staged_postcode (line, postcode, authority, easting, northing) from stdin (format binary)",
            cancel
        );
        await foreach (var (line, place, wrong) in file.Lines(cancel))
        {
            if (place is not null)
            {
                await Write(copy, line, place, cancel);
                staged++;
            }
            else if (++leftOut <= MostShown)
            {
                first.Add(new LeftOutLine(line, wrong!));
            }
            if ((staged + leftOut) % LinesBetweenReports == 0)
            {
                progress?.Invoke($"{staged + leftOut:N0} lines read");
            }
        }
        await copy.CompleteAsync(cancel);
        return (staged, leftOut, first);
    }

    private static async Task Write(NpgsqlBinaryImporter copy, long line, PostcodePlace place, CancellationToken cancel)
    {
        await copy.StartRowAsync(cancel);
        await copy.WriteAsync(line, NpgsqlDbType.Bigint, cancel);
        await copy.WriteAsync(place.Postcode, NpgsqlDbType.Text, cancel);
        await copy.WriteAsync(place.Authority, NpgsqlDbType.Text, cancel);
        await copy.WriteAsync(place.Easting, NpgsqlDbType.Integer, cancel);
        await copy.WriteAsync(place.Northing, NpgsqlDbType.Integer, cancel);
    }

    /// <summary>Writes only what differs: from one quarter to the next that is little, and the table does not grow by its old rows.</summary>
    private static Task Merge(NpgsqlConnection connection, CancellationToken cancel) =>
        Execute(
            connection,
            """
            analyze staged_postcode;
            delete from reference.postcode p where not exists (select from staged_postcode s where s.postcode = p.postcode);
            insert into reference.postcode as p (postcode, authority, easting, northing)
              select distinct on (postcode) postcode, authority, easting, northing from staged_postcode order by postcode, line
              on conflict (postcode) do update
                set authority = excluded.authority, easting = excluded.easting, northing = excluded.northing
                where (p.authority, p.easting, p.northing) is distinct from (excluded.authority, excluded.easting, excluded.northing);
            analyze reference.postcode
            """,
            cancel
        );

    private static async Task<List<LeftOutLine>> Duplicates(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = Command(
            connection,
            $"""
            select line, postcode, kept from (
              select line, postcode, min(line) over (partition by postcode) as kept from staged_postcode
            ) s where line > kept order by line limit {MostShown}
            """
        );
        var lines = new List<LeftOutLine>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            lines.Add(new LeftOutLine(reader.GetInt64(0), $"{reader.GetString(1)} stands in line {reader.GetInt64(2)} already."));
        }
        return lines;
    }

    /// <summary>Until the transaction ends nobody else replaces the directory.</summary>
    private static Task TakeTurn(NpgsqlConnection connection, CancellationToken cancel) =>
        Execute(connection, $"select pg_advisory_xact_lock({OnlyOne})", cancel);

    private static async Task<bool> IsEmpty(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = Command(connection, "select not exists (select from reference.postcode)");
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static async Task<long> Count(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = Command(connection, "select count(*) from reference.postcode");
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = Command(connection, sql);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        // Millions of rows on a slow disk, or another load ahead of us, may take their time.
        command.CommandTimeout = 0;
        return command;
    }
}
