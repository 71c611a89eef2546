namespace SocialWorkflows.Mail.Senders;

/// <summary>What our own mail server found out about the From address.</summary>
public enum SenderTrust
{
    /// <summary>No trusted server said anything that decides: a From is a claim.</summary>
    Unknown,

    /// <summary>DMARC passed: the domain of From takes responsibility.</summary>
    Passed,

    /// <summary>DMARC failed, or without DMARC the sending host is one that the domain forbids and no signature stands in: From is taken to be forged.</summary>
    Failed,
}

/// <summary>
/// Believes only Authentication-Results (RFC 8601) whose server id is configured as ours. Anybody can write the field: the border server must
/// remove those with its own id from mail that comes in (RFC 8601 §5). Should one slip through, the worst result of all counts.
/// </summary>
public static class SenderAuthentication
{
    /// <param name="mail">As received.</param>
    /// <param name="trustedServers">Ids (authserv-id) of our own servers; none means that every From stays a claim.</param>
    public static SenderTrust Of(MailMessage mail, IReadOnlyCollection<string> trustedServers)
    {
        if (trustedServers.Count == 0)
        {
            return SenderTrust.Unknown;
        }

        var results = mail.Headers.Named("Authentication-Results").SelectMany(h => AuthenticationResults.Read(h.RawValue, trustedServers)).ToList();
        if (Has("dmarc", "fail"))
        {
            return SenderTrust.Failed;
        }

        // Temporary and permanent errors of DMARC decide nothing.
        var hasDmarc = results.Exists(r => r.Method == "dmarc" && r.Result != "none");
        if (!hasDmarc && Has("spf", "fail") && !Has("dkim", "pass"))
        {
            return SenderTrust.Failed;
        }

        // DMARC speaks of one From; with several nobody knows of which.
        return Has("dmarc", "pass") && mail.From.Count == 1 ? SenderTrust.Passed : SenderTrust.Unknown;

        bool Has(string method, string result) => results.Contains(new MethodResult(method, result));
    }
}
