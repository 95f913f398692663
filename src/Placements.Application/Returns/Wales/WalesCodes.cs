using Npgsql;
using NpgsqlTypes;
using Placements.Application.Access;
using Placements.Application.Reporting;
using Placements.Domain.Codes;
using Placements.Domain.Codes.Returns;

namespace Placements.Application.Returns.Wales;

/// <summary>A code of the Welsh census that holds for an authority in a return year.</summary>
/// <param name="CodeList">One of <see cref="WalesList"/>.</param>
/// <param name="Value">Our value, or the facts that decide together.</param>
/// <param name="Code">Null: the census has the meaning, but its code is not known yet.</param>
/// <param name="FromYear">First return year of the code; null: since ever.</param>
/// <param name="ToYear">Last return year of the code; null: still.</param>
/// <param name="CorrectedBy">Null: shipped with the program.</param>
/// <param name="CorrectedAt">Likewise.</param>
public sealed record WalesCodeInForce(
    string CodeList,
    string Value,
    string? Code,
    string Meaning,
    Confidence Confidence,
    string Evidence,
    int? FromYear,
    int? ToYear,
    string? CorrectedBy,
    DateTimeOffset? CorrectedAt
);

/// <summary>What a council puts right.</summary>
public sealed record WalesCodeCorrection
{
    /// <summary>Census codes have two or three characters; what is longer is no code.</summary>
    public const int LongestCode = 8;

    public required string CodeList { get; init; }

    public required string Value { get; init; }

    /// <summary>As the census writes it: letters and digits.</summary>
    public required string Code { get; init; }

    public required Confidence Confidence { get; init; }

    /// <summary>Where the code was read.</summary>
    public required string Evidence { get; init; }

    /// <summary>First return year of the code, named by the year it ends in; left out: since ever.</summary>
    public int? FromYear { get; init; }

    /// <summary>Last return year of the code; left out: still.</summary>
    public int? ToYear { get; init; }

    public bool IsWellFormed => Code.Length is > 0 and <= LongestCode && Code.All(char.IsAsciiLetterOrDigit);
}

/// <summary>The table of Welsh codes: what was shipped, and what councils put right. Rows are only ever added.</summary>
public sealed class WalesCodes(NpgsqlDataSource database)
{
    private const long OnlyOne = 0x504C_4143_5741_4C45;

    // What was shipped first has always counted; what a later release knows better counts from then on.
    private const string ShipSql = """
        insert into reference.wales_code (code_list, our_value, code, meaning, confidence, evidence, recorded_at)
        select s.code_list, s.our_value, s.code, s.meaning, s.confidence, s.evidence,
          case when before.version is null then '-infinity' else clock_timestamp() end
        from unnest($1, $2, $3, $4, $5, $6) s (code_list, our_value, code, meaning, confidence, evidence)
        left join lateral (
          select * from reference.wales_code c
          where c.authority is null and c.code_list = s.code_list and c.our_value = s.our_value
          order by c.version desc limit 1
        ) before on true
        where (before.code, before.meaning, before.confidence, before.evidence) is distinct from (s.code, s.meaning, s.confidence, s.evidence)
        """;

    private const string InForceSql = """
        select code_list, our_value, code, meaning, confidence, evidence, from_year, to_year, corrected_by_name,
          case when corrected_by is not null then recorded_at end
        from reference.wales_codes_of($1, $2, $3)
        order by code_list, our_value
        """;

    // The same correction once more adds nothing. The meaning is that of our value and no matter of a correction.
    private const string CorrectSql = """
        insert into reference.wales_code
          (authority, code_list, our_value, code, meaning, confidence, evidence, from_year, to_year, corrected_by, corrected_by_name)
        select $1, shipped.code_list, shipped.our_value, $4, shipped.meaning, $5, $6, $7, $8, $9, $10
        from (
          select * from reference.wales_code c
          where c.authority is null and c.code_list = $2 and c.our_value = $3
          order by c.version desc limit 1
        ) shipped
        left join lateral (
          select * from reference.wales_code c
          where c.authority = $1 and c.code_list = $2 and c.our_value = $3
          order by c.version desc limit 1
        ) before on true
        where (before.code, before.confidence, before.evidence, before.from_year, before.to_year) is distinct from ($4, $5, $6, $7, $8)
        """;

