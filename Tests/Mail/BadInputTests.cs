using System.Diagnostics;
using System.Text;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Tests.Mail;

/// <summary>The bad inputs of the quality list that belong to reading a mail; what intake makes of them is tested there.</summary>
public sealed class BadInputTests
{
    [Fact]
    public void B01_EmptyBodyEmptySubjectOnePhoto_IsKept()
    {
        var mail = RawMail.Read("From: a@b.lv\nSubject:\nContent-Type: image/jpeg; name=IMG_2034.jpg\nContent-Transfer-Encoding: base64\n\n/9j/4A==\n");

        mail.Subject.ShouldBe("");
        mail.TextBody.ShouldBe("");
        mail.Attachments.ShouldHaveSingleItem().FileName.ShouldBe("IMG_2034.jpg");
    }

    [Theory]
    [InlineData("Subject: x", MailDefectKind.NoSender, 0)]
    [InlineData("From: a@b.lv\nFrom: c@d.lv", MailDefectKind.RepeatedHeader, 2)]
    [InlineData("From: Jānis <>", MailDefectKind.NoSender, 1)]
    [InlineData("From: Ģimene: a@b.lv, c@d.lv;", MailDefectKind.AddressGroup, 2)]
    public void B02_OddFrom_IsRecorded(string header, MailDefectKind defect, int senders)
    {
        var mail = RawMail.Read(header + "\n\nteksts");

        mail.From.Count.ShouldBe(senders);
        mail.Defects.ShouldContain(d => d.Kind == defect);
    }

    [Fact]
    public void B02_NameWithoutAddress_KeepsTheName()
    {
        var from = RawMail.Read("From: Jānis <>\n\n").From.ShouldHaveSingleItem();

        from.Name.ShouldBe("Jānis");
        from.IsValid.ShouldBeFalse();
    }

    [Theory]
    [InlineData("Re: #2026/17 un #18")]
    [InlineData("#1 vietā")]
    public void B14_HashesInSubject_AreLeftAlone(string subject)
    {
        var mail = RawMail.WithHeader("Subject: " + subject);

        SubjectLine.Strip(mail.Subject).ShouldBe(subject.Replace("Re: ", "", StringComparison.Ordinal));
        CaseAddress.TryReadToken(mail.Subject + "@example.lv", out var token).ShouldBeFalse(token);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("Date: Thu, 1 Jan 1970 00:00:00 +0000\n", "1970-01-01T00:00:00+00:00")]
    [InlineData("Date: Tue, 19 Jan 2038 03:14:08 +0000\n", "2038-01-19T03:14:08+00:00")]
    [InlineData("Date: Mon, 5 Jan 2026 10:00:00 +1400\n", "2026-01-05T10:00:00+14:00")]
    public void B16_MissingIdAndOddDate_AreReadAsTheyAre(string header, string? expected)
    {
        var mail = RawMail.Read($"From: a@b.lv\n{header}\n\nteksts");

        mail.MessageId.ShouldBeNull();
        mail.Date.ShouldBe(expected is null ? null : DateTimeOffset.Parse(expected));
    }

    [Fact]
    public void B17_BccOnlyOrFortyInstitutions_AreRead()
    {
        RawMail.Read("From: a@b.lv\n\nteksts").To.ShouldBeEmpty();
        RawMail.WithHeader("To: " + string.Join(", ", Enumerable.Range(1, 40).Select(i => $"\"Iestāde {i}, nodaļa\" <i{i}@example.lv>"))).To.Count.ShouldBe(40);
    }

    [Theory]
    [InlineData("application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", MailProtection.SmimeEncrypted)]
    [InlineData("application/pkcs7-mime; smime-type=signed-data; name=smime.p7m", MailProtection.SmimeOpaque)]
    [InlineData("application/x-pkcs7-mime; name=smime.p7m", MailProtection.SmimeOpaque)]
    public void B19_B20_WholeMailInP7m_IsKeptAndNamed(string type, MailProtection expected)
    {
        var mail = RawMail.Read($"From: a@b.lv\nContent-Type: {type}\nContent-Transfer-Encoding: base64\n\nMIIB");

        mail.Protection.ShouldBe(expected);
        mail.Attachments.ShouldHaveSingleItem().FileName.ShouldBe("smime.p7m");
        mail.Attachments[0].Content.Length.ShouldBe(3);
    }

