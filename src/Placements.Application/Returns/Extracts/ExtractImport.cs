using Npgsql;
using Placements.Application.Access;
using Placements.Application.Keys;
using Placements.Application.Returns.Files;
using Placements.Application.Returns.Import;

namespace Placements.Application.Returns.Extracts;

/// <summary>What the import of an extract did, or in a dry run would do.</summary>
/// <param name="Unmapped">The words that the mapping lacks, with counts: what to complete it by.</param>
public sealed record ExtractReport(ImportReport Import, IReadOnlyList<UnmappedWord> Unmapped);

/// <summary>
/// Takes over the extract of another system, as <see cref="ReturnImport"/> takes over returns: one transaction, the same decisions, and
/// entries that name their file and line.
/// </summary>
public sealed class ExtractImport(NpgsqlDataSource database, IKeyWrapping keys, TimeProvider clock)
{
    /// <inheritdoc cref="ReturnImport.Run(Caller, ReturnSource, string, bool, Action{ReturnProblem}?, Action{ImportProgress}?, CancellationToken)"/>
    public async Task<ExtractReport> Run(
        Caller caller,
        ExtractSource source,
        string authority,
        bool dryRun,
        Action<ReturnProblem>? onProblem,
        Action<ImportProgress>? progress,
        CancellationToken cancel
    )
    {
        var report = await new ReturnImport(database, keys, clock).Run(caller, source, authority, dryRun, onProblem, progress, cancel);
        return new ExtractReport(report, source.Unmapped);
    }
}
