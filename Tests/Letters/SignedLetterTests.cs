using System.Text;
using System.Text.RegularExpressions;
using SocialWorkflows.Letters.Documents;

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
    public void Write_SignatureLargerThanAnnounced_IsRefused()
    {
        using var signer = new ThrowawaySigner { MaximumSize = 100 };

        Should.Throw<InvalidOperationException>(() => LetterSamples.Pdf(Letter, signer)).Message.ShouldContain("at most 100");
    }

    [Fact]
    public void Write_RoomLargerThanPdfString_IsRefused()
    {
        using var signer = new ThrowawaySigner { MaximumSize = 70_000 };

        Should.Throw<InvalidOperationException>(() => LetterSamples.Pdf(Letter, signer)).Message.ShouldContain("65535");
    }
}
