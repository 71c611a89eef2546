using Microsoft.Data.Sqlite;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors;
using SocialWorkflows.Connectors.Sqlite;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Tests.Support;
using static SocialWorkflows.Tests.Support.CapacitySteps;

namespace SocialWorkflows.Tests.Connectors.Sqlite;

/// <summary>Places and queues in the real store.</summary>
public sealed class CapacityStoreTests
{
    [Theory]
    [InlineData("UPDATE queue SET joined_at='2020-01-01T00:00:00.0000000Z'", "queue")]
    [InlineData("DELETE FROM queue", "queue")]
    [InlineData("DROP TRIGGER capacity_append_only_update; UPDATE capacity SET places=3", "capacity")]
    [InlineData("DROP TRIGGER capacity_append_only_delete; DELETE FROM capacity WHERE seq=1", "capacity")]
    public async Task Verify_ChangedFromOutside_IsSeen(string sql, string where)
    {
        await using var store = new StoreFixture();
        var ledger = new SqliteCapacityLedger(store.Database);
        await ledger.CountOutsideAsync("smiltene", Facility, 5, "a", "x", CancellationToken.None);
        await ledger.CountOutsideAsync("smiltene", Facility, 8, "b", "x", CancellationToken.None);
        await store.AppendAsync("received", TestCases.Received());
        await store.AppendAsync("proposed", Proposal(Outcomes.Queued));
        await ApproveAsync(store.Journal, TestCases.Reference);
        (await store.VerifyAsync()).Problems.Where(p => p.Contains("queue:", StringComparison.Ordinal) || p.Contains("chain", StringComparison.Ordinal)).ShouldBeEmpty();

        Change(store, sql);

        (await store.VerifyAsync()).Problems.ShouldContain(p => p.StartsWith(where, StringComparison.Ordinal));
    }

    private const string SendColumnsGone =
        "DROP INDEX sends_due; DROP INDEX sends_tried; ALTER TABLE sends DROP COLUMN round; ALTER TABLE sends DROP COLUMN lane; ALTER TABLE sends DROP COLUMN due_at; ALTER TABLE sends DROP COLUMN tried_at; "
        + "ALTER TABLE sends DROP COLUMN lease; ALTER TABLE sends DROP COLUMN content_id; ALTER TABLE sends DROP COLUMN provider_id; ALTER TABLE sends DROP COLUMN version; "
        + "DROP TABLE looks; DROP TABLE look_heads; DROP INDEX cases_restricted; DROP INDEX cases_by_due; DROP INDEX cases_by_urgency; ALTER TABLE cases DROP COLUMN restricted; ALTER TABLE cases DROP COLUMN readers; DROP TABLE books; DROP INDEX cases_load; CREATE INDEX cases_due ON cases (municipality, closed, safe_due); "
        + "ALTER TABLE cases DROP COLUMN search; ALTER TABLE cases DROP COLUMN provisional; ALTER TABLE cases DROP COLUMN rung; "
        + "DROP TRIGGER journal_append_only_update; DROP TABLE case_keys; DROP TABLE retention; ";

    /// <summary>The only entry as versions before the keys wrote it, with the guard of then.</summary>
    private static string InTheOpen(CaseRecord record)
    {
        var entry = record.Entries.Single();
        var body = JournalChain.Write(entry.Event);
        var hash = JournalChain.Hash(JournalChain.Start, record.Case, 1, entry.Key, 1, entry.At, body);
        var link = JournalChain.Link(JournalChain.Start, hash);
        return $"UPDATE journal SET body='{body}', hash='{hash}', link='{link}', generation=1; UPDATE chain_heads SET link='{link}'; "
            + "CREATE TRIGGER journal_append_only_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END; ";
    }

    [Fact]
    public async Task Open_StoreOfTheVersionBefore_GetsTheNewTablesAndKeepsItsCases()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("socialworkflows-db-").FullName, "cases.db");
        var keys = new CaseIndexKeys(code => code, reference => reference.CaseId, address => address);
        string plain;
        await using (var database = CaseDatabase.Open(path, new SimulatedTime(DemoFolder.Beginning)))
        {
            var appended = await new SqliteCaseJournal(database, keys).AppendAsync(
                new Append { Case = TestCases.Reference, Key = "received", Decide = _ => [TestCases.Received()] }, CancellationToken.None);
            plain = InTheOpen(appended.Case);
        }

        Execute(path, "DROP TABLE queue; DROP TABLE capacity; DROP TABLE teams_conversations; DROP TABLE teams_cards; DROP TABLE teams_shown; DROP TABLE deliveries; DROP TABLE mailbox_memory; DROP INDEX intake_pending; DROP INDEX cases_sender; ALTER TABLE intake DROP COLUMN lane; ALTER TABLE tasks DROP COLUMN english; " + SendColumnsGone + plain + "PRAGMA user_version=1");

        await using var again = CaseDatabase.Open(path, new SimulatedTime(DemoFolder.Beginning));
        (await new JournalVerifier(again, keys).VerifyAsync(CancellationToken.None)).ShouldSatisfyAllConditions(v => v.Entries.ShouldBe(1), v => v.Problems.ShouldBeEmpty());
        (await new SqliteCapacityLedger(again).ReadAsync("smiltene", CancellationToken.None)).ShouldBeEmpty();
    }

    private static void Change(StoreFixture store, string sql) => Execute(store.Path, sql);

    private static void Execute(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
