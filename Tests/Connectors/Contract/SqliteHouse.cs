using Microsoft.Data.Sqlite;
using SocialWorkflows.Casework.Capacity;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Records;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Connectors.Files;
using SocialWorkflows.Connectors.Sqlite;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Tests.Connectors.Contract;

/// <summary>The embedded stores: one SQLite file, and documents as files.</summary>
internal sealed class SqliteHouse : StoreHouse
{
    private readonly string _root;
    private readonly CaseDatabase _database;
    private readonly bool _owner;

    public SqliteHouse(string? root = null)
    {
        _owner = root is null;
        _root = root ?? Directory.CreateTempSubdirectory("socialworkflows-store-").FullName;
        _database = CaseDatabase.Open(Path.Combine(_root, "cases.db"), Time);
        Journal = new SqliteCaseJournal(_database, Keys);
        Board = new SqliteCaseBoard(_database, Keys);
        Capacity = new SqliteCapacityLedger(_database);
        Intake = new SqliteIntakeLedger(_database);
        Sends = new SqliteSendLedger(_database);
        Tasks = new SqlitePersonTasks(_database);
        Books = new SqliteRecordBooks(_database);
        Looks = new SqliteLooks(_database);
        Teams = new SqliteTeamsDoor(_database);
        Memory = new SqliteMailboxMemory(_database);
        Documents = new FileDocumentStore(Path.Combine(_root, "documents"));
        Verifier = new JournalVerifier(_database, Keys);
        Rebuild = new SqliteBoardRebuild(_database, Keys);
    }

    public override ICaseJournal Journal { get; }

    public override ICaseBoard Board { get; }

    public override ICapacityLedger Capacity { get; }

    public override IIntakeLedger Intake { get; }

    public override ISendLedger Sends { get; }

    public override IPersonTasks Tasks { get; }

    public override IRecordBooks Books { get; }

    public override ILooks Looks { get; }

    public override ITeamsDoor Teams { get; }

    public override IMailboxMemory Memory { get; }

    public override IDocumentStore Documents { get; }

    public override IJournalVerifier Verifier { get; }

    public override IBoardRebuild Rebuild { get; }

    public override Task<StoreHouse> AgainAsync() => Task.FromResult<StoreHouse>(new SqliteHouse(_root));

    public override Task ChangeDocumentAsync(string id, byte[] content) => File.WriteAllBytesAsync(Path.Combine(_root, "documents", id[..2], id), content);

    public override async Task LoseBoardAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_root, "cases.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM cases; DELETE FROM persons; DELETE FROM threads; DELETE FROM addresses; DELETE FROM places; DELETE FROM queue;";
        await command.ExecuteNonQueryAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        if (_owner)
        {
            Directory.Delete(_root, recursive: true);
        }
    }
}