    [Fact]
    public void B20_SignedWithFooter_GivesTheExactSignedBytes()
    {
        var raw = "From: a@b.lv\nContent-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; micalg=sha-256; boundary=b\n\n"
            + "--b\nContent-Type: text/plain\n\nparakstīts \n\n--b\nContent-Type: application/pkcs7-signature; name=smime.p7s\nContent-Transfer-Encoding: base64\n\nMIIB\n--b--\nkājene no vārtejas\n";

        var mail = RawMail.Read(raw);

        mail.Protection.ShouldBe(MailProtection.SmimeDetached);
        mail.Root.Children[0].Raw.ToArray().ShouldBe(Encoding.UTF8.GetBytes("Content-Type: text/plain\r\n\r\nparakstīts \r\n"));
        mail.Attachments.ShouldHaveSingleItem().FileName.ShouldBe("smime.p7s");
    }

    [Fact]
    public void B22_MailInMailInMail_IsUnpackedToTheLimitAndTheRestKept()
    {
        var inner = "From: dziļi@b.lv\nSubject: apakšā\n\nteksts";
        for (var i = 0; i < 30; i++)
        {
            inner = $"From: a@b.lv\nSubject: {i}\nContent-Type: message/rfc822\n\n{inner}";
        }

        var mail = RawMail.Read(inner);

        var levels = 0;
        var current = mail;
        while (current.Attachments is [{ Message: { } next }])
        {
            levels++;
            current = next;
        }

        levels.ShouldBe(MimeLimits.Default.MaxDepth);
        Encoding.UTF8.GetString(current.Attachments.ShouldHaveSingleItem().Content.Span).ShouldContain("Subject: apakšā");
        current.Defects.ShouldContain(d => d.Kind == MailDefectKind.DepthLimit);
    }

    [Fact]
    public void B23_ThousandNestedMultiparts_AreCutAtTheLimitAndKept()
    {
        var raw = new StringBuilder("From: a@b.lv\n");
        for (var i = 0; i < 1000; i++)
        {
            raw.Append($"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n");
        }

        var mail = Bounded(RawMail.Bytes(raw + "\nteksts"));

        mail.Defects.ShouldContain(d => d.Kind == MailDefectKind.DepthLimit);
        Encoding.UTF8.GetString(mail.Attachments.ShouldHaveSingleItem().Content.Span).ShouldContain("teksts");
    }

    [Fact]
    public void B23_TwoMillionEmptyParts_AreCutAtTheLimitAndKept()
    {
        var mail = Bounded(RawMail.Bytes("From: a@b.lv\nContent-Type: multipart/mixed; boundary=b\n\n" + string.Concat(Enumerable.Repeat("--b\n\n", 2_000_000)) + "--b--\n"));

        mail.Defects.ShouldContain(d => d.Kind == MailDefectKind.PartLimit);
        mail.Root.Children.Count.ShouldBeLessThanOrEqualTo(MimeLimits.Default.MaxParts + 1);
        mail.Attachments[^1].Content.Length.ShouldBeGreaterThan(10_000_000);
    }

    [Fact]
    public void B23_HundredThousandLeadingBlankLines_AreRefused() =>
        Should.Throw<MailFormatException>(() => Bounded(RawMail.Bytes(new string('\n', 100_000) + "From: a@b.lv\n\nteksts"))).Message.ShouldContain("blank lines");

    [Fact]
    public void B23_FewLeadingBlankLines_AreForgiven() => RawMail.Read("\n\nFrom: a@b.lv\nSubject: x\n\nteksts").Subject.ShouldBe("x");

    [Fact]
    public void B23_HundredThousandHeaders_AreCutAndTheBodyIsFound()
    {
        var mail = Bounded(RawMail.Bytes("From: a@b.lv\n" + string.Concat(Enumerable.Repeat("X-A: b\n", 100_000)) + "\nteksts"));

        mail.TextBody.ShouldBe("teksts");
        mail.Headers.Fields.Count.ShouldBe(MimeLimits.Default.MaxHeaders);
        mail.Defects.ShouldContain(d => d.Kind == MailDefectKind.HeaderLimit);
    }

