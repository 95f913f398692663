using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Restriction;

/// <summary>Where nobody is hidden, as nearly always, figures are planned as if there were no restrictions.</summary>
public sealed class PlanTests(ContractHost host) : IClassFixture<ContractHost>
{
    private const string LeftOut = "child_id <> ALL";

    private readonly ApiHost api = host.Api;

    [Fact]
    public async Task No_report_looks_for_hidden_children_where_there_are_none()
    {
        var reports = await Rows("select id from reporting.report order by id");
        Assert.True(reports.Length > 20);
        foreach (var report in reports)
        {
            Assert.DoesNotContain(LeftOut, await Plan($"reporting.{report}({Question("null")})"), StringComparison.Ordinal);
            Assert.Contains(LeftOut, await Plan($"reporting.{report}({Question($"array['{Guid.Empty}']")})"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("stability_summary_as_at")]
    [InlineData("out_of_county_summary_as_at")]
    [InlineData("wales_measures_as_at")]
    [InlineData("wales_reconciliation_as_at")]
    public async Task No_summary_does_either(string summary)
    {
        const string asked = $"'2023-03-31', 'infinity', array['{ApiHost.Cardiff}'], null";
        var plan = await Plan($"reporting.{summary}({asked}, null)");
        Assert.DoesNotContain(LeftOut, plan, StringComparison.Ordinal);
        Assert.Equal(plan, await Plan($"reporting.{summary}({asked})"));
        Assert.Contains(LeftOut, await Plan($"reporting.{summary}({asked}, array['{Guid.Empty}']::uuid[])"), StringComparison.Ordinal);
    }

    /// <summary>A function that were called instead would be planned anew in every statement, and its time would tell.</summary>
    [Theory]
    [InlineData("exists (select from reporting.may_see(s.tenant_id::text, s.id, 'anna', '{north}', false))")]
    [InlineData("exists (select from reporting.hidden_from(array['W06000015'], 'anna', '{north}') h where h.child_id = s.id)")]
    public async Task Who_may_see_is_part_of_the_statement_that_asks(string condition)
    {
        var plan = await Plan($"placements.mt_streams s where {condition}");
        Assert.Contains("access", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("is_open_to", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("may_see", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden_from", plan, StringComparison.Ordinal);
    }

    private static string Question(string hidden) =>
        $"row('2023-03-31', 'infinity', array['{ApiHost.Cardiff}'], null, null, null, null, null, null, null, null, null, null, false, null, "
        + $"{hidden})::reporting.question";

    private async Task<string> Plan(string from) => string.Join('\n', await Rows($"explain (verbose) select * from {from}"));

    private async Task<string[]> Rows(string sql)
    {
        await using var command = api.Database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }
        return [.. rows];
    }
}
