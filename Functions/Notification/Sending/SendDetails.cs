using SocialWorkflows.Mail;

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

    /// <summary>Held: kept back by a setting for so long that a person looks first.</summary>
    public const string TooOld = "too-old";

    /// <summary>Failed: told "later" too often.</summary>
    public const string Later = "transient";

    /// <summary>Planned: the process was stopped before anything could leave.</summary>
    public const string Stopped = "stopped";

    public const string Interrupted = "interrupted";

    public const string NoAnswer = "no-answer";

    private const string FaultPrefix = "fault:";
    private const string RecipientPrefix = "recipient:";
    private const string NoPrefix = "permanent";

    public static string Fault(Exception problem) => FaultPrefix + problem.GetType().Name;

    /// <summary>Failed: the server said no, with its code where it gave one.</summary>
    public static string No(PermanentMailException problem) => problem.IsOfTheRecipient ? RecipientPrefix + problem.Status : problem.Status.Length > 0 ? $"{NoPrefix} {problem.Status}" : NoPrefix;

    /// <summary>The server's code where it refused the recipient; null where it did not.</summary>
    public static string? StatusOf(string? detail) => detail?.StartsWith(RecipientPrefix, StringComparison.Ordinal) == true ? detail[RecipientPrefix.Length..] : null;

    /// <summary>The code of any refusal, for people; empty when there is none.</summary>
    public static string CodeOf(string? detail) => StatusOf(detail) ?? (detail?.StartsWith(NoPrefix + " ", StringComparison.Ordinal) == true ? detail[(NoPrefix.Length + 1)..] : string.Empty);

    /// <summary>The newest try may have sent it.</summary>
    public static bool IsDoubt(string? detail) => detail is Interrupted or NoAnswer || detail?.StartsWith(FaultPrefix, StringComparison.Ordinal) == true;
}
