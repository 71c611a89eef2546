namespace SocialWorkflows.Functions.Notification.Sending;

/// <summary>Words of the ledger that the machine itself reads again. Persisted: add, never rename.</summary>
internal static class SendDetails
{
    /// <summary>Held: outside production the recipient is not on the list.</summary>
    public const string NotListed = "recipient-not-listed";
}
