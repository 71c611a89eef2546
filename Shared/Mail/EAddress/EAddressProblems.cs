namespace SocialWorkflows.Mail.EAddress;

/// <summary>Why a notice was not sent by the e-address, as far as it matters which: words of its service, kept in confirmations.</summary>
public static class EAddressProblems
{
    /// <summary>The service did not answer: it may have been sent.</summary>
    public const string Unknown = "UNKNOWN";

    /// <summary>Taken over, and not delivered.</summary>
    public const string Undelivered = "UNDELIVERED";
}
