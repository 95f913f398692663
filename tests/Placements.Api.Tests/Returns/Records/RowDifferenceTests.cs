using Placements.Application.Returns.Files;
using Placements.Application.Returns.Records;

namespace Placements.Tests.Api.Returns.Records;

/// <summary>Which row of then is which row of now.</summary>
public sealed class RowDifferenceTests
{
    private static readonly ReturnTable Table = new("Table", "table", ["CHILD", "FROM", "TO", "WHY"]);

    [Theory]
    [InlineData("1 a b c", "1 a b c", "")]
    [InlineData("1 a b c|1 d e f", "1 d e f|1 a b c", "")]
    [InlineData("1 a b c", "1 a x c", "changed TO")]
    [InlineData("1 a b c", "1 a x y", "changed TO+WHY")]
    [InlineData("1 a b c", "1 x y z", "removed CHILD+FROM+TO+WHY|added CHILD+FROM+TO+WHY")]
    [InlineData("1 a b c|1 d e f", "1 d e x|1 a b y", "changed WHY|changed WHY")]
    [InlineData("1 a b c|1 a b c", "1 a b c", "removed CHILD+FROM+TO+WHY")]
    [InlineData("", "1 a - -", "added CHILD+FROM")]
    public void Equal_rows_leave_each_other_alone_and_the_likest_of_the_rest_are_one(string before, string after, string expected) =>
        Assert.Equal(
            expected,
            string.Join(
                '|',
                RowDifference.Between(Child(before), Child(after)).Select(row => $"{row.Change} {string.Join('+', row.Columns)}")
            )
        );

    private static ReturnedChild Child(string rows) =>
        new(
            "1",
            [
                .. rows.Split('|', StringSplitOptions.RemoveEmptyEntries)
                    .Select(row => (Table, (IReadOnlyList<string>)[.. row.Split(' ').Select(cell => cell == "-" ? "" : cell)])),
            ]
        );
}
