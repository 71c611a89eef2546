using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Mail;

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

    private sealed class SilentSender : IMailSender, IDisposable
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _answers = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsIdempotent => false;

        public int Count { get; private set; }

        public Task IsAsked => _asked.Task;

        public void Answer() => _answers.TrySetResult();

        public async Task<MailSendResult> SendAsync(OutgoingMail mail, CancellationToken cancellationToken = default)
        {
            Count++;
            _asked.TrySetResult();
            await _answers.Task.WaitAsync(cancellationToken);
            return new MailSendResult(MailSendOutcome.Accepted, "250");
        }

        public void Dispose() => Answer();
    }
}
