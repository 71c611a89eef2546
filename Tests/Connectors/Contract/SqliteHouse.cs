using Microsoft.Data.Sqlite;
using SocialWorkflows.Casework.Capacity;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Records;
using SocialWorkflows.Casework.Retention;
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
        Check = new SqliteStoreCheck(_database, Keys);
        Shredder = new SqliteCaseShredder(_database);
        Retention = new SqliteRetentionLedger(_database);
        Anchors = new FileAnchorStore(Path.Combine(_root, "anchors"));
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

    public override IStoreCheck Check { get; }

    public override ICaseShredder Shredder { get; }

    public override IRetentionLedger Retention { get; }

    public override IAnchorStore Anchors { get; }

    public override Task<StoreHouse> AgainAsync() => Task.FromResult<StoreHouse>(new SqliteHouse(_root));

    public override Task ChangeDocumentAsync(string id, byte[] content) => File.WriteAllBytesAsync(Path.Combine(_root, "documents", id[..2], id), content);

    public override Task LoseBoardAsync() =>
        RunAsync("DELETE FROM cases; DELETE FROM persons; DELETE FROM threads; DELETE FROM addresses; DELETE FROM places; DELETE FROM queue;");

    public override async Task WriteInTheOpenAsync(CaseRef reference)
    {
        var record = (await Journal.ReadAsync(reference, CancellationToken.None))!;
        var (previous, link, sql) = (JournalChain.Start, JournalChain.Start, $"{WithoutGuards} DELETE FROM case_keys;");
        foreach (var entry in record.Entries)
        {
            var body = JournalChain.Write(entry.Event);
            previous = JournalChain.Hash(previous, reference, entry.Version, entry.Key, 1, entry.At, body);
            link = JournalChain.Link(link, previous);
            sql += $"UPDATE journal SET body='{body}', hash='{previous}', link='{link}', generation=1 WHERE case_id='{reference.CaseId}' AND version={entry.Version};";
        }

        await RunAsync($"{sql} UPDATE chain_heads SET link='{link}'; {Guards()}");
    }

    public override Task ChangeEntryAsync(CaseRef reference, long version) =>
        RunAsync($"{WithoutGuards} UPDATE journal SET body=body || 'A' WHERE case_id='{reference.CaseId}' AND version={version}; {Guards()}");

    public override Task ChangeBoardAsync(CaseRef reference) => RunAsync($"UPDATE cases SET stage='changed' WHERE case_id='{reference.CaseId}'");

    public override Task ForgetReadersAsync(CaseRef reference) => RunAsync($"UPDATE cases SET readers=NULL WHERE case_id='{reference.CaseId}'");

    public override Task ChangeLinkAsync(CaseRef reference) =>
        RunAsync($"{WithoutGuards} UPDATE journal SET link='0' WHERE case_id='{reference.CaseId}' AND version=1; {Guards()}");

    public override async Task LoseLookAsync(string subjectId, long number)
    {
        var delete = $"DELETE FROM looks WHERE subject_id='{subjectId}' AND number={number};";
        (await Should.ThrowAsync<SqliteException>(RunAsync(delete))).Message.ShouldContain("append-only");
        await RunAsync($"DROP TRIGGER looks_append_only_delete; {delete} {GuardOf("looks_append_only_delete")}");
    }

    /// <summary>The bytes of the file, deleted pages and log included.</summary>
    public override async Task<string> DumpAsync()
    {
        var text = string.Empty;
        foreach (var file in Directory.EnumerateFiles(_root, "cases.db*").Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var memory = new MemoryStream();
            await stream.CopyToAsync(memory);
            text += System.Text.Encoding.UTF8.GetString(memory.ToArray());
        }

        return text;
    }

    private const string WithoutGuards = "DROP TRIGGER journal_append_only_update; DROP TRIGGER case_keys_destroyed_delete;";

    private static string Guards() => string.Concat(new[] { "journal_append_only_update", "case_keys_destroyed_delete" }.Select(GuardOf));

    private static string GuardOf(string name)
    {
        using var fresh = new SqliteConnection("Data Source=:memory:");
        fresh.Open();
        using var command = fresh.CreateCommand();
        command.CommandText = CaseSchema.Sql;
        command.ExecuteNonQuery();
        command.CommandText = $"SELECT sql FROM sqlite_master WHERE name='{name}'";
        return $"{command.ExecuteScalar()};";
    }

    private async Task RunAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_root, "cases.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
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
