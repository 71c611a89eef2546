namespace SocialWorkflows.Functions.Intake;

/// <summary>What is believed about the senders of mail.</summary>
internal sealed class SenderOptions
{
    public const string SectionName = "Mail:Sender";

    /// <summary>
    /// Ids (authserv-id of RFC 8601) of our own mail servers. Only their Authentication-Results are believed; empty, the default, believes
    /// none. The border server must remove fields with its own id from mail that comes in.
    /// </summary>
    public IList<string> TrustedServers { get; init; } = [];
}
