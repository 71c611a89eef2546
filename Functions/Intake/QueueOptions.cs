using System.ComponentModel.DataAnnotations;

namespace SocialWorkflows.Functions.Intake;

/// <summary>Section "Intake": how many messages of one municipality may be in the task hub. The others wait in the ledger.</summary>
internal sealed class QueueOptions
{
    public const string SectionName = "Intake";

    /// <summary>Worked on at a time. Default 64.</summary>
    [Range(1, 10_000)]
    public int Window { get; set; } = 64;

    /// <summary>Waiting for a silent scanner beside those. Default 200: each is read and offered to the scanner again at every <see cref="ScannerOptions.RetryAfter"/>.</summary>
    [Range(0, 100_000)]
    public int MostWaitingForScanner { get; set; } = 200;

    /// <summary>Places beside all others for messages with words of distress. Default 16.</summary>
    [Range(0, 10_000)]
    public int UrgentPlaces { get; set; } = 16;

    /// <summary>Bytes of raw mail that all municipalities together have in work at a time. Default 128 MB; one mail is always worked on, however large it is.</summary>
    [Range(1, long.MaxValue)]
    public long MostBytes { get; set; } = 128_000_000;

    /// <summary>Letters up to this size have an eighth of <see cref="MostBytes"/> of their own, so that none of them waits behind large ones that hang in the scanner. Bytes.</summary>
    public long SmallLetter => MostBytes / 128;

    /// <summary>The share of the letters of that size.</summary>
    public long MostBytesOf(bool isSmall) => isSmall ? MostBytes / 8 : MostBytes - (MostBytes / 8);

    /// <summary>More are never begun.</summary>
    public int Most => Window + MostWaitingForScanner + UrgentPlaces;
}
