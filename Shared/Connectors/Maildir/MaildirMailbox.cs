using System.Runtime.CompilerServices;
using System.Threading.Channels;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Connectors.Maildir;

/// <summary>
/// A Maildir as public mailbox: any mail server can deliver into it. Unclaimed is every file in new/, and every file in cur/ without the flag S
/// (a server moves mail there when someone only looks); completed mail is moved to cur/ with the flag S and stays.
/// tmp/ is never read. Do not mark this mailbox's mail as read with a mail program before the service has taken it.
/// </summary>
public sealed class MaildirMailbox : IMailbox, IMailDrop, IDisposable
{
    private const int Flood = 200;
    private const int StartBytes = 1024 * 1024;
    private readonly MaildirFolders _folders;
    private readonly MaildirOptions _options;
    private readonly TimeProvider _time;
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly FileSystemWatcher[] _watchers;
    private readonly ITimer _rescan;

    /// <summary>Makes the folders when missing and begins to watch.</summary>
    /// <exception cref="IOException">The folders cannot be made; says where and what to do.</exception>
    public MaildirMailbox(string path, TimeProvider time, MaildirOptions? options = null)
    {
        _options = options ?? new MaildirOptions();
        _time = time;
        _folders = new MaildirFolders(path);
        _watchers = [Watch(_folders.New), Watch(_folders.Cur)];
        _rescan = time.CreateTimer(_ => Signal(), null, _options.RescanInterval, _options.RescanInterval);
    }

