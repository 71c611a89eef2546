using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Functions.Intake.Forms;
using SocialWorkflows.Letters.Forms;
using SocialWorkflows.Letters.Pdf;
using SocialWorkflows.Tests.Casework.Packs;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Letters;

/// <summary>Blank forms are published, filled with other programs, and read back.</summary>
public sealed class FormTests
{
    private static readonly LetterFonts Fonts = LetterFonts.Load(Path.Combine(AppContext.BaseDirectory, "fonts"));

    private static FormRules Rules => TestPacks.Smiltene.Form!;

    private static BlankForm Blank => new(TestPacks.Smiltene.Institution, Rules);

    private static readonly byte[] Pdf = Write();

    [Fact]
    public void Pdf_Blank_IsReadAsOurFormNotFilled()
    {
        var read = FilledForms.Read(Pdf, Rules)!;

        read.IsBlank.ShouldBeTrue();
        read.Answers.Keys.Order().ShouldBe(Rules.Fields.Select(f => f.Id).Order());
    }

    [Fact]
    public void Pdf_Twice_IsTheSameFile() => Write().ShouldBe(Pdf);

    [Fact]
    public async Task Pdf_CheckedByQpdfAndPoppler_IsSoundAndTagged()
    {
        var path = await SaveAsync(Pdf, ".pdf");

        (await ToolAsync("qpdf", "--check", path)).ShouldContain("No syntax or stream encoding errors");
        var info = await ToolAsync("pdfinfo", path);
        info.ShouldContain("Tagged:          yes");
        info.ShouldContain("Form:            AcroForm");
        (await ToolAsync("pdftotext", path, "-")).ShouldContain("Kādu pakalpojumu vai pabalstu lūdzat");
        var fonts = await ToolAsync("pdffonts", path);
        fonts.Split('\n').Skip(2).Where(l => l.Length > 0).ShouldAllBe(l => l.Contains(" yes ", StringComparison.Ordinal));
    }

    /// <summary>pdf-lib fills the form as another program of a resident's would, with the Latvian letters.</summary>
    [Fact]
    public async Task Pdf_FilledByAnotherProgram_IsReadBack()
    {
        var library = Path.Combine(Workplace.Repository.Root, "Tests", "node_modules", "pdf-lib");
        Assert.SkipUnless(Directory.Exists(library), "pdf-lib is not installed; run Tests/install.");
        var (blank, filled) = (await SaveAsync(Pdf, ".pdf"), Path.GetTempFileName());

        await ToolAsync("node", Path.Combine(Workplace.Repository.Root, "Tests", "Letters", "fill-form.cjs"), blank, filled);
        var read = FilledForms.Read(await File.ReadAllBytesAsync(filled), Rules)!;

        read.IsBlank.ShouldBeFalse();
        read[FormFields.GivenName].ShouldBe("Ģertrūde");
        read[FormFields.Service].ShouldBe("aprūpe mājās");
        read[FormFields.Problem].ShouldBe("Netieku galā.\nŽēl, bet viena nevaru.");
        read[FormFields.Phone].ShouldBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TextForm_BlankThenFilled_IsReadBack(bool word)
    {
        var blank = word ? FormDocx.Write(Blank) : FormOdt.Write(Blank);
        FilledForms.Read(blank, Rules)!.IsBlank.ShouldBeTrue();

        var filled = Filling.Of(blank, word);
        var read = FilledForms.Read(filled, Rules)!;

        read.IsBlank.ShouldBeFalse();
        (read[FormFields.GivenName], read[FormFields.Service]).ShouldBe(("Ģertrūde", "aprūpe mājās"));
        read[FormFields.Code].ShouldBeNull();
    }

    [Theory]
    [InlineData("docx")]
    [InlineData("odt")]
    public async Task TextForm_OpenedByLibreOffice_KeepsItsQuestions(string format)
    {
        var office = Workplace.Repository.OnPath("soffice");
        Assert.SkipWhen(office is null, "LibreOffice is not installed (Debian package libreoffice-writer-nogui).");
        var path = await SaveAsync(format == "docx" ? FormDocx.Write(Blank) : FormOdt.Write(Blank), "." + format);

        await ToolAsync(office!, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", Path.GetDirectoryName(path)!, path);

        (await File.ReadAllTextAsync(Path.ChangeExtension(path, ".txt"))).ShouldContain("Kāpēc tas vajadzīgs");
    }

    [Fact]
    public void Read_WhatIsNoFormOfOurs_IsNull()
    {
        FilledForms.Read("%PDF-1.4 nothing"u8.ToArray(), Rules).ShouldBeNull();
        FilledForms.Read("PK\u0003\u0004 broken"u8.ToArray(), Rules).ShouldBeNull();
        FilledForms.Read(Array.Empty<byte>(), Rules).ShouldBeNull();
        FilledForms.Read(FormPackage.Write([("word/document.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>")]), Rules).ShouldBeNull();
        FilledForms.Read(FormPackage.Write([("word/document.xml", "<x/>")]), Rules).ShouldBeNull();
        for (var cut = 0; cut < Pdf.Length; cut += 997)
        {
            FilledForms.Read(Pdf.AsMemory(0, cut), Rules).ShouldBeNull();
        }
    }

    private static byte[] Write() => FormPdf.Write(Blank, Fonts, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static async Task<string> SaveAsync(byte[] content, string extension)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("socialworkflows-form-").FullName, "iesniegums" + extension);
        await File.WriteAllBytesAsync(path, content);
        return path;
    }

    private static async Task<string> ToolAsync(string program, params string[] arguments)
    {
        Assert.SkipWhen(Workplace.Repository.OnPath(Path.GetFileName(program)) is null && !File.Exists(program), $"{program} is not installed.");
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await error);
        return await output;
    }
}
