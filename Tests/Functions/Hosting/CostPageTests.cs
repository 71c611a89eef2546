using System.Globalization;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Hosting.CustomHandler;
using SocialWorkflows.Tests.Workplace;

namespace SocialWorkflows.Tests.Functions.Hosting;

/// <summary>docs/cost.md counts the executions that the schedules of the app make in thirty days.</summary>
public sealed class CostPageTests
{
    [Fact]
    public void Page_ExecutionsOfEveryTimer_AreThoseOfItsSchedule()
    {
        var expected = ApplicationRegistry.Triggered
            .Where(function => function.Trigger is TimerTrigger)
            .ToDictionary(function => $"`{function.Name}`", function => Monthly(((TimerTrigger)function.Trigger).Schedule), StringComparer.Ordinal);
        expected["together"] = expected.Values.Sum();

        File.ReadLines(Path.Combine(Repository.Root, "docs", "cost.md"))
            .SkipWhile(line => !line.StartsWith("| function", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(cells => cells[1], cells => int.Parse(cells[2], NumberStyles.AllowThousands, CultureInfo.InvariantCulture), StringComparer.Ordinal)
            .ShouldBe(expected, ignoreOrder: true);
    }

    /// <summary>Second, minute and hour of an NCRONTAB expression: a number, <c>*</c> or <c>*/n</c>; the rest must be every day.</summary>
    private static int Monthly(string schedule)
    {
        var fields = schedule.Split(' ');
        fields[3..].ShouldAllBe(field => field == "*");
        return 30 * Times(fields[0], 60) * Times(fields[1], 60) * Times(fields[2], 24);
    }

    private static int Times(string field, int values) => field switch
    {
        "*" => values,
        ['*', '/', .. var step] => values / int.Parse(step, CultureInfo.InvariantCulture),
        _ => 1,
    };
}
