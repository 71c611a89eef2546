using Microsoft.Data.Sqlite;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Hosting.Telemetry;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Housekeeping.Anchors;
using SocialWorkflows.Functions.Housekeeping.SelfCheck;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Housekeeping;

/// <summary>What is wrong with the stores is found in the night, named, and told to a person once.</summary>
public sealed class SelfCheckTests
{
    private static readonly CancellationToken Now = CancellationToken.None;

    [Fact]
    public async Task Night_WholeStores_SeesEveryCaseAndFileAndFindsNothing()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("keep-1", DemoFolder.Beginning));
        await house.ReviewAsync(reference, "ARSTA_IZZINA");

        (await house.Get<NightRound>().RunAsync(most: null, Now)).ShouldBe(1);

        var report = (await house.Get<SelfCheckMemory>().EndedAsync(Now))!;
        (report.Cases, report.Found, report.FinishedAt).ShouldBe((1, 0, house.Now), string.Join('\n', report.Findings));
        report.Files.ShouldBeGreaterThan(3);
        (await house.TasksAsync()).ShouldNotContain(t => t.Kind == SelfCheckTasks.Kind);
    }

    [Fact]
    public async Task Night_AfterADecisionWasSent_FindsNothing()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("keep-sent", DemoFolder.Beginning));
        await house.ReviewAsync(reference);
        await house.AssessAsync(reference);
        await house.ProposeAsync(reference);
        await house.DoAsync(reference, Verbs.Approve);
        await house.SignAsync(reference);
        (await house.StateAsync(reference)).Dispatch.ShouldNotBeNull();

        await house.Get<NightRound>().RunAsync(most: null, Now);

        (await house.Get<SelfCheckMemory>().EndedAsync(Now))!.Findings.Select(f => f.Text).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("UPDATE intake SET case_id='c00000000000000ff' WHERE disposition='new-case'", "ended in the case c00000000000000ff, which has no journal")]
    [InlineData("DELETE FROM intake", "is not in the intake ledger")]
    [InlineData("DELETE FROM sends", "is not in the send ledger")]
    [InlineData("UPDATE cases SET stage='changed'", "its rows in cases are not what the journal adds up to")]
    [InlineData("DELETE FROM threads", "its rows in threads are not what the journal adds up to")]
    public async Task Night_SomethingChangedBehindOurBack_FoundNamedAndToldOnce(string sql, string finding)
    {
        await using var house = await WayHouse.StartAsync();
        await house.OpenCaseAsync(Residents.Application("keep-2", DemoFolder.Beginning));
        Tamper(house, sql);

        await house.Get<NightRound>().RunAsync(most: null, Now);
        await house.Get<NightRound>().RunAsync(most: null, Now);

        (await house.Get<SelfCheckMemory>().EndedAsync(Now))!.Findings.ShouldContain(f => f.Text.Contains(finding, StringComparison.Ordinal));
        var task = (await house.TasksAsync()).Where(t => t.Kind == SelfCheckTasks.Kind).ShouldHaveSingleItem();
        task.Text.Latvian.ShouldContain("Lietas: c");
        var figures = house.Get<FigureKeeper>();
        await figures.CountAsync(Now);
        figures.SelfCheckFindings.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Night_OneByteOfADocumentChanged_FoundAndClosedOnceItIsMended()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("keep-3", DemoFolder.Beginning));
        var file = (await house.StateAsync(reference)).Files[0].FileId;
        var path = Path.Combine(house.Data.Documents, file[..2], file);
        var whole = await File.ReadAllBytesAsync(path);
        await File.WriteAllBytesAsync(path, [.. whole[..^1], (byte)(whole[^1] ^ 1)]);

        await house.Get<NightRound>().RunAsync(most: null, Now);

        var found = (await house.Get<SelfCheckMemory>().EndedAsync(Now))!.Findings.ShouldHaveSingleItem();
        found.Text.ShouldContain($"Document {file}");
        found.CaseId.ShouldBe(reference.CaseId);
        (await house.TasksAsync()).ShouldContain(t => t.Kind == SelfCheckTasks.Kind);
        await File.WriteAllBytesAsync(path, whole);
        await house.Get<NightRound>().RunAsync(most: null, Now);
        (await house.TasksAsync()).ShouldNotContain(t => t.Kind == SelfCheckTasks.Kind);
    }

    [Fact]
    public async Task Night_TooShortForEverything_GoesOnInTheNextWhereItStopped()
    {
        var slow = new SlowDocuments();
        await using var house = await WayHouse.StartAsync(configure: slow.Around);
        for (var i = 0; i < 3; i++)
        {
            await house.OpenCaseAsync(Residents.Application($"keep-4{i}", DemoFolder.Beginning, Residents.Person($"keeper{i}", $"Zane{i}", "Izdomātā", $"00015{i}-1001{i}")));
        }

        slow.Slow = house.Time;
        var nights = new List<int>();
        while ((await house.Get<SelfCheckMemory>().EndedAsync(Now)) is null && nights.Count < 9)
        {
            nights.Add(await house.Get<NightRound>().RunAsync(most: null, Now));
        }

        nights.ShouldBe([1, 1, 1, 0]);
        (await house.Get<SelfCheckMemory>().EndedAsync(Now))!.Cases.ShouldBe(3);
    }

    [Fact]
    public async Task NightOfOnesOwnServer_OncePerCivilDayAfterTheHour()
    {
        await using var house = await WayHouse.StartAsync();
        var night = house.Get<NightRound>();
        house.Time.AdvanceTo(new DateTimeOffset(2026, 6, 8, 22, 30, 0, TimeSpan.Zero));

        (await night.RunWhenDueAsync(Now)).ShouldBeFalse("half past one in Riga");
        house.Time.Advance(TimeSpan.FromMinutes(40));
        (await night.RunWhenDueAsync(Now)).ShouldBeTrue();
        (await night.RunWhenDueAsync(Now)).ShouldBeFalse();
        house.Time.Advance(TimeSpan.FromHours(24));
        (await night.RunWhenDueAsync(Now)).ShouldBeTrue();
        (await house.Get<IAnchorStore>().NamesAsync(Now)).ShouldBe(["2026-06-08.json", "2026-06-09.json"]);
    }

    [Fact]
    public async Task History_WrittenAnewWithAllHashesRight_IsFoundByTheAnchors()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("keep-5", DemoFolder.Beginning));
        await house.Get<AnchorKeeper>().AnchorAsync(Now);
        (await house.Get<AnchorCheck>().CompareAsync(Now)).ShouldBeEmpty();
        var before = await house.ReadAsync(reference);

        Tamper(house, Rewriting(before, before.Entries.Count));

        (await house.Get<IJournalVerifier>().VerifyAsync(Now)).Problems.ShouldNotContain(p => p.Contains("chain is broken", StringComparison.Ordinal) || p.Contains("does not match", StringComparison.Ordinal));
        (await house.Get<AnchorCheck>().CompareAsync(Now)).ShouldHaveSingleItem().ShouldContain("its history was rewritten");
        Tamper(house, Rewriting(before, before.Entries.Count - 1));
        (await house.Get<AnchorCheck>().CompareAsync(Now)).ShouldHaveSingleItem().ShouldContain("its end was cut");
    }

    [Fact]
    public async Task Anchor_Changed_IsFound()
    {
        await using var house = await WayHouse.StartAsync();
        await house.OpenCaseAsync(Residents.Application("keep-6", DemoFolder.Beginning));
        await house.Get<AnchorKeeper>().AnchorAsync(Now);
        var path = Directory.GetFiles(house.Data.Anchors).ShouldHaveSingleItem();
        File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly).ShouldBeTrue();

        File.SetAttributes(path, FileAttributes.Normal);
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace("\"entries\": ", "\"entries\": 1", StringComparison.Ordinal));

        (await house.Get<AnchorCheck>().CompareAsync(Now)).ShouldHaveSingleItem().ShouldContain("is damaged or was changed");
    }

    /// <summary>All entries of the only case once more, the first with another text, every hash, link and head recomputed.</summary>
    private static string Rewriting(CaseRecord record, int count)
    {
        var (previous, link, sql) = (JournalChain.Start, JournalChain.Start, "DROP TRIGGER IF EXISTS journal_append_only_delete; DELETE FROM journal;");
        foreach (var entry in record.Entries.Take(count))
        {
            var body = JournalChain.Write(entry.Event is ApplicationReceived first ? first with { Subject = "Cits" } : entry.Event);
            previous = JournalChain.Hash(previous, record.Case, entry.Version, entry.Key, 1, entry.At, body);
            link = JournalChain.Link(link, previous);
            sql += $"INSERT INTO journal (municipality, case_id, version, key, generation, at, body, hash, link) VALUES ('{record.Case.Municipality}','{record.Case.CaseId}',{entry.Version},'{entry.Key}',1,"
                + $"'{JournalChain.Instant(entry.At)}','{body.Replace("'", "''", StringComparison.Ordinal)}','{previous}','{link}');";
        }

        return sql + $"UPDATE chain_heads SET entries={count}, link='{link}';";
    }

    private static void Tamper(WayHouse house, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={house.Data.Cases};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
