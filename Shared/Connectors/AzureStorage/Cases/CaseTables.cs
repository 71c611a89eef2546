using SocialWorkflows.Connectors.AzureStorage.Blobs;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>
/// The tables of one installation. A partition never holds two municipalities, so that no query can cross them by accident;
/// <c>Cases</c> has one partition for each case, so that an append is one transaction and a read one request.
/// </summary>
internal sealed class CaseTables(StorageAccount account, string prefix, TimeProvider time)
{
    public TimeProvider Time => time;

    /// <inheritdoc cref="StorageAccount.PauseAsync"/>
    public Task PauseAsync(TimeSpan pause, CancellationToken cancellation) => account.PauseAsync(pause, cancellation);

    /// <summary>Tells one installation's stores from another's; written into a copy.</summary>
    public string Name { get; } = account.Endpoints.Table.AbsoluteUri.TrimEnd('/') + "/" + prefix;

    /// <summary>Events, head and outbox marks of each case: the truth. Partition: municipality and case.</summary>
    public StorageTable Cases { get; } = new(account, prefix + "Cases");

    /// <summary>What lists and look-ups read. Partition: municipality. Rebuilt from <see cref="Cases"/> at any time.</summary>
    public StorageTable Board { get; } = new(account, prefix + "Board");

    /// <summary>Keys under which a case is found. Partition: municipality. Rebuilt from <see cref="Cases"/> at any time.</summary>
    public StorageTable Finds { get; } = new(account, prefix + "Finds");

    /// <summary>Counters, and which case holds which place. Partition: municipality.</summary>
    public StorageTable Common { get; } = new(account, prefix + "Common");

    /// <summary>Appends whose consequences are not all done yet. Partition: municipality.</summary>
    public StorageTable Pending { get; } = new(account, prefix + "Pending");

    /// <summary>Links the entries of all cases of a municipality. Partition: municipality.</summary>
    public StorageTable Chain { get; } = new(account, prefix + "Chain");

    /// <summary>Intake ledger. Partition: municipality.</summary>
    public StorageTable Intake { get; } = new(account, prefix + "Intake");

    /// <summary>In what order messages wait. Partition: municipality.</summary>
    public StorageTable Queue { get; } = new(account, prefix + "Queue");

    /// <summary>Send ledger. Partition: municipality.</summary>
    public StorageTable Sends { get; } = new(account, prefix + "Sends");

    /// <summary>Tasks for people. Partition: municipality.</summary>
    public StorageTable Tasks { get; } = new(account, prefix + "Tasks");

    /// <summary>Conversations of the bot, and the cards that stand in them. Partitions: <c>conversation</c>; municipality and case.</summary>
    public StorageTable Teams { get; } = new(account, prefix + "Teams");

    /// <summary>Who looked at what. Partitions: municipality and subject; municipality, for who broke which glass.</summary>
    public StorageTable Looks { get; } = new(account, prefix + "Looks");

    /// <summary>Every id under which the mailbox offered a message, and what a remote mailbox must remember. Partitions: <c>delivery</c>, <c>memory</c>.</summary>
    public StorageTable Mailbox { get; } = new(account, prefix + "Mailbox");

    /// <summary>Books that only grow. Partition: municipality.</summary>
    public StorageTable Books { get; } = new(account, prefix + "Books");

    /// <summary>Whose a ledger row is, when only its id is known. Partition: the id.</summary>
    public StorageTable Owners { get; } = new(account, prefix + "Owners");

    /// <summary>What is to be destroyed and was destroyed. Partition: municipality.</summary>
    public StorageTable Retention { get; } = new(account, prefix + "Retention");

    /// <summary>What must not change while the installation lives.</summary>
    public StorageTable Installation { get; } = new(account, prefix + "Installation");

    /// <summary>Documents by hash, and event bodies too large for a row.</summary>
    public BlobContainer Documents { get; } = new(account, $"{prefix.ToLowerInvariant()}documents");

    /// <summary>Daily root hashes: created once each, under a policy that lets nobody change or delete them.</summary>
    public BlobContainer Anchors { get; } = new(account, $"{prefix.ToLowerInvariant()}anchors");

    /// <summary>Authority and mails of the synthetic resident. Not copied: another account makes its own.</summary>
    public BlobContainer Synthetic { get; } = new(account, $"{prefix.ToLowerInvariant()}synthetic");

    /// <summary>Letters that lie ready for people to send.</summary>
    public BlobContainer Dispatch { get; } = new(account, $"{prefix.ToLowerInvariant()}dispatch");

    /// <summary>Notices to the state's service of the official e-address, and what is known of them. Not copied: what was on its way is asked for in the portal after a restore.</summary>
    public BlobContainer EAddress { get; } = new(account, $"{prefix.ToLowerInvariant()}e-address");

    /// <summary>Keys of cookies and forms. Not copied: another account makes its own, and staff sign in anew.</summary>
    public BlobContainer Sessions { get; } = new(account, $"{prefix.ToLowerInvariant()}sessions");

    /// <summary>Held by whoever rebuilds.</summary>
    public BlobContainer Locks { get; } = new(account, $"{prefix.ToLowerInvariant()}locks");

    /// <exception cref="StorageException">The account cannot be used; the message says why.</exception>
    public Task CreateAsync(CancellationToken cancellation) => Task.WhenAll(
    [
        .. new[] { Cases, Board, Finds, Common, Pending, Chain, Intake, Queue, Sends, Tasks, Owners, Installation, Mailbox, Looks, Books, Teams, Retention }.Select(t => t.CreateIfMissingAsync(cancellation)),
        Documents.CreateIfMissingAsync(cancellation),
        Anchors.CreateIfMissingAsync(cancellation),
        Synthetic.CreateIfMissingAsync(cancellation),
        Dispatch.CreateIfMissingAsync(cancellation),
        EAddress.CreateIfMissingAsync(cancellation),
        Sessions.CreateIfMissingAsync(cancellation),
        Locks.CreateIfMissingAsync(cancellation),
    ]);
}
