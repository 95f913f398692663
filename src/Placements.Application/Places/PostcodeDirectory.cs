using Npgsql;
using Placements.Domain.Codes;

namespace Placements.Application.Places;

/// <summary>What the directory knows of a postcode; null is not known.</summary>
/// <param name="Postcode">As <see cref="Domain.Codes.Postcode.Normalise"/> writes it.</param>
/// <param name="Authority">GSS code of the authority responsible for children's services there.</param>
/// <param name="Easting">Metres on the grid that the postcode is on: Northern Ireland has one of its own.</param>
public sealed record PostcodePlace(string Postcode, string? Authority, int? Easting, int? Northing)
{
    internal bool IsOnIrishGrid => Postcode.StartsWith("BT", StringComparison.Ordinal);
}

/// <summary>Where postcodes are, after the directory that is loaded.</summary>
public sealed class PostcodeDirectory(NpgsqlDataSource database)
{
    /// <inheritdoc cref="Find(NpgsqlConnection, IReadOnlyCollection{string}, CancellationToken)"/>
    public async Task<IReadOnlyDictionary<string, PostcodePlace>> Find(IReadOnlyCollection<string> postcodes, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await Find(connection, postcodes, cancel);
    }

    /// <summary>What is known of these postcodes, by the text that asked for it, however it was spelt. Unknown ones are left out.</summary>
    public static async Task<IReadOnlyDictionary<string, PostcodePlace>> Find(
        NpgsqlConnection connection,
        IReadOnlyCollection<string> postcodes,
        CancellationToken cancel
    )
    {
        var asked = postcodes.Distinct(StringComparer.Ordinal).ToLookup(Postcode.Normalise, StringComparer.Ordinal);
        await using var command = connection.CreateCommand();
        command.CommandText = "select postcode, authority, easting, northing from reference.postcode where postcode = any($1)";
        command.Parameters.Add(
            new NpgsqlParameter<string[]> { TypedValue = [.. asked.Select(spellings => spellings.Key).OfType<string>()] }
        );
        var found = new Dictionary<string, PostcodePlace>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var place = new PostcodePlace(
                reader.GetString(0),
                reader.IsDBNull(1) ? null : reader.GetString(1),
                reader.IsDBNull(2) ? null : reader.GetInt32(2),
                reader.IsDBNull(3) ? null : reader.GetInt32(3)
            );
            foreach (var spelling in asked[place.Postcode])
            {
                found.Add(spelling, place);
            }
        }
        return found;
    }

    /// <summary>
    /// In a straight line, with one decimal, as <c>reference.miles</c> counts it too. Null where one is not known, or only one is in
    /// Northern Ireland: a distance between two grids would be a number without a meaning.
    /// </summary>
    public static decimal? MilesBetween(PostcodePlace from, PostcodePlace to)
    {
        if (
            from.IsOnIrishGrid != to.IsOnIrishGrid
            || to.Easting - from.Easting is not { } east
            || to.Northing - from.Northing is not { } north
        )
        {
            return null;
        }
        var metres = Math.Sqrt(((long)east * east) + ((long)north * north));
        // Both this conversion and PostgreSQL's go through fifteen digits, so both round the same number.
        return decimal.Round((decimal)(metres / 1000 / 1.6093), 1, MidpointRounding.AwayFromZero);
    }
}
