using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Housekeeping.Anchors;
using SocialWorkflows.Functions.Housekeeping.SelfCheck;
using SocialWorkflows.Tests.Support;
using static SocialWorkflows.Tests.Functions.Housekeeping.DestructionHouse;

namespace SocialWorkflows.Tests.Functions.Housekeeping;

/// <summary>The night is one call of the Functions host, which ends the whole process when a call takes too long.</summary>
public sealed class NightLimitTests : IDisposable
{
    private static readonly CancellationToken Now = CancellationToken.None;

    private readonly string _packs = Directory.CreateTempSubdirectory("socialworkflows-packs-").FullName;

    public void Dispose() => Directory.Delete(_packs, recursive: true);

    [Fact]
    public async Task Night_MoreToDestroyThanACallAllows_EndsInTimeAndTheNextNightsGoOn()
    {
        var slow = new MortalDocuments();
        await using var house = await StartAsync(_packs, slow);
        List<CaseRef> references = [];
        for (var i = 0; i < 3; i++)
        {
            references.Add(await ClosedAsync(house, $"slow-{i}"));
        }

        await ApproveAsync(house, [.. references]);
        await house.Get<AnchorKeeper>().AnchorAsync(Now);
        house.Time.Advance(TimeSpan.FromHours(23));
        slow.Slow = house.Time;

        var nights = 0;
        while (await LeftAsync(house, references) is > 0 and var left)
        {
            var begun = house.Now;
            await house.Get<NightRound>().RunAsync(NightRound.OfACall, Now);

            (house.Now - begun).ShouldBeLessThan(NightRound.OfACall);
            (nights > 0 || await LeftAsync(house, references) > 0).ShouldBeTrue("three cases take longer than the first night's share");
            (await LeftAsync(house, references)).ShouldBeLessThanOrEqualTo(left);
            var checks = house.Get<SelfCheckMemory>();
            (await checks.RunningAsync(Now) ?? await checks.EndedAsync(Now))!.StartedAt.ShouldBeGreaterThanOrEqualTo(begun, "the other duties have their turn");
            house.Time.Advance(TimeSpan.FromHours(23));
            (++nights).ShouldBeLessThan(12);
        }

        foreach (var reference in references)
        {
            (await LineAsync(house, reference)).State.ShouldBe(RetentionStates.Destroyed);
        }
    }

    private static async Task<int> LeftAsync(WayHouse house, IReadOnlyList<CaseRef> references)
    {
        var left = 0;
        foreach (var reference in references)
        {
            left += (await LineAsync(house, reference)).State == RetentionStates.Destroyed ? 0 : 1;
        }

        return left;
    }
}
