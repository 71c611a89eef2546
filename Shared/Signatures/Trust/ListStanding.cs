namespace SocialWorkflows.Signatures.Trust;

/// <summary>Whether a trusted list can be relied on today, and the words for when it cannot.</summary>
internal static class ListStanding
{
    /// <summary>Past its NextUpdate a list may have been overtaken (TS 119 612 §5.3.15): its verdicts stand, but a person confirms them.</summary>
    public static bool IsOverdue(TrustedListOrigin origin, DateTimeOffset now) => origin.NextUpdate < now;

    public static IEnumerable<string> Warnings(TrustedListOrigin origin, DateTimeOffset now)
    {
        if (!origin.IsVerified)
        {
            yield return $"Test trust: the signature of the {origin.Label} was not checked against a pinned certificate.";
        }

        if (IsOverdue(origin, now))
        {
            yield return $"The {origin.Label} is out of date: a newer one was due by {origin.NextUpdate:yyyy-MM-dd}.";
        }
    }
}
