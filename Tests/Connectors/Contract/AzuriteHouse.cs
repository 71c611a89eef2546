using Microsoft.Extensions.Logging.Abstractions;
using SocialWorkflows.Casework.Capacity;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Records;
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

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
