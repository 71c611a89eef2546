namespace SocialWorkflows.Tests.Functions.Notices;

/// <summary>
/// I3 under kills: the whole way of a notice, from the choice of its channel to the closing of the case, killed at every call that leaves the process,
/// by signed e-mail, by post after a bounce, and by e-address, against a provider and a box that lie. Counted at the receiving side.
/// </summary>
public sealed class NoticeEveryKillTests
{
    private const int Instants = 400;
    private static readonly int Randomly = Environment.GetEnvironmentVariable("TESTS_FULL") == "1" ? 400 : 12;

    [Theory]
    [InlineData("signed-email", "smtp")]
    [InlineData("signed-email", "sendgrid")]
    [InlineData("signed-email/bounced", "outbox")]
    [InlineData("registered/e-address", "smtp")]
    public async Task Kill_AtEveryInstant_ConfirmedIsReceivedAndClosedIsConfirmed(string way, string provider)
    {
        var at = 1;
        for (; at <= Instants; at++)
        {
            if (!await RunAsync(way, provider, seed: at, kills: [at]))
            {
                break;
            }
        }

        // The run that is never killed proves that every instant had its turn.
        at.ShouldBeInRange(40, Instants);
        TestContext.Current.TestOutputHelper?.WriteLine($"{way} by {provider}: killed at each of {at - 1} instants");
    }

    [Theory]
    [InlineData("signed-email", "sendgrid-silent")]
    [InlineData("signed-email", "graph")]
    [InlineData("signed-email/bounced", "smtp")]
    [InlineData("signed-email/bounced", "sendgrid")]
    [InlineData("signed-email/e-address", "sendgrid")]
    [InlineData("registered/e-address", "outbox")]
    public async Task Kill_SeveralTimesAtRandom_ConfirmedIsReceivedAndClosedIsConfirmed(string way, string provider)
    {
        for (var seed = 1000; seed < 1000 + Randomly; seed++)
        {
            var random = new Random(seed);
            await RunAsync(way, provider, seed, [.. Enumerable.Range(0, 5).Select(_ => random.Next(1, 40))]);
        }
    }

    /// <returns>Whether a process was killed.</returns>
    private static async Task<bool> RunAsync(string way, string provider, int seed, int[] kills)
    {
        await using var world = await NoticeWorld.MakeAsync(way, provider, seed, kills);
        await world.PlayAsync();
        await world.ShouldHoldAsync($"{way} by {provider}, seed {seed}, kills {string.Join(',', kills)}");
        return world.Killed > 0;
    }
}
