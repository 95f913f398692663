namespace Placements.Application.Returns.Checks.Wales;

/// <summary>The census says itself what it cannot fill; the birth and the end at 18 have rules of their own.</summary>
internal sealed class CellWithoutCode() : WalesCheck("cell_without_code", "Every cell of the census has a code that the facts decide.")
{
    public override IEnumerable<Breach> Find(CheckedWelshChild child) =>
        child
            .Problems.Where(problem => problem.Field is not ("dateOfBirth" or "endedOn"))
            .Select(problem =>
                Broken(problem.Message, problem.StartedOn, child.EpisodeOn(problem.StartedOn)?.EntryIds ?? []) with
                {
                    Fields = [$"Census.{problem.Field}"],
                }
            );
}