    /// <summary>Writes down what this program ships, where the table does not say so already. Safe from several hosts at once.</summary>
    public static async Task Ship(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new($"select pg_advisory_xact_lock({OnlyOne})"));
        var insert = new NpgsqlBatchCommand(ShipSql);
        AddColumn(row => row.List);
        AddColumn(row => row.Value);
        AddColumn(row => row.Code);
        AddColumn(row => row.Meaning);
        AddColumn(row => row.Confidence.Name());
        AddColumn(row => row.Evidence);
        batch.BatchCommands.Add(insert);
        await batch.ExecuteNonQueryAsync(cancel);

        void AddColumn(Func<WalesCodeRow, string?> cell) =>
            insert.Parameters.Add(new NpgsqlParameter<string?[]> { TypedValue = [.. WalesReturn.Shipped.Select(cell)] });
    }

    /// <summary>The codes of an authority in a return year, by list and value.</summary>
    /// <param name="asKnownAt">Corrections made later do not count. Null: all.</param>
    public async Task<IReadOnlyList<WalesCodeInForce>> InForce(
        string authority,
        int year,
        DateTimeOffset? asKnownAt,
        CancellationToken cancel
    )
    {
        await using var command = database.CreateCommand(InForceSql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = year });
        // Npgsql sends the last instant there is as infinity.
        var known = asKnownAt?.UtcDateTime ?? DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = known });
        await using var row = await command.ExecuteReaderAsync(cancel);
        var codes = new List<WalesCodeInForce>();
        while (await row.ReadAsync(cancel))
        {
            codes.Add(
                new WalesCodeInForce(
                    row.GetString(0),
                    row.GetString(1),
                    row.Text(2),
                    row.GetString(3),
                    CodeList<Confidence>.TryParse(row.GetString(4), out var confidence) ? confidence : Confidence.NotConfirmed,
                    row.GetString(5),
                    row.Maybe<int>(6),
                    row.Maybe<int>(7),
                    row.Text(8),
                    row.Maybe<DateTimeOffset>(9)
                )
            );
        }
        return codes;
    }

    /// <summary>The same codes, to be asked by our values.</summary>
    public async Task<WalesReturn> Of(string authority, int year, DateTimeOffset? asKnownAt, CancellationToken cancel) =>
        new(
            (await InForce(authority, year, asKnownAt, cancel)).Select(code => new WalesCodeRow(
                code.CodeList,
                code.Value,
                code.Code,
                code.Meaning,
                code.Confidence,
                code.Evidence
            ))
        );

    /// <summary>All or none. Each has a list and a value that there is; where two concern one value, the later one wins.</summary>
    public async Task Correct(string authority, IReadOnlyList<WalesCodeCorrection> corrections, Caller caller, CancellationToken cancel)
    {
        await using var batch = database.CreateBatch();
        foreach (var correction in corrections)
        {
            batch.BatchCommands.Add(
                new(CorrectSql)
                {
                    Parameters =
                    {
                        new NpgsqlParameter<string> { TypedValue = authority },
                        new NpgsqlParameter<string> { TypedValue = correction.CodeList },
                        new NpgsqlParameter<string> { TypedValue = correction.Value },
                        new NpgsqlParameter<string> { TypedValue = correction.Code },
                        new NpgsqlParameter<string> { TypedValue = correction.Confidence.Name() },
                        new NpgsqlParameter<string> { TypedValue = correction.Evidence },
                        Year(correction.FromYear),
                        Year(correction.ToYear),
                        new NpgsqlParameter<string> { TypedValue = caller.Subject },
                        new NpgsqlParameter<string> { TypedValue = caller.Name },
                    },
                }
            );
        }
        await batch.ExecuteNonQueryAsync(cancel);

        static NpgsqlParameter Year(int? year) => new() { Value = (object?)year ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer };
    }
}
