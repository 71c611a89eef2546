using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Cases;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Functions.Synthetic;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Connectors.AzureStorage;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Synthetic;

/// <summary>In Azure each instance has a disk of its own, which is emptied: authority and mails of the walk are found on the account.</summary>
public sealed class SyntheticInAzureTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Fact]
    public async Task Walk_LaidByOneInstance_IsEndedByAnotherWithAFreshDisk()
    {
        var fixture = await AzuriteFixture.CreateAsync();
        var time = new SimulatedTime(DemoFolder.Beginning);
        byte[] mail;
        await using (var first = await StartAsync(fixture, time))
        {
            first.ToNextMorning();
            await first.WalkAsync();
            (await first.NewestAsync()).Step.ShouldBe(SyntheticSteps.TakenIn);
            mail = (await first.Get<SyntheticMails>().FindAsync((await first.NewestAsync()).Mail!, CancellationToken.None)).ShouldNotBeNull();
        }

        await using var second = await StartAsync(fixture, time);
        (await second.Get<Addressees>().IsSyntheticAsync(mail, CancellationToken.None)).ShouldBeTrue("whoever reads it first knows it");
        (await second.Get<Addressees>().IsSyntheticAsync((byte[])[.. mail, (byte)'\n'], CancellationToken.None)).ShouldBeFalse("a byte more is a stranger's");
        await second.SettleAsync();

        (await second.NewestAsync()).Step.ShouldBe(SyntheticSteps.Notified);
        var walked = await second.WalkedAsync();
        walked.State.Received!.Files.ShouldContain(f => f.Signature == "TOTAL-PASSED");
        (await second.Intake.ListAsync("smiltene", null, CancellationToken.None)).ShouldBeEmpty();
        second.Sender.Left.SelectMany(m => m.To).ShouldAllBe(to => to.Address == SyntheticHouse.Discard);
    }

    /// <summary>A damaged authority costs a walk, not the start.</summary>
    [Fact]
    public async Task Start_AuthorityThatCannotBeRead_MakesAnotherAndWalks()
    {
        var fixture = await AzuriteFixture.CreateAsync();
        var time = new SimulatedTime(DemoFolder.Beginning);
        var store = Store(fixture, time);
        await store.Tables.CreateAsync(CancellationToken.None);
        await store.Synthetic.AddAsync("authority.zip", "damaged"u8.ToArray(), CancellationToken.None);

        await using var house = await StartAsync(fixture, time);
        house.ToNextMorning();
        await house.SettleAsync();

        (await house.NewestAsync()).Step.ShouldBe(SyntheticSteps.Notified);
    }

    private static Task<WayHouse> StartAsync(AzuriteFixture fixture, SimulatedTime time) => WayHouse.StartAsync(
        time: time,
        settings: new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Stores:CaseAccount"] = AzuritePeer.Account,
            ["Stores:PersonLookupKey"] = Convert.ToBase64String(Key),
            ["Stores:CaseAddressKey"] = Convert.ToBase64String(Key),
            ["Synthetic:Mode"] = SyntheticOptions.On,
            ["Synthetic:Discard"] = SyntheticHouse.Discard,
        },
        configure: services => services.AddSingleton(Store(fixture, time)).AddSingleton<IMailbox, NoMailbox>());

    private static AzureCaseStore Store(AzuriteFixture fixture, SimulatedTime time) =>
        new(fixture.Account, fixture.Prefix, AppComposition.IndexKeys(new SecretKeys(Key, Key)), time, NullLoggerFactory.Instance);
}
