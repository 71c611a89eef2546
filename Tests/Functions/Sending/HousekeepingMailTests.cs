using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Casework.Capacity;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Functions.Notification.Sending;
using SocialWorkflows.Mail;
using SocialWorkflows.Mail.EAddress;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Sending;

/// <summary>Mail and the other duties of a round do not stand in each other's way.</summary>
public sealed class HousekeepingMailTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Pump_ServerSaysNothing_HousekeepingAndCallersGoOn()
    {
        using var sender = new SilentSender();
        await using var house = await WayHouse.StartAsync(configure: services => services.AddSingleton<IMailSender>(sender));
        var desk = house.Get<SendDesk>();
        await desk.PlanAsync(SendingHouse.Order(1, "list"), "smiltenesnovads.lv", CancellationToken.None);
        await house.Get<SendPump>().StartAsync(CancellationToken.None);
        await sender.IsAsked.WaitAsync(Long);

        await house.Get<Housekeeper>().SweepAsync(CancellationToken.None).WaitAsync(Long);
        (await desk.SendOnceAsync(SendingHouse.Order(2, "list"), "smiltenesnovads.lv", CancellationToken.None).WaitAsync(Long)).ShouldBeFalse();

        sender.Count.ShouldBe(1);
        sender.Answer();
        using var limit = new CancellationTokenSource(Long);
        while ((await house.SendsAsync()).Any(s => s.State != SendStates.Sent))
        {
            await house.Get<SendCourier>().DrainAsync(limit.Token);
        }

        await house.Get<SendPump>().StopAsync(CancellationToken.None);
        sender.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Sweep_SeveralDutiesFail_TheOthersHaveTheirTurnAndTheMailLeaves()
    {
        var (box, places) = (Broken.Create<IEAddressBox>(), Broken.Create<ICapacityLedger>());
        await using var house = await WayHouse.StartAsync(configure: services => services.AddSingleton(places).AddSingleton(box));
        await house.Get<SendDesk>().PlanAsync(SendingHouse.Order(1, "list"), "smiltenesnovads.lv", CancellationToken.None);

        (await house.Get<Housekeeper>().SweepAsync(CancellationToken.None)).ShouldBe(1);

        Broken.CallsOf(box).ShouldBeGreaterThan(0);
        (await house.SendsAsync()).ShouldHaveSingleItem().State.ShouldBe(SendStates.Sent);
    }

    /// <summary>A store that fails whatever it is asked.</summary>
    internal class Broken : DispatchProxy
    {
        private int _calls;

        public static T Create<T>()
            where T : class => Create<T, Broken>();

        public static int CallsOf(object part) => ((Broken)part)._calls;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            _calls++;
            throw new IOException($"{targetMethod!.Name} is broken.");
        }
    }
}
