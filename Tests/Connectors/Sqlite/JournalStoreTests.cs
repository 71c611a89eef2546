using Microsoft.Data.Sqlite;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Connectors.Sqlite;

public sealed class JournalStoreTests
{
    [Fact]
    public async Task Persons_InTheFile_NoPlainHashOfTheCode()
    {
        await using var store = new StoreFixture();
        await store.AppendAsync("received", TestCases.Received());
        using var connection = new SqliteConnection($"Data Source={store.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT group_concat(person_key) FROM persons";
        var stored = (string)command.ExecuteScalar()!;

        stored.Length.ShouldBe(64);
        var bytes = Convert.ToHexStringLower([.. await ReadSharedAsync(store.Path), .. await ReadSharedAsync(store.Path + "-wal")]);
        foreach (var form in new[] { TestCases.Code, TestCases.Code.Replace("-", "", StringComparison.Ordinal), $"PNOLV-{TestCases.Code}" })
        {
            var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(form));
            bytes.ShouldNotContain(Convert.ToHexStringLower(hash));
            bytes.ShouldNotContain(Convert.ToHexStringLower(System.Text.Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash))));
        }
    }

    [Theory]
    [InlineData("UPDATE journal SET body=replace(body,'s1:','s1:AAAA') WHERE version=2", "content does not match")]
    [InlineData("UPDATE journal SET body=(SELECT body FROM journal WHERE version=3 LIMIT 1) WHERE version=2", "content does not match")]
    [InlineData("UPDATE case_keys SET key=NULL, destroyed_at='2026-06-08' WHERE case_id='c0000000000000001'", "stored again")]
    [InlineData("UPDATE journal SET key='message:z' WHERE version=2", "content does not match")]
    [InlineData("UPDATE journal SET at='2026-06-08T05:00:01.0000000Z' WHERE version=2", "content does not match")]
    [InlineData("UPDATE journal SET at='yesterday' WHERE version=2", "content does not match")]
    [InlineData("UPDATE journal SET body='{}' WHERE version=2", "cannot be read")]
    [InlineData("UPDATE journal SET body='{\"type\":\"of-tomorrow\"}' WHERE version=2", "cannot be read")]
    [InlineData("DELETE FROM journal WHERE seq=2", "is missing")]
    [InlineData("DELETE FROM journal WHERE seq=6", "removed or added")]
    [InlineData("DELETE FROM journal WHERE case_id='c0000000000000001'; DELETE FROM cases WHERE case_id='c0000000000000001'", "chain is broken")]
    [InlineData("DELETE FROM journal WHERE case_id='c0000000000000002'; DELETE FROM cases WHERE case_id='c0000000000000002'", "removed or added")]
    [InlineData("DELETE FROM journal; DELETE FROM cases", "heads count")]
    [InlineData("UPDATE journal SET version=-version; UPDATE journal SET version=3 WHERE version=-2; UPDATE journal SET version=2 WHERE version=-3; UPDATE journal SET version=1 WHERE version=-1", "is missing")]
    [InlineData("UPDATE cases SET state=replace(state,'Berta','Herta')", "stored state")]
    [InlineData("UPDATE cases SET version=9", "stored state")]
    [InlineData("DELETE FROM cases WHERE case_id='c0000000000000001'", "stored state")]
    [InlineData("UPDATE cases SET safe_due='2030-01-01'", "cases:")]
    [InlineData("UPDATE cases SET closed=1", "cases:")]
    [InlineData("DELETE FROM persons", "persons:")]
    [InlineData("DELETE FROM addresses", "addresses:")]
    [InlineData("INSERT INTO places VALUES ('smiltene', 'TRAPENE', 'c0000000000000001')", "places:")]
    public async Task Verify_FileChangedBehindOurBack_NamesTheTrouble(string sql, string trouble)
    {
        await using var store = new StoreFixture();
        await store.TwoCasesAsync();
        (await store.VerifyAsync()).IsClean.ShouldBeTrue();

        store.Tamper(sql);

        var problems = (await store.VerifyAsync()).Problems;
        problems.ShouldContain(p => p.Contains(trouble, StringComparison.Ordinal), string.Join('\n', problems));
        string.Join('\n', problems).ShouldNotContain("Izdomātā");
    }

    [Fact]
    public async Task Journal_UpdateOrDelete_RefusedByTheStoreItself()
    {
        await using var store = new StoreFixture();
        await store.TwoCasesAsync();
        using var connection = new SqliteConnection($"Data Source={store.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        foreach (var sql in new[] { "UPDATE journal SET body='{}'", "DELETE FROM journal" })
        {
            command.CommandText = sql;
            Should.Throw<SqliteException>(() => command.ExecuteNonQuery()).Message.ShouldContain("append-only");
        }
    }

    private static async Task<byte[]> ReadSharedAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var memory = new MemoryStream();
        await file.CopyToAsync(memory);
        return memory.ToArray();
    }
}
