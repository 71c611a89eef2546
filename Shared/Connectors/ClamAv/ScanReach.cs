using SocialWorkflows.Mail.Files;

namespace SocialWorkflows.Connectors.ClamAv;

/// <summary>
/// Where clamd passes over its limits in silence, its OK holds only for what it surely read to its end. We unpack the file ourselves within limits that are tighter
/// than any of clamd's: one file's size for all that is inside, three levels, 2,000 entries (Debian: MaxFileSize 25M, MaxScanSize 100M, MaxRecursion 16, MaxFiles 10000).
/// </summary>
internal static class ScanReach
{
    private static readonly FileRemark[] PerhapsUnread =
    [
        FileRemark.ArchiveLimit, FileRemark.ArchiveNotOpened, FileRemark.DiskImage, FileRemark.Damaged,
        FileRemark.PdfScript, FileRemark.PdfFiles, FileRemark.PdfLaunch, FileRemark.PdfHidden, FileRemark.OutlookMessage,
    ];

    /// <param name="content">What clamd called OK.</param>
    /// <param name="mostBytes">Unpacked, in all; not above clamd's MaxFileSize.</param>
    public static bool Holds(ReadOnlyMemory<byte> content, long mostBytes) =>
        !FileInspector.Inspect(string.Empty, content, new LookBudget(mostBytes)).Remarks.Intersect(PerhapsUnread).Any();
}
