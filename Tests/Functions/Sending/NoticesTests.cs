namespace SocialWorkflows.Tests.Functions.Sending;

/// <summary>L04: the parcel notices of one morning, by the mailbox of Exchange Online, which takes thirty a minute.</summary>
public sealed class NoticesTests
{
    private const int Notices = 2186;

    [Fact]
    public async Task L04_2186NoticesUnderRandomKills_EachOncePacedAndDecisionsOvertake()
    {
        var run = await NoticeRun.PlayAsync(Notices, seed: 20261122);

        TestContext.Current.TestOutputHelper?.WriteLine($"{run.Received.Count} mails in {run.Minutes} minutes, {run.Kills} kills");
        run.Kills.ShouldBeGreaterThan(40);
        run.Duplicates.ShouldBe(0);
        run.Received.Count.ShouldBe(Notices + run.Decisions.Count);
        run.IsAccountedFor.ShouldBeTrue();
        run.Minutes.ShouldBeInRange(73, 120);

        // At most the one in hand goes before a decision.
        run.Decisions.ShouldAllBe(d => run.Received.ToList().FindIndex(id => id.Contains(d.OperationId, StringComparison.Ordinal)) - d.Before <= 1);
        run.OpenTasks.ShouldBe(0);
    }
}
