using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.Notification.Sending;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Sending;

/// <summary>One municipality's address, or one mail, that the provider does not bear: the others' mail goes on.</summary>
public sealed class RefusedFromTests
{
    [Fact]
    public async Task Refused_OneMunicipalitysAddressForADay_TheOthersMailLeavesAndItsHeadIsToldOnce()
    {
        await using var house = new SendingHouse();
        var sender = new RefusingSender { Refused = "@dagda.example" };
        var process = house.Start(sender);
        for (var i = 0; i < 5; i++)
        {
            await process.PlanAsync(SendingHouse.Order(i, subject: $"d-{i}", municipality: "dagda", domain: "dagda.example"));
            house.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await process.PlanAsync(SendingHouse.Order(6) with { Lane = SendLanes.Bulk });
        await process.DrainAsync();
        sender.Inner.Left.ShouldHaveSingleItem().From.Address.ShouldEndWith("@smiltenesnovads.lv");

        await WaitAsync(house, process, TimeSpan.FromHours(24));

        sender.Tries.ShouldBeLessThan(160, "one mail finds out, not each of them");
        (await house.Ledger.ListAsync("dagda", null, CancellationToken.None)).ShouldAllBe(r => r.State == SendStates.Planned && r.Attempts == 0);
        var task = (await house.Tasks.ListOpenAsync("dagda", CancellationToken.None)).ShouldHaveSingleItem();
        (task.Kind, task.Role).ShouldBe((SendFroms.Kind, Roles.Head));
        task.Text.Latvian.ShouldContain("soc.dienests@dagda.example");
        (await house.OpenTasksAsync()).ShouldBeEmpty();

        sender.Refused = "@nobody.example";
        await WaitAsync(house, process, TimeSpan.FromMinutes(40));

        sender.Inner.Left.Count.ShouldBe(6);
        (await house.Tasks.ListOpenAsync("dagda", CancellationToken.None)).ShouldBeEmpty();
    }

    /// <summary>The server breaks off whenever it sees this one, which looks like a server that is down.</summary>
    [Fact]
    public async Task OneMailBreaksTheServer_TheOthersLeaveAndItGoesToAPerson()
    {
        await using var house = new SendingHouse();
        var sender = new RefusingSender { BreaksOn = "persona1@example.lv" };
        var process = house.Start(sender);
        for (var i = 1; i < 12; i++)
        {
            await process.PlanAsync(SendingHouse.Order(i, i == 1 ? StatusMails.DecisionSent : StatusMails.Receipt));
        }

        await WaitAsync(house, process, TimeSpan.FromHours(1));
        sender.Inner.Left.Count.ShouldBe(10);
        await WaitAsync(house, process, TimeSpan.FromHours(6), process.PlanAsync);

        (await house.OpenTasksAsync()).Where(t => t.Kind != SendOutage.Kind).ShouldHaveSingleItem().Kind.ShouldBe("send-failed");
    }

    [Fact]
    public async Task Fail_AskedToComeBackAtOnce_IsLeftAloneAllTheSame()
    {
        await using var house = new SendingHouse();
        var sender = new FakeSender();
        for (var i = 0; i < 50; i++)
        {
            sender.Script.Enqueue(() => throw new TransientMailException("429") { IsOfTheServer = true, RetryAfter = TimeSpan.FromSeconds(i % 2 == 0 ? 0 : -60) });
        }

        var process = house.Start(sender);
        await process.PlanAsync(SendingHouse.Order(1));
        await process.DrainAsync();

        sender.Tries.ShouldBe(1);
    }

    private static async Task WaitAsync(SendingHouse house, SendingHouse.SendingProcess process, TimeSpan time, Func<SocialWorkflows.Functions.Notification.SendOrder, Task>? plan = null)
    {
        for (var minute = 0; minute < time.TotalMinutes; minute++)
        {
            house.Time.Advance(TimeSpan.FromMinutes(1));
            await (plan?.Invoke(SendingHouse.Order(1000 + minute)) ?? Task.CompletedTask);
            await process.DrainAsync();
        }
    }

    private sealed class RefusingSender : IMailSender
    {
        public string Refused { get; set; } = "@nobody.example";

        public string BreaksOn { get; init; } = "nobody";

        public FakeSender Inner { get; } = new();

        public int Tries { get; private set; }

        public bool IsIdempotent => false;

        public Task<MailSendResult> SendAsync(OutgoingMail mail, CancellationToken cancellationToken = default)
        {
            Tries++;
            return mail switch
            {
                _ when mail.From.Address.EndsWith(Refused, StringComparison.Ordinal) => throw new PermanentMailException("550 MAIL FROM") { IsOfTheFrom = true },
                _ when mail.To[0].Address == BreaksOn => throw new TransientMailException("reset") { IsOfTheServer = true },
                _ => Inner.SendAsync(mail, cancellationToken),
            };
        }
    }
}
