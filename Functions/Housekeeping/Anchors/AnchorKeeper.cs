using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Functions.Housekeeping.Anchors;

/// <summary>Writes down every day how far the journal has come, where nobody can change it: then it cannot be rewritten whole without that showing.</summary>
internal sealed partial class AnchorKeeper(IStoreCheck stores, IAnchorStore anchors, TimeProvider time, ILogger<AnchorKeeper> logger)
{
    /// <returns>Whether the day's anchor was written now; false when it is there already.</returns>
    public async Task<bool> AnchorAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var anchor = Anchor.Of(now, await BeforeAsync(Anchor.NameOf(now), cancellation), await stores.HeadsAsync(cancellation));
        if (!await anchors.AddAsync(Anchor.NameOf(anchor.At), anchor.Write(), cancellation))
        {
            return false;
        }

        LogAnchored(anchor.Root, anchor.Heads.Sum(h => h.Entries));
        return true;
    }

    /// <summary>A damaged one is named as it is: the check finds it by itself.</summary>
    private async Task<AnchorBefore?> BeforeAsync(string today, CancellationToken cancellation)
    {
        var last = (await anchors.NamesAsync(cancellation)).LastOrDefault(n => Anchor.IsName(n) && string.CompareOrdinal(n, today) < 0);
        return last is not null && await anchors.FindAsync(last, cancellation) is { } content && AnchorCheck.Read(content) is { } before ? new AnchorBefore(last, before.Root) : null;
    }

    [LoggerMessage(LogLevel.Information, "The journal is anchored: root={Root} entries={Entries}")]
    private partial void LogAnchored(string root, long entries);
}
