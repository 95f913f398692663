using Placements.Testing;

namespace Placements.Tests.Api.Returns;

/// <summary>
/// Given the returns of five years taken over, when the three read models are asked for the end of a year, then they say what a count made
/// on the rows says.
/// </summary>
public sealed class ImportedFigureTests(TestCluster cluster) : IClassFixture<TestCluster>
{
    [Fact]
    public async Task Current_placement_stability_and_out_of_county_agree_with_the_rows()
    {
        await using var database = await ReturnDatabase.Empty(cluster);
        await database.Import("clean");
        var places = (await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "Returns", "Samples", "postcodes.csv")))
            .Skip(1)
            .Select(line => line.Split(','))
            .ToDictionary(cells => cells[0], cells => cells[1], StringComparer.Ordinal);

        for (var year = 2022; year <= 2026; year++)
        {
            var recounted = RowRecount.LookedAfter(ReturnDatabase.Sample("clean"), year, ReturnDatabase.Authority, places);
            Assert.InRange(recounted.Count, 90, 250);

            var figures = await Figures(database, new DateOnly(year, 3, 31));

            Assert.Equal(
                recounted.Select(child => $"{child}").Order(StringComparer.Ordinal),
                figures.Select(child => $"{child}").Order(StringComparer.Ordinal)
            );
        }
    }

    private static async Task<List<RecountedChild>> Figures(ReturnDatabase database, DateOnly day)
    {
        await using var command = database.Source.CreateCommand(
            """
            select read_models.child_code(c.identifiers), p.kind, p.started_on, s.placements_in_year, coalesce(o.location, 'in_county')
            from reporting.current_placement_as_at($1, 'infinity') p
            join reporting.stability_as_at($1, 'infinity') s using (authority, child_id)
            left join reporting.out_of_county_as_at($1, 'infinity') o using (authority, child_id)
            join read_models.child c on c.tenant_id = p.authority and c.child_id = p.child_id and upper_inf(c.known) and c.valid @> $1
            """
        );
        command.Parameters.Add(new() { Value = day });
        var children = new List<RecountedChild>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            children.Add(
                new RecountedChild(
                    reader.GetString(0),
                    reader.GetString(1),
                    reader.GetFieldValue<DateOnly>(2),
                    Convert.ToInt32(reader.GetValue(3), System.Globalization.CultureInfo.InvariantCulture),
                    reader.GetString(4)
                )
            );
        }
        return children;
    }
}
