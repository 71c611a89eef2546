using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Connectors.Smtp;
using SocialWorkflows.Functions.Notification.Sending;
using SocialWorkflows.Tests.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Sending;

/// <summary>A process that is asked to stop leaves no doubt about mail that certainly did not leave, and waits for the mail that may.</summary>
public sealed class StoppingTests
{
    /// <summary>The relay is slow before it takes anything: the mail waits again, without a try that counts and without a task.</summary>
    [Theory]
    [InlineData("connect", true)]
    [InlineData("EHLO", false)]
    [InlineData("MAIL", true)]
    [InlineData("RCPT", false)]
    [InlineData("DATA", true)]
    public async Task Stop_BeforeTheContent_PutsTheMailBack(string silentAt, bool inARound)
    {
        await using var house = new SendingHouse();
        using var relay = new RudeSmtpServer(line => line.Split(' ')[0] == silentAt ? RudeSmtpServer.Silence : RudeSmtpServer.Polite(line));
        var process = house.Start(Sender(relay));
        var order = SendingHouse.Order(1);
        await process.PlanAsync(order);
        var trying = inARound ? process.DrainAsync() : (Task)process.SendAsync(order);
        await relay.Silent.Task.WaitAsync(TimeSpan.FromSeconds(30));
        (await house.RowAsync(order)).State.ShouldBe(SendStates.Sending);

        await process.Courier.StopAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
        await trying;

        (await house.RowAsync(order)).ShouldSatisfyAllConditions(
            r => r.State.ShouldBe(SendStates.Planned), r => r.Attempts.ShouldBe(0), r => r.Detail.ShouldBe(SendDetails.Stopped), r => r.Lease.ShouldBeNull());
        (await process.SendAsync(SendingHouse.Order(2))).ShouldBeFalse();
        (await process.DrainAsync()).ShouldBe(0);
        var sender = new FakeSender();
        await house.Start(sender).DrainAsync();
        sender.Left.Count.ShouldBe(2);
        (await house.OpenTasksAsync()).ShouldBeEmpty();
    }

    /// <summary>From the last dot on the relay may have it: its answer is waited for.</summary>
    [Fact]
    public async Task Stop_AfterTheContent_WaitsForTheAnswer()
    {
        await using var house = new SendingHouse();
        using var answer = new ManualResetEventSlim();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var relay = new RudeSmtpServer(line =>
        {
            if (line == ".")
            {
                asked.TrySetResult();
                answer.Wait(TimeSpan.FromSeconds(30));
            }

            return RudeSmtpServer.Polite(line);
        });
        var process = house.Start(Sender(relay));
        var order = SendingHouse.Order(1);
        await process.PlanAsync(order);
        var round = process.DrainAsync();
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));

        var stopping = process.Courier.StopAsync(CancellationToken.None);
        stopping.IsCompleted.ShouldBeFalse();
        (await house.RowAsync(order)).State.ShouldBe(SendStates.Sending);
        answer.Set();
        await stopping.WaitAsync(TimeSpan.FromSeconds(30));
        await round;

        (await house.RowAsync(order)).State.ShouldBe(SendStates.Sent);
        (await house.OpenTasksAsync()).ShouldBeEmpty();
    }

    private static SmtpSender Sender(RudeSmtpServer relay) =>
        new(new SmtpOptions { Host = "localhost", Port = relay.Port, Security = SmtpSecurity.None }, TimeProvider.System);
}
