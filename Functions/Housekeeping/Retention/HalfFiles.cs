using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Functions.Hosting;

namespace SocialWorkflows.Functions.Housekeeping.Retention;

/// <summary>
/// What a kill left half written: of a letter or a notice that nobody laid again it would stay for ever, for no list names it. It is no record and waits for no approval.
/// </summary>
internal sealed partial class HalfFiles(
    [FromKeyedServices(KeptPlaces.Dispatch)] IKeptFiles dispatch,
    [FromKeyedServices(KeptPlaces.EAddress)] IKeptFiles eAddress,
    [FromKeyedServices(KeptPlaces.Synthetic)] IKeptFiles synthetic,
    [FromKeyedServices(KeptPlaces.Sessions)] IKeptFiles sessions,
    ILogger<HalfFiles> logger)
{
    /// <summary>No write takes as long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(6);

    /// <returns>How many went.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        // The file system stamps its files by the machine's clock, whatever time the app goes by.
        var before = Clock.OfTheMachine.GetUtcNow() - Patience;
        var gone = 0;
        foreach (var place in new[] { dispatch, eAddress, synthetic, sessions })
        {
            gone += await place.SweepAsync(before, cancellation);
        }

        if (gone > 0)
        {
            LogGone(gone);
        }

        return gone;
    }

    [LoggerMessage(LogLevel.Information, "{Count} files that a kill left half written were deleted.")]
    private partial void LogGone(int count);
}
