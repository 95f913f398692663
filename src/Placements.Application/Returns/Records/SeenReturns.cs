using Npgsql;
using Placements.Application.Access;

namespace Placements.Application.Returns.Records;

/// <summary>
/// Returns that were made, as a caller sees them: without the rows of children who are hidden from the caller now. The return itself never
/// changes. Where rows are left out, the numbers and hashes are those of what the caller gets; where none is, everything is the return's own.
/// </summary>
public sealed class SeenReturns(NpgsqlDataSource database, FrozenReturns returns)
{
    // By every code they ever had: the return knows them by the one of its day. Rows without a code may be those of a child without one.
    private const string NamesOf = """
        select id::text from unnest($1) id
        union
        select coalesce(read_models.child_code(c.identifiers), '') from read_models.child c where c.child_id = any($1)
        """;

    public async Task<SeenReturn> Of(FrozenReturn made, Caller caller, CancellationToken cancel) => (await Of([made], caller, cancel))[0];

    public async Task<IReadOnlyList<SeenReturn>> Of(IReadOnlyList<FrozenReturn> made, Caller caller, CancellationToken cancel)
    {
        var seen = new List<SeenReturn>(made.Count);
        var names = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var one in made)
        {
            if (!names.TryGetValue(one.Authority, out var hidden))
            {
                names[one.Authority] = hidden = await Names(caller, one.Authority, cancel);
            }
            seen.Add(hidden.Count == 0 ? new SeenReturn(returns, one, hidden, []) : await Without(one, hidden, cancel));
        }
        return seen;
    }

    private async Task<HashSet<string>> Names(Caller caller, string authority, CancellationToken cancel)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (await HiddenChildren.From(database, caller, [authority], cancel) is not { } hidden)
        {
            return names;
        }
        await using var command = database.CreateCommand(NamesOf);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = hidden });
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            names.Add(row.GetString(0));
        }
        return names;
    }

    private async Task<SeenReturn> Without(FrozenReturn made, HashSet<string> names, CancellationToken cancel)
    {
        var shortened = new HashSet<string>(StringComparer.Ordinal);
        var files = new List<FrozenFile>(made.Files.Count);
        foreach (var file in made.Files)
        {
            await using var without = new RowsWithout(Stream.Null, names);
            await returns.CopyTo(made.ReturnId, file.Name, without, cancel);
            await without.Finish(cancel);
            if (without.LeftOut == 0)
            {
                files.Add(file);
                continue;
            }
            shortened.Add(file.Name);
            files.Add(file with { Rows = file.Rows - without.LeftOut, Bytes = without.Bytes, Sha256 = without.Sha256 });
        }
        var gaps = files.Find(file => file.Name == ReturnKinds.ListOfGaps)?.Rows ?? made.Gaps;
        return new SeenReturn(returns, made with { Files = files, Gaps = gaps }, names, shortened);
    }
}

/// <summary>A return as a caller sees it.</summary>
public sealed class SeenReturn
{
    private readonly FrozenReturns returns;
    private readonly HashSet<string> names;
    private readonly HashSet<string> shortened;

    internal SeenReturn(FrozenReturns returns, FrozenReturn seen, HashSet<string> names, HashSet<string> shortened) =>
        (this.returns, Return, this.names, this.shortened) = (returns, seen, names, shortened);

    /// <summary>With the files as the caller gets them.</summary>
    public FrozenReturn Return { get; }

    public async Task CopyTo(string name, Stream to, CancellationToken cancel)
    {
        if (!shortened.Contains(name))
        {
            await returns.CopyTo(Return.ReturnId, name, to, cancel);
            return;
        }
        await using var without = new RowsWithout(to, names);
        await returns.CopyTo(Return.ReturnId, name, without, cancel);
        await without.Finish(cancel);
    }
}
