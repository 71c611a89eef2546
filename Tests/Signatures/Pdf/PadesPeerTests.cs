using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Signatures;
using SocialWorkflows.Signatures.Pdf;
using SocialWorkflows.Signatures.Pdf.Objects;

namespace SocialWorkflows.Tests.Signatures.Pdf;

/// <summary>poppler's pdfsig judges the same files; qpdf writes the kinds of file our drafts are not.</summary>
public sealed class PadesPeerTests(SignaturesFixture fixture) : IDisposable
{
    private readonly string _folder = Peer.Folder();

    [Theory]
    [InlineData(DemoKey.EcdsaP256)]
    [InlineData(DemoKey.Rsa2048)]
    internal void Inspect_SameFileAsPdfsig_Agrees(DemoKey key)
    {
        var intact = fixture.SignedPdf(key);
        var pdfsig = Pdfsig(intact.Bytes);
        var changed = fixture.SignedPdf(key).Overwrite("Lugums", "lugums");

        pdfsig.ShouldContain("Signature is Valid");
        pdfsig.ShouldContain("Total document signed");
        fixture.InspectPdf(intact).Crypto.ShouldBe(CryptoState.Ok);
        Pdfsig(changed.Bytes).ShouldContain("Digest Mismatch");
        fixture.InspectPdf(changed).Crypto.ShouldBe(CryptoState.Broken);
        Peer.Run(_folder, "qpdf", "--check", "file.pdf").Output.ShouldNotContain("damaged");
    }

    [Fact]
    public void Inspect_ContentReplacedLater_IsSeenByBoth()
    {
        var draft = fixture.SignedPdf().Append((4, PdfDraft.Stream("BT (Cits) Tj ET")));

        Pdfsig(draft.Bytes).ShouldContain("Not total document signed");
        fixture.InspectPdf(draft).Verdict.ShouldBe(ContainerVerdict.TotalFailed);
    }

    [Theory]
    [InlineData("--object-streams=generate")]
    [InlineData("--linearize")]
    [InlineData("--object-streams=generate", "--compress-streams=n")]
    public void Read_FileWrittenByQpdf_HasTheSameFormAndPages(params string[] options)
    {
        File.WriteAllBytes(Path.Combine(_folder, "draft.pdf"), new PdfDraft().Bytes);
        Peer.Must(_folder, "qpdf", [.. options, "draft.pdf", "written.pdf"]);

        var bytes = File.ReadAllBytes(Path.Combine(_folder, "written.pdf"));
        var revision = new PdfFile(bytes).RevisionAt(bytes.Length);

        FormFields.Read(revision).ShouldHaveSingleItem().Name.ShouldBe("vards");
        var page = revision.Dictionary(revision.Array(revision.Dictionary(revision.Catalog["Pages"])["Kids"])[0]);
        System.Text.Encoding.ASCII.GetString(revision.Bytes(page["Contents"])).ShouldStartWith(PdfDraft.PageContent);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Pdfsig(byte[] pdf)
    {
        File.WriteAllBytes(Path.Combine(_folder, "file.pdf"), pdf);
        return Peer.Run(_folder, "pdfsig", "-nocert", "file.pdf").Output;
    }
}
