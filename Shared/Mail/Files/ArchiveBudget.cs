namespace SocialWorkflows.Mail.Files;

/// <summary>How much of one attachment is unpacked to look at it, archives inside it included, and of its message.</summary>
internal sealed class ArchiveBudget(LookBudget message)
{
    public const int MaxDepth = 3;
    public const int MaxEntries = 2000;
    public const int MaxRatio = 200;

    /// <summary>Unpacked bytes in all.</summary>
    public const long MaxBytes = 200L * 1024 * 1024;

    /// <summary>Unpacked bytes of all object streams of PDF files.</summary>
    public const long MaxPdfBytes = 32L * 1024 * 1024;

    /// <summary>Nodes of a page tree that are looked at.</summary>
    private const int MaxPdfNodes = 200;

    private int _entries = MaxEntries;
    private long _bytes = MaxBytes;
    private long _pdfBytes = MaxPdfBytes;
    private int _pdfNodes = MaxPdfNodes;

    public int Depth { get; private set; }

    public bool TryTakeEntries(int count) => (_entries -= count) >= 0;

    public bool TryTakeBytes(long count) => (_bytes -= count) >= 0 && message.TryTakeBytes(count);

    public bool TryTakePdfBytes(long count) => (_pdfBytes -= count) >= 0 && message.TryTakePdfBytes(count);

    public bool TryTakePdfNode() => --_pdfNodes >= 0 && message.TryTakePdfNode();

    /// <summary>False past the deepest archive that is opened.</summary>
    public bool TryEnter() => ++Depth <= MaxDepth;

    public void Leave() => Depth--;
}
