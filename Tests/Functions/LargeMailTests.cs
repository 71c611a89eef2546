using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>Many large letters at once: never more of them in work than the setting says, and each comes to its end.</summary>
public sealed class LargeMailTests
{
    private const int Letters = 40;
    private const int FileBytes = 300_000;

    [Theory]
    [InlineData(1_500_000)]
    [InlineData(1)]
    public async Task LargeLetters_Forty_NeverMoreInWorkThanTheBudgetAndAllEnd(long most)
    {
        var scanner = new CountingScanner();
        await using var house = await WayHouse.StartAsync(
            settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Intake:MostBytes"] = $"{most}" },
            configure: services => services.AddSingleton<IFileScanner>(scanner));
        for (var i = 0; i < Letters; i++)
        {
            house.DeliverRaw($"large-{i}", Letter(i));
        }

        await house.SettleAsync();

        var rows = await house.Intake.ListAsync("smiltene", null, CancellationToken.None);
        rows.Count.ShouldBe(Letters);
        rows.ShouldAllBe(r => r.Disposition == Dispositions.Review && r.Size > FileBytes);
        scanner.Scanned.ShouldBe(Letters);
        var room = Math.Max(1, most / rows.Max(r => r.Size));
        scanner.MostAtATime.ShouldBeLessThanOrEqualTo((int)room);
    }

    [Fact]
    public async Task LongLetter_OnTheReviewPage_ItsBeginningAndTheWholeAsAFile()
    {
        await using var house = await WayHouse.StartAsync();
        house.DeliverRaw("long", Encoding.ASCII.GetBytes($"From: <a@inbox.example>\nTo: {Residents.Mailbox}\nMessage-ID: <long@residents.example>\nSubject: x\n\nLabdien {string.Concat(Enumerable.Repeat("garums ", 60_000))} beigas\n"));
        await house.SettleAsync();
        var row = await house.RowOfAsync("long@residents.example");

        using var browser = await house.BrowseAsync(house.Person(Roles.Registrar));
        var page = await browser.ReadAsync($"/review/{row.IntakeId}");
        page.Length.ShouldBeLessThan(2 * LongText.Most);
        page.ShouldContain("teksts.txt");
        (await browser.ReadAsync($"/review/{row.IntakeId}/attachments/0")).ShouldContain("beigas");
    }

    /// <summary>A scanner reads files up to some size; a text has none that a person could not read on in the next file.</summary>
    [Fact]
    public async Task LetterOfMoreTextThanTheScannerReads_WholeInSeveralFiles()
    {
        await using var house = await WayHouse.StartAsync(configure: services => services.AddSingleton<IFileScanner>(new CountingScanner { LargestFile = 7_000_000 }));
        var text = "Labdien " + string.Concat(Enumerable.Repeat("šķērēm garš teksts ", 320_000)) + "beigas";
        house.DeliverRaw("long", Encoding.UTF8.GetBytes($"From: <a@inbox.example>\nTo: {Residents.Mailbox}\nMessage-ID: <long@residents.example>\nSubject: x\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"));
        await house.SettleAsync();
        var row = await house.RowOfAsync("long@residents.example");
        (row.Disposition, row.Reason).ShouldBe((Dispositions.Review, "unsigned"));

        using var browser = await house.BrowseAsync(house.Person(Roles.Registrar));
        (await browser.ReadAsync($"/review/{row.IntakeId}")).ShouldContain("teksts-2.txt");
        var read = new StringBuilder();
        for (var i = 0; i < 2; i++)
        {
            read.Append(await browser.ReadAsync($"/review/{row.IntakeId}/attachments/{i}"));
        }

        read.ToString().TrimEnd().ShouldBe(text);
    }

    [Fact]
    public async Task TakeAsync_NoRoom_WaitsInOrderAndALargerThanAllComesAlone()
    {
        var bytes = new BytesInWork(Microsoft.Extensions.Options.Options.Create(new QueueOptions { MostBytes = 100 }));
        var first = await bytes.TakeAsync(60);
        var alone = bytes.TakeAsync(500);
        var small = bytes.TakeAsync(10);
        alone.IsCompleted.ShouldBeFalse();
        small.IsCompleted.ShouldBeFalse();

        first.Dispose();
        first.Dispose();
        var large = await alone;
        small.IsCompleted.ShouldBeFalse();

        large.Dispose();
        (await small).Dispose();
    }

    /// <summary>Large letters that hang in the scanner hold what is theirs, and no more.</summary>
    [Fact]
    public async Task TakeAsync_LargeOnesHoldTheirShare_SmallOnesHaveTheirs()
    {
        var options = new QueueOptions { MostBytes = 12_800 };
        var bytes = new BytesInWork(Microsoft.Extensions.Options.Options.Create(options));
        using var large = await bytes.TakeAsync(11_000);
        bytes.TakeAsync(options.SmallLetter + 101).IsCompleted.ShouldBeFalse();

        for (var i = 0; i < 16; i++)
        {
            bytes.TakeAsync(options.SmallLetter).IsCompleted.ShouldBeTrue($"{i}");
        }

        bytes.TakeAsync(1).IsCompleted.ShouldBeFalse();
        (options.MostBytesOf(isSmall: true) + options.MostBytesOf(isSmall: false)).ShouldBe(options.MostBytes);
    }

    private static byte[] Letter(int i) => Encoding.ASCII.GetBytes(
        $"From: <large-{i}@inbox.example>\r\nTo: <{Residents.Mailbox}>\r\nMessage-ID: <large-{i}@residents.example>\r\nSubject: Foto\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        + $"--b\r\nContent-Type: text/plain\r\n\r\nLabdien {i}\r\n--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\n{i} {new string('x', FileBytes)}\r\n--b--\r\n");

    /// <summary>Holds each file for a moment, so that what could be in work at once is.</summary>
    private sealed class CountingScanner : IFileScanner
    {
        private readonly Lock _gate = new();
        private int _now;

        public int MostAtATime { get; private set; }

        public int Scanned { get; private set; }

        public string Name => "test scanner";

        public int LargestFile { get; init; } = int.MaxValue;

        public async Task<ScanVerdict> ScanAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
        {
            if (content.Length > LargestFile)
            {
                return ScanVerdict.TooLarge;
            }

            lock (_gate)
            {
                Scanned++;
                MostAtATime = Math.Max(MostAtATime, ++_now);
            }

            for (var i = 0; i < 50; i++)
            {
                await Task.Yield();
            }

            lock (_gate)
            {
                _now--;
            }

            return ScanVerdict.Clean;
        }

        public Task<ScannerStanding> StandingAsync(CancellationToken cancellation) => Task.FromResult(new ScannerStanding(ScannerAnswer.Undated, null, TellsLimits: true));
    }
}
