using SocialWorkflows.Connectors.Maildir;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Tests.Mail;

public sealed class OutboxMaildirTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly OutboxMaildir _outbox;

    public OutboxMaildirTests() => _outbox = new OutboxMaildir(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task SendAsync_SameOperationTwice_WritesOneFile()
    {
        var first = await _outbox.SendAsync(RawMail.Outgoing());
        var second = await new OutboxMaildir(_folder.Path).SendAsync(RawMail.Outgoing() with { Subject = "Cits" });

        second.ShouldBe(first);
        first.Outcome.ShouldBe(MailSendOutcome.Accepted);
        var file = Files("new").ShouldHaveSingleItem();
        MimeReader.Read(File.ReadAllBytes(file)).Subject.ShouldBe(RawMail.Outgoing().Subject);
        Files("tmp").ShouldBeEmpty();
        _outbox.Contains("case-1/receipt/1").ShouldBeTrue();
        _outbox.Contains("case-1/receipt/2").ShouldBeFalse();
    }

    [Fact]
    public async Task SendAsync_RepeatAfterAReaderMovedIt_WritesNothing()
    {
        await _outbox.SendAsync(RawMail.Outgoing());
        var file = Files("new").ShouldHaveSingleItem();
        File.Move(file, Path.Combine(_folder.Path, "cur", Path.GetFileName(file) + ":2,S"));

        await _outbox.SendAsync(RawMail.Outgoing());

        Files("new").ShouldBeEmpty();
        Files("cur").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task SendAsync_LeftoverOfACrashInTmp_IsNotTakenForSent()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "tmp", OutboxMaildir.FileNameOf("case-1/receipt/1") + ".1.1"), "puse");

        await _outbox.SendAsync(RawMail.Outgoing());

        Files("new").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task SendAsync_ManyAtOnce_WritesOneFileEach()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => _outbox.SendAsync(RawMail.Outgoing($"case-{i % 10}/receipt/1")))));

        Files("new").Count.ShouldBe(10);
        Files("tmp").ShouldBeEmpty();
    }

    [Fact]
    public async Task SendAsync_NoMail_IsPermanentAndWritesNothing()
    {
        var failure = await Should.ThrowAsync<PermanentMailException>(() => _outbox.SendAsync(RawMail.Outgoing() with { Subject = "a\r\nBcc: x@y.lv" }));

        failure.Message.ShouldContain("Subject");
        failure.Message.ShouldNotContain("x@y.lv");
        Files("new").ShouldBeEmpty();
    }

    [Fact]
    public async Task SendAsync_FolderGone_IsTransient()
    {
        Directory.Delete(Path.Combine(_folder.Path, "tmp"));

        (await Should.ThrowAsync<TransientMailException>(() => _outbox.SendAsync(RawMail.Outgoing()))).Message.ShouldContain(_folder.Path);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "tmp"));
    }

    private List<string> Files(string folder) => [.. Directory.EnumerateFiles(Path.Combine(_folder.Path, folder))];
}
