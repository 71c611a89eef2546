using System.Text;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Tests.Signatures.Smime;

public sealed class SmimeTests(MailPki pki)
{
    private SignatureInspector Inspector => new(pki.Trust, new SimulatedTime(DemoMail.Sent.AddHours(2)));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Inspect_SignedMessage_PassesAndShowsOnlySignedContent(bool detached)
    {
        var mail = new DemoMail { Detached = detached };

        var report = Inspect(mail);

        report.Verdict.ShouldBe(ContainerVerdict.TotalPassed, Texts(report));
        report.Container.ShouldBe("S/MIME");
        Encoding.UTF8.GetString(report.Content.ReadDataFiles().ShouldHaveSingleItem().Bytes.Span).ShouldBe(mail.Content);
        report.Warnings.ShouldContain(w => w.Contains("Subject", StringComparison.Ordinal));
        report.IsAcceptedAutomatically.ShouldBeFalse();
    }

    [Fact]
    public void Inspect_MessageStoredWithLfOnly_Passes() =>
        Inspect(new DemoMail { Tamper = t => t.Replace("\r\n", "\n", StringComparison.Ordinal) }).Verdict.ShouldBe(ContainerVerdict.TotalPassed);

    [Fact]
    public void Inspect_ContentChanged_Fails()
    {
        var report = Inspect(new DemoMail { Tamper = t => t.Replace("aprūpi", "naudu", StringComparison.Ordinal) });

        report.Verdict.ShouldBe(ContainerVerdict.TotalFailed);
        report.Crypto.ShouldBe(CryptoState.Broken);
        report.Content.ReadDataFiles().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"anna@example.lv\" <krapnieks@example.com>", ReasonCode.SenderMismatch)]
    [InlineData("anna@example.lv <krapnieks@example.com>", ReasonCode.SenderMismatch)]
    [InlineData("krapnieks@example.com (anna@example.lv)", ReasonCode.SenderMismatch)]
    [InlineData("anna@example.lv, krapnieks@example.com", ReasonCode.SenderUnclear)]
    [InlineData("<anna@example.lv> <krapnieks@example.com>", ReasonCode.SenderUnclear)]
    [InlineData("Grupa: anna@example.lv;", ReasonCode.SenderUnclear)]
    [InlineData("anna@example.lv\r\nFrom: krapnieks@example.com", ReasonCode.SenderUnclear)]
    [InlineData("anna@example.lv@example.com", ReasonCode.SenderUnclear)]
    public void Inspect_SenderIsNotTheSigner_IsLeftToAPerson(string from, ReasonCode code)
    {
        var report = Inspect(new DemoMail { From = from });

        report.Verdict.ShouldBe(ContainerVerdict.Indeterminate);
        report.Signatures.ShouldHaveSingleItem().Reasons.ShouldContain(r => r.Code == code);
        report.ForStaff.ShouldContain("sūtītāj");
    }

    [Theory]
    [InlineData("ANNA@example.LV")]
    [InlineData("\"Kāds, cits\" <anna@example.lv>")]
    [InlineData("=?utf-8?Q?Anna_Paraudzi=C5=86a?= <anna@example.lv>")]
    [InlineData("anna@example.lv (komentārs)")]
    public void Inspect_SenderWrittenOtherwise_Passes(string from) => Inspect(new DemoMail { From = from }).Verdict.ShouldBe(ContainerVerdict.TotalPassed);

    [Fact]
    public void Inspect_CertificateOfAnotherAddress_IsLeftToAPerson() =>
        Inspector.Inspect("a.eml", new DemoMail().Sign(pki.Other)).Signatures[0].Reasons.ShouldContain(r => r.Code == ReasonCode.SenderMismatch);

    [Fact]
    public void Inspect_CertificateWithoutAddress_IsLeftToAPerson() =>
        Inspector.Inspect("a.eml", new DemoMail().Sign(pki.Nameless)).Signatures[0].Reasons.ShouldContain(r => r.Code == ReasonCode.SenderUnclear);

    [Fact]
    public void Inspect_CertificateForAnotherPurpose_IsLeftToAPerson() =>
        Inspector.Inspect("a.eml", new DemoMail().Sign(pki.WrongPurpose)).Signatures[0].Reasons.ShouldContain(r => r.Code == ReasonCode.WrongKeyUsage);

    [Theory]
    [InlineData("Mon, 02 Mar 2026 13:00:30 +0200")]
    [InlineData("Sun, 01 Mar 2026 09:00:00 GMT")]
    public void Inspect_DateFarFromSigning_Fails(string date)
    {
        var report = Inspect(new DemoMail { Date = date });

        report.Verdict.ShouldBe(ContainerVerdict.TotalFailed);
        report.Signatures[0].Reasons.ShouldContain(r => r.Code == ReasonCode.MessageDateMismatch);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(61)]
    public void Inspect_BrokenSignerBehindManyGoodOnes_Fails(int signers)
    {
        var report = Inspect(new DemoMail { Signers = signers, TamperCms = c => [.. c[..^1], (byte)(c[^1] ^ 1)] });

        report.Verdict.ShouldBe(ContainerVerdict.TotalFailed, Texts(report));
    }

    [Fact]
    public void Inspect_DetachedSignatureWithContentOfItsOwn_IsRefusedEvenWhenTheySayTheSame()
    {
        var opaque = Encoding.UTF8.GetString(new DemoMail { Detached = false }.Sign(pki.Anna));
        var withContent = opaque[(opaque.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];

        var report = Inspect(new DemoMail
        {
            Tamper = t => t[..(t.LastIndexOf("base64\r\n\r\n", StringComparison.Ordinal) + 10)] + withContent + "--b1-sig--\r\n",
        });

        report.Verdict.ShouldBe(ContainerVerdict.TotalFailed);
        report.Crypto.ShouldBe(CryptoState.Broken);
    }

    [Theory]
    [InlineData("--b1-sig--", "")]
    [InlineData("--b1-sig\r\nContent-Type: text/plain", "--b1-sig\r\nContent-Type: text/plain\r\n\r\nLiekā daļa\r\n--b1-sig\r\nContent-Type: text/plain")]
    [InlineData("application/pkcs7-signature; name", "application/octet-stream; name")]
    [InlineData("boundary=\"b1-sig\"", "boundary=\"b2-sig\"")]
    public void Inspect_BrokenMultipart_FailsWithAReason(string old, string replacement)
    {
        var report = Inspect(new DemoMail { Tamper = t => t.Replace(old, replacement, StringComparison.Ordinal) });

        report.Verdict.ShouldBe(ContainerVerdict.TotalFailed);
        report.Problems.ShouldHaveSingleItem().Code.ShouldBe(ReasonCode.MalformedSignature);
    }

    [Fact]
    public void Inspect_LineThatBeginsLikeTheBoundary_BelongsToTheContent() =>
        Inspect(new DemoMail { Content = "Content-Type: text/plain\r\n\r\n--b1-sigma\r\nTeksts\r\n" }).Verdict.ShouldBe(ContainerVerdict.TotalPassed);

    [Fact]
    public void Inspect_EncryptedMessage_IsNamedAsUnreadable()
    {
        var cms = new System.Security.Cryptography.Pkcs.EnvelopedCms(new([1, 2, 3]));
        using var rsa = System.Security.Cryptography.RSA.Create(2048);
        using var certificate = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=x", rsa, System.Security.Cryptography.HashAlgorithmName.SHA256, System.Security.Cryptography.RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DemoMail.Sent, DemoMail.Sent.AddDays(1));
        cms.Encrypt(new System.Security.Cryptography.Pkcs.CmsRecipient(certificate));
        var body = Convert.ToBase64String(cms.Encode());

        var report = Inspector.Inspect("a.eml", Encoding.ASCII.GetBytes($"From: anna@example.lv\r\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\r\nContent-Transfer-Encoding: base64\r\n\r\n{body}\r\n"));

        report.Verdict.ShouldBe(ContainerVerdict.Unsupported);
        report.ForStaff.ShouldContain("šifrēta");
    }

    [Fact]
    public void Inspect_EncryptedPartInsideSignedContent_IsLeftToAPerson()
    {
        const string inner = "Content-Type: multipart/mixed; boundary=in\r\n\r\n--in\r\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\r\nContent-Transfer-Encoding: base64\r\n\r\nMAsGCSqGSIb3DQEHAw==\r\n--in--\r\n";

        var report = Inspect(new DemoMail { Content = inner });

        report.Verdict.ShouldBe(ContainerVerdict.Indeterminate);
        report.Signatures[0].Reasons.ShouldContain(r => r.Code == ReasonCode.InnerLayer);
    }

    [Fact]
    public void Inspect_BareP7mWithAMessageInside_IsJudgedButNamesNoSender()
    {
        var mail = Encoding.ASCII.GetString(new DemoMail { Detached = false }.Sign(pki.Anna));
        var cms = Convert.FromBase64String(mail[(mail.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);

        var report = Inspector.Inspect("smime.p7m", cms);

        report.Crypto.ShouldBe(CryptoState.Ok);
        report.Verdict.ShouldBe(ContainerVerdict.Indeterminate);
        report.Signatures[0].Reasons.ShouldHaveSingleItem().Code.ShouldBe(ReasonCode.SenderUnclear);
    }

    [Theory]
    [InlineData("Content-Type: text/plain\r\nContent-Type: multipart/signed")]
    [InlineData("Content-Type: multipart/signed; boundary=x\r\nContent-Type: multipart/signed")]
    public void Inspect_TwoContentTypes_IsUnclearAndNotCalledUnsigned(string types)
    {
        var report = Inspect(new DemoMail { Tamper = t => t.Replace("Content-Type: multipart/signed", types, StringComparison.Ordinal) });

        report.Verdict.ShouldBe(ContainerVerdict.TotalFailed);
        report.Problems.ShouldHaveSingleItem().Text.ShouldContain("more than one Content-Type");
        report.ForStaff.ShouldContain("nav droši zināms");
    }

    [Theory]
    [InlineData("Not signed.\r\n", "", "\r\n", false)]
    [InlineData("Not signed.\r\n", "Not signed.\r\n", "\r\n", true)]
    [InlineData("Not signed.\r\n", "\r\n", "\r\n \r\n", false)]
    [InlineData("Not signed.\r\n", "", "\r\nP.S. Konta numurs ir cits.\r\n", true)]
    public void Inspect_TextOutsideTheSignedPart_IsNamed(string preamble, string replacement, string epilogue, bool named)
    {
        var report = Inspect(new DemoMail { Tamper = t => t.Replace(preamble, replacement, StringComparison.Ordinal).Replace("--b1-sig--\r\n", "--b1-sig--" + epilogue, StringComparison.Ordinal) });

        report.Verdict.ShouldBe(ContainerVerdict.TotalPassed, Texts(report));
        report.Warnings.Any(w => w.Contains("outside the signed part", StringComparison.Ordinal)).ShouldBe(named);
    }

    [Fact]
    public void Inspect_UnknownIssuer_IsNotTrusted() =>
        new SignatureInspector(TrustStore.Empty, new SimulatedTime(DemoMail.Sent)).Inspect("a.eml", new DemoMail().Sign(pki.Anna))
            .Signatures[0].SubIndication.ShouldBe(SubIndication.NoCertificateChainFound);

    [Fact]
    public void Inspect_OpensslSignedMessage_Passes()
    {
        var folder = Peer.Folder();
        File.WriteAllText(Path.Combine(folder, "signer.pem"), pki.Anna.ExportCertificatePem() + "\n" + System.Security.Cryptography.X509Certificates.ECDsaCertificateExtensions.GetECDsaPrivateKey(pki.Anna)!.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(folder, "text.txt"), "Labdien!\r\n");
        Peer.Must(folder, "openssl", "cms", "-sign", "-in", "text.txt", "-text", "-signer", "signer.pem", "-inkey", "signer.pem", "-from", "anna@example.lv", "-subject", "x", "-out", "mail.eml", "-md", "sha256");

        var report = new SignatureInspector(pki.Trust, TimeProvider.System).Inspect("mail.eml", File.ReadAllBytes(Path.Combine(folder, "mail.eml")));

        report.Verdict.ShouldBe(ContainerVerdict.TotalPassed, Texts(report));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Openssl_VerifiesOurTestMessages_SoTheyAreRealOnes()
    {
        var folder = Peer.Folder();
        File.WriteAllBytes(Path.Combine(folder, "mail.eml"), new DemoMail().Sign(pki.Anna));
        Peer.Must(folder, "openssl", "cms", "-verify", "-in", "mail.eml", "-noverify", "-out", "content.txt");
        Directory.Delete(folder, recursive: true);
    }

    private SignatureReport Inspect(DemoMail mail) => Inspector.Inspect("a.eml", mail.Sign(pki.Anna));

    private static string Texts(SignatureReport report) => string.Join(' ', report.Signatures.SelectMany(s => s.Reasons).Concat(report.Problems).Select(r => r.Text));
}
