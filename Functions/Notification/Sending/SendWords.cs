using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Connectors.SendGrid;

namespace SocialWorkflows.Functions.Notification.Sending;

/// <summary>
/// What a provider says of mails it took. Its words come twice, late and out of order: each only moves the row forward, so a repetition changes
/// nothing. Words about mails we do not know are dropped.
/// </summary>
internal sealed class SendWords(ISendLedger ledger, SendEnds ends)
{
    /// <summary>Returns how many were about mails of ours.</summary>
    public async Task<int> TakeAsync(IReadOnlyList<SendGridEvent> events, CancellationToken cancellation)
    {
        var ours = 0;
        foreach (var word in events)
        {
            if (word.OperationId.Length > 0 && await ledger.FindAsync(word.OperationId, cancellation) is { Channel: "email" } row)
            {
                ours++;
                await TakeAsync(row, word, cancellation);
            }
        }

        return ours;
    }

    private Task TakeAsync(SendRow row, SendGridEvent word, CancellationToken cancellation) => word.Kind switch
    {
        "processed" or "deferred" => ends.AcceptedAsync(row, null, null, cancellation),
        "delivered" => ends.DeliveredAsync(row, cancellation),
        "bounce" => ends.BouncedAsync(row, word.Type == "blocked" && CauseOf(word.Status) == "unknown" ? "refused" : CauseOf(word.Status), word.Status, string.Empty, cancellation),

        // The provider did not even try: an earlier bounce or complaint of this address.
        "dropped" => ends.BouncedAsync(row, word.Status.Length > 0 ? CauseOf(word.Status) : "refused", word.Status, string.Empty, cancellation),
        _ => Task.CompletedTask,
    };

    private static string CauseOf(string status) => Mail.Reports.BounceReport.CauseOf(status).ToString().ToLowerInvariant();
}
