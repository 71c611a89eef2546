using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Notification.Sending;

/// <summary>What the ledger alone says about a mail that waits: whether some earlier try may have sent it.</summary>
internal sealed class SendCertainty(IMailSender sender)
{
    /// <summary>
    /// It waits, and no try of it can have left. A draft may have been sent until somebody looks; without drafts only an outbox tries again what is
    /// in doubt, and the ledger says so.
    /// </summary>
    public bool IsCertainlyHere(SendRow row) => row is { State: SendStates.Planned, ProviderId: null } && (sender is IDraftSender || !SendDetails.IsDoubt(row.Detail));
}
