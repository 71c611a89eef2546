using SocialWorkflows.Casework.Sending;

namespace SocialWorkflows.Functions.Intake;

/// <summary>Mails that we sent, by the Message-ID somebody names.</summary>
internal sealed class SentMails(ISendLedger sends)
{
    /// <summary>The operation id is the local part of every id we give; the ledger says whether we gave it, and for whom.</summary>
    /// <returns>Null when the municipality sent no mail of that id.</returns>
    public async Task<SendRow?> FindAsync(string municipality, string messageId, CancellationToken cancellation) =>
        await sends.FindAsync(messageId.Split('@')[0], cancellation) is { } row && row.MessageId == messageId && row.Municipality == municipality ? row : null;

    /// <returns>The first of these that the municipality sent; null when it sent none.</returns>
    public async Task<SendRow?> FirstAsync(string municipality, IReadOnlyList<string> messageIds, CancellationToken cancellation)
    {
        foreach (var id in messageIds)
        {
            if (await FindAsync(municipality, id, cancellation) is { } row)
            {
                return row;
            }
        }

        return null;
    }
}
