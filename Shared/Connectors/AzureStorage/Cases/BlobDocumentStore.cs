using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Connectors.AzureStorage.Blobs;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>Documents in a container that the platform encrypts; two writers of the same content meet in one blob.</summary>
internal sealed class BlobDocumentStore(CaseTables tables) : IDocumentStore
{
    public Task<string> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation) => DocumentBlobs.WriteAsync(tables.Documents, content, cancellation);

    public Task<byte[]> GetAsync(string fileId, CancellationToken cancellation) => DocumentBlobs.ReadAsync(tables.Documents, fileId, cancellation);

    public Task<bool> DeleteAsync(string fileId, CancellationToken cancellation) => tables.Documents.DeleteAsync(DocumentBlobs.NameOf(fileId), BlobCondition.None, cancellation);
}
