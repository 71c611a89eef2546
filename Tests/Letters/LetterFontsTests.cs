using SocialWorkflows.Letters.Pdf;
using SocialWorkflows.Letters.Pdf.Fonts;

namespace SocialWorkflows.Tests.Letters;

public sealed class LetterFontsTests : IDisposable
{
    private static readonly string Real = Path.Combine(AppContext.BaseDirectory, "fonts");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fonts-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Load_FolderEmpty_SaysWhichFileAndWhatToDo()
    {
        var refused = Should.Throw<FontFormatException>(() => LetterFonts.Load(_folder.FullName));

        refused.Message.ShouldContain(Path.Combine(_folder.FullName, "DejaVuSans.ttf"));
        refused.Message.ShouldContain("build again");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(11)]
    [InlineData(40)]
    [InlineData(400)]
    [InlineData(100_000)]
    [InlineData(600_000)]
    public void Load_FileCutShort_IsRefused(int length)
    {
        Put(File.ReadAllBytes(Path.Combine(Real, "DejaVuSans.ttf"))[..length]);

        Should.Throw<FontFormatException>(() => LetterFonts.Load(_folder.FullName));
    }

    [Fact]
    public void Load_NotAFont_IsRefused()
    {
        Put("%PDF-1.4 not a font at all"u8.ToArray());

        Should.Throw<FontFormatException>(() => LetterFonts.Load(_folder.FullName)).Message.ShouldContain("not a TrueType file");
    }

    [Fact]
    public void Subset_AccentedLetters_BringTheirParts()
    {
        var font = LetterSamples.Fonts.Regular;
        var composite = "āčēģīķļņšūž".Select(c => (int)font.GlyphOf(c)).ToArray();

        var closure = FontSubset.Closure(font, composite);

        closure.Count.ShouldBeGreaterThan(composite.Length + 1);
        closure.ShouldContain(0);
    }

    [Fact]
    public void Subset_FewLetters_IsSmallAndReadsAsAFontTable()
    {
        var font = LetterSamples.Fonts.Regular;

        var subset = FontSubset.Build(font, FontSubset.Closure(font, [font.GlyphOf('ā')]));

        subset.Length.ShouldBeLessThan(20_000);
        new FontTables(subset).Has("glyf").ShouldBeTrue();
    }

    [Fact]
    public void CharacterMap_Format4_AgreesWithFormat12()
    {
        var cmap = LetterSamples.Fonts.Regular.Tables["cmap"].ToArray();
        var all = CharacterMap.Read(cmap);

        var basic = CharacterMap.Read(WithoutFormat12(cmap));

        basic.Count.ShouldBeGreaterThan(5000);
        basic.ShouldAllBe(pair => all[pair.Key] == pair.Value);
        all.Keys.Where(c => c < 0xFFFF).ShouldBe(basic.Keys, ignoreOrder: true);
    }

    /// <summary>Marks every format 12 table as of unknown format.</summary>
    private static byte[] WithoutFormat12(byte[] cmap)
    {
        var changed = cmap.ToArray();
        for (var i = 0; i < (cmap[2] << 8 | cmap[3]); i++)
        {
            var at = (cmap[8 + (8 * i)] << 24) | (cmap[9 + (8 * i)] << 16) | (cmap[10 + (8 * i)] << 8) | cmap[11 + (8 * i)];
            if (changed[at + 1] == 12)
            {
                changed[at + 1] = 99;
            }
        }

        return changed;
    }

    private void Put(byte[] font)
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "DejaVuSans.ttf"), font);
        File.Copy(Path.Combine(Real, "DejaVuSans-Bold.ttf"), Path.Combine(_folder.FullName, "DejaVuSans-Bold.ttf"));
    }
}
