using System.Diagnostics;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Tests.Mail;

/// <summary>Signed mails of others: the part's raw bytes are what openssl verifies the signature over.</summary>
public sealed class SmimeStructureTests
{
    [Theory]
    [InlineData("alice.dsig.SHA256.multipart.eml", true)]
    [InlineData("alice.dsig.SHA512.multipart.eml", true)]
    [InlineData("alice.dsig.SHA256.multipart.bad.eml", false)]
    public void Raw_OfTheSignedPart_VerifiesWithOpenssl(string name, bool valid)
    {
        using var folder = new TemporaryFolder();
        var mail = Read(name);

        mail.Protection.ShouldBe(MailProtection.SmimeDetached);
        File.WriteAllBytes(folder.File("signed"), mail.Root.Children[0].Raw.ToArray());
        File.WriteAllBytes(folder.File("p7s"), mail.Attachments[^1].Content.ToArray());
        Openssl("cms", "-verify", "-noverify", "-inform", "DER", "-in", folder.File("p7s"), "-content", folder.File("signed"), "-out", folder.File("out")).ShouldBe(valid);
    }

    [Theory]
    [InlineData("alice.sig.SHA256.opaque.eml", MailProtection.SmimeOpaque)]
    [InlineData("alice.env.eml", MailProtection.SmimeEncrypted)]
    public void Read_OpaqueOrEncrypted_IsNamed(string name, MailProtection expected)
    {
        var mail = Read(name);

        mail.Protection.ShouldBe(expected);
        mail.Attachments.ShouldHaveSingleItem().FileName.ShouldBe("smime.p7m");
    }

    private static MailMessage Read(string name) => MimeReader.Read(File.ReadAllBytes(Path.Combine(Repository.MimeCorpus, "..", "smime", name)));

    private static bool Openssl(params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("openssl", arguments) { RedirectStandardError = true, UseShellExecute = false })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("openssl is not installed.");
            return false;
        }
    }
}
