using System.Text;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Tests.Mail;

public sealed class MimeReaderTests_Bodies
{
    private const string Latvian = "Glāžšķūņa rūķīši dzērumā čiepj Baha koncertflīģeļu vākus";

    [Theory]
    [InlineData("utf-8", "utf-8")]
    [InlineData("UTF8", "utf-8")]
    [InlineData("\"windows-1257\"", "windows-1257")]
    [InlineData("cp1257", "windows-1257")]
    [InlineData("iso-8859-13", "iso-8859-13")]
    [InlineData("iso-8859-4", "iso-8859-4")]
    [InlineData("cp775", "cp775")]
    [InlineData("ibm775", "cp775")]
    public void Read_LatvianBody_IsRightWithoutDefect(string label, string charset)
    {
        var mail = MimeReader.Read(RawMail.Bytes($"From: a@b.lv\nDate: 5 Jan 2026 10:00 +0200\nContent-Type: text/plain; charset={label}\n\n").Concat(RawMail.Bytes(Latvian, charset)).ToArray());

        mail.TextBody.ShouldBe(Latvian);
        mail.Defects.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("x-nav-tada", "windows-1257")]
    [InlineData("us-ascii", "windows-1257")]
    [InlineData("utf-8", "windows-1257")]
    [InlineData("iso-8859-1", "utf-8")]
    public void Read_WrongLabel_IsRightAndFlagged(string label, string charset)
    {
        var mail = MimeReader.Read(RawMail.Bytes($"From: a@b.lv\nDate: 5 Jan 2026 10:00 +0200\nContent-Type: text/plain; charset={label}\n\n").Concat(RawMail.Bytes(Latvian, charset)).ToArray());

        mail.TextBody.ShouldBe(Latvian);
        mail.Defects.ShouldHaveSingleItem().Kind.ShouldBe(MailDefectKind.CharsetGuessed);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Read_NestedMultipart_SplitsOnAnyLineEnd(string lineEnd)
    {
        var text = """
            From: a@b.lv
            Content-Type: multipart/mixed; boundary="ārējā b"

            priekšvārds
            --ārējā b  
            Content-Type: multipart/alternative; boundary="ārējā b2"

            --ārējā b2
            Content-Type: text/plain; charset=utf-8

            pirmā rinda
            otrā
            --ārējā b2
            Content-Type: text/html; charset=utf-8

            <p>pirmā</p>
            --ārējā b2--
            --ārējā b
            Content-Type: application/pdf; name=a.pdf

            saturs
            --ārējā b--
            pēcvārds
            """.ReplaceLineEndings(lineEnd);

        var mail = MimeReader.Read(Encoding.UTF8.GetBytes(text));

        mail.TextBody.ShouldBe("pirmā rinda\notrā");
        mail.HtmlBody.ShouldBe("<p>pirmā</p>");
        mail.Attachments.ShouldHaveSingleItem().Content.ToArray().ShouldBe(Encoding.UTF8.GetBytes("saturs"));
        mail.Root.Leaves().Select(l => l.Number).ShouldBe(["1.1", "1.2", "2"]);
    }

    [Fact]
    public void Read_MissingEndBoundary_KeepsTheLastPart()
    {
        var mail = RawMail.Read("From: a@b.lv\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nteksts\n--b\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0x");

        mail.TextBody.ShouldBe("teksts");
        mail.Attachments.ShouldHaveSingleItem().Content.ToArray().ShouldBe("%PDF-1"u8.ToArray());
        mail.Defects.ShouldContain(d => d.Kind == MailDefectKind.MissingEndBoundary);
    }

    [Fact]
    public void Read_MultipartWithoutBoundary_IsText()
    {
        var mail = RawMail.Read("From: a@b.lv\nContent-Type: multipart/mixed\n\n--b\n\nteksts");

        mail.TextBody.ShouldContain("teksts");
        mail.Defects.ShouldContain(d => d.Kind == MailDefectKind.MissingBoundary);
    }

    [Fact]
    public void Read_DamagedQuotedPrintable_KeepsWhatItCannotDecode()
    {
        var mail = RawMail.Read("From: a@b.lv\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n=C4=81 =ZZ 100=  \n% =");

        mail.TextBody.ShouldBe("ā =ZZ 100% ");
        mail.Defects.ShouldContain(d => d.Kind == MailDefectKind.TransferEncoding);
    }

    [Theory]
    [InlineData("YQ==YmM=", "abc")]
    [InlineData("YW*Jj", "abc")]
    [InlineData("YWJ", "ab")]
    [InlineData("YW Jj\n\nZA", "abcd")]
    public void Read_DamagedBase64_DecodesAllItCan(string body, string expected) =>
        RawMail.Read("From: a@b.lv\nContent-Transfer-Encoding: BASE64 (x)\n\n" + body).TextBody.ShouldBe(expected);

    [Theory]
    [InlineData("no", "Garš teikums ar turpinājumu.\n> citāts turpinās\nbeigas\n-- \nAnna")]
    [InlineData("yes", "Garš teikumsar turpinājumu.\n> citātsturpinās\nbeigas\n-- \nAnna")]
    public void Read_FormatFlowed_JoinsSoftBreaks(string delSp, string expected) =>
        RawMail.Read($"From: a@b.lv\nContent-Type: text/plain; charset=utf-8; format=flowed; delsp={delSp}\n\nGarš teikums \nar turpinājumu.\n> citāts \n> turpinās\nbeigas\n-- \nAnna")
            .TextBody.ShouldBe(expected);

    [Fact]
    public void Read_RelatedPicture_IsInlineWithItsId()
    {
        var mail = RawMail.Read("""
            From: a@b.lv
            Content-Type: multipart/related; boundary=b

            --b
            Content-Type: text/html

            <img src="cid:bilde@x">
            --b
            Content-Type: image/png
            Content-ID: <bilde@x>

            x
            --b--
            """);

        var picture = mail.Attachments.ShouldHaveSingleItem();
        picture.IsInline.ShouldBeTrue();
        picture.ContentId.ShouldBe("bilde@x");
    }

    [Fact]
    public void Read_SecondHtmlAlternative_IsKeptAsAttachment()
    {
        var mail = RawMail.Read("From: a@b.lv\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\nteksts\n--b\nContent-Type: text/html\n\nh1\n--b\nContent-Type: text/html\n\nh2\n--b--");

        mail.TextBody.ShouldBe("teksts");
        mail.HtmlBody.ShouldBe("h1");
        mail.Attachments.ShouldHaveSingleItem().Content.ToArray().ShouldBe("h2"u8.ToArray());
    }

    [Fact]
    public void Read_TextAfterAttachment_IsPartOfTheText()
    {
        var mail = RawMail.Read("From: a@b.lv\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nsākums\n--b\nContent-Type: application/pdf\n\nx\n--b\n\nbeigas\n--b--");

        mail.TextBody.ShouldBe("sākums\nbeigas");
    }

    [Fact]
    public void Read_HtmlOnly_RendersPlainText()
    {
        var mail = RawMail.Read("From: a@b.lv\nContent-Type: text/html; charset=utf-8\n\n<html><head><title>x</title><style>p{}</style></head><body><p>Lūdzu&nbsp;aprūpi\nmājās &amp; pavadoni</p><script>alert('<p>')</script><ul><li>viens<li>divi</ul><!-- <p>slēpts --></body></html>");

        mail.TextBody.ShouldBe("Lūdzu aprūpi mājās & pavadoni\n\nviens\ndivi");
    }

    [Fact]
    public void Read_NulInText_BecomesSpaceAndIsNamed()
    {
        var mail = RawMail.Read("From: a@b.lv\n\na\0b");

        mail.TextBody.ShouldBe("a b");
        mail.Defects.ShouldContain(d => d.Kind == MailDefectKind.NulByte);
    }

    [Fact]
    public void Read_Winmail_IsKeptAndNamed()
    {
        var mail = RawMail.Read("From: a@b.lv\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/ms-tnef; name=\"winmail.dat\"\n\nx\n--b--");

        mail.Attachments.ShouldHaveSingleItem().IsTnef.ShouldBeTrue();
    }

    [Theory]
    [InlineData("filename=\"izziņa.pdf\"", "izziņa.pdf")]
    [InlineData("filename=mana izziņa.pdf", "mana izziņa.pdf")]
    [InlineData("filename*=utf-8'lv'izzi%C5%86a.pdf", "izziņa.pdf")]
    [InlineData("filename*=windows-1257''izzi%F2a.pdf", "izziņa.pdf")]
    [InlineData("filename*0*=utf-8''izzi%C5;\n filename*1*=%86a; filename*2=\".pdf\"", "izziņa.pdf")]
    [InlineData("filename*1=b.pdf; filename*0=a", "ab.pdf")]
    [InlineData("filename=\"=?utf-8?Q?izzi=C5=86a.pdf?=\"", "izziņa.pdf")]
    [InlineData("filename=\"vecs.pdf\"; filename*=utf-8''jauns.pdf", "jauns.pdf")]
    [InlineData("filename=\"a\\\"b;c.pdf\"", "a\"b;c.pdf")]
    [InlineData("filename=\"C:\\Dokumenti\\izziņa.pdf\"", "C:\\Dokumenti\\izziņa.pdf")]
    public void Read_FileNameForms_AreDecoded(string parameter, string expected) =>
        RawMail.Read($"From: a@b.lv\nContent-Type: application/pdf\nContent-Disposition: attachment; {parameter}\n\nx").Attachments.ShouldHaveSingleItem().GivenFileName.ShouldBe(expected);
}
