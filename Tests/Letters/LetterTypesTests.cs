using SocialWorkflows.Letters.Documents;
using SocialWorkflows.Letters.Pdf;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Letters;

public sealed class LetterTypesTests
{
    public static TheoryData<string> Names => [.. LetterSamples.All().Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Compose_EveryLetter_ReadsAsApproved(string name)
    {
        var pdf = LetterSamples.Pdf(LetterSamples.All()[name]);

        Approval.Verify(name, PdfTools.Text(pdf).Replace("\f", "\n----- page -----\n", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("in-time")]
    [InlineData("late")]
    [InlineData("unnotified")]
    public void Compose_ContestHandOver_ReadsAsApproved(string how)
    {
        var facts = LetterSamples.ContestHandOver();
        var letter = ContestLetter.Compose(
            how switch
            {
                "late" => facts with { LodgedOn = new DateOnly(2026, 8, 17), ReceivedOn = new DateOnly(2026, 8, 19), Date = new DateOnly(2026, 8, 20), IsLate = true, IsStranger = true, Suspends = false },
                "unnotified" => facts with { NotifiedOn = null, ContestUntil = null },
                _ => facts,
            },
            LetterSamples.Templates());

        Approval.Verify($"contest-hand-over-{how}", PdfTools.Text(LetterSamples.Pdf(letter)).Replace("\f", "\n----- page -----\n", StringComparison.Ordinal));
    }

    [Fact]
    public void Compose_OtherMunicipality_HasEveryLetter()
    {
        var here = LetterSamples.All("smiltene");

        var there = LetterSamples.All("iecava");

        there.Keys.ShouldBe(here.Keys);
        there.ShouldAllBe(l => l.Value.Blocks.Select(b => b.GetType()).SequenceEqual(here[l.Key].Blocks.Select(b => b.GetType())));
    }

    [Fact]
    public void Write_EveryLetterPlainAndSigned_PassesPreflight()
    {
        using var signer = new ThrowawaySigner(hasTimeStamp: true);
        var pdfs = LetterSamples.All().SelectMany(l => Variants(l.Key, signer)).ToDictionary();

        var report = PdfTools.Preflight(pdfs);

        report.Split('\n').Count(l => l.Contains("is a valid PDF/A-1b file", StringComparison.Ordinal)).ShouldBe(pdfs.Count, report);
    }

    private static IEnumerable<KeyValuePair<string, byte[]>> Variants(string name, ILetterSigner signer)
    {
        var letter = LetterSamples.All()[name];
        yield return new(name, LetterSamples.Pdf(letter));
        yield return new(name + "-signed", LetterSamples.Pdf(letter, signer));
    }
}
