using Microsoft.Extensions.Logging.Abstractions;
using SocialWorkflows.Casework.Capacity;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Records;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Connectors.AzureStorage;
using SocialWorkflows.Connectors.AzureStorage.Blobs;
using SocialWorkflows.Connectors.AzureStorage.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Connectors.AzureStorage;

namespace SocialWorkflows.Tests.Connectors.Contract;

/// <summary>The stores of Azure, on the emulator, in tables of their own.</summary>
internal sealed class AzuriteHouse : StoreHouse
{
    private readonly string _prefix;

    private AzuriteHouse(AzuriteFixture fixture, string prefix)
    {
        Fixture = fixture;
        _prefix = prefix;
        Store = new AzureCaseStore(fixture.Account, prefix, Keys, Time, NullLoggerFactory.Instance);
    }

    public AzuriteFixture Fixture { get; }

    public FaultyTransport Transport => Fixture.Transport;

    public AzureCaseStore Store { get; }

    public CaseTables Tables => Store.Tables;

    public override ICaseJournal Journal => Store.Journal;

    public override ICaseBoard Board => Store.Board;

    public override ICapacityLedger Capacity => Store.Capacity;

    public override IIntakeLedger Intake => Store.Intake;

    public override ISendLedger Sends => Store.Sends;

    public override IPersonTasks Tasks => Store.Tasks;

    public override IRecordBooks Books => Store.Books;

    public override ILooks Looks => Store.Looks;

    public override ITeamsDoor Teams => Store.Teams;

    public override IMailboxMemory Memory => Store.MailboxMemory;

    public override IDocumentStore Documents => Store.Documents;

    public override IJournalVerifier Verifier => Store.Verifier;

    public override IBoardRebuild Rebuild => Store.Rebuild;

    public override IStoreCheck Check => Store.Check;

    public override ICaseShredder Shredder => Store.Shredder;

    public override IRetentionLedger Retention => Store.Retention;

    public override IAnchorStore Anchors => Store.Anchors;

    public static async Task<AzuriteHouse> CreateAsync(string? prefix = null, StorageSettings? settings = null)
    {
        var fixture = await AzuriteFixture.CreateAsync(settings);
        var house = new AzuriteHouse(fixture, prefix ?? fixture.Prefix);
        await house.Store.OpenAsync("test", CancellationToken.None);
        house.Transport.Forget();
        return house;
    }

    public override async Task<StoreHouse> AgainAsync()
    {
        var again = await CreateAsync(_prefix);
        again.Time.AdvanceTo(Time.GetUtcNow());
        return again;
    }

    public override async Task ChangeDocumentAsync(string id, byte[] content) =>
        await Tables.Documents.PutAsync(DocumentBlobs.NameOf(id), content, BlobCondition.None, CancellationToken.None);

    public override async Task LoseBoardAsync()
    {
        foreach (var table in new[] { Tables.Board, Tables.Finds })
        {
            foreach (var row in await table.ListAsync(null, CancellationToken.None))
            {
                await table.DeleteAsync(row.PartitionKey, row.RowKey, CancellationToken.None);
            }
        }

        foreach (var row in (await Tables.Common.ListAsync(null, CancellationToken.None)).Where(StakeRows.Is))
        {
            await Tables.Common.DeleteAsync(row.PartitionKey, row.RowKey, CancellationToken.None);
        }
    }

    public override async Task WriteInTheOpenAsync(CaseRef reference)
    {
        var record = (await Journal.ReadAsync(reference, CancellationToken.None))!;
        var (previous, link) = (JournalChain.Start, JournalChain.Start);
        foreach (var entry in record.Entries)
        {
            var body = JournalChain.Write(entry.Event);
            previous = JournalChain.Hash(previous, reference, entry.Version, entry.Key, 1, entry.At, body);
            link = JournalChain.Link(link, previous);
            await Tables.Cases.PutAsync(CasePartition.Row(reference, entry with { Hash = previous }, 1, body), CancellationToken.None);
            await ChangeAsync(Tables.Chain, TableKeys.Of(reference.Municipality), ChainLinks.LinkRow(entry.Version), row => (row["Hash"], row["Link"]) = (previous, link));
        }

        await ChangeAsync(Tables.Cases, CasePartition.KeyOf(reference), CasePartition.HeadRow, row => row["Hash"] = previous);
        await ChangeAsync(Tables.Chain, TableKeys.Of(reference.Municipality), ChainLinks.HeadRow, row => row["Link"] = link);
        await Tables.Cases.DeleteAsync(CasePartition.KeyOf(reference), CasePartition.KeyRow, CancellationToken.None);
    }

    public override Task ChangeEntryAsync(CaseRef reference, long version) =>
        ChangeAsync(Tables.Cases, CasePartition.KeyOf(reference), CasePartition.EntryRow(version), row => row["Body0"] = row.Text("Body0") + "A");

    public override Task ChangeBoardAsync(CaseRef reference) =>
        ChangeAsync(Tables.Board, TableKeys.Of(reference.Municipality), TableKeys.Of(reference.CaseId), row => row["Stage"] = "changed");

    public override Task ForgetReadersAsync(CaseRef reference) =>
        ChangeAsync(Tables.Board, TableKeys.Of(reference.Municipality), TableKeys.Of(reference.CaseId), row => row[BoardRows.Readers] = null);

    public override Task ChangeLinkAsync(CaseRef reference) =>
        ChangeAsync(Tables.Chain, TableKeys.Of(reference.Municipality), ChainLinks.LinkRow(1), row => row["Link"] = "0");

    public override async Task LoseLookAsync(string subjectId, long number)
    {
        var rows = await Tables.Looks.ListAsync(TableFilter.Partition(TableKeys.Of("smiltene", subjectId)), CancellationToken.None);
        var row = rows.Single(r => r.RowKey != "head" && r.Number("Number") == number);
        await Tables.Looks.DeleteAsync(row.PartitionKey, row.RowKey, CancellationToken.None);
    }

    public override async Task<string> DumpAsync()
    {
        List<string> text = [];
        foreach (var table in new[] { Tables.Cases, Tables.Board, Tables.Finds, Tables.Common, Tables.Pending, Tables.Chain, Tables.Intake, Tables.Queue, Tables.Sends, Tables.Tasks, Tables.Owners, Tables.Mailbox, Tables.Retention })
        {
            text.AddRange((await table.ListAsync(null, CancellationToken.None)).Select(FollowUpCheck.Text));
        }

        await foreach (var blob in Tables.Documents.ListAsync(string.Empty, CancellationToken.None))
        {
            text.Add(System.Text.Encoding.UTF8.GetString((await Tables.Documents.FindAsync(blob.Name, CancellationToken.None))!));
        }

        return string.Join('\n', text);
    }

    private static async Task ChangeAsync(StorageTable table, string partition, string row, Action<TableEntity> change)
    {
        var entity = (await table.FindAsync(partition, row, CancellationToken.None))!;
        change(entity);
        await table.PutAsync(entity, CancellationToken.None);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
