using SocialWorkflows.Functions.Hosting;

namespace SocialWorkflows.Functions.Notification;

/// <summary>
/// Print-ready letters by channel, as files under <c>data/dispatch/&lt;channel&gt;/&lt;operation&gt;/</c>: for the post, the counter,
/// or a person who uploads them to the e-address. Putting the same again changes nothing.
/// </summary>
internal sealed class DispatchFolder(DataFolder data)
{
    /// <summary>What lies ready under this name; null when nothing does.</summary>
    public async Task<byte[]?> FindAsync(string channel, string operation, string fileName, CancellationToken cancellation)
    {
        var path = Path.Combine(data.Dispatch, channel, operation, fileName);
        return File.Exists(path) ? await File.ReadAllBytesAsync(path, cancellation) : null;
    }

    public async Task PutAsync(string channel, string operation, string fileName, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var folder = Directory.CreateDirectory(Path.Combine(data.Dispatch, channel, operation));
        var path = Path.Combine(folder.FullName, fileName);
        if (File.Exists(path))
        {
            return;
        }

        var aside = path + ".tmp";
        await using (var file = new FileStream(aside, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await file.WriteAsync(content, cancellation);
            file.Flush(flushToDisk: true);
        }

        File.Move(aside, path, overwrite: true);
    }
}
