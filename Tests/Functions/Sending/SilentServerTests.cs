using SocialWorkflows.Casework.Sending;

namespace SocialWorkflows.Tests.Functions.Sending;

/// <summary>A mail server that takes a mail and says nothing: one caller waits for it, nobody else.</summary>
public sealed class SilentServerTests
{
    [Fact]
    public async Task Send_ServerSaysNothing_TheNextCallerGoesOnAndItsMailLeavesLater()
    {
        await using var house = new SendingHouse();
        using var sender = new SilentSender();
        var process = house.Start(sender);
        var (first, second) = (SendingHouse.Order(1), SendingHouse.Order(2));
        var inHand = process.Desk.SendOnceAsync(first, "smiltenesnovads.lv", CancellationToken.None);
        await sender.IsAsked;

        (await process.Desk.SendOnceAsync(second, "smiltenesnovads.lv", CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeFalse();

        (await house.Ledger.FindAsync(second.OperationId, CancellationToken.None))!.State.ShouldBe(SendStates.Planned);
        inHand.IsCompleted.ShouldBeFalse();
        sender.Answer();
        (await inHand).ShouldBeTrue();
        await process.Courier.DrainAsync(CancellationToken.None);
        SendStates.HasLeft((await house.Ledger.FindAsync(second.OperationId, CancellationToken.None))!.State).ShouldBeTrue();
        sender.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Send_ServerSaysNothingForTenSeconds_ItsOwnCallerGoesOnAndTheTryToo()
    {
        await using var house = new SendingHouse();
        using var sender = new SilentSender();
        var process = house.Start(sender);
        var order = SendingHouse.Order(1);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var inHand = process.Desk.SendOnceAsync(order, "smiltenesnovads.lv", CancellationToken.None);
        await sender.IsAsked;

        while (!inHand.IsCompleted)
        {
            limit.Token.ThrowIfCancellationRequested();
            house.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        (await inHand).ShouldBeFalse();
        (await house.RowAsync(order)).State.ShouldBe(SendStates.Sending);
        sender.Answer();
        while ((await house.RowAsync(order)).State != SendStates.Sent)
        {
            await process.Courier.DrainAsync(limit.Token);
        }

        sender.Count.ShouldBe(1);
    }
}
