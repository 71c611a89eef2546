using Microsoft.Data.Sqlite;
using SocialWorkflows.Connectors;
using SocialWorkflows.Connectors.Sqlite;
using SocialWorkflows.Functions.Demo;

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

    private static string Temporary() => Path.Combine(Directory.CreateTempSubdirectory("socialworkflows-db-").FullName, "cases.db");
}
