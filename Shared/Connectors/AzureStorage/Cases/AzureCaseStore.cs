using Microsoft.Extensions.Logging;
using SocialWorkflows.Casework.Capacity;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Records;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Connectors.AzureStorage.Blobs;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>Every store of the product on one storage account.</summary>
public sealed class AzureCaseStore
{
    private readonly CaseTables _tables;

    /// <param name="account">The municipality's own account.</param>
    /// <param name="prefix">Letters and digits before every table's name; empty in production.</param>
    /// <param name="keys">How persons and addresses become look-up keys.</param>
    /// <param name="time">The clock that journal entries are stamped with.</param>
    /// <param name="logs">Takes what a sweep must finish.</param>
    public AzureCaseStore(StorageAccount account, string prefix, CaseIndexKeys keys, TimeProvider time, ILoggerFactory logs)
    {
        _tables = new CaseTables(account, prefix, time);
        var common = new CommonRows(_tables);
        var partition = new CasePartition(_tables);
        var finisher = new CaseFinisher(_tables, common, new ChainLinks(_tables, common), keys);
        Journal = new TableCaseJournal(_tables, partition, common, new PendingWork(_tables), finisher, logs.CreateLogger<TableCaseJournal>());
        Board = new TableCaseBoard(_tables, keys);
        Capacity = new TableCapacityLedger(_tables, common);
        Intake = new TableIntakeLedger(_tables, common);
        Sends = new TableSendLedger(_tables);
        Tasks = new TablePersonTasks(_tables);
        Books = new TableRecordBooks(_tables);
        Looks = new TableLooks(_tables);
        Teams = new TableTeamsDoor(_tables);
        MailboxMemory = new TableMailboxMemory(_tables);
        Documents = new BlobDocumentStore(_tables);
        Verifier = new TableJournalVerifier(_tables, partition, keys);
        Rebuild = new TableRebuild(_tables, partition, finisher, keys);
        Check = new TableStoreCheck(_tables, partition, keys);
        Shredder = new TableCaseShredder(_tables, common);
        Retention = new TableRetentionLedger(_tables);
        Anchors = new BlobAnchorStore(_tables);
        Synthetic = new BlobKeptFiles(_tables.Synthetic);
        Dispatch = new BlobKeptFiles(_tables.Dispatch);
        EAddress = new BlobKeptFiles(_tables.EAddress);
        Sessions = new BlobKeptFiles(_tables.Sessions);
    }

    public ICaseJournal Journal { get; }

    public ICaseBoard Board { get; }

    public ICapacityLedger Capacity { get; }

    public IIntakeLedger Intake { get; }

    public ISendLedger Sends { get; }

    public IPersonTasks Tasks { get; }

    public IRecordBooks Books { get; }

    public ILooks Looks { get; }

    public ITeamsDoor Teams { get; }

    public IMailboxMemory MailboxMemory { get; }

    public IDocumentStore Documents { get; }

    public IJournalVerifier Verifier { get; }

    public IBoardRebuild Rebuild { get; }

    public IStoreCheck Check { get; }

    public ICaseShredder Shredder { get; }

    public IRetentionLedger Retention { get; }

    public IAnchorStore Anchors { get; }

    /// <summary>Authority and mails of the synthetic resident.</summary>
    public IKeptFiles Synthetic { get; }

    /// <summary>Letters that lie ready for people to send.</summary>
    public IKeptFiles Dispatch { get; }

    /// <summary>Notices to the state's service of the official e-address.</summary>
    public IKeptFiles EAddress { get; }

    /// <summary>Keys of cookies and forms.</summary>
    public IKeptFiles Sessions { get; }

    /// <summary>Tells this installation's tables from another's.</summary>
    public string Name => _tables.Name;

    internal CaseTables Tables => _tables;

    /// <summary>Makes what is missing and refuses an account that is not this installation's, is a copy, or was written by a newer program.</summary>
    /// <param name="fingerprint">Of the secrets behind the look-up keys.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="StorageException">The account cannot be used; the message says why and what to do.</exception>
    public async Task OpenAsync(string fingerprint, CancellationToken cancellation)
    {
        await _tables.CreateAsync(cancellation);
        await new InstallationCheck(_tables).CheckAsync(fingerprint, cancellation);
    }

    /// <summary>Says that this app works here; to be said again every few minutes.</summary>
    /// <exception cref="StorageRejectedException">Another app does.</exception>
    public Task HoldAsync(string site, CancellationToken cancellation) => new SiteClaim(_tables).HoldAsync(site, cancellation);

    /// <summary>Says in the account of the Functions host that its task hub works for these cases.</summary>
    /// <exception cref="StorageRejectedException">It works for another installation.</exception>
    public Task HoldHubAsync(StorageAccount host, string hub, CancellationToken cancellation) =>
        new HubClaim(new BlobContainer(host, HubClaim.Container)).HoldAsync(hub, _tables.Name, cancellation);
}
