using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Functions.Housekeeping.Anchors;

/// <summary>Writes down every day how far the journal has come, where nobody can change it: then it cannot be rewritten whole without that showing.</summary>
internal sealed partial class AnchorKeeper(IStoreCheck stores, IAnchorStore anchors, TimeProvider time, ILogger<AnchorKeeper> logger)
{
    /// <returns>Whether the day's anchor was written now; false when it is there already.</returns>
    public async Task<bool> AnchorAsync(CancellationToken cancellation)
    {
        var anchor = Anchor.Of(time.GetUtcNow(), await stores.HeadsAsync(cancellation));
        if (!await anchors.AddAsync(Anchor.NameOf(anchor.At), anchor.Write(), cancellation))
        {
            return false;
        }

        LogAnchored(anchor.Root, anchor.Heads.Sum(h => h.Entries));
        return true;
    }

    [LoggerMessage(LogLevel.Information, "The journal is anchored: root={Root} entries={Entries}")]
    private partial void LogAnchored(string root, long entries);
}
