using System.Text;
using System.Text.RegularExpressions;
using SocialWorkflows.Letters.Documents;
using SocialWorkflows.Letters.Pdf;

namespace SocialWorkflows.Tests.Letters;

public sealed class SignedLetterTests
{
    private const string Notice = "DOKUMENTS PARAKSTĪTS AR DROŠU ELEKTRONISKO PARAKSTU";
    private static readonly LetterDocument Letter = LetterSamples.All()["decision-refused"];

    [Fact]
    public void Write_WithSigner_IsValidForPdfsig()
    {
        using var signer = new ThrowawaySigner();

        var report = PdfTools.Signatures(LetterSamples.Pdf(Letter, signer));

        report.ShouldContain("Signature is Valid.");
        report.ShouldContain("ETSI.CAdES.detached");
        report.ShouldContain("Total document signed");
    }

    [Fact]
    public void Write_WithSigner_LeavesExactlyContentsOutOfByteRange()
    {
        using var signer = new ThrowawaySigner();

        var pdf = LetterSamples.Pdf(Letter, signer);

        var text = Encoding.Latin1.GetString(pdf);
        var range = Regex.Match(text, @"/ByteRange \[0 (?<gap>\d+) (?<after>\d+) (?<rest>\d+)\s*\]", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
        var (gap, after, rest) = (int.Parse(range.Groups["gap"].Value), int.Parse(range.Groups["after"].Value), int.Parse(range.Groups["rest"].Value));
        text[gap].ShouldBe('<');
        text[after - 1].ShouldBe('>');
        text[..gap].ShouldEndWith("/Contents ");
        (after + rest).ShouldBe(pdf.Length);
    }

    [Fact]
    public void Write_OneByteChangedAfterSigning_IsInvalidForPdfsig()
    {
        using var signer = new ThrowawaySigner();
        var pdf = LetterSamples.Pdf(Letter, signer);

        pdf[Encoding.Latin1.GetString(pdf).IndexOf("/Lang (lv", StringComparison.Ordinal) + 7] = (byte)'x';

        PdfTools.Signatures(pdf).ShouldContain("Signature is Invalid.");
    }

    [Fact]
    public void Write_WithoutSigner_SaysNothingAboutSignature()
    {
        foreach (var letter in LetterSamples.All().Values)
        {
            PdfTools.Words(LetterSamples.Pdf(letter)).ShouldNotContain("DOKUMENTS PARAKSTĪTS");
        }
    }

    [Fact]
    public void Write_WithoutTimeStamp_DoesNotMentionOne()
    {
        using var signer = new ThrowawaySigner(hasTimeStamp: false);

        var words = PdfTools.Words(LetterSamples.Pdf(Letter, signer));

        words.ShouldContain(Notice);
        words.ShouldNotContain("LAIKA ZĪMOGU");
    }

    [Fact]
    public void Write_WithTimeStamp_MentionsItUnderSignatory()
    {
        using var signer = new ThrowawaySigner(hasTimeStamp: true);

        PdfTools.Words(LetterSamples.Pdf(Letter, signer)).ShouldContain($"Ilze Paraugs {Notice} UN SATUR LAIKA ZĪMOGU");
    }

    [Fact]
    public void Templates_OfEveryPack_DoNotClaimSignature()
    {
        foreach (var template in LetterSamples.TemplateTexts("smiltene").Concat(LetterSamples.TemplateTexts("iecava")))
        {
            template.Value.Contains("DOKUMENTS PARAKSTĪTS", StringComparison.OrdinalIgnoreCase).ShouldBeFalse(template.Key);
        }
    }

    [Fact]
    public void Write_SignatureLargerThanExpected_IsMadeAnewWithRoomForIt()
    {
        using var signer = new ThrowawaySigner { ExpectedSize = 100 };

        var pdf = LetterSamples.Pdf(Letter, signer);

        PdfTools.Signatures(pdf).ShouldContain("Signature is Valid.");
        PdfTools.Preflight(new Dictionary<string, byte[]> { ["anew"] = pdf }).ShouldContain("is a valid PDF/A-1b file");
    }

    [Fact]
    public void Write_SignatureThatGrowsEachTime_IsRefused() =>
        Should.Throw<InvalidOperationException>(() => LetterSamples.Pdf(Letter, new GrowingSigner())).Message.ShouldContain("grow");

    [Fact]
    public void Write_MomentOfTheSigner_StandsInTheSignature()
    {
        using var signer = new ThrowawaySigner { SigningTime = new DateTimeOffset(2026, 6, 26, 11, 22, 33, TimeSpan.Zero) };

        PdfTools.Signatures(LetterSamples.Pdf(Letter, signer)).ShouldContain("Jun 26 2026 11:22:33");
    }

    [Fact]
    public void Write_RoomLargerThanPdfString_IsRefused()
    {
        using var signer = new ThrowawaySigner { ExpectedSize = 70_000 };

        Should.Throw<InvalidOperationException>(() => LetterSamples.Pdf(Letter, signer)).Message.ShouldContain("65535");
    }

    private sealed class GrowingSigner : ILetterSigner
    {
        private int _size = 1000;

        public string SignerName => "Aug";

        public bool HasTimeStamp => false;

        public int ExpectedSize => 500;

        public byte[] SignDetached(byte[] content) => new byte[_size += 1000];
    }
}
