namespace SocialWorkflows.Connectors.ClamAv;

/// <summary>Section "Scanner:ClamAv". A clamd daemon reached over TCP; its signatures are kept fresh by freshclam.</summary>
public sealed class ClamAvOptions
{
    public const string SectionName = "Scanner:ClamAv";

    /// <summary>Host of clamd. Empty: no scanner is configured, and every file waits.</summary>
    public string Host { get; set; } = string.Empty;

    /// <summary>Default 3310, clamd's own.</summary>
    public int Port { get; set; } = 3310;

    /// <summary>
    /// The largest file that clamd is asked about, bytes; a larger one has the verdict <c>TooLarge</c>. Not above clamd's StreamMaxLength and MaxFileSize: past the
    /// latter clamd answers OK without having read the file. Default 25 MiB, as in Debian's clamd.conf.
    /// </summary>
    public long MaxFileBytes { get; set; } = 25 * 1024 * 1024;

    /// <summary>For connecting, sending and the answer together. Default 2 min; no answer by then means wait, never pass.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(2);
}
