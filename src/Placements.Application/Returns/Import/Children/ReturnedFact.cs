using Placements.Application.Returns.Files;
using Placements.Domain.Journey.Events;
using Placements.Domain.Returns;

namespace Placements.Application.Returns.Import;

/// <summary>A fact that a return tells.</summary>
/// <param name="Row">Null: the record says so already, and no row of this import.</param>
internal sealed record ReturnedFact(FactKey Key, ChildEvent Fact, ReturnRow? Row, string? Repaired = null);
