using SocialWorkflows.Mail;

namespace SocialWorkflows.Tests.Mail;

/// <summary>Mails that others wrote for their own parsers. Counts were read off the files by eye.</summary>
public sealed class CorpusTests
{
    [Fact]
    public void Read_EveryCorpusMail_Parses()
    {
        var files = Repository.CorpusMails.ToList();

        files.Count.ShouldBeGreaterThanOrEqualTo(25);
        foreach (var file in files)
        {
            Should.NotThrow(() => MimeReader.Read(File.ReadAllBytes(file)), file);
        }
    }

    [Theory]
    [InlineData("MimeKit_body.1.txt", 1, 0)]
    [InlineData("MimeKit_body.4.txt", 3, 2)]
    [InlineData("MimeKit_body.9.txt", 3, 1)]
    [InlineData("MimeKit_epilogue.txt", 2, 1)]
    [InlineData("MimeKit_delivery-status.txt", 2, 2)]
    [InlineData("MimeKit_simple-embedded-message.eml", 2, 1)]
    [InlineData("mailpars_mixed.eml", 3, 0)]
    [InlineData("mailpars_nested.eml", 4, 0)]
    [InlineData("releases_base64-with-whitespace.eml", 2, 1)]
    [InlineData("releases_multipart-message-4.eml", 2, 1)]
    [InlineData("releases_bug505221", 2, 1)]
    public void Read_KnownMail_HasItsLeavesAndAttachments(string name, int leaves, int attachments)
    {
        var mail = Read(name);

        mail.Root.Leaves().Count().ShouldBe(leaves);
        mail.Attachments.Count.ShouldBe(attachments);
    }

    [Fact]
    public void Read_Base64WithBlankLines_IsTheAlphabet()
    {
        var mail = Read("releases_base64-with-whitespace.eml");

        mail.TextBody.ShouldBe("abcdefghijklmnopqrstuvwxyz");
        mail.Attachments.ShouldHaveSingleItem().Content.ToArray().ShouldBe("abcdefghijklmnopqrstuvwxyz"u8.ToArray());
        mail.Attachments[0].FileName.ShouldBe("test.txt");
    }

    [Fact]
    public void Read_Base64HtmlInMultipart_GivesUpstreamsExpectedText()
    {
        var expected = File.ReadAllText(Path.Combine(Repository.MimeCorpus, "releases_multipart-base64-2.out"));

        Read("releases_multipart-base64-2").HtmlBody.ShouldBe(expected.TrimEnd());
    }

    [Fact]
    public void Read_Iso2022Jp_DecodesSubjectAndBody()
    {
        var mail = Read("MimeKit_japanese.txt");

        mail.Subject.ShouldBe("日本語メールテスト (testing Japanese emails)");
        mail.TextBody.ShouldContain("正常に");
        Read("releases_iso-2022-jp-qp.eml").TextBody.ShouldContain("日本語の本文");
    }

    [Fact]
    public void Read_UnknownCharset_IsFlaggedAndReadable()
    {
        var mail = Read("releases_bad-charset.eml");

        mail.Defects.ShouldContain(d => d.Kind == MailDefectKind.CharsetGuessed);
        mail.TextBody.ShouldContain("Despite the bad charset");
        mail.HtmlBody.ShouldNotBeNull().ShouldContain("Matterhörn");
    }

    [Fact]
    public void Read_AttachedMail_IsReadableItself()
    {
        var mail = Read("MimeKit_simple-embedded-message.eml");

        mail.TextBody.TrimEnd().ShouldBe("This is the message body.");
        var inner = mail.Attachments.ShouldHaveSingleItem().Message.ShouldNotBeNull();
        inner.Subject.ShouldBe("embedded message");
        inner.TextBody.TrimEnd().ShouldBe("This is the embedded message body.");
    }

    [Fact]
    public void Read_Bounce_HasItsDeliveryStatus()
    {
        var status = Read("MimeKit_delivery-status.txt").DeliveryStatus.ShouldNotBeNull();

        status.ReportingMta.ShouldBe("mm1");
        var recipient = status.Recipients.ShouldHaveSingleItem();
        recipient.FinalRecipient.ShouldBe("newsletter-request@imusic.com");
        recipient.Action.ShouldBe("failed");
    }

    [Fact]
    public void Read_Fragment_IsKeptAndNamed()
    {
        var mail = Read("MimeKit_rfc2046.0.eml");

        mail.Defects.ShouldContain(d => d.Kind == MailDefectKind.PartialMessage);
        mail.Attachments.ShouldHaveSingleItem().ContentType.ShouldBe("message/partial");
    }

    [Fact]
    public void Read_ExpectedTextFile_IsNoMail()
    {
        var text = File.ReadAllBytes(Path.Combine(Repository.MimeCorpus, "releases_multipart-complex1.out"));

        Should.Throw<MailFormatException>(() => MimeReader.Read(text)).Message.ShouldContain("no header line");
    }

    private static MailMessage Read(string name) => MimeReader.Read(File.ReadAllBytes(Path.Combine(Repository.MimeCorpus, name)));
}
