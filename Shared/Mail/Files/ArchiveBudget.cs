namespace SocialWorkflows.Mail.Files;

/// <summary>How much of one attachment is unpacked to look at it, archives inside it included.</summary>
internal sealed class ArchiveBudget
{
    public const int MaxDepth = 3;
    public const int MaxEntries = 2000;
    public const int MaxRatio = 200;

    /// <summary>Unpacked bytes in all.</summary>
    public const long MaxBytes = 200L * 1024 * 1024;

    private int _entries = MaxEntries;
    private long _bytes = MaxBytes;

    public int Depth { get; private set; }

    public bool TryTakeEntries(int count) => (_entries -= count) >= 0;

    public bool TryTakeBytes(long count) => count >= 0 && (_bytes -= Math.Min(count, long.MaxValue / 2)) >= 0;

    /// <summary>False past the deepest archive that is opened.</summary>
    public bool TryEnter() => ++Depth <= MaxDepth;

    public void Leave() => Depth--;
}
