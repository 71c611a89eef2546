using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Tests.Signatures.Pdf;

/// <summary>Signed PDFs of invented people.</summary>
internal static class PadesSamples
{
    public const string FileName = "iesniegums.pdf";

    /// <summary>Level T: the signature with its time-stamp.</summary>
    public static PdfDraft SignedPdf(this SignaturesFixture fixture, DemoKey key = DemoKey.EcdsaP256, string reference = "") =>
        new PdfDraft().Sign(20, fixture.Cms(key), $"/Type /Sig /SubFilter /ETSI.CAdES.detached {reference}");

    public static Func<byte[], byte[]> Cms(this SignaturesFixture fixture, DemoKey key = DemoKey.EcdsaP256) =>
        content => fixture.Pki.SignCmsDetached(fixture.Person(key), content, SignaturesFixture.Now);

    /// <summary>Makes a file of level T one of level LT.</summary>
    public static PdfDraft WithStore(this PdfDraft draft, SignaturesFixture fixture, params DemoPerson[] signers)
    {
        DemoPerson[] all = signers.Length > 0 ? signers : [fixture.Person()];
        return draft.AddStore([.. all.Select(s => fixture.Pki.OcspResponder.Answer(s.Certificate, SignaturesFixture.Now.AddMinutes(1)))], [fixture.Pki.OcspResponder.Certificate.RawData]);
    }

    public static PdfDraft TimeStamp(this PdfDraft draft, SignaturesFixture fixture, string place = "/Rect [0 0 0 0]") => draft.Sign(
        40,
        content => fixture.Pki.TimeStampAuthority.Stamp(content, SignaturesFixture.Now.AddMinutes(2)),
        "/Type /DocTimeStamp /SubFilter /ETSI.RFC3161",
        place: place);

    /// <summary>A CMS without a time-stamp, made otherwise than it should be.</summary>
    public static Func<byte[], byte[]> Cms(this SignaturesFixture fixture, Action<CmsSigner> change, bool detached = true, bool twice = false, DemoKey key = DemoKey.EcdsaP256) => content =>
    {
        var cms = new SignedCms(new ContentInfo(content), detached);
        for (var i = 0; i < (twice ? 2 : 1); i++)
        {
            var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, fixture.Person(key).Certificate) { DigestAlgorithm = new Oid("2.16.840.1.101.3.4.2.1") };
            signer.IncludeOption = System.Security.Cryptography.X509Certificates.X509IncludeOption.EndCertOnly;
            change(signer);
            cms.ComputeSignature(signer);
        }

        return cms.Encode();
    };

    public static SignatureReport InspectPdf(this SignaturesFixture fixture, PdfDraft draft) => fixture.Inspect(draft.Bytes, FileName);

    public static string Why(this SignatureReport report) =>
        string.Join(' ', report.Signatures.SelectMany(s => s.Reasons).Concat(report.Problems).Select(r => r.Text).Concat(report.Warnings));
}
