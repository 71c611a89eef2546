using Microsoft.Data.Sqlite;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Connectors;
using SocialWorkflows.Connectors.Sqlite;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Connectors.Sqlite;

/// <summary>A case store on a file of its own, with the knife of somebody who has the file.</summary>
internal sealed class StoreFixture : IAsyncDisposable
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    public StoreFixture()
    {
        Database = CaseDatabase.Open(Path, Time);
        Keys = new CaseIndexKeys(code => PersonKeys.LookupKey(PersonalCode.TryParse(code, out var parsed) ? parsed : throw new FormatException(), Key), c => $"t{c.CaseId}", a => SenderKeys.Of(a, new SecretKeys(Key, Key)));
        Journal = new SqliteCaseJournal(Database, Keys);
        Board = new SqliteCaseBoard(Database, Keys);
    }

    public string Path { get; } = System.IO.Path.Combine(Directory.CreateTempSubdirectory("socialworkflows-store-").FullName, "cases.db");

    public SimulatedTime Time { get; } = new(DemoFolder.Beginning);

    public CaseDatabase Database { get; }

    public CaseIndexKeys Keys { get; }

    public SqliteCaseJournal Journal { get; }

    public SqliteCaseBoard Board { get; }

    public Task<AppendResult> AppendAsync(string key, params CaseEvent[] facts) => AppendAsync(TestCases.Reference, key, facts);

    public Task<AppendResult> AppendAsync(CaseRef reference, string key, params CaseEvent[] facts) =>
        Journal.AppendAsync(new Append { Case = reference, Key = key, Decide = _ => facts, Wakes = true }, CancellationToken.None);

    /// <summary>Two cases with three entries each.</summary>
    public async Task<(CaseRef First, CaseRef Second)> TwoCasesAsync()
    {
        var second = new CaseRef("smiltene", "c0000000000000002");
        foreach (var reference in new[] { TestCases.Reference, second })
        {
            await AppendAsync(reference, "received", TestCases.Received() with { MessageId = $"{reference.CaseId}@residents.example" });
            await AppendAsync(reference, "message:a", TestCases.Filed("a"));
            await AppendAsync(reference, "message:b", TestCases.Filed("b"));
        }

        return (TestCases.Reference, second);
    }

    public Task<JournalVerification> VerifyAsync() => new JournalVerifier(Database, Keys).VerifyAsync(CancellationToken.None);

    /// <summary>Changes the file behind the program's back; the journal's triggers are dropped first.</summary>
    public void Tamper(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "DROP TRIGGER IF EXISTS journal_append_only_update; DROP TRIGGER IF EXISTS journal_append_only_delete; " + sql;
        command.ExecuteNonQuery();
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(System.IO.Path.GetDirectoryName(Path)!, recursive: true);
    }
}
