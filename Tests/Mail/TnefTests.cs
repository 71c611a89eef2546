using System.Diagnostics;
using System.Text;
using SocialWorkflows.Mail;
using SocialWorkflows.Mail.Tnef;

namespace SocialWorkflows.Tests.Mail;

/// <summary>Outlook's winmail.dat: its files become attachments.</summary>
public sealed class TnefTests
{
    private static readonly byte[] Pdf = "%PDF-1.4 izziņa"u8.ToArray();

    [Fact]
    public void Read_WinmailDat_GivesItsFilesAfterIt()
    {
        var mail = WithWinmail(new TnefDraft().Attach("Izziņa par ienākumiem.pdf", Pdf).Attach("otra.pdf", [1, 2, 3]).Write());

        mail.Attachments.Select(a => (a.FileName, a.PartNumber, a.InsideOf)).ShouldBe(
            [("winmail.dat", "2", null), ("Izziņa par ienākumiem.pdf", "2.t1", "2"), ("otra.pdf", "2.t2", "2")]);
        mail.Attachments[1].Content.ToArray().ShouldBe(Pdf);
        mail.Attachments[1].ContentType.ShouldBe("application/pdf");
        mail.TextBody.Trim().ShouldBe("Labdien!");
        mail.Defects.ShouldBeEmpty();
    }

    [Fact]
    public void Read_LetterOnlyInWinmailDat_IsTheText()
    {
        var mail = WithWinmail(new TnefDraft().Body("Lūdzu aprūpi mājās").Write(), text: "");

        mail.TextBody.ShouldBe("Lūdzu aprūpi mājās");
    }

    [Fact]
    public void Read_HtmlOnlyInWinmailDat_IsTheText() =>
        WithWinmail(new TnefDraft().Html("<p>Lūdzu <b>šodien</b></p>").Write(), text: "").TextBody.ShouldBe("Lūdzu šodien");

    [Fact]
    public void Read_ItemInItem_GivesTheInnerFileToo()
    {
        var mail = WithWinmail(new TnefDraft().AttachItem("Iepriekšējā vēstule", new TnefDraft().Attach("iekšā.pdf", Pdf)).Write());

        mail.Attachments[^1].FileName.ShouldBe("iekšā.pdf");
    }

    [Fact]
    public void B22_ItemsNestedTooDeep_AreKeptAndNamed()
    {
        var draft = new TnefDraft().Attach("dziļi.pdf", Pdf);
        for (var i = 0; i < 8; i++)
        {
            draft = new TnefDraft().AttachItem($"{i}", draft);
        }

        var mail = WithWinmail(draft.Write());

        mail.IsPartlyUnread.ShouldBeTrue();
        mail.Attachments.Count.ShouldBe(6);
        Encoding.Latin1.GetString(mail.Attachments[^1].Content.Span).ShouldContain("%PDF-1.4");
    }

    [Fact]
    public void Read_CutAnywhere_NeverFailsAndIsNamed()
    {
        var whole = new TnefDraft().Body("Labdien").Attach("a.pdf", Pdf).AttachItem("b", new TnefDraft().Attach("c.pdf", Pdf)).Write();
        for (var length = 6; length < whole.Length; length++)
        {
            var content = TnefReader.TryRead(whole.AsMemory(0, length)).ShouldNotBeNull();

            content.Files.Sum(f => f.Content.Length).ShouldBeLessThanOrEqualTo(whole.Length);
        }

        WithWinmail(whole[..^20]).Defects.ShouldContain(d => d.Kind == MailDefectKind.DamagedTnef);
    }

    [Fact]
    public void Read_AnyByteChanged_NeverFails()
    {
        var random = new Random(20261122);
        var whole = new TnefDraft().Body("Labdien").Attach("a.pdf", Pdf).Write();
        for (var i = 0; i < 3000; i++)
        {
            var changed = whole.ToArray();
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
            changed[random.Next(changed.Length)] = (byte)random.Next(256);

            Should.NotThrow(() => TnefReader.TryRead(changed));
        }
    }

    [Fact]
    public void Read_CompressedRtf_UnpacksTheExampleOfTheFormat()
    {
        // MS-OXRTFCP §4.1, "simple compressed RTF": {\rtf1\ansi\ansicpg1252\pard hello world}
        var packed = Convert.FromHexString("2D0000002B0000004C5A4675F1C5C7A703000A007263706731323542320AF32068656C090020627705B06C647D0A800FA0");

        var content = TnefReader.TryRead(new TnefDraft().Rtf(packed).Write()).ShouldNotBeNull();

        Encoding.ASCII.GetString(content.Rtf.ShouldNotBeNull().Span).ShouldBe("{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
    }

    /// <summary>The draft of these tests is held against a program that reads Outlook's own.</summary>
    [Fact]
    public void Write_Draft_IsReadAlikeByTnef()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("winmail.dat"), new TnefDraft().Attach("pirmais.pdf", Pdf).Attach("otrais.pdf", [9, 8, 7]).Write());
        try
        {
            using var process = Process.Start(new ProcessStartInfo("tnef", ["-C", folder.Path, "--save-body", folder.File("winmail.dat")]) { RedirectStandardError = true, UseShellExecute = false })!;
            process.WaitForExit();
            process.ExitCode.ShouldBe(0, process.StandardError.ReadToEnd());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("tnef is not installed (Tests/install).");
        }

        File.ReadAllBytes(folder.File("pirmais.pdf")).ShouldBe(Pdf);
        File.ReadAllBytes(folder.File("otrais.pdf")).ShouldBe([9, 8, 7]);
    }

    private static MailMessage WithWinmail(byte[] winmail, string text = "Labdien!\n") => RawMail.Read(
        "From: a@b.lv\nDate: Mon, 5 Jan 2026 10:00:00 +0200\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n" + text
        + "\n--b\nContent-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n" + Convert.ToBase64String(winmail, Base64FormattingOptions.InsertLineBreaks) + "\n--b--\n");
}
