using SocialWorkflows.Letters.Pdf;
using SocialWorkflows.Letters.Specimens;
using SocialWorkflows.Letters.Templates;
using SocialWorkflows.Tests.Casework.Packs;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Letters;

/// <summary>Every letter of every municipality with its own institution, contest body and papers.</summary>
public sealed class SpecimenTests
{
    public static TheoryData<string> Municipalities => [.. TestPacks.All.Select(p => p.Id)];

    [Theory]
    [MemberData(nameof(Municipalities))]
    public void Write_EveryLetter_IsValidAndReadAloudWithTheNameOfItsOwnInstitution(string municipality)
    {
        var letters = Pdfs(municipality);

        PdfTools.Preflight(letters).Split('\n').Count(l => l.Contains("is a valid PDF/A-1b file", StringComparison.Ordinal)).ShouldBe(letters.Count);
        var institution = TestPacks.All.Single(p => p.Id == municipality).Institution.Name;
        foreach (var (name, pdf) in letters)
        {
            var spoken = Spoken(pdf);
            spoken.ShouldContain(institution, Case.Sensitive, name);
            spoken.ShouldContain("Šis teksts ir paskaidrojums.", Case.Sensitive, name);
        }
    }

    [Theory]
    [MemberData(nameof(Municipalities))]
    public void Compose_EveryLetter_ReadsAsApproved(string municipality) => Approval.Verify(
        $"specimens-{municipality}",
        string.Concat(Pdfs(municipality).Select(l => $"===== {l.Key} =====\n{PdfTools.Text(l.Value).Replace("\f", "\n----- page -----\n", StringComparison.Ordinal)}")));

    [Fact]
    public void Compose_NoSuchLetter_NamesThoseThereAre() =>
        Should.Throw<ArgumentException>(() => LetterSpecimens.Compose("rēķins", TestPacks.Smiltene, LetterSamples.Templates())).Message.ShouldContain("term-extension");

    private static Dictionary<string, byte[]> Pdfs(string municipality)
    {
        var pack = TestPacks.All.Single(p => p.Id == municipality);
        var templates = LetterTemplates.Compile(pack.Templates);
        return LetterSpecimens.Names.ToDictionary(n => n, n => LetterWriter.Write(LetterSpecimens.Compose(n, pack, templates), LetterSamples.Fonts, LetterSamples.Created, signer: null));
    }

    private static string Spoken(byte[] pdf) => string.Concat(PdfTools.Structure(pdf).Split('"').Where((_, i) => i % 2 == 1));
}
