using Microsoft.Extensions.Logging.Abstractions;
using SocialWorkflows.Connectors.AzureStorage.Cases;
using SocialWorkflows.Connectors.AzureStorage.Copies;
using SocialWorkflows.Connectors.AzureStorage.Tables;
using SocialWorkflows.Functions.Housekeeping.Backup;
using SocialWorkflows.Functions.Housekeeping.SelfCheck;
using SocialWorkflows.Tests.Connectors.AzureStorage;
using SocialWorkflows.Tests.Connectors.Contract;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Housekeeping;

/// <summary>When a night makes no copy, and how that is told.</summary>
public sealed class NightCopyTests
{
    private static readonly CancellationToken Now = CancellationToken.None;

    [Fact]
    public async Task Run_WhileTheSelfCheckHasFindings_WritesNothingAndSaysSoUntilItIsClean()
    {
        await using var house = await AzuriteHouse.CreateAsync();
        await house.AppendAsync("received", TestCases.Received());
        var (night, copy, checks) = await NightAsync(house);
        var report = new SelfCheckReport { StartedAt = house.Time.GetUtcNow() };
        await checks.KeepAsync(report.With([new SelfCheckFinding("smiltene", "c1", "smiltene/c1: damaged")]), Now);

        (await night.RunAsync(Now)).ShouldBe(0);
        (await CopyMark.FindAsync(await MadeAsync(copy), Now)).ShouldBeNull();
        house.Time.Advance(TimeSpan.FromDays(3));
        (await night.StandingAsync(Now)).ShouldBe(new CopyStanding(TimeSpan.Zero, IsHeld: true));
        house.Time.Advance(TimeSpan.FromDays(3));
        (await Young(house, copy).StandingAsync(Now))!.Age.ShouldBe(TimeSpan.FromDays(3), "a young process knows since when none was made");

        await checks.EndAsync(report, Now);
        (await night.RunAsync(Now)).ShouldBeGreaterThan(0);
        (await night.StandingAsync(Now)).ShouldBe(new CopyStanding(TimeSpan.Zero, IsHeld: false));
    }

    [Fact]
    public async Task Run_ThatIsRefused_IsHeldAndToldWithoutFailingTheNight()
    {
        await using var house = await AzuriteHouse.CreateAsync();
        await house.AppendAsync("received", TestCases.Received());
        var (night, copy, _) = await NightAsync(house);
        await night.RunAsync(Now);
        await house.ChangeEntryAsync(TestCases.Reference, 1);

        (await night.RunAsync(Now)).ShouldBe(0);

        (await night.StandingAsync(Now))!.IsHeld.ShouldBeTrue();
        (await copy.Verifier.VerifyAsync(Now)).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Standing_WithoutACopy_IsNone()
    {
        await using var house = await AzuriteHouse.CreateAsync();
        (await new NightCopy([], new SelfCheckMemory(house.Memory), house.Memory, house.Time, NullLogger<NightCopy>.Instance).StandingAsync(Now)).ShouldBeNull();
    }

    private static async Task<(NightCopy Night, AzureCaseStore Copy, SelfCheckMemory Checks)> NightAsync(AzuriteHouse house)
    {
        var copy = new AzureCaseStore(house.Fixture.Account, (await AzuriteFixture.CreateAsync()).Prefix, house.Keys, house.Time, NullLoggerFactory.Instance);
        return (Young(house, copy), copy, new SelfCheckMemory(house.Memory));
    }

    private static NightCopy Young(AzuriteHouse house, AzureCaseStore copy) =>
        new([new InstallationCopy(house.Store, copy, "test")], new SelfCheckMemory(house.Memory), house.Memory, house.Time, NullLogger<NightCopy>.Instance);

    private static async Task<CaseTables> MadeAsync(AzureCaseStore store)
    {
        await store.Tables.CreateAsync(Now);
        return store.Tables;
    }
}
