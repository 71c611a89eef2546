using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SocialWorkflows.Tests.Signatures.Smime;

/// <summary>Signs messages with .NET's own CMS, as a mail program would.</summary>
internal sealed class DemoMail
{
    public static readonly DateTimeOffset Sent = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public string From { get; init; } = "Anna Paraudziņa <anna@example.lv>";

    public string Date { get; init; } = "Mon, 02 Mar 2026 11:00:30 +0200";

    public string Content { get; init; } = "Content-Type: text/plain; charset=utf-8\r\n\r\nLūdzu piešķirt aprūpi mājās.\r\n";

    public bool Detached { get; init; } = true;

    public DateTime SigningTime { get; init; } = Sent.UtcDateTime;

    public int Signers { get; init; } = 1;

    /// <summary>Changes the encoded CMS, whose last bytes are those of the last signer's value.</summary>
    public Func<byte[], byte[]> TamperCms { get; init; } = c => c;

    public Func<string, string> Tamper { get; init; } = t => t;

    public byte[] Sign(X509Certificate2 certificate)
    {
        var cms = new SignedCms(new ContentInfo(Encoding.UTF8.GetBytes(Content)), Detached);
        for (var i = 0; i < Signers; i++)
        {
            cms.ComputeSignature(Signer(certificate));
        }

        var base64 = Convert.ToBase64String(TamperCms(cms.Encode()), Base64FormattingOptions.InsertLineBreaks);
        var headers = $"From: {From}\r\nTo: soc@example.lv\r\nSubject: Iesniegums\r\nDate: {Date}\r\nMIME-Version: 1.0\r\n";
        var text = Detached
            ? $"{headers}Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; micalg=sha-256;\r\n boundary=\"b1-sig\"\r\n\r\nNot signed.\r\n--b1-sig\r\n{Content}\r\n--b1-sig\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\nContent-Transfer-Encoding: base64\r\n\r\n{base64}\r\n--b1-sig--\r\n"
            : $"{headers}Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n{base64}\r\n";
        return Encoding.UTF8.GetBytes(Tamper(text));
    }

    private CmsSigner Signer(X509Certificate2 certificate)
    {
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, certificate) { DigestAlgorithm = new Oid("2.16.840.1.101.3.4.2.1"), IncludeOption = X509IncludeOption.EndCertOnly };
        signer.SignedAttributes.Add(new Pkcs9SigningTime(SigningTime));
        return signer;
    }
}
