using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>F22: a scanner that answers and cannot be relied on is told of, once for each time it is so.</summary>
public sealed class ScannerWatchTests
{
    [Fact]
    public async Task F22_SignaturesThreeWeeksOld_HeadIsToldOnceAndTheTaskEndsWithTheOutage()
    {
        await using var house = await WayHouse.StartAsync();
        await house.SettleAsync();
        var old = house.Time.GetUtcNow() - TimeSpan.FromDays(21);

        await LookAsync(house, new ScannerStanding(ScannerAnswer.Dated, old, true));
        await LookAsync(house, new ScannerStanding(ScannerAnswer.Dated, old, true));
        var told = (await OfScannerAsync(house)).ShouldHaveSingleItem();
        told.Kind.ShouldBe(ScannerWatch.OldSignatures);
        told.Role.ShouldBe("head");
        told.Text.Latvian.ShouldContain($"{old:dd.MM.yyyy}");

        await TasksOf(house).CloseAsync("smiltene", told.Key, "vija", "zinu", default);
        await LookAsync(house, new ScannerStanding(ScannerAnswer.Dated, old, true));
        (await OfScannerAsync(house)).ShouldBeEmpty("told once for one outage");

        await LookAsync(house, new ScannerStanding(ScannerAnswer.Dated, house.Time.GetUtcNow(), true));
        await LookAsync(house, new ScannerStanding(ScannerAnswer.Dated, old, true));
        (await OfScannerAsync(house)).ShouldHaveSingleItem().Key.ShouldNotBe(told.Key);

        await LookAsync(house, new ScannerStanding(ScannerAnswer.Silent, null, null));
        (await OfScannerAsync(house)).ShouldHaveSingleItem("silence says nothing about the signatures");
        await LookAsync(house, new ScannerStanding(ScannerAnswer.Dated, house.Time.GetUtcNow(), true));
        (await OfScannerAsync(house)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ScannerAnswer.NotUnderstood, null, ScannerWatch.Unclear)]
    [InlineData(ScannerAnswer.Undated, false, ScannerWatch.LimitsUntold)]
    [InlineData(ScannerAnswer.Undated, null, null)]
    public async Task F22_AnswerThatCannotBeReliedOn_IsSaidNotAssumedGood(ScannerAnswer said, bool? tellsLimits, string? kind)
    {
        await using var house = await WayHouse.StartAsync();
        await house.SettleAsync();

        await LookAsync(house, new ScannerStanding(said, null, tellsLimits));

        (await OfScannerAsync(house)).Select(t => t.Kind).ShouldBe(kind is null ? [] : [kind]);
        (await TasksOf(house).ListOpenAsync("iecava", default)).Count(t => t.Kind == kind).ShouldBe(kind is null ? 0 : 1, "every municipality relies on the same scanner");
    }

    private static Task LookAsync(WayHouse house, ScannerStanding standing)
    {
        house.Scanner.Standing = standing;
        house.Time.Advance(TimeSpan.FromHours(1));
        return house.Get<ScannerWatch>().LookAsync(default);
    }

    private static IPersonTasks TasksOf(WayHouse house) => house.Get<IPersonTasks>();

    private static async Task<IReadOnlyList<PersonTask>> OfScannerAsync(WayHouse house) =>
        [.. (await house.TasksAsync()).Where(t => t.Kind.StartsWith("scanner-", StringComparison.Ordinal))];
}
