using SocialWorkflows.Casework.Recognition;
using SocialWorkflows.Tests.Casework.Packs;
using SocialWorkflows.Tests.Workplace;

namespace SocialWorkflows.Tests.Casework.Recognition;

/// <summary>Invented letters with what each asks for: a machine's choice is never wrong, and most plain requests need no person.</summary>
public sealed class LabelledLettersTests
{
    private const double LeastRecall = 0.9;

    private static readonly IReadOnlyList<Letter> Letters =
    [
        .. File.ReadAllLines(Path.Combine(Repository.Root, "Tests", "Casework", "Recognition", "letters.txt"))
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split('|', 3))
            .Select(parts => new Letter(parts[0], parts[1], parts[2])),
    ];

    [Fact]
    public void Recognise_LabelledSet_NeverWrongWithHighConfidence()
    {
        Letters.Count.ShouldBeGreaterThanOrEqualTo(120);
        var clear = Letters.Select(l => (Letter: l, Found: Recognise(l))).Where(r => r.Found.Confidence == RecognitionConfidence.Clear).ToList();

        clear.Where(r => r.Found.ServiceId != r.Letter.Label).Select(r => $"{r.Found.ServiceId} for {r.Letter}").ShouldBeEmpty();
        clear.ShouldAllBe(r => r.Found.MatchedWords.Count > 0);
    }

    [Fact]
    public void Recognise_LabelledSet_MostPlainRequestsAreClear()
    {
        var plain = Letters.Where(l => l.Label != "-" && !l.Label.Contains('+')).ToList();
        var missed = plain.Where(l => Recognise(l).Confidence != RecognitionConfidence.Clear).ToList();

        var recall = 1 - (missed.Count / (double)plain.Count);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Letters.Count} letters, {plain.Count} plain requests, recall {recall:P1}; to a person: {string.Join("; ", missed)}");
        recall.ShouldBeGreaterThanOrEqualTo(LeastRecall, string.Join("; ", missed));
    }

    [Fact]
    public void Recognise_SeveralRequests_NoneIsForgotten()
    {
        foreach (var letter in Letters.Where(l => l.Label.Contains('+')))
        {
            var found = Recognise(letter);
            found.Confidence.ShouldBe(RecognitionConfidence.Doubtful, letter.ToString());
            letter.Label.Split('+').Except(found.Candidates).ShouldBeEmpty(letter.ToString());
        }
    }

    [Theory]
    [InlineData("Lūdzu pansinātu mātei.", "ILG_PILNG")]
    [InlineData("Lūdzu asisetntu.", "ASIST_PILNG")]
    [InlineData("Lūdzu logpēdu dēlam.", "REHAB_INDIV")]
    public void Recognise_SlipOfOneLetter_CandidateForAPerson(string text, string candidate)
    {
        var found = ServiceRecognition.Recognise(TestPacks.Smiltene, "Iesniegums", text);

        (found.ServiceId, found.Confidence).ShouldBe((null, RecognitionConfidence.Doubtful));
        found.Candidates.ShouldContain(candidate);
    }

    /// <summary>B74: other languages are kept and a human reads them.</summary>
    [Theory]
    [InlineData("Прошу предоставить уход на дому моей матери, aprūpe mājās.")]
    [InlineData("Dear service, please, my father would need aprūpe mājās.")]
    [InlineData("Прошу допомогу на житло")]
    [InlineData("Es lyudzu paleidzeibu muotei")]
    public void B74_OtherLanguage_IsNeverClear(string text) =>
        ServiceRecognition.Recognise(TestPacks.Smiltene, "", text).Confidence.ShouldNotBe(RecognitionConfidence.Clear);

    [Fact]
    public void Recognise_EmptyAndHuge_AreBounded()
    {
        ServiceRecognition.Recognise(TestPacks.Smiltene, "", "").Confidence.ShouldBe(RecognitionConfidence.None);
        ServiceRecognition.Recognise(TestPacks.Smiltene, "", string.Concat(Enumerable.Repeat("vārds ", 40_000))).Confidence.ShouldBe(RecognitionConfidence.None);
    }

    private static RecognisedService Recognise(Letter letter) => ServiceRecognition.Recognise(TestPacks.Smiltene, letter.Subject, letter.Text);

    private sealed record Letter(string Label, string Subject, string Text);
}
