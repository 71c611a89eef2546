using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Blobs;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>Anchors as blobs that are only ever created; the container's immutability policy keeps everybody from changing them.</summary>
internal sealed class BlobAnchorStore(CaseTables tables) : IAnchorStore
{
    public Task<bool> AddAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation) =>
        tables.Anchors.PutAsync(name, content, BlobCondition.CreateOnly, cancellation);

    public Task<byte[]?> FindAsync(string name, CancellationToken cancellation) => tables.Anchors.FindAsync(name, cancellation);

    public async Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellation)
    {
        List<string> names = [];
        await foreach (var blob in tables.Anchors.ListAsync(string.Empty, cancellation))
        {
            names.Add(blob.Name);
        }

        return [.. names.Order(StringComparer.Ordinal)];
    }
}
