using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Tests.Mail;

public sealed class MimeWriterTests
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Elements("ā", "š", "ž", "Ģ", "ķ", "ņ", "a", " ", "  ", "=", "?", "=?utf-8?Q?x?=", "_", "\"", "\\", ",", "(", "<", "@", ";", ":", "😀", "日本", "\t", "'", "%", ".", "\u202E", "ё"),
        Gen.Choose(0x20, 0x10FFFF).Select(i => i is >= 0xD800 and < 0xE000 or >= 0x7F and < 0xA0 or 0x2028 or 0x2029 ? "ū" : char.ConvertFromUtf32(i))).ListOf()
        .Select(string.Concat);

    private static readonly Gen<OutgoingMail> Mails =
        from subject in Text
        from name in Text
        from body in Gen.OneOf(Text, Gen.Constant("\n"), Gen.Constant("\n.\nFrom x\n")).ListOf().Select(string.Concat)
        from html in Gen.OneOf(Gen.Constant<string?>(null), Text.Select(t => (string?)("<p>" + t)))
        from names in Text.ListOf()
        from bytes in Gen.Choose(0, 255).Select(i => (byte)i).ArrayOf()
        select RawMail.Outgoing() with
        {
            Subject = subject,
            From = new MailAddress(name, "soc.dienests@smiltene.example"),
            Text = body,
            Html = html,
            Attachments = [.. names.Take(4).Select((n, i) => new OutgoingAttachment(n.Replace("\t", "", StringComparison.Ordinal), "application/pdf", bytes.Append((byte)i).ToArray()))],
        };

    [Fact]
    public void Write_AnyMail_ReadsBackTheSame() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Mails.ToArbitrary(), mail =>
        {
            var bytes = MimeWriter.Write(mail);
            var read = MimeReader.Read(bytes);

            read.Subject.ShouldBe(mail.Subject.Trim());
            (read.From.ShouldHaveSingleItem().Name ?? "").ShouldBe(mail.From.Name!.Trim());
            if (mail.Html is null || !string.IsNullOrWhiteSpace(mail.Text))
            {
                // A blank plain part is read from the HTML.
                read.TextBody.TrimEnd('\n').ShouldBe(mail.Text.TrimEnd('\n'));
            }

            read.HtmlBody?.TrimEnd('\n').ShouldBe(mail.Html);
            read.Attachments.Select(a => a.GivenFileName ?? "").ShouldBe(mail.Attachments.Select(a => a.FileName));
            read.Attachments.Select(a => Convert.ToHexString(a.Content.Span)).ShouldBe(mail.Attachments.Select(a => Convert.ToHexString(a.Content.Span)));
            read.Defects.ShouldBeEmpty();
            ShouldBeProperWire(bytes);
        }));

    [Fact]
    public void Write_AnyMail_PythonReadsTheSame()
    {
        using var folder = new TemporaryFolder();
        var mails = Mails.Sample(60, 30).ToList();
        foreach (var (index, mail) in mails.Index())
        {
            File.WriteAllBytes(folder.File($"{index:000}.eml"), MimeWriter.Write(mail));
        }

        var theirs = PythonEmail.Read([.. Directory.EnumerateFiles(folder.Path).Order()]);

        foreach (var (mail, python) in mails.Zip(theirs))
        {
            python.Subject.ShouldBe(string.Join(' ', mail.Subject.Split([' ', '\t', '\u00A0'], StringSplitOptions.RemoveEmptyEntries)), customMessage: mail.Subject);
            python.To.ShouldNotBeNull().ShouldHaveSingleItem().ShouldBe(["Ģirts Šķēle-Ņikuļins", "girts@example.lv"]);
            python.Text.ShouldBe(mail.Text.TrimEnd('\n'));
            python.Files.Select(f => f[1]).ShouldBe(mail.Attachments.Select(a => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(a.Content.Span))), ignoreOrder: true);
            python.Defects.ShouldBe(0);
        }
    }

    [Theory]
    [InlineData("\r\nBcc: x@y.lv")]
    [InlineData("\nBcc: x@y.lv")]
    [InlineData("\rBcc: x@y.lv")]
    [InlineData("\0")]
    [InlineData("\u2028")]
    [InlineData("\u0085")]
    public void Write_LineBreakInAnyHeaderValue_IsRefused(string poison)
    {
        var mail = RawMail.Outgoing();
        OutgoingMail[] poisoned =
        [
            mail with { Subject = "Temats" + poison },
            mail with { From = new MailAddress("Vārds" + poison, "a@b.lv") },
            mail with { To = [new MailAddress(null, "a@b.lv" + poison)] },
            mail with { ReplyTo = new MailAddress(null, "a" + poison + "@b.lv") },
            mail with { MessageId = "a@b" + poison },
            mail with { InReplyTo = "<a@b>" + poison },
            mail with { References = ["a@b", "c@d" + poison] },
            mail with { AutoSubmitted = "auto-generated" + poison },
            mail with { Headers = [new("X-Note", "vērtība" + poison)] },
            mail with { Headers = [new("X-Note" + poison, "vērtība")] },
        ];

        foreach (var (index, bad) in poisoned.Index())
        {
            Should.Throw<ArgumentException>(() => MimeWriter.Write(bad), $"case {index}");
        }
    }

    [Theory]
    [InlineData("\r\n.pdf")]
    [InlineData("\n")]
    public void Write_LineBreakInFileName_IsRefused(string poison) => Should.Throw<ArgumentException>(() =>
        MimeWriter.Write(RawMail.Outgoing() with { Attachments = [new("a" + poison, "application/pdf", default)] })).Message.ShouldContain("filename");

    [Theory]
    [InlineData("text/plain; charset=x")]
    [InlineData("text")]
    [InlineData("a/b\r\nX: y")]
    public void Write_WrongAttachmentType_IsRefused(string type) => Should.Throw<ArgumentException>(() =>
        MimeWriter.Write(RawMail.Outgoing() with { Attachments = [new("a", type, default)] })).Message.ShouldContain("type/subtype");

    [Theory]
    [InlineData("Bcc")]
    [InlineData("content-type")]
    [InlineData("From")]
    public void Write_HeaderOfTheWriter_IsRefused(string name) =>
        Should.Throw<ArgumentException>(() => MimeWriter.Write(RawMail.Outgoing() with { Headers = [new(name, "x")] })).Message.ShouldContain(name);

    [Fact]
    public void Write_AddressBeyondAscii_DomainIsEncodedLocalPartRefused()
    {
        var mail = RawMail.Outgoing() with { To = [new MailAddress(null, "anna@pašvaldība.example")] };

        MimeReader.Read(MimeWriter.Write(mail)).To.ShouldHaveSingleItem().Address.ShouldBe("anna@xn--pavaldba-fjb94c.example");
        Should.Throw<ArgumentException>(() => MimeWriter.Write(mail with { To = [new MailAddress(null, "žanna@example.lv")] })).Message.ShouldContain("SMTPUTF8");
        Should.Throw<ArgumentException>(() => MimeWriter.Write(mail with { To = [] })).Message.ShouldContain("no recipient");
    }

    [Fact]
    public void Write_AllFields_AreThere()
    {
        var mail = RawMail.Outgoing() with
        {
            ReplyTo = new MailAddress("Sociālais dienests", "soc.dienests+labcdefghijklmnop@smiltene.example"),
            InReplyTo = "<q@x>",
            References = [.. Enumerable.Range(0, 60).Select(i => $"atsauce-{i}@example.lv")],
            AutoSubmitted = "auto-replied",
            Headers = [new("X-Garš", "x")],
        };
        mail = mail with { Headers = [new("X-Long", string.Join(' ', Enumerable.Repeat("vards", 400))), new("X-Word", new string('x', 3000))] };

        var bytes = MimeWriter.Write(mail);
        var read = MimeReader.Read(bytes);

        ShouldBeProperWire(bytes);
        read.MessageId.ShouldBe("receipt.1@smiltene.example");
        read.Date.ShouldBe(mail.Date);
        read.ReplyTo.ShouldHaveSingleItem().ShouldBe(mail.ReplyTo);
        read.InReplyTo.ShouldBe(["q@x"]);
        read.References.ShouldBe(mail.References);
        read.Header("Auto-Submitted").ShouldBe("auto-replied");
        read.Header("X-Long").ShouldBe(mail.Headers[0].Value);
        read.Header("X-Word").ShouldBe(mail.Headers[1].Value);
        MachineMail.Classify(read).ShouldNotBeNull().Kind.ShouldBe(MachineMailKind.AutoReply);
    }

    [Fact]
    public void Write_SameMailTwice_GivesTheSameBytes()
    {
        var mail = RawMail.Outgoing();

        MimeWriter.Write(mail).ShouldBe(MimeWriter.Write(mail));
        Encoding.ASCII.GetString(MimeWriter.Write(mail with { Text = mail.Text + "!" })).ShouldNotContain(Boundary(mail));
    }

    private static string Boundary(OutgoingMail mail) => MimeReader.Read(MimeWriter.Write(mail)).Root.Parameters["boundary"];

    /// <summary>ASCII, CRLF only, no line past 998, none past 76 in ordinary cases.</summary>
    private static void ShouldBeProperWire(byte[] bytes)
    {
        bytes.ShouldAllBe(b => b < 128);
        var text = Encoding.ASCII.GetString(bytes);
        text.Replace("\r\n", "", StringComparison.Ordinal).AsSpan().ContainsAny('\r', '\n', '\0').ShouldBeFalse();
        text.Split("\r\n").Max(l => l.Length).ShouldBeLessThanOrEqualTo(998);
        text.ShouldEndWith("\r\n");
    }
}
