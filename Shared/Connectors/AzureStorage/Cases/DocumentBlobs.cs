using System.Security.Cryptography;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Connectors.AzureStorage.Blobs;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>Blobs named by the SHA-256 of their content, two levels deep as the file store has them.</summary>
internal static class DocumentBlobs
{
    public static string IdOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public static string NameOf(string id) => $"{id[..2]}/{id}";

    public static async Task<string> WriteAsync(BlobContainer container, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var id = IdOf(content.Span);
        await container.PutAsync(NameOf(id), content, BlobCondition.CreateOnly, cancellation);
        return id;
    }

    /// <exception cref="DocumentStoreException">It is missing or no longer has this hash.</exception>
    public static async Task<byte[]> ReadAsync(BlobContainer container, string id, CancellationToken cancellation)
    {
        if (id.Length != 64 || !id.All(char.IsAsciiHexDigitLower))
        {
            throw new DocumentStoreException("A document id is 64 hexadecimal digits.");
        }

        var content = await container.FindAsync(NameOf(id), cancellation)
            ?? throw new DocumentStoreException($"Document {id} is not in the container '{container.Name}'. Restore it from the backup or undelete the blob.");
        return IdOf(content) == id
            ? content
            : throw new DocumentStoreException($"Document {id} in the container '{container.Name}' was changed there. Restore it from the backup.");
    }
}
