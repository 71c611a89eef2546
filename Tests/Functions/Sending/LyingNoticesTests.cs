using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Connectors.SendGrid;
using SocialWorkflows.Functions.Notification.Sending;

namespace SocialWorkflows.Tests.Functions.Sending;

/// <summary>
/// The parcel notices of one morning by a provider that lies, returns some of them and says what it did half an hour late, the last of it three days later,
/// while the process is killed again and again.
/// </summary>
public sealed class LyingNoticesTests
{
    private const int Notices = 2186;
    private const int PerMinute = 30;
    private const int CallsBetweenKills = 1000;
    private const int LongestMinutes = 1000;
    private const int WordsOfACall = 50;

    [Fact]
    public async Task L04_2186NoticesByALyingProviderUnderRandomKills_NoneTwiceAndEachAccountedFor()
    {
        await using var house = new SendingHouse();
        var random = new Random(20261122);
        var liar = new LyingProvider(random, reports: true, liesOneIn: 60, returnsOneIn: 50);
        var options = new OutgoingOptions { Sender = OutgoingOptions.SendGrid, Recipients = OutgoingOptions.Everyone, PerMinute = PerMinute };
        var (kill, kills, minutes) = (new KillSwitch(random.Next(1, CallsBetweenKills)), 0, 0);
        var process = house.Start(liar, options, kill);
        var orders = Enumerable.Range(0, Notices).Select(i => SendingHouse.Order(i, "list") with { Lane = SendLanes.Bulk }).ToList();
        foreach (var order in orders)
        {
            await UntilItSucceedsAsync(() => process.PlanAsync(order));
        }

        do
        {
            var before = liar.Tries;
            await UntilItSucceedsAsync(() => process.DrainAsync());
            (liar.Tries - before).ShouldBeLessThanOrEqualTo(PerMinute, $"minute {minutes}");
            if (minutes % 35 == 34)
            {
                await HearAsync(liar.Words().Where(_ => random.Next(2) == 0));
            }

            house.Time.Advance(TimeSpan.FromMinutes(1));
        }
        while (++minutes < LongestMinutes && (await house.RowsAsync()).Any(r => r.DueAt is not null));

        var unknown = (await house.RowsAsync()).Count(r => r.State == SendStates.Unknown);
        house.Time.Advance(TimeSpan.FromDays(3));
        await HearAsync(liar.LateWords());
        await UntilItSucceedsAsync(() => process.DrainAsync());

        var received = liar.Left.Select(m => m.OperationId).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{received.Count} of {Notices} left in {minutes} minutes, {liar.Lies} lies, {liar.Returned.Count} came back, {unknown} were a person's for a while, {kills} kills");
        kills.ShouldBeGreaterThan(40);
        liar.Lies.ShouldBeGreaterThan(100);
        liar.Returned.Count.ShouldBeGreaterThan(20);
        unknown.ShouldBeGreaterThan(5);
        received.Distinct(StringComparer.Ordinal).Count().ShouldBe(received.Count, "a notice left twice");
        var rows = await house.RowsAsync();
        rows.Select(r => r.OperationId).ShouldBe(orders.Select(o => o.OperationId), ignoreOrder: true);
        var tasks = (await house.OpenTasksAsync()).Select(t => t.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            row.DueAt.ShouldBeNull(row.OperationId);
            (row.State == SendStates.Bounced).ShouldBe(liar.Returned.Contains(row.OperationId), row.OperationId);
            SendStates.HasLeft(row.State).ShouldBe(received.Contains(row.OperationId, StringComparer.Ordinal), $"{row.OperationId} is {row.State}");
            tasks.Contains($"send:{row.OperationId}").ShouldBe(!SendStates.HasLeft(row.State), $"{row.OperationId} is {row.State}");
            tasks.Contains($"bounced:{row.OperationId}").ShouldBe(row.State == SendStates.Bounced, row.OperationId);
        }

        async Task HearAsync(IEnumerable<SendGridEvent> words)
        {
            foreach (var call in words.Chunk(WordsOfACall))
            {
                await UntilItSucceedsAsync(() => new SendWords(kill.Around(house.Ledger), process.Ends).TakeAsync(call, CancellationToken.None));
            }
        }

        async Task UntilItSucceedsAsync(Func<Task> work)
        {
            while (true)
            {
                try
                {
                    await work();
                }
                catch (KilledException)
                {
                    // The switch says so below; a caught one as well.
                }

                if (!kill.IsDead)
                {
                    return;
                }

                kills++;
                kill = new KillSwitch(random.Next(1, CallsBetweenKills));
                process = house.Start(liar, options, kill);
            }
        }
    }
}
