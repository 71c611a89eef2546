using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Connectors.AzureStorage.Cases;
using SocialWorkflows.Connectors.AzureStorage.Copies;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Housekeeping.Backup;
using SocialWorkflows.Tests.Connectors.AzureStorage;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Housekeeping;

/// <summary>
/// The drill of docs/server.md: the account, its region and the task hub are gone; the copy is restored into a new account, and cases under way go on from there.
/// </summary>
public sealed class AzureRestoreDrillTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly SecretKeys Secrets = new(Key, Key);
    private static readonly CancellationToken Now = CancellationToken.None;

    [Fact]
    public async Task Drill_AccountAndHubLost_CasesGoOnFromTheCopy()
    {
        var fixture = await AzuriteFixture.CreateAsync();
        var time = new SimulatedTime(DemoFolder.Beginning);
        var (lost, copy, anew) = (Account(), Account(), Account());
        CaseRef proposed, waiting;
        byte[] later;
        await using (var house = await StartAsync(lost))
        {
            proposed = await house.OpenCaseAsync(Residents.Application("drill-1", house.Now, Residents.Person("drill-1", "Anna", "Izdomāta", "000160-10018")));
            waiting = await house.OpenCaseAsync(Residents.Application("drill-2", house.Now, Residents.Person("drill-2", "Ilze", "Izdomāta", "000161-10019")));
            await house.ReviewAsync(proposed);
            await house.AssessAsync(proposed);
            await house.ProposeAsync(proposed);
            await house.Get<NightRound>().RunAsync(most: null, Now);
            house.Time.Advance(TimeSpan.FromHours(3));
            (await house.Get<NightCopy>().StandingAsync(Now)).ShouldBe(new CopyStanding(TimeSpan.FromHours(3), IsHeld: false));
            (await copy.Anchors.NamesAsync(Now)).ShouldNotBeEmpty();

            // Came after the copy: the mailbox still has it.
            var mail = Residents.Application("drill-3", house.Now, Residents.Person("drill-3", "Zane", "Izdomāta", "000162-10020"));
            await house.OpenCaseAsync(mail);
            later = SocialWorkflows.Mail.MimeWriter.Write(mail);
        }

        await LoseAsync(lost);
        await new InstallationCopy(anew, copy, CaseStores.Fingerprint(Secrets)).RestoreAsync(evenUnfinished: false, Now);

        (await anew.Verifier.VerifyAsync(Now)).Problems.ShouldBeEmpty();
        await using (var house = await StartAsync(anew))
        {
            (await house.InstanceAsync(proposed)).ShouldBeNull("the hub is empty");
            await house.SettleAsync();

            (await house.InstanceAsync(proposed))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Running);
            (await house.InstanceAsync(waiting))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Running);
            await house.DoAsync(proposed, Verbs.Approve);
            await house.SignAsync(proposed);
            await house.ConfirmNoticeAsync(proposed);
            (await house.StateAsync(proposed)).Outcome.ShouldBe("granted");
            (await house.WaitsAsync(waiting)).ShouldBe(["documents"]);

            house.DeliverRaw("later", later);
            await house.SettleAsync();
            (await house.Intake.ListAsync("smiltene", Dispositions.NewCase, Now)).Count.ShouldBe(3);
            (await anew.Verifier.VerifyAsync(Now)).Problems.ShouldBeEmpty();
        }

        Task<WayHouse> StartAsync(AzureCaseStore store) => WayHouse.StartAsync(
            time: time,
            settings: new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Stores:CaseAccount"] = AzuritePeer.Account,
                ["Stores:PersonLookupKey"] = Convert.ToBase64String(Key),
                ["Stores:CaseAddressKey"] = Convert.ToBase64String(Key),
            },
            configure: services => services.AddSingleton(store).AddSingleton(new InstallationCopy(store, copy, CaseStores.Fingerprint(Secrets))));

        AzureCaseStore Account() => new(fixture.Account, fixture.Prefix + (char)('a' + _made++), AppComposition.IndexKeys(Secrets), time, NullLoggerFactory.Instance);
    }

    private int _made;

    private static async Task LoseAsync(AzureCaseStore store)
    {
        foreach (var row in await store.Tables.Cases.ListAsync(null, Now))
        {
            await store.Tables.Cases.DeleteAsync(row.PartitionKey, row.RowKey, Now);
        }

        await foreach (var blob in store.Tables.Documents.ListAsync(string.Empty, Now))
        {
            await store.Tables.Documents.DeleteAsync(blob.Name, SocialWorkflows.Connectors.AzureStorage.Blobs.BlobCondition.None, Now);
        }
    }
}
