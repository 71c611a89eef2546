namespace SocialWorkflows.Casework.Documents;

/// <summary>Files by the SHA-256 of their content; the hash is checked again on every read.</summary>
public interface IDocumentStore
{
    /// <summary>Durable when the task completes. Returns the lower-case hex hash; storing the same bytes again changes nothing.</summary>
    Task<string> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation);

    /// <exception cref="DocumentStoreException">The file is missing or no longer has this hash.</exception>
    Task<byte[]> GetAsync(string fileId, CancellationToken cancellation);

    /// <summary>At the end of its retention. False when it was not there.</summary>
    Task<bool> DeleteAsync(string fileId, CancellationToken cancellation);
}

public sealed class DocumentStoreException(string message) : Exception(message);
