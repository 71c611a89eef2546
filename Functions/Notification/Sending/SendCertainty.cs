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

    /// <summary>
    /// It was kept back after some tries. What is in doubt is never kept back by senders that do not try it again, and a draft is looked at before it is
    /// sent; of an outbox nobody knows.
    /// </summary>
    public bool MayBeReleased(SendRow row) => row.Attempts == 0 || sender is IDraftSender || (sender.Doubt != MailDoubt.Repeat && row.ProviderId is null);
}
