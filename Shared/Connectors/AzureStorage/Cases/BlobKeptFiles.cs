using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Connectors.AzureStorage.Blobs;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>Each purpose has a container of its own, so that rights, versions and retention can differ.</summary>
internal sealed class BlobKeptFiles(BlobContainer container) : IKeptFiles
{
    public Task<bool> AddAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation) => container.PutAsync(name, content, BlobCondition.CreateOnly, cancellation);

    public Task<byte[]?> FindAsync(string name, CancellationToken cancellation) => container.FindAsync(name, cancellation);

    public async Task<IReadOnlyList<string>> NamesAsync(string prefix, CancellationToken cancellation)
    {
        List<string> names = [];
        await foreach (var blob in container.ListAsync(prefix, cancellation))
        {
            names.Add(blob.Name);
        }

        return [.. names.Order(StringComparer.Ordinal)];
    }

    public Task DeleteAsync(string name, CancellationToken cancellation) => container.DeleteAsync(name, BlobCondition.None, cancellation);

    /// <summary>A blob is there whole or not at all.</summary>
    public Task<int> SweepAsync(DateTimeOffset before, CancellationToken cancellation) => Task.FromResult(0);
}
