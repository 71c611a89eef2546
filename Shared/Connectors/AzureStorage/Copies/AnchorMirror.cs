using SocialWorkflows.Connectors.AzureStorage.Blobs;

namespace SocialWorkflows.Connectors.AzureStorage.Copies;

/// <summary>Brings anchors that the copy does not have. One that both have must be the same; one that is gone stays in the copy.</summary>
internal sealed class AnchorMirror(BlobContainer from, BlobContainer to, CopyTurn turn)
{
    public long Written { get; private set; }

    /// <exception cref="StorageCorruptException">An anchor was changed in the one or the other; nothing behind it was copied.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await using var source = new InOrder<BlobInfo>(from.ListAsync(string.Empty, cancellation), b => (b.Name, string.Empty));
        await using var copy = new InOrder<BlobInfo>(to.ListAsync(string.Empty, cancellation), b => (b.Name, string.Empty));
        await source.NextAsync();
        await copy.NextAsync();
        while (source.Current is { } anchor)
        {
            await turn.KeepAsync(cancellation);
            var order = source.Against(copy);
            if (order < 0 && await from.FindAsync(anchor.Name, cancellation) is { } content)
            {
                Written += await to.PutAsync(anchor.Name, content, BlobCondition.CreateOnly, cancellation) ? 1 : 0;
            }
            else if (order == 0 && !await IsSameAsync(anchor, copy.Current!, cancellation))
            {
                throw new StorageCorruptException(
                    $"The anchor {anchor.Name} in '{from.Name}' is not what the copy has. Anchors are written once: one of them was changed. Nothing was copied. "
                    + "Compare both with the journal (verify-journal) and with the time-stamp beside them before anything else is done.");
            }

            await (order <= 0 ? source.NextAsync() : Task.CompletedTask);
            await (order >= 0 ? copy.NextAsync() : Task.CompletedTask);
        }
    }

    private async Task<bool> IsSameAsync(BlobInfo one, BlobInfo other, CancellationToken cancellation)
    {
        if (one.Size != other.Size || (one.Hash is not null && other.Hash is not null))
        {
            return one.Size == other.Size && one.Hash == other.Hash;
        }

        var (mine, others) = (await from.FindAsync(one.Name, cancellation), await to.FindAsync(other.Name, cancellation));
        return mine.AsSpan().SequenceEqual(others);
    }
}
