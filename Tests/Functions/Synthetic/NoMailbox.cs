using SocialWorkflows.Mail;

namespace SocialWorkflows.Tests.Functions.Synthetic;

/// <summary>A mailbox of somebody else, as in Exchange Online, into which nothing can be laid; nothing comes.</summary>
internal sealed class NoMailbox : IMailbox
{
    public IAsyncEnumerable<MailboxItem> UnclaimedAsync(CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<MailboxItem>();

    public Task<Stream?> OpenAsync(MailboxItem item, CancellationToken cancellationToken = default) => Task.FromResult<Stream?>(null);

    public Task<ReadOnlyMemory<byte>?> ReadAsync(MailboxItem item, CancellationToken cancellationToken = default) => Task.FromResult<ReadOnlyMemory<byte>?>(null);

    public Task<MailMessage?> ReadHeadersAsync(MailboxItem item, CancellationToken cancellationToken = default) => Task.FromResult<MailMessage?>(null);

    public Task<ReadOnlyMemory<byte>?> ReadStartAsync(MailboxItem item, CancellationToken cancellationToken = default) => Task.FromResult<ReadOnlyMemory<byte>?>(null);

    public Task CompleteAsync(MailboxItem item, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task WaitForNewAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public IAsyncEnumerable<MailboxEntry> InventoryAsync(CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<MailboxEntry>();

    public Task<bool> DestroyAsync(string id, CancellationToken cancellationToken = default) => Task.FromResult(true);

    public Task LookFromTheBeginningAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
}
