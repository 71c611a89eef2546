using System.Security.Cryptography;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Connectors.Maildir;

namespace SocialWorkflows.Connectors.Files;

/// <summary>Documents as files under a folder, two levels deep by hash; written aside, flushed, then renamed.</summary>
public sealed class FileDocumentStore(string root) : IDocumentStore
{
    public async Task<string> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        var path = PathOf(id);
        if (File.Exists(path))
        {
            return id;
        }

        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        var aside = Path.Combine(folder, $"{id}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}.tmp");
        await using (var file = new FileStream(aside, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            await file.WriteAsync(content, cancellation);
            file.Flush(flushToDisk: true);
        }

        File.Move(aside, path, overwrite: true);
        DirectorySync.Flush(folder);
        DirectorySync.Flush(root);
        return id;
    }

    public async Task<byte[]> GetAsync(string fileId, CancellationToken cancellation)
    {
        if (fileId.Length != 64 || !fileId.All(c => char.IsAsciiHexDigitLower(c)))
        {
            throw new DocumentStoreException("A document id is 64 hexadecimal digits.");
        }

        byte[] content;
        try
        {
            content = await File.ReadAllBytesAsync(PathOf(fileId), cancellation);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DocumentStoreException($"Document {fileId} is not in the store '{root}'. Restore the documents folder from the backup.");
        }

        return Convert.ToHexStringLower(SHA256.HashData(content)) == fileId
            ? content
            : throw new DocumentStoreException($"Document {fileId} in '{root}' was changed on disk. Restore it from the backup.");
    }

    public Task<bool> DeleteAsync(string fileId, CancellationToken cancellation)
    {
        var path = PathOf(fileId);
        if (!File.Exists(path))
        {
            return Task.FromResult(false);
        }

        File.Delete(path);
        DirectorySync.Flush(Path.GetDirectoryName(path)!);
        return Task.FromResult(true);
    }

    private string PathOf(string id) => Path.Combine(root, id[..2], id);
}
