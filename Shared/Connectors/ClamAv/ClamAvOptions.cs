namespace SocialWorkflows.Connectors.ClamAv;

/// <summary>Section "Scanner:ClamAv". A clamd daemon reached over TCP; its signatures are kept fresh by freshclam.</summary>
public sealed class ClamAvOptions
{
    public const string SectionName = "Scanner:ClamAv";

    /// <summary>Host of clamd. Empty: no scanner is configured, and every file waits.</summary>
    public string Host { get; set; } = string.Empty;

    /// <summary>Default 3310, clamd's own.</summary>
    public int Port { get; set; } = 3310;

    /// <summary>For connecting, sending and the answer together. Default 2 min; no answer by then means wait, never pass.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(2);
}
