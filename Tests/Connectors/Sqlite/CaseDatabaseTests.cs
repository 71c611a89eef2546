using Microsoft.Data.Sqlite;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Connectors;
using SocialWorkflows.Connectors.Sqlite;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Connectors.Sqlite;

/// <summary>A store that cannot be used says which, why and what to do, and stays as it is.</summary>
public sealed class CaseDatabaseTests
{
    private static readonly SimulatedTime Time = new(DemoFolder.Beginning);

    [Theory]
    [InlineData("PRAGMA user_version=99", "schema version 99")]
    [InlineData("CREATE TABLE bank (x)", "something else")]
    public void Open_OtherDatabase_Refused(string sql, string reason)
    {
        var path = Temporary();
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }

        var problem = Should.Throw<CaseDatabaseException>(() => CaseDatabase.Open(path, Time));

        problem.Message.ShouldContain(reason);
        problem.Message.ShouldContain(path);
    }

    [Fact]
    public void Open_Garbage_RefusedAndKept()
    {
        var path = Temporary();
        File.WriteAllText(path, new string('x', 5000));

        Should.Throw<CaseDatabaseException>(() => CaseDatabase.Open(path, Time)).Message.ShouldContain("backup");

        File.ReadAllText(path).ShouldBe(new string('x', 5000));
    }

    [Fact]
    public void Open_FolderInItsPlace_Refused()
    {
        var path = Temporary();
        Directory.CreateDirectory(path);

        Should.Throw<CaseDatabaseException>(() => CaseDatabase.Open(path, Time)).Message.ShouldContain(path);
    }

    [Fact]
    public async Task Open_Twice_SecondTimeAsItWas()
    {
        var path = Temporary();
        await CaseDatabase.Open(path, Time).DisposeAsync();
        await using var again = CaseDatabase.Open(path, Time);

        (await new JournalVerifier(again, new CaseIndexKeys(code => code, reference => reference.CaseId, address => address)).VerifyAsync(CancellationToken.None)).IsClean.ShouldBeTrue();
    }

    /// <summary>Whom a restricted case lets in is filled from the journal at the first start.</summary>
    [Fact]
    public async Task Open_StoreOfVersion8_TellsWhomItsRestrictedCasesLetIn()
    {
        var path = Temporary();
        var keys = new CaseIndexKeys(code => code, reference => reference.CaseId, address => address);
        await using (var database = CaseDatabase.Open(path, Time))
        {
            var journal = new SqliteCaseJournal(database, keys);
            foreach (var (id, labels) in new[] { ("c1", new[] { NeedToKnowLabels.Violence }), ("c2", []) })
            {
                await journal.AppendAsync(
                    new Append
                    {
                        Case = new CaseRef("smiltene", id),
                        Key = "received",
                        Decide = _ => [TestCases.Received() with { MessageId = $"{id}@residents.example" }, new CaseRestricted(1, labels, ["berta"], "Lūdza.", "anna")],
                    },
                    CancellationToken.None);
            }
        }

        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = """
                ALTER TABLE tasks DROP COLUMN english; DROP INDEX looks_glass; DROP INDEX cases_restricted; ALTER TABLE cases DROP COLUMN readers;
                CREATE INDEX cases_restricted ON cases (municipality, case_id) WHERE restricted=1;
                PRAGMA user_version=8;
                """;
            command.ExecuteNonQuery();
        }

        await using var again = CaseDatabase.Open(path, Time);
        (await new SqliteCaseBoard(again, keys).RestrictedAsync("smiltene", CancellationToken.None)).ShouldHaveSingleItem().Readers.ShouldBe(["berta", "anna"]);
        (await new JournalVerifier(again, keys).VerifyAsync(CancellationToken.None)).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Open_StoreOfVersion9_KeepsItsTasksAsTheyWereWritten()
    {
        var path = Temporary();
        var task = new PersonTask { Key = "k", Municipality = "smiltene", Role = "head", Kind = "offer", Text = new("Jauns.", "New."), RaisedAt = DemoFolder.Beginning };
        await using (var database = CaseDatabase.Open(path, Time))
        {
            await new SqlitePersonTasks(database).RaiseAsync(task, CancellationToken.None);
        }

        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "ALTER TABLE tasks DROP COLUMN english; PRAGMA user_version=9;";
            command.ExecuteNonQuery();
        }

        await using var again = CaseDatabase.Open(path, Time);
        var tasks = new SqlitePersonTasks(again);
        await tasks.RaiseAsync(task with { Key = "l" }, CancellationToken.None);
        (await tasks.ListOpenAsync("smiltene", CancellationToken.None)).Select(t => t.Text).ShouldBe([new("Jauns.", null), new("Jauns.", "New.")]);
    }

    private static string Temporary() => Path.Combine(Directory.CreateTempSubdirectory("socialworkflows-db-").FullName, "cases.db");
}
