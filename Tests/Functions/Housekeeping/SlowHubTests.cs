using Microsoft.Extensions.Logging.Abstractions;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Tests.Functions.Notices;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Housekeeping;

/// <summary>Who clicks is answered in time, however slow the task hub is; the nudge arrives all the same.</summary>
public sealed class SlowHubTests
{
    private static readonly CancellationToken Never = CancellationToken.None;

    [Fact]
    public async Task DrainSoon_HubThatHangs_AnsweredAfterTwoSecondsAndRaisedOnceItAnswers()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("slow-hub", house.Now));
        var hub = new HangingClient();
        var outbox = new OutboxDrain(house.Journal, house.Get<CaseFollowUps>(), hub, house.Time, NullLogger<OutboxDrain>.Instance);
        await house.Journal.AppendAsync(new() { Case = reference, Key = "filed", Wakes = true, Decide = _ => [TestCases.Filed("i9")] }, Never);

        var answer = outbox.DrainSoonAsync(reference, Never);
        await hub.Asked;
        answer.IsCompleted.ShouldBeFalse();
        house.Time.Advance(TimeSpan.FromSeconds(2));
        await answer;

        (await house.Journal.ReadMarksOfAsync(reference, Never)).ShouldNotBeEmpty();
        hub.Answer();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await house.Journal.ReadMarksOfAsync(reference, limit.Token)).Count > 0)
        {
            await Task.Yield();
        }
    }

    private sealed class HangingClient : NudgelessClient
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        public void Answer() => _answered.SetResult();

        public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
        {
            _asked.TrySetResult();
            return _answered.Task;
        }
    }
}
