namespace SocialWorkflows.Functions.Workplace.Teams;

/// <summary>Everything the bot sends by itself, one after the other; what fails keeps nothing else back.</summary>
internal sealed partial class TeamsRounds(CardCourier cards, MessageCourier messages, MorningCourier mornings, ChannelCourier channels, ClosedCards closed, ILogger<TeamsRounds> logger)
{
    /// <summary>How many cards were sent or changed.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var moved = 0;
        foreach (var round in new[] { cards.CatchUpAsync, messages.CatchUpAsync, mornings.CatchUpAsync, channels.CatchUpAsync, (Func<CancellationToken, Task<int>>)closed.ForgetAsync })
        {
            try
            {
                moved += await round(cancellation);
            }
            catch (Exception problem) when (!cancellation.IsCancellationRequested)
            {
                LogRoundFailed(problem);
            }
        }

        return moved;
    }

    [LoggerMessage(LogLevel.Error, "A round of cards failed; the next one tries again.")]
    private partial void LogRoundFailed(Exception problem);
}