    [Theory]
    [InlineData("\"", 2_000_000)]
    [InlineData("=?", 1_000_000)]
    [InlineData("(", 2_000_000)]
    [InlineData("<,", 1_000_000)]
    [InlineData("a,", 1_000_000)]
    [InlineData(":", 2_000_000)]
    public void B23_HostileAddressHeader_IsBounded(string unit, int count) =>
        Bounded(RawMail.Bytes("From: " + string.Concat(Enumerable.Repeat(unit, count)) + "\n\nteksts")).TextBody.ShouldBe("teksts");

    [Theory]
    [InlineData("<")]
    [InlineData("<a ")]
    [InlineData("<head>")]
    [InlineData("<script></script>")]
    [InlineData("<!--")]
    [InlineData("&")]
    [InlineData("<style></style")]
    public void B23_HostileHtml_IsBounded(string unit) =>
        Bounded(RawMail.Bytes("From: a@b.lv\nContent-Type: text/html\n\n" + string.Concat(Enumerable.Repeat(unit, 2_000_000 / unit.Length)))).HtmlBody.ShouldNotBeNull();

    [Fact]
    public void B25_EncodedWordCutInHalf_IsLeftAsItCame()
    {
        var mail = RawMail.WithHeader("Subject: =?utf-8?B?SWVzbmll");

        mail.Subject.ShouldBe("=?utf-8?B?SWVzbmll");
        mail.Defects.ShouldContain(d => d.Kind == MailDefectKind.EncodedWord);
    }

    [Fact]
    public void B25_Utf7_IsNeverDecoded()
    {
        var mail = RawMail.Read("From: a@b.lv\nContent-Type: text/html; charset=utf-7\n\n+ADw-script+AD4-");

        mail.HtmlBody.ShouldBe("+ADw-script+AD4-");
        mail.Defects.ShouldContain(d => d.Kind == MailDefectKind.CharsetGuessed);
    }

    [Fact]
    public void B58_HundredAndOneAttachmentsOfOneName_AreAllKept()
    {
        var raw = "From: a@b.lv\nContent-Type: multipart/mixed; boundary=b\n\n" + string.Concat(Enumerable.Range(0, 101).Select(i => $"--b\nContent-Type: application/pdf; name=skens.pdf\n\n{i}\n")) + "--b--";

        RawMail.Read(raw).Attachments.Select(a => Encoding.ASCII.GetString(a.Content.Span)).ShouldBe(Enumerable.Range(0, 101).Select(i => $"{i}"));
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\Users\\a\\izziņa.pdf", "izziņa.pdf")]
    [InlineData("CON", "_CON")]
    [InlineData("aux.pdf", "_aux.pdf")]
    [InlineData(".pdf", "pielikums-1.pdf")]
    [InlineData("..", "pielikums-1.bin")]
    [InlineData("", "pielikums-1.bin")]
    [InlineData("a\nb\0.pdf", "ab.pdf")]
    [InlineData("😀.pdf", "😀.pdf")]
    [InlineData("\u202Efdp.exe", "fdp.exe")]
    [InlineData("soft\u00ADhyphen.pdf", "softhyphen.pdf")]
    [InlineData("a\u0304kis.pdf", "ākis.pdf")]
    [InlineData("a<b>:\"c|d?e*.pdf. ", "a_b___c_d_e_.pdf")]
    public void B58_OddFileNames_AreMadeHarmless(string given, string expected) => SafeFileName.Clean(given, "application/octet-stream", "1").ShouldBe(expected);

    [Fact]
    public void B58_NameOfFourHundredLetters_KeepsItsExtension()
    {
        var name = SafeFileName.Clean(new string('ā', 400) + ".asice", "application/zip", "1");

        name.Length.ShouldBe(150);
        name.ShouldEndWith(".asice");
    }

    private static MailMessage Bounded(byte[] raw)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        var mail = MimeReader.Read(raw);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan((raw.Length * 16L) + 20_000_000);
        return mail;
    }
}
