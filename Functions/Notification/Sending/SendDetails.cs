namespace SocialWorkflows.Functions.Notification.Sending;

/// <summary>Words of the ledger that the machine itself reads again. Persisted: add, never rename.</summary>
internal static class SendDetails
{
    /// <summary>Held: outside production the recipient is not on the list.</summary>
    public const string NotListed = "recipient-not-listed";

    /// <summary>Held: the notice goes another way, or was given otherwise.</summary>
    public const string Superseded = "superseded";

    /// <summary>A person must look: it may have left for an address that is no longer the person's.</summary>
    public const string AddressChanged = "address-changed";

    public const string Interrupted = "interrupted";

    public const string NoAnswer = "no-answer";

    private const string FaultPrefix = "fault:";

    public static string Fault(Exception problem) => FaultPrefix + problem.GetType().Name;

    /// <summary>The newest try may have sent it.</summary>
    public static bool IsDoubt(string? detail) => detail is Interrupted or NoAnswer || detail?.StartsWith(FaultPrefix, StringComparison.Ordinal) == true;
}
