namespace SocialWorkflows.Mail.Files;

/// <summary>How much is unpacked to look at the files of one message, so that many small attachments cost no more than a few large ones. Not for several threads.</summary>
/// <param name="maxBytes">Unpacked in all.</param>
public sealed class LookBudget(long maxBytes)
{
    /// <summary>Bytes unpacked from archives.</summary>
    public const long MaxBytes = 400L * 1024 * 1024;

    /// <summary>Bytes unpacked from the object streams of PDF files.</summary>
    public const long MaxPdfBytes = 64L * 1024 * 1024;

    /// <summary>Nodes of page trees looked at.</summary>
    public const int MaxPdfNodes = 1000;

    private long _bytes = maxBytes;
    private long _pdfBytes = Math.Min(maxBytes, MaxPdfBytes);
    private int _pdfNodes = MaxPdfNodes;

    /// <summary>The usual one.</summary>
    public LookBudget()
        : this(MaxBytes)
    {
    }

    internal bool TryTakeBytes(long count) => (_bytes -= count) >= 0;

    internal bool TryTakePdfBytes(long count) => (_pdfBytes -= count) >= 0;

    internal bool TryTakePdfNode() => --_pdfNodes >= 0;
}
