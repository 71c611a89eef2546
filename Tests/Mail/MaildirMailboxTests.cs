using System.Text;
using SocialWorkflows.Connectors.Maildir;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Tests.Mail;

public sealed class MaildirMailboxTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly TemporaryFolder _folder = new();
    private readonly SimulatedTime _time = new(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero));
    private readonly MaildirMailbox _mailbox;

    public MaildirMailboxTests() => _mailbox = Open();

    public void Dispose()
    {
        _mailbox.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task UnclaimedAsync_NewAndUnseen_AreOfferedTmpAndSeenAreNot()
    {
        Deliver("1.a.host");
        Write("tmp", "2.b.host");
        Write("cur", "3.c.host:2,S");
        Write("cur", "4.d.host:2,F");
        Write("cur", "5.e.host");
        Write("new", ".nfs0001");

        var items = await ItemsAsync();

        items.Select(i => i.Id).ShouldBe(["1.a.host", "4.d.host", "5.e.host"], ignoreOrder: true);
    }

    [Fact]
    public async Task UnclaimedAsync_SeveralMails_OldestFirst()
    {
        Deliver("1.a.host");
        Deliver("2.b.host");
        File.SetLastWriteTimeUtc(Path.Combine(_folder.Path, "new", "2.b.host"), new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));

        var items = await ItemsAsync();

        items.Select(i => i.Id).ShouldBe(["2.b.host", "1.a.host"]);
        items[0].ReceivedAt.ShouldBe(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    }

    [Fact]
    public async Task CompleteAsync_AfterReading_MovesToCurSeenAndIsRepeatable()
    {
        Deliver("1.a.host");
        var item = (await ItemsAsync()).ShouldHaveSingleItem();
        (await _mailbox.ReadAsync(item)).ShouldNotBeNull().ToArray().ShouldBe(Body("1.a.host"));

        await _mailbox.CompleteAsync(item);
        await _mailbox.CompleteAsync(item);

        Directory.EnumerateFiles(_folder.File("cur")).Select(Path.GetFileName).ShouldBe(["1.a.host:2,S"]);
        (await ItemsAsync()).ShouldBeEmpty();
        (await _mailbox.ReadAsync(item)).ShouldNotBeNull().ToArray().ShouldBe(Body("1.a.host"));
    }

    [Fact]
    public async Task CompleteAsync_FlagsOfAServer_AreKeptInOrder()
    {
        Write("cur", "4.d.host:2,FR");

        await _mailbox.CompleteAsync((await ItemsAsync()).ShouldHaveSingleItem());

        Directory.EnumerateFiles(_folder.File("cur")).Select(Path.GetFileName).ShouldBe(["4.d.host:2,FRS"]);
    }

    [Fact]
    public async Task UnclaimedAsync_CrashBeforeComplete_OffersTheMailAgain()
    {
        Deliver("1.a.host");
        (await _mailbox.ReadAsync((await ItemsAsync()).ShouldHaveSingleItem())).ShouldNotBeNull();

        using var restarted = Open();

        (await ItemsAsync(restarted)).ShouldHaveSingleItem().Id.ShouldBe("1.a.host");
    }

    [Fact]
    public async Task ReadAsync_MovedToCurMeanwhile_IsStillFound()
    {
        Deliver("1.a.host");
        var item = (await ItemsAsync()).ShouldHaveSingleItem();
        File.Move(_folder.File("new/1.a.host"), _folder.File("cur/1.a.host:2,"));

        (await _mailbox.ReadAsync(item)).ShouldNotBeNull();
    }

    [Fact]
    public async Task ReadAsync_VanishedMeanwhile_IsNullAndCompletes()
    {
        Deliver("1.a.host");
        var item = (await ItemsAsync()).ShouldHaveSingleItem();
        File.Delete(_folder.File("new/1.a.host"));

        (await _mailbox.ReadAsync(item)).ShouldBeNull();
        (await _mailbox.OpenAsync(item)).ShouldBeNull();
        (await _mailbox.ReadHeadersAsync(item)).ShouldBeNull();
        await Should.NotThrowAsync(() => _mailbox.CompleteAsync(item));
    }

    [Fact]
    public async Task ReadAsync_PastTheLimit_IsRefusedAndHeadersAreRead()
    {
        var head = "From: Anna <a@b.lv>\r\nSubject: =?utf-8?Q?Liels_s=C5=ABt=C4=ABjums?=\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
        await using (var file = File.Create(_folder.File("new/9.big.host")))
        {
            file.Write(Encoding.ASCII.GetBytes(head));
            file.SetLength(200_000_000);
        }

        var item = (await ItemsAsync()).ShouldHaveSingleItem();

        item.IsTooLarge.ShouldBeTrue();
        item.Size.ShouldBe(200_000_000);
        (await Should.ThrowAsync<PermanentMailException>(() => _mailbox.ReadAsync(item))).Message.ShouldContain("9.big.host");
        var before = GC.GetTotalAllocatedBytes();
        var mail = (await _mailbox.ReadHeadersAsync(item)).ShouldNotBeNull();
        (GC.GetTotalAllocatedBytes() - before).ShouldBeLessThan(20_000_000);
        mail.Subject.ShouldBe("Liels sūtījums");
        mail.From.ShouldHaveSingleItem().Address.ShouldBe("a@b.lv");
        File.Exists(_folder.File("new/9.big.host")).ShouldBeTrue();
    }

    [Fact]
    public async Task UnclaimedAsync_FolderOrLinkInNew_IsNamedAsProblem()
    {
        Directory.CreateDirectory(_folder.File("new/mape"));
        File.WriteAllText(_folder.File("noslēpums"), "x");
        File.CreateSymbolicLink(_folder.File("new/saite"), _folder.File("noslēpums"));

        var items = await ItemsAsync();

        items.Count.ShouldBe(2);
        foreach (var item in items)
        {
            item.Problem.ShouldNotBeNull().ShouldContain(item.Id);
            (await Should.ThrowAsync<PermanentMailException>(() => _mailbox.ReadAsync(item))).Message.ShouldContain(item.Id);
        }
    }

    [Fact]
    public async Task ReadAsync_FileCannotBeOpened_NamesTheFile()
    {
        Deliver("1.a.host");
        var item = (await ItemsAsync()).ShouldHaveSingleItem();

        // A lock stands in for a missing right, which does not bind root.
        await using var held = new FileStream(_folder.File("new/1.a.host"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        (await Should.ThrowAsync<TransientMailException>(() => _mailbox.ReadAsync(item))).Message.ShouldContain("1.a.host");
    }

    [Fact]
    public void Constructor_FolderCannotBeMade_SaysWhereAndWhat()
    {
        File.WriteAllText(_folder.File("fails"), "x");

        Should.Throw<IOException>(() => new MaildirMailbox(_folder.File("fails/kaste"), _time)).Message.ShouldContain("cannot be made");
    }

    [Fact]
    public async Task WaitForNewAsync_Delivery_Wakes()
    {
        var waiting = _mailbox.WaitForNewAsync();
        waiting.IsCompleted.ShouldBeFalse();

        Deliver("1.a.host");

        await waiting.WaitAsync(Patience);
    }

    [Fact]
    public async Task WaitForNewAsync_NothingSeen_WakesByTheRescanTimer()
    {
        var waiting = _mailbox.WaitForNewAsync();

        _time.Advance(TimeSpan.FromSeconds(29));
        waiting.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));

        await waiting.WaitAsync(Patience);
    }

    [Fact]
    public async Task WaitForNewAsync_Cancelled_Ends()
    {
        using var stop = new CancellationTokenSource();
        var waiting = _mailbox.WaitForNewAsync(stop.Token);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task UnclaimedAsync_ConcurrentDelivery_EachMailOnceWhole()
    {
        const int count = 300;
        var delivery = Task.Run(() =>
        {
            for (var i = 0; i < count; i++)
            {
                Deliver($"{i}.x.host");
            }
        });
        Dictionary<string, int> seen = [];

        while (seen.Count < count)
        {
            foreach (var item in await ItemsAsync())
            {
                (await _mailbox.ReadAsync(item)).ShouldNotBeNull().ToArray().ShouldBe(Body(item.Id));
                seen[item.Id] = seen.GetValueOrDefault(item.Id) + 1;
                await _mailbox.CompleteAsync(item);
            }

            if (seen.Count < count)
            {
                await _mailbox.WaitForNewAsync().WaitAsync(Patience);
            }
        }

        await delivery;
        seen.Values.ShouldAllBe(n => n == 1);
        (await ItemsAsync()).ShouldBeEmpty();
    }

    private static byte[] Body(string name) => Encoding.UTF8.GetBytes($"From: a@b.lv\r\nSubject: {name}\r\n\r\nteksts\r\n");

    private MaildirMailbox Open() => new(_folder.Path, _time);

    private Task<List<MailboxItem>> ItemsAsync() => ItemsAsync(_mailbox);

    private static async Task<List<MailboxItem>> ItemsAsync(MaildirMailbox mailbox) => await mailbox.UnclaimedAsync().ToListAsync();

    private void Write(string folder, string name) => File.WriteAllBytes(Path.Combine(_folder.Path, folder, name), Body(name));

    /// <summary>As an MTA does: whole in tmp, then renamed.</summary>
    private void Deliver(string name)
    {
        Write("tmp", name);
        File.Move(Path.Combine(_folder.Path, "tmp", name), Path.Combine(_folder.Path, "new", name));
    }
}
