using SocialWorkflows.Casework.People;
using SocialWorkflows.Connectors.AzureStorage;
using SocialWorkflows.Tests.Connectors.Contract;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Connectors.AzureStorage;

/// <summary>A case's destruction on Tables when the process dies at any of its requests.</summary>
public sealed class ShredderFaultTests
{
    private static readonly CancellationToken Now = CancellationToken.None;

    /// <summary>The service does the n-th request, the process never learns it. The next call ends what was begun.</summary>
    [Fact]
    public async Task Destroy_DeathAtEveryRequest_GoesOnAndLeavesAWholeChain()
    {
        var deaths = 0;
        for (var at = 1; ; at++)
        {
            await using var dying = await AzuriteHouse.CreateAsync(settings: AzuriteFixture.Quick with { Retries = 0 });
            await dying.AppendAsync("received", TestCases.Received());
            await dying.AppendAsync("message:a", TestCases.Filed("a"));
            await dying.Teams.SaveAsync(new CardCopy { Case = TestCases.Reference, Step = "documents", Round = 1, PersonId = "p", ActivityId = "1:x", Version = 1, Open = true }, Now);
            var requests = 0;
            dying.Transport.Fault = _ => Interlocked.Increment(ref requests) is var n && n < at ? null : n == at ? Fault.LostAnswer : Fault.Answers(503, "ServerBusy");
            var died = await Record.ExceptionAsync(() => dying.Shredder.DestroyAsync(TestCases.Reference, 2, Now));
            (died is null or StorageException).ShouldBeTrue(died?.ToString());

            await using var next = (AzuriteHouse)await dying.AgainAsync();
            (await next.Shredder.DestroyAsync(TestCases.Reference, 2, Now)).ShouldBeTrue($"death at {at}");
            (await next.Shredder.DestroyedAtAsync(TestCases.Reference, Now)).ShouldNotBeNull();
            (await next.Journal.ReadAsync(TestCases.Reference, Now)).ShouldBeNull();
            (await next.Journal.ReadMarksAsync(Now)).ShouldBeEmpty();
            (await next.Board.ListAsync("smiltene", null, includeClosed: true, Now)).ShouldBeEmpty();
            (await next.Teams.CopiesAsync(TestCases.Reference, Now)).ShouldBeEmpty();
            (await next.ProblemsAsync()).ShouldBeEmpty($"death at {at}");
            if (requests < at)
            {
                break;
            }

            deaths++;
        }

        deaths.ShouldBeGreaterThan(8);
    }
}
