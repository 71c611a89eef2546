using Microsoft.Data.Sqlite;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Connectors.Sqlite;

public sealed class JournalStoreTests
{
    [Fact]
    public async Task Append_SameKeyTwice_FirstResultAndDecidedOnce()
    {
        await using var store = new StoreFixture();
        await store.AppendAsync("received", TestCases.Received());
        var decided = 0;
        var append = new Append
        {
            Case = TestCases.Reference,
            Key = "message:a",
            Decide = _ =>
            {
                decided++;
                return [TestCases.Filed("a")];
            },
        };

        var first = await store.Journal.AppendAsync(append, CancellationToken.None);
        var second = await store.Journal.AppendAsync(append with { ExpectedVersion = 1 }, CancellationToken.None);

        (first.Repeated, second.Repeated, decided).ShouldBe((false, true, 1));
        second.Entries.Select(e => e.Hash).ShouldBe(first.Entries.Select(e => e.Hash));
        second.Case.Version.ShouldBe(2);
    }

    [Fact]
    public async Task Append_NothingDecided_KeyStaysFree()
    {
        await using var store = new StoreFixture();
        await store.AppendAsync("received", TestCases.Received());

        await store.AppendAsync("message:a");
        var later = await store.AppendAsync("message:a", TestCases.Filed("a"));

        (later.Repeated, later.Case.Version).ShouldBe((false, 2));
    }

    [Fact]
    public async Task Append_OtherVersion_RefusedAndNothingStored()
    {
        await using var store = new StoreFixture();
        await store.AppendAsync("received", TestCases.Received());
        var append = new Append { Case = TestCases.Reference, Key = "k", ExpectedVersion = 7, Decide = _ => [TestCases.Filed("a")] };

        (await Should.ThrowAsync<StaleVersionException>(() => store.Journal.AppendAsync(append, CancellationToken.None))).Current.ShouldBe(1);

        (await store.Journal.ReadAsync(TestCases.Reference, CancellationToken.None))!.Version.ShouldBe(1);
    }

    [Fact]
    public async Task Append_DecisionThrows_NothingOfItRemains()
    {
        await using var store = new StoreFixture();
        await store.AppendAsync("received", TestCases.Received());
        var append = new Append
        {
            Case = TestCases.Reference,
            Key = "k",
            Decide = context =>
            {
                context.NextNumber("SD-2026");
                throw new InvalidOperationException("no");
            },
        };

        await Should.ThrowAsync<InvalidOperationException>(() => store.Journal.AppendAsync(append, CancellationToken.None));

        long number = 0;
        await store.Journal.AppendAsync(
            append with
            {
                Decide = context =>
                {
                    number = context.NextNumber("SD-2026");
                    return [];
                },
            },
            CancellationToken.None);
        number.ShouldBe(1);
    }

    [Fact]
    public async Task Append_OlderGeneration_Fenced()
    {
        await using var store = new StoreFixture();
        await store.AppendAsync("received", TestCases.Received());
        await store.AppendAsync("generation:2", new GenerationRaised(2, "test"));
        var append = new Append { Case = TestCases.Reference, Key = "k", Generation = 1, Decide = _ => [TestCases.Filed("a")] };

        await Should.ThrowAsync<StaleGenerationException>(() => store.Journal.AppendAsync(append, CancellationToken.None));
        (await store.Journal.AppendAsync(append with { Generation = 2 }, CancellationToken.None)).Case.Version.ShouldBe(3);
    }

    [Fact]
    public async Task Append_200InParallel_NumbersUniqueAndChainWhole()
    {
        await using var store = new StoreFixture();

        await Parallel.ForAsync(0, 200, async (i, _) =>
        {
            var reference = new CaseRef("smiltene", $"c{i:x16}");
            await store.AppendAsync(reference, "received", TestCases.Received());
            await store.Journal.AppendAsync(
                new Append
                {
                    Case = reference,
                    Key = "register",
                    Decide = append => [new ApplicationRegistered($"SD-2026/{append.NextNumber("SD-2026")}", "APR_MAJAS", new DateOnly(2026, 6, 8), "w") { OuterLimit = new DateOnly(2026, 7, 8) }],
                },
                CancellationToken.None);
        });

        var rows = await store.Board.ListAsync("smiltene", null, includeClosed: true, CancellationToken.None);
        rows.Select(r => r.Number).Distinct().Count().ShouldBe(200);
        var verified = await store.VerifyAsync();
        verified.Problems.ShouldBeEmpty();
        verified.Entries.ShouldBe(400);
    }

    [Fact]
    public async Task Marks_NameWhatWasWaitedFor_UntilCleared()
    {
        await using var store = new StoreFixture();
        await store.AppendAsync("received", TestCases.Received() with { ServiceId = null });
        await store.AppendAsync("registration:1", new ServiceChosen("APR_MAJAS", AdmitFirst: false, "r"));

        var marks = await store.Journal.ReadMarksAsync(CancellationToken.None);

        marks.Select(m => (m.Version, m.StartsInstance, string.Join(',', m.EventNames))).ShouldBe([(1, true, ""), (2, false, "registration:1")]);
        await store.Journal.ClearMarkAsync(marks[0], CancellationToken.None);
        (await store.Journal.ReadMarksAsync(CancellationToken.None)).ShouldHaveSingleItem().Version.ShouldBe(2);
    }

    [Fact]
    public async Task Board_OtherMunicipality_SeesAndFindsNothing()
    {
        await using var store = new StoreFixture();
        await store.AppendAsync("received", TestCases.Received());

        (await store.Board.ListAsync("iecava", null, includeClosed: true, CancellationToken.None)).ShouldBeEmpty();
        (await store.Board.FindByPersonAsync("iecava", TestCases.Code, CancellationToken.None)).ShouldBeEmpty();
        (await store.Board.FindByMessageAsync("iecava", ["first@residents.example"], CancellationToken.None)).ShouldBeNull();
        (await store.Board.FindByAddressTokenAsync("iecava", $"t{TestCases.Reference.CaseId}", CancellationToken.None)).ShouldBeNull();
        (await store.Board.FindByPersonAsync("smiltene", TestCases.Code, CancellationToken.None)).ShouldBe([TestCases.Reference]);
        (await store.Board.FindByMessageAsync("smiltene", ["first@residents.example"], CancellationToken.None)).ShouldBe(TestCases.Reference);
    }

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
    [InlineData("UPDATE journal SET body=replace(body,'Labdien','Sveiki') WHERE version=2", "content does not match")]
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