    public async IAsyncEnumerable<MailboxItem> UnclaimedAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        var items = Entries(_folders.New).Concat(Entries(_folders.Cur).Where(f => !MaildirFolders.IsSeen(f.Name)))
            .Select(Describe)
            .OfType<MailboxItem>()
            .DistinctBy(i => i.Id)
            .OrderBy(i => i.ReceivedAt)
            .ThenBy(i => i.Id, StringComparer.Ordinal)
            .ToList();
        foreach (var item in InTurn(items))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return item;
        }
    }

    public Task<Stream?> OpenAsync(MailboxItem item, CancellationToken cancellationToken = default) => Task.FromResult<Stream?>(Open(item));

    public async Task<ReadOnlyMemory<byte>?> ReadAsync(MailboxItem item, CancellationToken cancellationToken = default)
    {
        await using var stream = Open(item);
        if (stream is null)
        {
            return null;
        }

        if (stream.Length > _options.MaxMessageBytes)
        {
            throw new PermanentMailException(
                $"Mail file {item.Id} has {stream.Length} bytes, more than the limit of {_options.MaxMessageBytes}. Its headers can be read; the file stays in the Maildir for a person.");
        }

        return await ReadUpToAsync(stream, (int)stream.Length, item, cancellationToken);
    }

    public async Task<MailMessage?> ReadHeadersAsync(MailboxItem item, CancellationToken cancellationToken = default) =>
        await ReadStartAsync(item, cancellationToken) is { } start ? MimeReader.ReadHeaders(start) : null;

    public async Task<ReadOnlyMemory<byte>?> ReadStartAsync(MailboxItem item, CancellationToken cancellationToken = default)
    {
        await using var stream = Open(item);
        if (stream is null)
        {
            return null;
        }

        return await ReadUpToAsync(stream, (int)Math.Min(stream.Length, StartBytes), item, cancellationToken);
    }

    public Task CompleteAsync(MailboxItem item, CancellationToken cancellationToken = default)
    {
        if (_folders.Find(item.Id) is { } path && !MaildirFolders.IsSeen(Path.GetFileName(path)))
        {
            try
            {
                File.Move(path, Path.Combine(_folders.Cur, MaildirFolders.SeenName(Path.GetFileName(path))), overwrite: false);
            }
            catch (FileNotFoundException)
            {
                // Somebody else moved it since we looked: either done, or it is offered again.
                return Task.CompletedTask;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new TransientMailException($"Mail file {item.Id} cannot be moved to cur: {e.Message} Check rights and free space of the Maildir.", e);
            }
        }

        return Task.CompletedTask;
    }

    public async Task WaitForNewAsync(CancellationToken cancellationToken = default) => await _signal.Reader.ReadAsync(cancellationToken);

    public async IAsyncEnumerable<MailboxEntry> InventoryAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        foreach (var file in Entries(_folders.New).Concat(Entries(_folders.Cur)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Describe(file) is { } item)
            {
                yield return new MailboxEntry(item, MaildirFolders.IsSeen(file.Name));
            }
        }
    }

    public Task<bool> DestroyAsync(string id, CancellationToken cancellationToken = default)
    {
        try
        {
            if (_folders.Find(id) is { } path)
            {
                File.Delete(path);
            }

            return Task.FromResult(true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TransientMailException($"Mail file {id} cannot be deleted: {e.Message} Check rights of the Maildir.", e);
        }
    }

    public async Task PutAsync(string name, ReadOnlyMemory<byte> mail, CancellationToken cancellationToken = default)
    {
        if (_folders.Find(name) is not null)
        {
            return;
        }

        try
        {
            var written = Path.Combine(_folders.Tmp, name);
            await File.WriteAllBytesAsync(written, mail, cancellationToken);
            File.SetLastWriteTimeUtc(written, _time.GetUtcNow().UtcDateTime);
            File.Move(written, Path.Combine(_folders.New, name), overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TransientMailException($"Mail file {name} cannot be laid into the Maildir: {e.Message} Check its rights and free space.", e);
        }
    }

    /// <summary>Every look begins from nothing.</summary>
    public Task LookFromTheBeginningAsync(CancellationToken cancellationToken = default)
    {
        Signal();
        return Task.CompletedTask;
    }

    /// <summary>Asks for a look now, as if mail had come.</summary>
    public void Rescan() => Signal();

    public void Dispose()
    {
        foreach (var watcher in _watchers)
        {
            watcher.Dispose();
        }

        _rescan.Dispose();
    }

    /// <summary>By arrival; where a flood waits, every second one is of the newest, so that what comes now need not wait for all of it.</summary>
    private static IEnumerable<MailboxItem> InTurn(List<MailboxItem> items)
    {
        if (items.Count < Flood)
        {
            return items;
        }

        return Enumerable.Range(0, items.Count).Select(i => i % 2 == 0 ? items[i / 2] : items[^((i / 2) + 1)]);
    }

    private static IEnumerable<FileSystemInfo> Entries(string folder) =>
        new DirectoryInfo(folder).EnumerateFileSystemInfos().Where(f => !f.Name.StartsWith('.'));

    private MailboxItem? Describe(FileSystemInfo entry)
    {
        try
        {
            var id = MaildirFolders.UniqueName(entry.Name);
            if (entry is not FileInfo file || entry.LinkTarget is not null)
            {
                return new MailboxItem(id, 0, new DateTimeOffset(entry.LastWriteTimeUtc))
                {
                    Problem = $"{entry.FullName} is no regular file. A mail server does not make such entries: look at it and move it away.",
                };
            }

            return new MailboxItem(id, file.Length, new DateTimeOffset(file.LastWriteTimeUtc)) { IsTooLarge = file.Length > _options.MaxMessageBytes };
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private FileStream? Open(MailboxItem item)
    {
        if (item.Problem is not null)
        {
            throw new PermanentMailException(item.Problem);
        }

        // A second look: between finding and opening the mail may have moved from new to cur.
        for (var attempt = 0; attempt < 2; attempt++)
        {
            if (_folders.Find(item.Id) is not { } path)
            {
                return null;
            }

            try
            {
                return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024, FileOptions.Asynchronous);
            }
            catch (FileNotFoundException)
            {
                continue;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new TransientMailException($"Mail file {path} cannot be read: {e.Message} Check its owner and rights.", e);
            }
        }

        return null;
    }

    private static async Task<ReadOnlyMemory<byte>> ReadUpToAsync(FileStream stream, int length, MailboxItem item, CancellationToken cancellationToken)
    {
        var buffer = new byte[length];
        try
        {
            var read = await stream.ReadAtLeastAsync(buffer, length, throwOnEndOfStream: false, cancellationToken);
            return buffer.AsMemory(0, read);
        }
        catch (IOException e)
        {
            throw new TransientMailException($"Mail file {item.Id} cannot be read: {e.Message}", e);
        }
    }

    private FileSystemWatcher Watch(string folder)
    {
        var watcher = new FileSystemWatcher(folder) { NotifyFilter = NotifyFilters.FileName };
        watcher.Created += (_, e) => SignalUnlessSeen(e.Name);
        watcher.Renamed += (_, e) => SignalUnlessSeen(e.Name);

        // Too many changes at once: the list itself is the truth.
        watcher.Error += (_, _) => Signal();
        watcher.EnableRaisingEvents = true;
        return watcher;
    }

    /// <summary>Our own completions arrive in cur/ too and are no news.</summary>
    private void SignalUnlessSeen(string? name)
    {
        if (name is null || !MaildirFolders.IsSeen(name))
        {
            Signal();
        }
    }

    private void Signal() => _signal.Writer.TryWrite(true);
}
