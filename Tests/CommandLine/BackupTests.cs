using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.CommandLine;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.CommandLine;

/// <summary>A backup of a running installation is whole, and what is made from it carries every case on.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("socialworkflows-backup-").FullName;

    private string Copy => Path.Combine(_root, "copy");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Restore_BackupsTakenInTheMiddleOfWork_CarryEveryMessageAndCaseOn()
    {
        const int backups = 4;
        const int applications = 12;
        await using var house = await WayHouse.StartAsync();
        await house.SettleAsync();
        var working = Task.Run(async () =>
        {
            for (var i = 0; i < applications; i++)
            {
                await house.ReviewAsync(await house.OpenCaseAsync(Residents.Application($"backup-{i}", DemoFolder.Beginning)));
            }
        });
        for (var i = 0; i < backups; i++)
        {
            (await BackUpAsync(house.Data.Root, $"{Copy}-{i}")).ShouldBe((0, ""));
        }

        await working;
        for (var i = 0; i < backups; i++)
        {
            var again = Path.Combine(_root, $"again-{i}");
            (await RestoreAsync($"{Copy}-{i}", again)).ShouldBe((0, ""));
            await using var restored = await WayHouse.StartAsync(again, new SimulatedTime(house.Now), house.Scanner, new FakeSender());

            // What the first sweep starts again opens cases that the next one starts, a minute later on a server.
            await restored.SettleAsync();
            await restored.SettleAsync();
            await EveryMessageIsWhereItBelongsAsync(restored);
        }
    }

    [Fact]
    public async Task Restore_WholeBackup_GoesOnWhereItWas()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("one", DemoFolder.Beginning));
        await house.ReviewAsync(reference);
        (await BackUpAsync(house.Data.Root, Copy)).ShouldBe((0, ""));
        var again = Path.Combine(_root, "again");
        (await RestoreAsync(Copy, again)).ShouldBe((0, ""));
        var sender = new FakeSender();

        await using var restored = await WayHouse.StartAsync(again, new SimulatedTime(house.Now), house.Scanner, sender);
        await restored.SettleAsync();
        await restored.AssessAsync(reference);

        (await restored.WaitsAsync(reference)).ShouldBe([Steps.Proposal]);
        sender.Left.ShouldBeEmpty("the receipt had been sent before the backup");
        if (!OperatingSystem.IsWindows())
        {
            (File.GetUnixFileMode(Copy) | File.GetUnixFileMode(again)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("missing")]
    [InlineData("added")]
    [InlineData("unfinished")]
    [InlineData("manifest")]
    public async Task Restore_BackupThatIsNotWhatWasWritten_IsRefusedAndNothingIsMade(string harm)
    {
        await using (var house = await WayHouse.StartAsync())
        {
            await house.OpenCaseAsync(Residents.Application("one", DemoFolder.Beginning));
            (await BackUpAsync(house.Data.Root, Copy)).ShouldBe((0, ""));
        }

        var victim = Directory.EnumerateFiles(Path.Combine(Copy, "documents"), "*", SearchOption.AllDirectories).First();
        var manifest = Path.Combine(Copy, "backup.json");
        switch (harm)
        {
            case "changed":
                await using (var file = File.OpenWrite(victim))
                {
                    file.WriteByte(0);
                }

                break;
            case "missing":
                File.Delete(victim);
                break;
            case "added":
                await File.WriteAllTextAsync(victim + "x", "x");
                break;
            case "unfinished":
                File.Delete(manifest);
                break;
            default:
                await File.WriteAllTextAsync(manifest, """{"version":1}""");
                break;
        }

        await Should.ThrowAsync<InvalidDataException>(() => RestoreAsync(Copy, Path.Combine(_root, "again")));
        Directory.Exists(Path.Combine(_root, "again")).ShouldBeFalse();
    }

    /// <summary>A restore that was killed leaves a folder of another name, and the next begins anew.</summary>
    [Fact]
    public async Task Restore_AfterOneThatWasKilled_BeginsAnewAndLeavesNothing()
    {
        await using var house = await WayHouse.StartAsync();
        await house.OpenCaseAsync(Residents.Application("one", DemoFolder.Beginning));
        await BackUpAsync(house.Data.Root, Copy);
        var again = Path.Combine(_root, "again");
        Directory.CreateDirectory(again);
        Directory.CreateDirectory(again + ".unfinished");
        await File.WriteAllTextAsync(Path.Combine(again + ".unfinished", "cases.db"), "half");
        var letter = Directory.EnumerateFiles(Path.Combine(Copy, "mail"), "*", SearchOption.AllDirectories).First();
        var bytes = await File.ReadAllBytesAsync(letter);

        (await RestoreAsync(Copy, again)).ShouldBe((0, ""));

        Directory.Exists(again + ".unfinished").ShouldBeFalse();
        (await File.ReadAllBytesAsync(Path.Combine(again, Path.GetRelativePath(Copy, letter)))).ShouldBe(bytes);
        Directory.EnumerateFiles(Copy, "*", SearchOption.AllDirectories).Count().ShouldBe(Directory.EnumerateFiles(again, "*", SearchOption.AllDirectories).Count() + 1, "all but the manifest");
    }

    [Fact]
    public async Task BackUp_IntoAFolderInUse_ChangesNothing()
    {
        await using var house = await WayHouse.StartAsync();
        await house.SettleAsync();
        Directory.CreateDirectory(Copy);
        await File.WriteAllTextAsync(Path.Combine(Copy, "mine"), "x");

        (await BackUpAsync(house.Data.Root, Copy)).Error.ShouldContain("is not empty");
        (await BackUpAsync(house.Data.Root, Path.Combine(house.Data.Root, "inside"))).Error.ShouldContain("one within the other");
        (await BackUpAsync(Path.Combine(_root, "nowhere"), Path.Combine(_root, "new"))).Error.ShouldContain("no case store");

        Directory.EnumerateFileSystemEntries(Copy).ShouldHaveSingleItem();
        Directory.Exists(Path.Combine(house.Data.Root, "inside")).ShouldBeFalse();
        Directory.Exists(Path.Combine(_root, "new")).ShouldBeFalse();
    }

    [Fact]
    public async Task BackUp_DamagedStore_IsNotCalledABackup()
    {
        var data = Path.Combine(_root, "data");
        await using (var house = await WayHouse.StartAsync())
        {
            await house.OpenCaseAsync(Residents.Application("one", DemoFolder.Beginning));
            await BackUpAsync(house.Data.Root, $"{Copy}-good");
            await RestoreAsync($"{Copy}-good", data);
        }

        await using (var file = File.OpenWrite(Path.Combine(data, "cases.db")))
        {
            file.Position = 8192;
            file.Write(new byte[4096]);
        }

        await Should.ThrowAsync<IOException>(() => BackUpAsync(data, Copy));
        File.Exists(Path.Combine(Copy, "backup.json")).ShouldBeFalse();
    }

    private static async Task EveryMessageIsWhereItBelongsAsync(WayHouse house)
    {
        var rows = await house.Intake.ListAsync("smiltene", null, CancellationToken.None);
        var mails = new[] { "new", "cur" }.SelectMany(f => Directory.EnumerateFiles(Path.Combine(house.Data.Mailbox, f))).Count();
        rows.Count.ShouldBeGreaterThanOrEqualTo(mails, "mail is copied first, so the ledger may know of one that came meanwhile");
        rows.ShouldAllBe(r => r.Disposition == Dispositions.NewCase);
        foreach (var row in rows)
        {
            var reference = new CaseRef(row.Municipality, row.CaseId!);
            (await house.WaitsAsync(reference)).ShouldNotBeEmpty(
                $"{string.Join(' ', (await house.ReadAsync(reference)).Entries.Select(e => e.Event.GetType().Name))}; instance {(await house.InstanceAsync(reference))?.RuntimeStatus}");
        }
    }

    [Fact]
    public async Task Restore_AnchorsThatAreNotThere_ToldAndNothingMade()
    {
        await using var house = await WayHouse.StartAsync();
        await house.OpenCaseAsync(Residents.Application("one", DemoFolder.Beginning));
        await BackUpAsync(house.Data.Root, Copy);
        var again = Path.Combine(_root, "again");

        var (code, error) = await RestoreAsync(Copy, again, Path.Combine(_root, "no-such"));

        code.ShouldBe(ExitCodes.BadUsage);
        error.ShouldContain("--anchors");
        Directory.Exists(again).ShouldBeFalse();
    }

    private static async Task<(int Code, string Error)> BackUpAsync(string data, string to)
    {
        using var error = new StringWriter();
        var code = await BackupCommands.BackUpAsync(data, to, TextWriter.Null, error, CancellationToken.None);
        return (code, error.ToString());
    }

    private static async Task<(int Code, string Error)> RestoreAsync(string from, string data, string? anchors = null)
    {
        using var error = new StringWriter();
        var code = await BackupCommands.RestoreAsync(from, data, anchors, TextWriter.Null, error, CancellationToken.None);
        return (code, error.ToString());
    }
}
